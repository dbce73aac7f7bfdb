"""The rows of parts that are lists: goals with their steps, the network, what was learned from a hard time.

A row's words are entries, saved by the protocol of wellness.saving. What is chosen rather than typed (a tick, a
state, a day) are its marks: there the last choice stands. A page names the rows it shows, and gives a name of its own
to an empty one; the row is made when something is first written in it, under an id that follows from that name, so
that the same page sent again finds what it made, and no page can name a row of somebody else's workbook.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.vault import Vault, vault_for
from wellness.models import DAYS_KEPT, Entry, PartRow, Workbook
from wellness.workbooks import OpenedEntry, opened_entry

MOST_ROWS = 200


class TooManyRows(Exception):  # noqa: N818 - it reads as what is so
    """A part holds as many rows as one part may."""


@dataclass(frozen=True)
class Place:
    """A row as a page names it, and the row above it for a step of a goal."""

    row: UUID
    above: UUID | None = None


@dataclass(frozen=True)
class OpenedRow:
    """A row with its words by the prompt's key and its marks; a `reference` where the marks do not open."""

    id: UUID
    above: UUID | None
    entries: Mapping[str, OpenedEntry] = field(default_factory=dict)
    marks: Mapping[str, Any] = field(default_factory=dict)
    reference: str = ""
    removed_at: datetime | None = None

    def text(self, key: str) -> str:
        """Return the words under a prompt, "" where there are none."""
        return self.entries[key].text if key in self.entries else ""

    @property
    def first_words(self) -> str:
        """What to tell the row by."""
        return next((entry.text.strip() for entry in self.entries.values() if entry.text.strip()), "")

    @property
    def references(self) -> list[str]:
        """The names of everything here that does not open."""
        found = [self.reference, *(entry.reference for entry in self.entries.values())]
        return [reference for reference in found if reference]

    @property
    def is_empty(self) -> bool:
        """Nothing is written in it, or all of it was deleted."""
        return not self.references and not any(entry.text.strip() for entry in self.entries.values())

    @property
    def has_earlier(self) -> bool:
        """Something stood in it that can be brought back."""
        return any(entry.has_earlier for entry in self.entries.values())


def rows_of(workbook: Workbook, vault: Vault, *, kind: str) -> list[OpenedRow]:
    """Return the rows of the part of a kind, opened, in their order; steps follow from `above`."""
    return _opened(workbook, vault, _rows(workbook, kind).filter(removed_at=None))


def removed_rows(workbook: Workbook, vault: Vault, *, kind: str) -> list[OpenedRow]:
    """Return the rows that were taken out in the last thirty days, the latest first."""
    since = timezone.now() - timedelta(days=DAYS_KEPT)
    return _opened(
        workbook, vault, _rows(workbook, kind).filter(removed_at__gt=since).order_by("-removed_at")
    )


@transaction.atomic
def rows_at(person: User, workbook: Workbook, part_id: int, places: Iterable[Place]) -> dict[UUID, PartRow]:
    """Return the rows at these places by the name a page gave them, each made where there is none yet.

    Raise TooManyRows, making none, where the part would hold more than MOST_ROWS.
    """
    places = sorted(dict.fromkeys(places), key=lambda place: place.above is not None)
    rows = _known(workbook, part_id, [*places, *(Place(place.above) for place in places if place.above)])
    missing = [place for place in places if place.row not in rows]
    for place in missing:
        rows[place.row] = PartRow(
            pk=uuid5(workbook.pk, str(place.row)),
            workbook=workbook,
            part_id=part_id,
            above=rows.get(place.above) if place.above else None,
        )
    _make(person, workbook, part_id, [rows[place.row] for place in missing])
    return rows


def note_marks(person: User, row: PartRow, marks: Mapping[str, Any]) -> None:
    """Put marks on a row, None to take one off; its other marks stay.

    Raise CannotOpen, changing nothing, where the row's marks do not open.
    """
    with transaction.atomic():
        locked = PartRow.objects.of(row.workbook_id).select_for_update().get(pk=row.pk)
        vault = vault_for(person)
        noted = vault.open(locked, "marks") | marks
        vault.seal(locked, "marks", {name: mark for name, mark in noted.items() if mark is not None})
        locked.save(update_fields=["marks"])


@transaction.atomic
def move_row(row: PartRow, *, before: UUID | None) -> None:
    """Put a row before another one beside it, last for None; the others keep their order."""
    beside = PartRow.objects.of(row.workbook_id).filter(part=row.part_id, above=row.above_id)
    others = [each for each in beside.select_for_update().order_by("position", "pk") if each.pk != row.pk]
    place = next((place for place, each in enumerate(others) if each.pk == before), len(others))
    ordered = [*others[:place], row, *others[place:]]
    for position, each in enumerate(ordered):
        each.position = position
    PartRow.objects.bulk_update(ordered, ["position"])


def remove_row(row: PartRow) -> None:
    """Take a row out of its part; it can be brought back for thirty days."""
    row.removed_at = timezone.now()
    row.save(update_fields=["removed_at"])


def bring_back(row: PartRow) -> None:
    """Put a row that was taken out back in its place."""
    row.removed_at = None
    row.save(update_fields=["removed_at"])


def opened_row(workbook: Workbook, vault: Vault, row: PartRow) -> OpenedRow:
    """Return one row, opened."""
    return _opened(workbook, vault, PartRow.objects.of(workbook).filter(pk=row.pk))[0]


def _rows(workbook: Workbook, kind: str) -> QuerySet[PartRow]:
    return PartRow.objects.of(workbook).filter(part__kind=kind).order_by("position", "pk")


def _opened(workbook: Workbook, vault: Vault, rows: QuerySet[PartRow]) -> list[OpenedRow]:
    found = list(rows)
    entries: dict[UUID | None, dict[str, OpenedEntry]] = {}
    written = Entry.objects.saying_what_was_earlier().of(workbook).filter(row__in=[row.pk for row in found])
    for entry in written.select_related("prompt__part").order_by("prompt__position"):
        entries.setdefault(entry.row_id, {})[entry.prompt.key] = opened_entry(entry, vault)
    return [_opened_row(row, entries.get(row.pk, {}), vault) for row in found]


def _opened_row(row: PartRow, entries: Mapping[str, OpenedEntry], vault: Vault) -> OpenedRow:
    opened = vault.try_open(row, "marks")
    return OpenedRow(row.pk, row.above_id, entries, opened.value or {}, opened.reference, row.removed_at)


def _known(workbook: Workbook, part_id: int, places: Sequence[Place]) -> dict[UUID, PartRow]:
    """Return the rows that exist, by the name a page gave them: their id, or what their id was made from."""
    ids = {uuid5(workbook.pk, str(place.row)): place.row for place in places}
    ids |= {place.row: place.row for place in places}
    rows = PartRow.objects.of(workbook).filter(part=part_id, pk__in=ids)
    return {ids[row.pk]: row for row in rows}


def _make(person: User, workbook: Workbook, part_id: int, rows: Sequence[PartRow]) -> None:
    if not rows:
        return
    held = PartRow.objects.of(workbook).filter(part=part_id, removed_at=None)
    if held.count() + len(rows) > MOST_ROWS:
        raise TooManyRows
    vault, last = vault_for(person), held.aggregate(last=Max("position"))["last"]
    for place, row in enumerate(rows, start=0 if last is None else last + 1):
        row.position = place
        vault.seal(row, "marks", {})
    # Two pages may make the same row at once: it is the same row then.
    PartRow.objects.bulk_create(rows, ignore_conflicts=True)
