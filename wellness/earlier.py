"""Earlier words of an answer: sealed like the answer, to look at and to bring back for thirty days.

A page saves itself every few seconds, so not every state is kept: a text is, before another is written over it, where
it has stood for a while or where much of it goes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from uuid import UUID

from accounts.vault import Vault
from wellness.models import EarlierText, Entry

# A text that has stood for so long is from an earlier sitting.
SITTING = timedelta(minutes=5)
# So many letters gone at once are more than a slip put right.
MANY_LETTERS = 20


@dataclass(frozen=True)
class EarlierWords:
    """What an answer said until some time, opened: its text, or "" with a `reference` where it does not open."""

    id: UUID
    text: str
    reference: str
    saved_at: datetime


def is_worth_keeping(old: str, new: str, stood: timedelta) -> bool:
    """Say whether a text is to be kept before another is written over it; one that the new text holds whole is not."""
    if old.strip() in new:
        return False
    return stood >= SITTING or letters_gone(old, new) >= MANY_LETTERS


def letters_gone(old: str, new: str) -> int:
    """Return how many letters of a text go where one stretch of it is replaced to make the new one."""
    start = _same_letters(old, new)
    rest, new_rest = old[start:], new[start:]
    return len(rest) - _same_letters(rest[::-1], new_rest[::-1])


def earlier_text(vault: Vault, entry: Entry, text: str) -> EarlierText:
    """Return a row, not stored yet, that keeps what an entry says."""
    row = EarlierText(workbook_id=entry.workbook_id, entry=entry, saved_at=entry.saved_at)
    vault.seal(row, "sealed", text)
    return row


def earlier_words(entry: Entry, vault: Vault) -> Sequence[EarlierWords]:
    """Return what an answer said before, the latest first."""
    rows = EarlierText.objects.still_kept().of(entry.workbook_id).filter(entry=entry)
    return [_opened(row, vault) for row in rows.order_by("-kept_at", "pk")]


def _same_letters(one: str, other: str) -> int:
    """Return how many letters two texts begin with alike."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _opened(row: EarlierText, vault: Vault) -> EarlierWords:
    opened = vault.try_open(row, "sealed")
    return EarlierWords(row.pk, opened.value or "", opened.reference, row.saved_at)
