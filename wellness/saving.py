"""The entry-saving protocol: nothing that a person wrote is ever lost, and nothing is said to be saved before it is.

A save names the version it builds on (`base`), an operation of its own, and the operation whose text it goes on
from (`follows`: what the same page sent before). One of these holds:

- The text is what the entry holds already: nothing changes, so a repeated save gets the same answer.
- The base is the current version, or the entry's last save is the one this text goes on from: it becomes the entry.
- Anything else was written in two places at once: the entry stays, and the text is kept beside it as a conflict
  copy. A page that goes on writing brings its own copy up to date, so there is one copy a page, not one a save.

What an entry said before is kept for a while where it is worth it (wellness.earlier).

Every answer is given after the transaction has been committed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.vault import Vault, vault_for
from wellness.earlier import earlier_text, is_worth_keeping
from wellness.models import ConflictCopy, EarlierText, Entry, Workbook

LONGEST_TEXT = 20_000

# Where a text belongs: a prompt, and the row of a part that is a list.
Slot = tuple[int, UUID | None]


@dataclass(frozen=True)
class Draft:
    """A text on its way to an entry; `base` is 0 where the person saw no entry, `row` a row of their workbook.

    `keeps_earlier` says that what is written over is kept, however little of it goes.
    """

    prompt_id: int
    base: int
    operation: UUID
    text: str
    follows: UUID | None = None
    row: UUID | None = None
    keeps_earlier: bool = False

    @property
    def slot(self) -> Slot:
        return self.prompt_id, self.row


@dataclass(frozen=True)
class Saved:
    """The text is the entry now."""

    version: int
    saved_at: datetime


@dataclass(frozen=True)
class KeptBoth:
    """The entry holds `current`, written elsewhere; the text that came is kept beside it."""

    version: int
    saved_at: datetime
    current: str


@dataclass(frozen=True)
class Unreadable:
    """The entry does not open, so nothing is saved over it."""

    reference: str


@dataclass(frozen=True)
class TooLong:
    """The text is longer than one answer may be; nothing is saved."""

    length: int


Outcome = Saved | KeptBoth | Unreadable | TooLong


def plain_text(text: str) -> str:
    """Return text with the line ends that are stored, whatever a browser sent."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def save_draft(person: User, workbook: Workbook, draft: Draft) -> Outcome:
    """Save one text as the module says, and return what became of it."""
    return save_drafts(person, workbook, [draft])[draft.slot]


def save_drafts(person: User, workbook: Workbook, drafts: Iterable[Draft]) -> dict[Slot, Outcome]:
    """Save texts for different slots as the module says; return by the slot what became of each."""
    drafts = list(drafts)
    try:
        return _saved(person, workbook, drafts)
    except IntegrityError:
        # Another first save of the same prompt was quicker; now there is an entry to be kept beside.
        return _saved(person, workbook, drafts)


@transaction.atomic
def _saved(person: User, workbook: Workbook, drafts: list[Draft]) -> dict[Slot, Outcome]:
    # A vault of its own for each try: a data key made in a transaction that is undone must not be used again.
    lines = _Lines(workbook, vault_for(person), drafts)
    outcomes = {draft.slot: lines.save(draft) for draft in drafts}
    lines.store()
    return outcomes


class _Lines:
    """The locked entries of some slots with their conflict copies, while drafts are put to them."""

    def __init__(self, workbook: Workbook, vault: Vault, drafts: list[Draft]) -> None:
        self.workbook = workbook
        self.vault = vault
        slots = {draft.slot for draft in drafts}
        prompts = {prompt for prompt, _row in slots}
        locked = Entry.objects.of(workbook).filter(prompt__in=prompts).select_for_update().order_by("pk")
        self.entries: dict[Slot, Entry] = {each.slot: each for each in locked if each.slot in slots}
        self.copies: dict[UUID, list[ConflictCopy]] = {each.pk: [] for each in self.entries.values()}
        for copy in ConflictCopy.objects.of(workbook).filter(entry__in=self.copies).order_by("kept_at", "pk"):
            self.copies[copy.entry_id].append(copy)
        self.new_entries: list[Entry] = []
        self.new_copies: list[ConflictCopy] = []
        self.new_earlier: list[EarlierText] = []
        self.changed_entries: list[Entry] = []
        self.changed_copies: list[ConflictCopy] = []

    def save(self, draft: Draft) -> Outcome:
        if len(draft.text) > LONGEST_TEXT:
            return TooLong(len(draft.text))
        entry = self.entries.get(draft.slot)
        if entry is None:
            return self._first(draft)
        opened = self.vault.try_open(entry, "sealed")
        if not opened.is_readable:
            return Unreadable(opened.reference)
        if opened.value == draft.text:
            return Saved(entry.version, entry.saved_at)
        return self._put(entry, opened.value, draft)

    def store(self) -> None:
        """Write what was added and changed."""
        Entry.objects.bulk_create(self.new_entries)
        ConflictCopy.objects.bulk_create(self.new_copies)
        EarlierText.objects.bulk_create(self.new_earlier)
        Entry.objects.bulk_update(self.changed_entries, ["sealed", "version", "operation", "saved_at"])
        ConflictCopy.objects.bulk_update(self.changed_copies, ["sealed", "operation"])

    def _first(self, draft: Draft) -> Outcome:
        entry = Entry(
            workbook=self.workbook,
            prompt_id=draft.prompt_id,
            row_id=draft.row,
            operation=draft.operation,
            saved_at=timezone.now(),
        )
        self.vault.seal(entry, "sealed", draft.text)
        self.new_entries.append(entry)
        return Saved(entry.version, entry.saved_at)

    def _put(self, entry: Entry, current: str, draft: Draft) -> Outcome:
        if draft.base == entry.version or draft.follows == entry.operation:
            return self._write_entry(entry, current, draft)
        self._keep_beside(entry, draft)
        return KeptBoth(entry.version, entry.saved_at, current)

    def _keep_beside(self, entry: Entry, draft: Draft) -> None:
        copies = {copy.operation: copy for copy in self.copies[entry.pk]}
        operation = draft.operation
        if operation in copies and self._opened_copy(copies[operation]) != draft.text:
            # The same operation with another text is a save of its own, named so that its repeats are known.
            operation = uuid5(draft.operation, draft.text)
        if operation in copies:
            return
        copy = copies.get(draft.follows) if draft.follows else None
        if copy is None or self._opened_copy(copy) is None:
            copy = ConflictCopy(workbook=self.workbook, entry=entry)
            self.new_copies.append(copy)
        else:
            self.changed_copies.append(copy)
        copy.operation = operation
        self.vault.seal(copy, "sealed", draft.text)

    def _opened_copy(self, copy: ConflictCopy) -> str | None:
        text: str | None = self.vault.try_open(copy, "sealed").value
        return text

    def _write_entry(self, entry: Entry, current: str, draft: Draft) -> Outcome:
        if draft.keeps_earlier or is_worth_keeping(current, draft.text, timezone.now() - entry.saved_at):
            self.new_earlier.append(earlier_text(self.vault, entry, current))
        entry.version += 1
        entry.operation = draft.operation
        entry.saved_at = timezone.now()
        self.vault.seal(entry, "sealed", draft.text)
        self.changed_entries.append(entry)
        return Saved(entry.version, entry.saved_at)
