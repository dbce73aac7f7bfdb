"""What people take with them from a session and how helpful it was, unnamed.

An answer stands under a token, a keyed digest of the session and the person: the database alone does not say whose
it is, and one person answers once. Those who lead read nothing before three people have answered. Answers are passed
on in threes, and the last ones when answering closes, so that no single answer can be seen to arrive.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.group_vault import seal_for_group, vault_of_group
from accounts.models import User
from accounts.vault import keyed_digest
from groups.giving import note_helpful
from groups.models import PeerSession, Takeaway
from groups.programme.reasons import FEW
from groups.sessions import SessionCard, ends_at
from groups.snapshots import FEWEST_ANSWERS

TOKENS = "takeaways"
OPEN_FOR = timedelta(days=7)
HELPFUL: dict[str, Promise] = {
    "a_lot": gettext_lazy("Yes, a lot"),
    "a_little": gettext_lazy("A little"),
    "not_now": gettext_lazy("Not this time"),
}


class Standing(Enum):
    """How one person's answer stands."""

    NONE = "none"
    KEPT = "kept"
    PASSED_ON = "passed on"


class CannotAnswer(Exception):  # noqa: N818 - it reads as what is so
    """The session takes no answer of this person now; the message says why."""


@dataclass(frozen=True)
class Answer:
    """What one person says after a session; either may be empty."""

    takeaway: str = ""
    helpful: str = ""


@dataclass(frozen=True)
class Answers:
    """What those who lead read: takeaways in no order, and how many found it how helpful, in words."""

    takeaways: Sequence[str]
    helpful: Sequence[tuple[str, str]]


def takes_answers(session: PeerSession | SessionCard, now: datetime) -> bool:
    """Return whether people can answer: for seven days after the end of a session that took place."""
    if session.starts_at is None or session.state == PeerSession.State.CANCELLED:
        return False
    end = session.starts_at + timedelta(minutes=session.minutes)
    return end <= now < end + OPEN_FOR


def waiting_session(cards: Iterable[SessionCard], person: User, *, since: datetime) -> SessionCard | None:
    """Return the latest session after they joined that a person can still answer and has not; at most 2 queries."""
    now = timezone.now()
    answerable = [card for card in cards if takes_answers(card, now) and _starts_after(card, since)]
    latest = max(answerable, key=lambda card: card.starts_at or now, default=None)
    if latest and not Takeaway.objects.filter(session=latest.id, token=_token(latest.id, person)).exists():
        return latest
    return None


def standing_of(person: User, session: PeerSession) -> Standing:
    """Return how a person's answer to a session stands."""
    own = Takeaway.objects.filter(session=session, token=_token(session.pk, person)).first()
    if own is None:
        return Standing.NONE
    return Standing.PASSED_ON if own.is_passed_on else Standing.KEPT


@transaction.atomic
def answer_session(*, person: User, session: PeerSession, answer: Answer) -> None:
    """Keep a person's answer in place of an earlier one, and pass answers on where three wait.

    Raise CannotAnswer where answering is closed, or those who lead can read the earlier one already.
    """
    stored = _locked(session)
    if not takes_answers(stored, timezone.now()):
        raise CannotAnswer(_("This session takes no answers now."))
    own = Takeaway.objects.filter(session=stored, token=_token(stored.pk, person))
    if own.filter(is_passed_on=True).exists():
        raise CannotAnswer(_("Your answer was passed on already. You can take it away, not change it."))
    own.delete()
    row = Takeaway(session=stored, token=_token(stored.pk, person))
    seal_for_group(stored.group_id, row, "sealed", asdict(answer))
    row.save(force_insert=True)
    if answer.helpful:
        note_helpful(person, answer.helpful)
    waiting = Takeaway.objects.filter(session=stored, is_passed_on=False)
    if waiting.count() >= FEWEST_ANSWERS:
        waiting.update(is_passed_on=True)


@transaction.atomic
def take_away(*, person: User, session: PeerSession) -> None:
    """Delete a person's answer, passed on or not."""
    stored = _locked(session)
    Takeaway.objects.filter(session=stored, token=_token(stored.pk, person)).delete()
    note_helpful(person, "")


def read_answers(session: PeerSession, reader: User) -> Answers | None:
    """Return the answers that were passed on, all of them once answering is closed; None while fewer than three."""
    rows = Takeaway.objects.filter(session=session).order_by("pk")
    if not _is_closed(session):
        rows = rows.filter(is_passed_on=True)
    found = list(rows)
    if len(found) < FEWEST_ANSWERS:
        return None
    vault = vault_of_group(session.group_id, reader=reader)
    opened = [vault.try_open(row, "sealed") for row in found]
    answers = [Answer(**each.value) for each in opened if each.is_readable]
    counts = Counter(answer.helpful for answer in answers)
    return Answers(
        takeaways=[answer.takeaway for answer in answers if answer.takeaway],
        helpful=[(str(words), count_words(counts[key])) for key, words in HELPFUL.items() if counts[key]],
    )


def count_words(people: int) -> str:
    """Return a number of people in words that hide one and two."""
    if people <= FEW:
        return _("a few people")
    return ngettext("%(count)s person", "%(count)s people", people) % {"count": people}


def _starts_after(card: SessionCard, moment: datetime) -> bool:
    return card.starts_at is not None and card.starts_at > moment


def _is_closed(session: PeerSession) -> bool:
    return session.starts_at is not None and ends_at(session) + OPEN_FOR <= timezone.now()


def _locked(session: PeerSession) -> PeerSession:
    """Return a session as it is stored, held until the transaction ends: two answers at once count each other."""
    return PeerSession.objects.select_for_update(no_key=True).get(pk=session.pk)


def _token(session_id: UUID, person: User) -> str:
    return keyed_digest(TOKENS, session_id.bytes, person.pk.bytes).hex()
