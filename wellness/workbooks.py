"""A person's workbook and what is written in it, read in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import User
from accounts.vault import Vault
from wellness.models import ConflictCopy, Edition, Entry, Workbook

FIRST_ROUND = 1
PAGE_MARK_LENGTH = 32


class NothingPublished(LookupError):  # noqa: N818 - it reads as what happened
    """No edition is published, so there is no wording that a workbook could have."""


@dataclass(frozen=True)
class OpenedEntry:
    """One answer, opened: its text, or "" with a `reference` where it does not open."""

    part_slug: str
    key: str
    prompt_id: int
    text: str
    reference: str
    version: int
    saved_at: datetime
    id: UUID
    has_earlier: bool = False


@dataclass(frozen=True)
class KeptCopy:
    """A second text for an entry, opened: its text, or "" with a `reference` where it does not open."""

    id: str
    text: str
    reference: str
    kept_at: datetime


def current_workbook(person: User) -> Workbook:
    """Return the person's workbook of the latest round; the first time, start it in the current edition.

    Raise NothingPublished where no edition is published.
    """
    latest = Workbook.objects.of(person).order_by("-round").first()
    return latest or _started(person)


def entries_of(workbook: Workbook, vault: Vault) -> list[OpenedEntry]:
    """Return every answer of a workbook that stands in no row, opened, in page order."""
    rows = Entry.objects.of(workbook).filter(row=None).select_related("prompt__part")
    return [opened_entry(row, vault) for row in rows.order_by("prompt__part__position", "prompt__position")]


def entries_by_prompt(workbook: Workbook, vault: Vault, prompt_ids: Iterable[int]) -> dict[int, OpenedEntry]:
    """Return the answers to some prompts, opened, by the prompt's id."""
    rows = Entry.objects.saying_what_was_earlier().of(workbook).filter(prompt__in=prompt_ids, row=None)
    rows = rows.select_related("prompt__part")
    return {row.prompt_id: opened_entry(row, vault) for row in rows}


def copies_by_slot(
    workbook: Workbook, vault: Vault, prompt_ids: Iterable[int]
) -> dict[tuple[int, UUID | None], list[KeptCopy]]:
    """Return the second texts that were kept for some prompts, oldest first, by the entry's slot.

    A text that is the answer by now, or stands there already, is kept and not told a second time.
    """
    rows = ConflictCopy.objects.of(workbook).filter(entry__prompt__in=prompt_ids)
    copies: dict[tuple[int, UUID | None], list[KeptCopy]] = {}
    told: dict[UUID, set[str]] = {}
    for row in rows.select_related("entry").order_by("kept_at", "pk"):
        answer = vault.try_open(row.entry, "sealed").value or ""
        texts, copy = told.setdefault(row.entry_id, {answer.strip()}), opened_copy(row, vault)
        if copy.reference or copy.text.strip() not in texts:
            texts.add(copy.text.strip())
            copies.setdefault(row.entry.slot, []).append(copy)
    return copies


def opened_entry(row: Entry, vault: Vault) -> OpenedEntry:
    """Return one answer, opened; its prompt and part are read with it."""
    opened = vault.try_open(row, "sealed")
    return OpenedEntry(
        part_slug=row.prompt.part.slug,
        key=row.prompt.key,
        prompt_id=row.prompt_id,
        text=opened.value or "",
        reference=opened.reference,
        version=row.version,
        saved_at=row.saved_at,
        id=row.pk,
        has_earlier=row.has_earlier,
    )


def opened_copy(row: ConflictCopy, vault: Vault) -> KeptCopy:
    """Return one second text, opened."""
    opened = vault.try_open(row, "sealed")
    return KeptCopy(str(row.pk), opened.value or "", opened.reference, row.kept_at)


def page_mark(workbook: Workbook) -> str:
    """Return a mark of one workbook for its pages; a save from another person's page, or another round's, is known."""
    return person_mark(workbook.person_id) + _mark("wellness.page_mark", workbook.pk)


def person_mark(person_id: UUID) -> str:
    """Return what the marks of all of a person's workbooks begin with."""
    return _mark("wellness.person_mark", person_id)


def is_page_of(workbook: Workbook, mark: str) -> bool:
    """Say whether a page with this mark was made for this workbook."""
    return constant_time_compare(mark, page_mark(workbook))


def is_page_of_person(person: User, mark: str) -> bool:
    """Say whether a page with this mark was made for any workbook of this person, put away ones too."""
    return constant_time_compare(mark[:PAGE_MARK_LENGTH], person_mark(person.pk))


def _mark(purpose: str, key: UUID) -> str:
    return salted_hmac(purpose, str(key)).hexdigest()[:PAGE_MARK_LENGTH]


def _started(person: User) -> Workbook:
    edition = Edition.objects.current()
    if edition is None:
        raise NothingPublished
    workbook, _made = Workbook.objects.get_or_create(
        person=person, round=FIRST_ROUND, defaults={"edition": edition}
    )
    return workbook
