"""Reminders of sessions, for those who asked: a day before, on the clocks of whoever is reminded, or an hour before.

Looking for what is due again changes nothing: each person is reminded once of each start of a session. Whether the
session still stands, and the wish, is asked once more when the letter is sent.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from groups.letter_words import occasion_of
from groups.letters import post_reminders
from groups.models import Absence, Letter, Membership, PeerSession

HOUR = timedelta(hours=1)
# A day can have 25 hours, and clocks have changed by more than one.
LOOK_AHEAD = timedelta(hours=27)
KINDS: Mapping[str, Letter.Kind] = {
    Membership.Reminder.DAY: Letter.Kind.DAY_BEFORE,
    Membership.Reminder.HOUR: Letter.Kind.HOUR_BEFORE,
}


def choose_letters(place: Membership, *, reminder: str, hears_of_changes: bool) -> None:
    """Keep when someone would like to be reminded, and whether they hear of changes; nothing else of their place."""
    place.reminder, place.hears_of_changes = reminder, hears_of_changes
    place.save(update_fields=["reminder", "hears_of_changes"])


def queue_reminders() -> int:
    """Put the reminders that are due in the queue and return how many are new; 4 queries where none is."""
    now = timezone.now()
    planned = PeerSession.objects.filter(
        state=PeerSession.State.PLANNED, starts_at__gt=now, group__archived_at=None
    )
    ahead = list(planned.filter(starts_at__lte=now + LOOK_AHEAD).select_related("group"))
    if not ahead:
        return 0
    places = _asking([session.group_id for session in ahead])
    absent = set(Absence.objects.filter(session__in=ahead).values_list("session", "place"))
    told = Letter.objects.filter(session__in=ahead, kind__in=KINDS.values())
    reminded = set(told.values_list("session", "person", "kind", "occasion"))
    due = [
        (session, place, KINDS[place.reminder])
        for session in ahead
        for place in places[session.group_id]
        if (session.pk, place.pk) not in absent and is_due(session, place, now)
    ]
    return post_reminders(
        (session, place, kind)
        for session, place, kind in due
        if (session.pk, place.person_id, kind, occasion_of(session)) not in reminded
    )


def is_due(session: PeerSession, place: Membership, now: datetime) -> bool:
    """Return whether it is time to remind someone; a day's reminder that is not sent until an hour before is let be."""
    if session.starts_at is None:
        return False
    hour_before = session.starts_at - HOUR
    if place.reminder == Membership.Reminder.HOUR:
        return hour_before <= now < session.starts_at
    return day_before(session, place) <= now < hour_before


def day_before(session: PeerSession, place: Membership) -> datetime:
    """Return when the reader's clocks show, a day before, what they will show at the start. Raise without a date."""
    if session.starts_at is None:
        message = f"Session {session.pk} has no date."
        raise ValueError(message)
    person = place.person
    zone = person.zone if person and person.time_zone else session.group.zone
    # Arithmetic within a zone keeps what its clocks show; in UTC the result is a moment again.
    return (session.starts_at.astimezone(zone) - timedelta(days=1)).astimezone(UTC)


def _asking(groups: Collection[UUID]) -> dict[UUID, list[Membership]]:
    """Return, by group, the places of those who wish to be reminded."""
    places = Membership.objects.current().filter(group__in=groups, person__is_active=True)
    asking: dict[UUID, list[Membership]] = defaultdict(list)
    for place in places.exclude(reminder="").select_related("person"):
        asking[place.group_id].append(place)
    return asking
