"""Who may do what in a group, each rule a sentence. A membership that has ended gives nothing."""

from collections.abc import Callable
from uuid import UUID

from django.db.models import Model

from accounts.models import User
from groups.models import Group, Membership, PlaceNotes

Role = Membership.Role


def leads_any_group(person: User) -> bool:
    """Facilitators and volunteers lead: whoever is either in any group now."""
    return Membership.objects.leads().filter(person=person).exists()


def role_in(person: User, group: Group) -> str | None:
    """Return the role a person has in a group now; None for someone who is not in it."""
    return (
        Membership.objects.current().filter(person=person, group=group).values_list("role", flat=True).first()
    )


def is_member(person: User, group: Group) -> bool:
    """Whoever is in a group, in any role, may see its home, its programme and where it meets."""
    return role_in(person, group) is not None


def can_help(person: User, group: Group) -> bool:
    """Facilitators and volunteers may see the lead's side and the sessions."""
    return role_in(person, group) in {Role.FACILITATOR, Role.VOLUNTEER}


def can_lead(person: User, group: Group) -> bool:
    """Facilitators alone may invite, see who is in the group and what it is interested in, and plan."""
    return role_in(person, group) == Role.FACILITATOR


def can_plan(person: User, group: Group) -> bool:
    """Facilitators change the sessions of a group they lead, and admins those of any group."""
    return person.is_staff or can_lead(person, group)


def can_read_summaries(person: User, group: Group) -> bool:
    """Facilitators may read what is shared with them while it is shared; nobody else may, admins included."""
    return can_lead(person, group)


def can_share(person: User, group: Group) -> bool:
    """Participants may share a summary with the facilitators of a group they are in."""
    return role_in(person, group) == Role.PARTICIPANT


def can_end_place(person: User, place: Membership) -> bool:
    """People may end their own place, admins anyone's, and facilitators that of a participant they lead."""
    if person.pk == place.person_id or person.is_staff:
        return True
    return not place.leads and can_lead(person, place.group)


def can_read_report(person: User) -> bool:
    """Admins may read the report for the organisation; those who lead see their own group's sessions elsewhere."""
    return person.is_staff


def rows_open_to(person: User, group: UUID) -> Callable[[Model], bool]:
    """Facilitators open what is sealed for the group they lead now; others only their own notes, admins nothing more."""
    if Membership.objects.facilitators().filter(person=person, group=group).exists():
        return lambda _row: True
    return lambda row: isinstance(row, PlaceNotes) and row.place.person_id == person.pk
