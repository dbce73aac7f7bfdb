"""The summary: what a person chose to put together from a workbook.

Nothing is in a summary until the person includes it. An item keeps the words it had when it was taken, so that what
is written in the workbook later changes nothing here; newer words are only offered.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User
from accounts.vault import Vault
from wellness.models import Summary, Workbook
from wellness.saving import plain_text
from wellness.suggestion import NOTE, RATINGS, SECTIONS, Suggestion
from wellness.suggestions import Suggestions, described, suggestions_for

MARK_LENGTH = 16


@dataclass(frozen=True)
class Item:
    """One thing that is or could be in the summary, with the words it has there.

    `then` is what the workbook said when these words were taken, `also` are texts written for it in another place,
    `held` is a text too long to save, still on the page.
    """

    suggestion: Suggestion
    words: str
    included: bool = False
    then: str = ""
    also: tuple[str, ...] = ()
    held: str = ""

    @property
    def key(self) -> str:
        return self.suggestion.key

    @property
    def now(self) -> str:
        """What the workbook says now."""
        return self.suggestion.words

    @property
    def shown(self) -> str:
        return self.held or self.words

    @property
    def section(self) -> str:
        return self.suggestion.section

    @property
    def is_ratings(self) -> bool:
        return self.section == RATINGS

    @property
    def is_in(self) -> bool:
        """It will be seen by those the summary is shared with."""
        chosen = self.included or self.section == NOTE
        return chosen and bool(self.words.strip())

    @property
    def has_newer(self) -> bool:
        """The workbook says something that was not there when these words were taken."""
        if not self.now or self.suggestion.says(self.words):
            return False
        return not self.suggestion.says(self.then) or not self.words.strip()

    @property
    def base(self) -> str:
        """A mark of the item as a page shows it."""
        return f"{int(self.included)}-{words_mark(self.words)}"

    @property
    def second_mark(self) -> str:
        """A mark of the second texts as a page shows them."""
        return words_mark("\n".join(self.also))

    @property
    def is_kept(self) -> bool:
        """It differs from a bare suggestion, so it is stored."""
        return self.included or bool(self.also) or self.words not in {self.now, self.then}


@dataclass(frozen=True)
class OpenSummary:
    """A summary as its person sees it: every item in page order, and what could not be opened."""

    items: list[Item]
    suggestions: Suggestions
    saved_at: datetime | None = None
    reference: str = ""
    # Sections and keys as the person put them; what is not named comes after, in page order.
    order: tuple[str, ...] = ()

    @property
    def chosen(self) -> list[Item]:
        return [item for item in self.items if item.is_in]

    @property
    def second_texts(self) -> int:
        """How many texts are kept beside the words of the summary."""
        return sum(len(item.also) for item in self.items)

    @property
    def has_held(self) -> bool:
        return any(item.held for item in self.items)


def open_summary(person: User, workbook: Workbook, vault: Vault) -> OpenSummary:
    """Return a person's summary with everything the workbook suggests for it."""
    row = Summary.objects.of(workbook).first()
    return opened_row(row, suggestions_for(person, workbook, vault), vault)


def opened_row(row: Summary | None, suggestions: Suggestions, vault: Vault) -> OpenSummary:
    """Return a stored summary, or an empty one where none is stored yet, joined with what is suggested now."""
    if row is None:
        return OpenSummary(_items({}, suggestions), suggestions)
    opened = vault.try_open(row, "sealed")
    stored = opened.value if opened.is_readable else {"items": {}}
    order = tuple(stored.get("order", ()))
    items = in_order(_items(stored["items"], suggestions), order)
    return OpenSummary(items, suggestions, row.saved_at, opened.reference, order)


def in_order(items: list[Item], order: Sequence[str]) -> list[Item]:
    """Return items by section and within each section as an order says."""
    sections, keys = ranked(SECTIONS, order), ranked([item.key for item in items], order)
    return sorted(items, key=lambda item: (sections.index(item.section), keys.index(item.key)))


def ranked(names: Sequence[str], order: Sequence[str]) -> list[str]:
    """Return names as an order has them, those it does not name after them."""
    named = [name for name in order if name in names]
    return [*named, *(name for name in names if name not in named)]


def _items(stored: Mapping[str, Any], suggestions: Suggestions) -> list[Item]:
    """Join what is stored with what is suggested now; what has gone from the workbook stays in the summary."""
    bare = [*suggestions.found, described(Suggestion(NOTE, ""), suggestions.parts)]
    known = {suggestion.key for suggestion in bare}
    gone = [described(Suggestion(key, ""), suggestions.parts) for key in stored if key not in known]
    items = [_item(suggestion, stored.get(suggestion.key)) for suggestion in [*bare, *gone]]
    return sorted(items, key=lambda item: SECTIONS.index(item.section))


def _item(suggestion: Suggestion, held: Mapping[str, Any] | None) -> Item:
    if held is None:
        return Item(suggestion, suggestion.words, then=suggestion.words)
    return Item(suggestion, held["words"], held["included"], held["then"], tuple(held["also"]))


def words_mark(words: str) -> str:
    """Return a short mark that tells one text from another."""
    return hashlib.sha256(plain_text(words).encode()).hexdigest()[:MARK_LENGTH]
