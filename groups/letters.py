"""Letters are put in the queue here, one function each, in the transaction of the change they tell of.

What is stored is to whom and about which row; the words are made when a letter is sent: see letter_words.py.
"""

import logging
from collections.abc import Iterable
from functools import partial
from smtplib import SMTPException

from django.db import transaction
from django.utils import timezone

from accounts.group_vault import address_to_post, seal_for_group
from accounts.models import User
from groups.letter_words import occasion_of, written_told
from groups.models import (
    Group,
    Invitation,
    JoinRequest,
    Letter,
    Meeting,
    Membership,
    PeerSession,
    PlaceInLine,
)
from groups.posting import HOLD, send_letter

logger = logging.getLogger(__name__)
Kind = Letter.Kind


def post(letters: Iterable[Letter]) -> int:
    """Put letters in the queue and return how many; what someone was told of already is left out."""
    made = list(letters)
    for letter in made:
        letter.due_at = timezone.now() + HOLD
    return _queue(made) if made else 0


def post_offer(place: PlaceInLine) -> None:
    """Tell someone in line that a place is theirs, and until when; an offer that cannot be told is taken back."""
    post([_to(place, Kind.OFFER)])


def post_in_line(place: PlaceInLine) -> None:
    """Tell a visitor that they are welcome, stand in line, and where to see how far they are."""
    post([_to(place, Kind.IN_LINE)])


def post_no_place(request: JoinRequest) -> None:
    """Tell a visitor kindly that there is no place; what they wrote goes with it, or waits again where it cannot go."""
    letter = _to_visitor(request, Kind.NO_PLACE)
    letter.request = request
    post([letter])


def post_out_of_line(place: PlaceInLine) -> None:
    """Tell someone in line kindly that there is no place this time."""
    post([_to(place, Kind.NO_PLACE)])


def post_told(hearer: User) -> None:
    """Let the one who hears complaints know that something waits, with no word of what it is or where.

    It goes out at once and past the queue, where the minute would be kept that nothing else tells.
    """
    transaction.on_commit(partial(_tell, hearer))


def post_invitation(invitation: Invitation, *, address: str) -> None:
    """Send an invitation to an address, in the language of the group; the address is not kept."""
    group = invitation.group
    letter = Letter(kind=Kind.INVITATION, group=group, language=group.language, invitation=invitation)
    seal_for_group(group.pk, letter, "sealed_address", address)
    post([letter])


def post_moved(session: PeerSession, *, by: User) -> None:
    """Tell people in a group that a session has another time, or none yet."""
    post(_about(session, Kind.MOVED, person) for person in _listening(session.group, by))


def post_cancelled(session: PeerSession, *, by: User) -> None:
    """Tell people in a group that a session does not take place."""
    post(_about(session, Kind.CANCELLED, person) for person in _listening(session.group, by))


def post_rearranged(group: Group, *, by: User) -> None:
    """Tell people in a group, in one letter, that several sessions have other times."""
    post(
        Letter(kind=Kind.REARRANGED, group=group, person=person, language=person.language)
        for person in _listening(group, by)
    )


def post_group_ended(group: Group, *, by: User) -> None:
    """Tell people in a group that what was still to come does not take place."""
    post(
        Letter(kind=Kind.GROUP_ENDED, group=group, person=person, language=person.language)
        for person in _listening(group, by)
    )


def post_handed_over(session: PeerSession, *, to: Membership) -> None:
    """Tell someone that a session is theirs to lead."""
    post(_about(session, Kind.HANDED_OVER, person) for person in [to.person] if person)


def post_meeting_moved(meeting: Meeting, *, by: User) -> None:
    """Tell the other of two that their session has another time."""
    post(_to_the_other(meeting, Kind.MOVED, by))


def post_meeting_cancelled(meeting: Meeting, *, by: User) -> None:
    """Tell the other of two that their session does not take place."""
    post(_to_the_other(meeting, Kind.CANCELLED, by))


def post_reminders(due: Iterable[tuple[PeerSession, Membership, Letter.Kind]]) -> int:
    """Remind people of sessions, once of each start; return how many letters are new."""
    return post(
        Letter(
            kind=kind,
            group_id=session.group_id,
            person=place.person,
            language=place.person.language,
            session=session,
            occasion=occasion_of(session),
        )
        for session, place, kind in due
        if place.person
    )


def _tell(hearer: User) -> None:
    try:
        written_told(hearer).send()
    except (SMTPException, OSError) as error:
        logger.warning("A letter was not sent: %s", type(error).__name__)


def _listening(group: Group, by: User) -> list[User]:
    """Return those who hear of changes, whoever makes the change left out."""
    places = Membership.objects.current().filter(group=group, hears_of_changes=True, person__is_active=True)
    others = places.exclude(person=by).select_related("person")
    return [place.person for place in others if place.person]


def _about(session: PeerSession, kind: Letter.Kind, person: User) -> Letter:
    return Letter(
        kind=kind,
        group=session.group,
        person=person,
        language=person.language,
        session=session,
        occasion=timezone.now().isoformat() if kind == Kind.HANDED_OVER else str(session.changes),
    )


def _to_the_other(meeting: Meeting, kind: Letter.Kind, by: User) -> list[Letter]:
    """Return a letter to the other of two, where they hear of changes."""
    two = meeting.one_to_one
    other = two.facilitator if two.participant.person_id == by.pk else two.participant
    if other.person is None or not other.hears_of_changes:
        return []
    letter = Letter(kind=kind, group=two.group, person=other.person, language=other.person.language)
    letter.meeting = meeting
    return [letter]


def _to(place: PlaceInLine, kind: Letter.Kind) -> Letter:
    """Return a letter to someone in line: a person, or the visitor whose request brought them there."""
    if place.person:
        letter = Letter(kind=kind, group=place.group, person=place.person, language=place.person.language)
    elif place.request:
        letter = _to_visitor(place.request, kind)
    else:
        message = "A place in line is someone's."
        raise ValueError(message)
    letter.place_in_line = place
    return letter


def _to_visitor(request: JoinRequest, kind: Letter.Kind) -> Letter:
    """Return a letter to the address that a visitor left, sealed with the letter: the request may forget it first."""
    letter = Letter(kind=kind, group=request.group, language=request.language)
    address = address_to_post(request.group_id, request, "sealed_address")
    seal_for_group(request.group_id, letter, "sealed_address", address)
    return letter


@transaction.atomic
def _queue(letters: list[Letter]) -> int:
    Letter.objects.bulk_create(letters, ignore_conflicts=True)
    stored = Letter.objects.filter(pk__in=[letter.pk for letter in letters]).values_list("pk", flat=True)
    for pk in stored:
        send_letter.enqueue(str(pk))
    return len(stored)
