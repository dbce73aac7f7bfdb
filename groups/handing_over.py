"""*I can't lead this week*: a session goes to another facilitator of the group, who sees it first thing."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from groups.letters import post_handed_over
from groups.models import Group, Membership, PeerSession
from groups.models.group import MembershipQuerySet
from groups.scheduling import held_for_change
from groups.sessions import ends_at


class CannotHandOver(Exception):  # noqa: N818 - it reads as what is so
    """The session is not theirs to hand over, or the other cannot lead it."""


def others_who_lead(group: Group, person: User) -> MembershipQuerySet:
    """Return the other facilitators of a group who can sign in, by name."""
    places = Membership.objects.facilitators().filter(group=group, person__is_active=True)
    return places.exclude(person=person).select_related("person").order_by("person__name", "pk")


def can_hand_over(session: PeerSession, place: Membership) -> bool:
    """Return whether a facilitator would lead a session still to come: it names them, or nobody."""
    is_ahead = session.state == PeerSession.State.PLANNED and not _is_over(session, timezone.now())
    return is_ahead and session.led_by_id in {None, place.pk}


@transaction.atomic
def hand_over(*, session: PeerSession, to: Membership, by: User) -> None:
    """Let another facilitator lead a session in one's place; sent twice, it is handed over once. They get a letter.

    Raise CannotHandOver where it is not theirs or the other does not lead the group, PermissionDenied unless `by`
    leads it.
    """
    group = held_for_change(session.group, by=by)
    stored = group.sessions.get(pk=session.pk)
    place = Membership.objects.facilitators().get(group=group, person=by)
    if stored.led_by_id == to.pk and stored.handed_by_id == place.pk:
        return
    if not can_hand_over(stored, place) or not others_who_lead(group, by).filter(pk=to.pk).exists():
        raise CannotHandOver
    stored.led_by, stored.handed_by = to, place
    stored.save(update_fields=["led_by", "handed_by"])
    post_handed_over(stored, to=to)


def handed_to(place: Membership) -> list[PeerSession]:
    """Return the sessions still to come that another facilitator has handed to someone."""
    now = timezone.now()
    handed = PeerSession.objects.filter(
        group=place.group_id, led_by=place, handed_by__isnull=False, state=PeerSession.State.PLANNED
    )
    return [session for session in handed.select_related("handed_by__person") if not _is_over(session, now)]


def _is_over(session: PeerSession, now: datetime) -> bool:
    return session.starts_at is not None and ends_at(session) <= now
