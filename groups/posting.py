"""Letters leave the queue: each is sent once, and again where that was cut short.

A worker takes a letter and holds it for four minutes, in which no other sends it; then it hands it to the mail server
and notes that it is sent as soon as the server has said yes, before it takes leave of it. One that was held by a worker
that is no more comes again. Between the mail server's yes and the note there is a moment; cut short just there, a letter
goes out a second time, under the same Message-ID, by which mailboxes keep one of the two. The other way round nobody
could tell it from a letter that never left.

No task ever fails: what an error says may hold an address, and a task's traceback is stored.
"""

import logging
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from uuid import UUID

from django.db import DatabaseError, close_old_connections, transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from groups.letter_words import written
from groups.models import JoinRequest, Letter, PlaceInLine

logger = logging.getLogger(__name__)

# Longer than all answers of a mail server together can take (EMAIL_TIMEOUT each), or two workers would send one letter.
HOLD = timedelta(minutes=4)
# How long after each try in turn the next one comes.
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 360)]
REFUSED_FOR_GOOD = 500


@task()
def send_letter(letter_id: str) -> None:
    """Send a letter that waits, unless another worker holds it; where it does not leave, another try comes later."""
    letter = _taken(UUID(letter_id))
    if letter is None:
        return
    try:
        _send(letter)
    except Exception as error:  # noqa: BLE001 - whatever it is, its words are not kept
        logger.warning("A letter was not sent: %s", type(error).__name__)
        _try_later(letter, error)


@transaction.atomic
def queue_again() -> int:
    """Put letters in the queue that wait for another try, or were held by a worker that is no more; return how many."""
    now = timezone.now()
    due = list(Letter.objects.due_at(now).values_list("pk", flat=True))
    Letter.objects.filter(pk__in=due).update(due_at=now + HOLD)
    for pk in due:
        send_letter.enqueue(str(pk))
    return len(due)


@transaction.atomic
def _taken(pk: UUID) -> Letter | None:
    """Return a letter that waits, held from now on; None where it is sent or another worker holds it."""
    now = timezone.now()
    if not Letter.objects.free_at(now).filter(pk=pk).update(held_until=now + HOLD, tries=F("tries") + 1):
        return None
    joined = (
        "person",
        "group",
        "session__led_by",
        "place_in_line__request__invitation",
        "request",
        "invitation",
    )
    return Letter.objects.select_related(*joined).get(pk=pk)


def _send(letter: Letter) -> None:
    words = written(letter)
    if words is None:
        _end(letter, Letter.End.LET_BE)
        return
    with words.handed_over():
        _note_sent(letter)


def _note_sent(letter: Letter) -> None:
    """Note that a letter is sent; where the database does not take that, once more, because the letter is gone."""
    try:
        _end(letter, Letter.End.SENT)
    except DatabaseError:
        close_old_connections()
        _end(letter, Letter.End.SENT)


@transaction.atomic
def _end(letter: Letter, end: Letter.End) -> None:
    """Note that a letter is done with, forget a visitor's address, and do what depends on its leaving."""
    Letter.objects.filter(pk=letter.pk).update(
        ended_at=timezone.now(), end=end, held_until=None, sealed_address=b""
    )
    if end == Letter.End.SENT and letter.request_id is not None:
        JoinRequest.objects.filter(pk=letter.request_id).update(sealed=b"", sealed_address=b"")
    if end == Letter.End.GIVEN_UP:
        _undo(letter)


def _try_later(letter: Letter, error: Exception) -> None:
    is_refused = isinstance(error, SMTPRecipientsRefused) and all(
        code >= REFUSED_FOR_GOOD for code, _said in error.recipients.values()
    )
    if is_refused or letter.tries > len(WAITS):
        _end(letter, Letter.End.GIVEN_UP)
        return
    due_at = timezone.now() + WAITS[letter.tries - 1]
    Letter.objects.filter(pk=letter.pk).update(held_until=None, due_at=due_at)


def _undo(letter: Letter) -> None:
    """Take back what nobody could be told of: an offered place is offered again, a request waits for an answer again."""
    place, request = letter.place_in_line, letter.request
    if letter.kind == Letter.Kind.OFFER and place:
        PlaceInLine.objects.filter(pk=place.pk, ended_at=None).update(offer_ends_at=None)
    if request is None:
        return
    asked_again = JoinRequest.objects.filter(
        group=request.group_id, address_mark=request.address_mark, answered_at=None
    )
    if not asked_again.exists():
        JoinRequest.objects.filter(pk=request.pk).update(answer="", answered_at=None)
