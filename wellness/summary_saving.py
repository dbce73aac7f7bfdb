"""Saving a summary: what a page sent is put into what is stored, so that two tabs never lose a text.

A page sends, with each item, a mark of what it showed (`base`). What is as it was shown changes nothing; what was
changed on that page is taken over; where the same words were changed in two places, the words that come now stand
and the others are kept beside them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.vault import Vault, vault_for
from wellness.models import Summary, Workbook
from wellness.saving import LONGEST_TEXT, plain_text
from wellness.suggestion import SECTIONS, section_of
from wellness.suggestions import suggestions_for
from wellness.summaries import Item, OpenSummary, in_order, opened_row, ranked, words_mark


@dataclass(frozen=True)
class Change:
    """What a page sent for one item. `words` is None where the page had no words to send.

    `forgets` is the mark of second texts that are not needed any more.
    """

    key: str
    base: str
    included: bool
    words: str | None
    takes_newer: bool = False
    forgets: str = ""


class CannotSave(Exception):  # noqa: N818 - it reads as what is so
    """The stored summary does not open, so nothing is saved over it; the message is its reference."""


def changes_in(posted: Mapping[str, str]) -> list[Change]:
    """Return what a summary form says; what its page did not show is not in it."""
    keys = [name.removeprefix("base-") for name in posted if name.startswith("base-")]
    return [_change(key, posted) for key in keys]


@dataclass(frozen=True)
class Move:
    """That a section, or an item among those of its section, goes before another; last for ""."""

    name: str
    before: str


def save_summary(
    *, person: User, workbook: Workbook, changes: Iterable[Change], move: Move | None = None
) -> OpenSummary:
    """Put changes into a summary as the module says, and return it; a text too long to save is held in it.

    Raise CannotSave where the stored summary does not open.
    """
    changes = list(changes)
    try:
        return _saved(person, workbook, changes, move)
    except IntegrityError:
        # The first save came from another page a moment ago; now there is a summary to change.
        return _saved(person, workbook, changes, move)


def bases_after(summary: OpenSummary, changes: Iterable[Change]) -> dict[str, str]:
    """Return new marks for the items that are now as their page shows them; the others keep the marks they have.

    So a page that shows older words than are stored never writes them over the newer ones unseen.
    """
    sent = {change.key: change for change in changes}
    return {
        item.key: item.base
        for item in summary.items
        if item.key in sent and _is_as_sent(item, sent[item.key])
    }


def too_long(words: str) -> bool:
    """Say whether a text is longer than a summary takes."""
    return len(words) > LONGEST_TEXT


@transaction.atomic
def _saved(person: User, workbook: Workbook, changes: list[Change], move: Move | None) -> OpenSummary:
    vault = vault_for(person)
    row = Summary.objects.of(workbook).select_for_update().first()
    before = opened_row(row, suggestions_for(person, workbook, vault), vault)
    if before.reference:
        raise CannotSave(before.reference)
    by_key = {change.key: change for change in changes}
    items = [_changed(item, by_key[item.key]) if item.key in by_key else item for item in before.items]
    order = _moved(before, move) if move else before.order
    after = replace(before, items=in_order(items, order), order=order)
    if _stored(after) == _stored(before):
        return _holding(before, by_key)
    after = replace(after, saved_at=timezone.now())
    _store(row or Summary(workbook=workbook, version=0), after, vault)
    return _holding(after, by_key)


def _store(row: Summary, summary: OpenSummary, vault: Vault) -> None:
    row.version += 1
    row.saved_at = summary.saved_at or timezone.now()
    vault.seal(row, "sealed", _stored(summary))
    row.save()


def _moved(summary: OpenSummary, move: Move) -> tuple[str, ...]:
    """Return the order with one name moved; unchanged for names that are not side by side."""
    sections = ranked(SECTIONS, summary.order)
    keys = [item.key for item in summary.items]
    beside = sections if move.name in sections else _beside_in_section(keys, move.name)
    if move.name not in beside or (move.before and move.before not in beside):
        return summary.order
    others = [name for name in beside if name != move.name]
    place = others.index(move.before) if move.before in others else len(others)
    others.insert(place, move.name)
    if move.name in sections:
        return (*others, *keys)
    return (*sections, *(key for key in keys if key not in others), *others)


def _beside_in_section(keys: Iterable[str], key: str) -> list[str]:
    return [other for other in keys if section_of(other) == section_of(key)]


def _stored(summary: OpenSummary) -> dict[str, Any]:
    kept = {
        item.key: {
            "included": item.included,
            "words": item.words,
            "then": item.then,
            "also": list(item.also),
        }
        for item in summary.items
        if item.is_kept
    }
    return {"items": kept, "order": list(summary.order)}


def _change(key: str, posted: Mapping[str, str]) -> Change:
    words = posted.get(f"words-{key}")
    forgotten, _dash, seconds = posted.get("forget", "").rpartition("-")
    includes_all = posted.get("all", "") == section_of(key)
    return Change(
        key=key,
        base=posted[f"base-{key}"],
        included=includes_all or f"include-{key}" in posted,
        words=None if words is None else plain_text(words),
        takes_newer=posted.get("newer") == key,
        forgets=seconds if forgotten == key else "",
    )


def _changed(item: Item, change: Change) -> Item:
    steps: list[Callable[[Item, Change], Item]] = [_with_choice, _with_words, _with_newer, _without_second]
    for step in steps:
        item = step(item, change)
    item = replace(item, also=tuple(text for text in item.also if text != item.words))
    return replace(item, then=item.now) if item.words == item.now else item


def _with_choice(item: Item, change: Change) -> Item:
    was = change.base.startswith("1")
    return replace(item, included=change.included) if change.included != was else item


def _with_words(item: Item, change: Change) -> Item:
    words = change.words
    if words is None or item.is_ratings or too_long(words) or _is_shown(words, change):
        return item
    if words == item.words or _is_shown(item.words, change):
        return replace(item, words=words)
    return replace(item, words=words, also=_beside(item, words))


def _is_as_sent(item: Item, change: Change) -> bool:
    return item.included == change.included and change.words in {None, item.words}


def _is_shown(words: str, change: Change) -> bool:
    return change.base.endswith(f"-{words_mark(words)}")


def _beside(item: Item, words: str) -> tuple[str, ...]:
    """Return the other texts: the one replaced joins them, what the new one only goes on from is let go."""
    texts = dict.fromkeys([*item.also, item.words])
    return tuple(text for text in texts if text.strip() and not words.startswith(text))


def _with_newer(item: Item, change: Change) -> Item:
    return replace(item, words=item.now) if change.takes_newer and item.now else item


def _without_second(item: Item, change: Change) -> Item:
    return replace(item, also=()) if change.forgets == item.second_mark else item


def _holding(summary: OpenSummary, changes: Mapping[str, Change]) -> OpenSummary:
    """Return the summary with texts that are too long to save held beside the words they would replace."""
    return replace(summary, items=[_held(item, changes.get(item.key)) for item in summary.items])


def _held(item: Item, change: Change | None) -> Item:
    if change is None or change.words is None or not too_long(change.words):
        return item
    return replace(item, held=change.words)
