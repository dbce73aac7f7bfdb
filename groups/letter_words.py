"""The words of each letter, made at the moment it is sent, in its reader's language and on their clocks.

Neutral: no subject and no line says what the group is about, or its name. A letter that is no longer so has no words:
a session that moved meanwhile, a place that ended, a wish taken back.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.timezone import localtime

from accounts.group_vault import address_to_post
from accounts.models import User
from groups.invitation_codes import code_of
from groups.models import Absence, Letter, Membership, PeerSession, PlaceInLine
from groups.sessions import day_and_time, zone_words

Kind = Letter.Kind
CHANGES = (Kind.MOVED, Kind.REARRANGED, Kind.CANCELLED)
# They tell of what is to come, which an archived group has not.
AHEAD = (Kind.MOVED, Kind.REARRANGED, Kind.HANDED_OVER, Kind.DAY_BEFORE, Kind.HOUR_BEFORE)
WISHES = {Kind.DAY_BEFORE: Membership.Reminder.DAY, Kind.HOUR_BEFORE: Membership.Reminder.HOUR}


@dataclass(frozen=True)
class WrittenLetter:
    """A letter ready to send. Its id is the same however often it is sent, so that a mailbox keeps one."""

    id: str
    address: str
    subject: str
    message: str

    def send(self) -> None:
        """Hand the letter to the mail server."""
        with self.handed_over():
            pass

    @contextmanager
    def handed_over(self) -> Iterator[None]:
        """Hand the letter to the mail server; what is done within comes right after its yes.

        Only then do we take leave of it, which takes as long as the server likes.
        """
        headers = {"Message-ID": self.id, "Auto-Submitted": "auto-generated"}
        letter = EmailMessage(self.subject, self.message, None, [self.address], headers=headers)
        connection = get_connection()
        try:
            connection.open()
            connection.send_messages([letter])
            yield
        finally:
            connection.close()


def written(letter: Letter) -> WrittenLetter | None:
    """Return a letter with its words; None where what it tells is no longer so."""
    if not _is_so(letter):
        return None
    with translation.override(letter.person.language if letter.person else letter.language):
        return _rendered(letter.kind, letter.pk, _address(letter), _words(letter))


def written_told(hearer: User) -> WrittenLetter:
    """Return the letter that lets someone know that something waits for them to read."""
    with translation.override(hearer.language):
        return _rendered("told", uuid4(), hearer.email, {})


def is_reminder_due(letter: Letter) -> bool:
    """Return whether a session is still to come as it was, and its person still wishes to be reminded of it."""
    session, place = letter.session, _place(letter)
    if session is None or place is None or place.reminder != WISHES[Kind(letter.kind)]:
        return False
    is_ahead = session.starts_at is not None and session.starts_at > timezone.now()
    is_as_told = is_ahead and occasion_of(session) == letter.occasion
    return (
        is_as_told
        and session.state == PeerSession.State.PLANNED
        and not Absence.objects.filter(session=session, place=place).exists()
    )


def occasion_of(session: PeerSession) -> str:
    """Return what tells one start of a session from another that it had or will have."""
    return session.starts_at.isoformat() if session.starts_at else ""


def _rendered(name: str, pk: UUID, address: str, words: dict[str, Any]) -> WrittenLetter:
    context = {**words, "site": settings.SITE_ADDRESS}
    subject = render_to_string(f"groups/letters/{name}_subject.txt", context)
    message = render_to_string(f"groups/letters/{name}_message.txt", context)
    host = urlsplit(settings.SITE_ADDRESS).hostname
    return WrittenLetter(f"<{pk}@{host}>", address, " ".join(subject.split()), message)


def _is_so(letter: Letter) -> bool:
    if letter.person and not _can_be_written_to(letter.person):
        return False
    if letter.group.archived_at is not None and letter.kind in AHEAD:
        return False
    return RULES[Kind(letter.kind)](letter)


def _can_be_written_to(person: User) -> bool:
    """Return whether a person may sign in, and has not left it open whether their address is theirs."""
    unconfirmed = EmailAddress.objects.filter(user=person, email=person.email, verified=False)
    return person.is_active and not unconfirmed.exists()


def _is_offered(letter: Letter) -> bool:
    place = letter.place_in_line
    return place is not None and place.is_offered_at(timezone.now())


def _stands_in_line(letter: Letter) -> bool:
    return letter.place_in_line is not None and letter.place_in_line.ended_at is None


def _is_open(letter: Letter) -> bool:
    return letter.invitation is not None and letter.invitation.is_open_at(timezone.now())


def _leads_it(letter: Letter) -> bool:
    session = letter.session
    if session is None or session.led_by is None or session.state != PeerSession.State.PLANNED:
        return False
    return session.led_by.person_id == letter.person_id


def _is_last_change(letter: Letter) -> bool:
    """Return whether its person wishes to hear of changes, and no later letter tells of the same session, a group's or of two."""
    place = _place(letter)
    if place is None or not place.hears_of_changes:
        return False
    later = Letter.objects.filter(person=letter.person, group=letter.group_id, kind__in=CHANGES)
    return not later.filter(
        session=letter.session_id, meeting=letter.meeting_id, made_at__gt=letter.made_at
    ).exists()


def _is_told_of_the_end(letter: Letter) -> bool:
    """Return whether its person wishes to hear of changes, and the group has not been brought back since."""
    place = _place(letter)
    return letter.group.archived_at is not None and place is not None and place.hears_of_changes


def _always(_letter: Letter) -> bool:
    return True


RULES: Mapping[Letter.Kind, Callable[[Letter], bool]] = {
    Kind.INVITATION: _is_open,
    Kind.OFFER: _is_offered,
    Kind.IN_LINE: _stands_in_line,
    Kind.NO_PLACE: _always,
    Kind.MOVED: _is_last_change,
    Kind.REARRANGED: _is_last_change,
    Kind.CANCELLED: _is_last_change,
    Kind.GROUP_ENDED: _is_told_of_the_end,
    Kind.HANDED_OVER: _leads_it,
    Kind.DAY_BEFORE: is_reminder_due,
    Kind.HOUR_BEFORE: is_reminder_due,
}


def _place(letter: Letter) -> Membership | None:
    return Membership.objects.current().filter(group=letter.group_id, person=letter.person_id).first()


def _address(letter: Letter) -> str:
    if letter.person:
        return letter.person.email
    return address_to_post(letter.group_id, letter, "sealed_address")


def _words(letter: Letter) -> dict[str, Any]:
    """Return what the words of a letter need: places and days in words, and where links go."""
    place = letter.place_in_line
    return {
        "group": letter.group,
        "place": place,
        "until": localtime(place.offer_ends_at, letter.group.zone) if place and place.offer_ends_at else None,
        "code": code_of(letter.invitation) if letter.invitation else _code(place),
        "when": _when(letter),
    }


def _when(letter: Letter) -> str:
    """Return the time of the session on the reader's clocks, or the group's where they have not said theirs."""
    session = letter.session or letter.meeting
    moment = session.starts_at if session else None
    if moment is None:
        return ""
    zone = letter.person.zone if letter.person and letter.person.time_zone else letter.group.zone
    return f"{day_and_time(moment, zone)} ({zone_words(zone)})"


def _code(place: PlaceInLine | None) -> str:
    """Return the code by which a visitor without an account comes back; "" for a person who signs in."""
    invitation = place.request.invitation if place and place.request and not place.person else None
    return code_of(invitation) if invitation else ""
