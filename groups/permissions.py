"""Who may do what in a group, each rule a sentence. A membership that has ended gives nothing."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from uuid import UUID

from django.db.models import Model

from accounts.models import User
from groups.models import Complaint, Group, HelpCard, Membership, OneToOne, PlaceNotes, TopicSuggestion
from groups.suggestion_tokens import own_suggestion_ids

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


def takes_part(person: User, group: Group) -> bool:
    """Participants take part: they note interests, suggest topics and answer after sessions."""
    return role_in(person, group) == Role.PARTICIPANT


def can_end_place(person: User, place: Membership) -> bool:
    """People may end their own place, admins anyone's, and facilitators that of a participant they lead."""
    if person.pk == place.person_id or person.is_staff:
        return True
    return not place.leads and can_lead(person, place.group)


def can_open_help_card(person: User, card: HelpCard, moment: datetime) -> bool:
    """Facilitators may open the card of someone who takes part, around its session alone; of a one to one, only theirs."""
    place = card.place
    takes_part = place.left_at is None and not place.leads and place.account.is_active
    if not takes_part or not card.is_open_at(moment):
        return False
    if card.meeting:
        return OneToOne.objects.led_by(person).filter(pk=card.meeting.one_to_one_id).exists()
    return can_lead(person, place.group)


def hears_complaints(person: User) -> bool:
    """Whoever hears complaints about a group, or heard some before, reads what others trust them with."""
    told = Complaint.objects.filter(heard_by=person)
    return Group.objects.filter(hears_complaints=person).exists() or told.exists()


def can_read_report(person: User) -> bool:
    """Admins may read the report for the organisation; those who lead see their own group's sessions elsewhere."""
    return person.is_staff


def rows_open_to(person: User, group: UUID) -> Callable[[Model], bool]:
    """Facilitators open what is sealed for the group they lead now, complaints left out; others only their own.

    A complaint opens for the one who hears it, while they stand outside the group, and for who told it with their name.
    Admins open nothing more than anyone.
    """
    places = Membership.objects.current().filter(person=person, group=group)
    role = places.values_list("role", flat=True).first()
    own_suggestions = cache(lambda: own_suggestion_ids(person.pk, group))

    def may_open(row: Model) -> bool:
        if isinstance(row, Complaint):
            return row.told_by_id == person.pk or (role is None and row.heard_by_id == person.pk)
        return role == Role.FACILITATOR or is_own(row)

    def is_own(row: Model) -> bool:
        """People's own are the notes of their place and the suggestions they made."""
        if isinstance(row, PlaceNotes):
            return row.place.person_id == person.pk
        return isinstance(row, TopicSuggestion) and row.pk in own_suggestions()

    return may_open
