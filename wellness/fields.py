"""The fields of a workbook page: prompts with their answers, alone or in the rows of a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from wellness.parts import PromptWords
from wellness.rows import OpenedRow, Place
from wellness.saving import Slot
from wellness.workbooks import KeptCopy, OpenedEntry

# The prompts whose answer is a few words in one line.
SHORT = frozenset({"title", "step", "who", "reach"})


@dataclass(frozen=True)
class Field:
    """One prompt with its answer. `held` is a text that could not be saved, with the `error` that says why."""

    prompt: PromptWords
    text: str = ""
    version: int = 0
    reference: str = ""
    copies: Sequence[KeptCopy] = ()
    held: str = ""
    error: str = ""
    place: Place | None = None
    # The entry, where earlier words of it can be brought back.
    earlier: UUID | None = None
    is_kept: bool = False

    @property
    def name(self) -> str:
        """The name of the field in the page's form."""
        return self.prompt.key + place_name(self.place)

    @property
    def slot(self) -> Slot:
        return self.prompt.id, self.place.row if self.place else None

    @property
    def has_words(self) -> bool:
        return bool(self.text or self.reference or self.copies or self.error or self.earlier)

    @property
    def is_written(self) -> bool:
        """Something stands under the prompt now, even where it does not open."""
        return bool(self.text.strip() or self.reference or self.copies)

    @property
    def lines(self) -> int:
        """How many lines the field has before it grows."""
        if self.prompt.key in SHORT:
            return 1
        return 2 if self.place else 3


@dataclass(frozen=True)
class RowFields:
    """One row of a list on its page, with what is chosen in it, and the steps below it.

    `up` and `down` are what a button says that moves it, "" where it cannot be moved.
    """

    place: Place
    number: int
    fields: Sequence[Field]
    marks: Mapping[str, Any] = field(default_factory=dict)
    reference: str = ""
    steps: Sequence["RowFields"] = ()
    is_new: bool = False
    up: str = ""
    down: str = ""

    @property
    def name(self) -> str:
        """The row as it stands in the names of its fields."""
        return place_name(self.place)

    @property
    def all_fields(self) -> list[Field]:
        return [*self.fields, *(each for step in self.steps for each in step.fields)]

    def holding(self, held: Mapping[Slot, str], errors: Mapping[Slot, str]) -> "RowFields":
        """Return the row with texts that could not be saved, and why."""
        return replace(
            self,
            fields=holding(self.fields, held, errors),
            steps=[step.holding(held, errors) for step in self.steps],
        )


def place_name(place: Place | None) -> str:
    """Return what a field's name has after the prompt's key."""
    if place is None:
        return ""
    return f"@{place.above}@{place.row}" if place.above else f"@{place.row}"


def answered(
    prompt: PromptWords,
    entry: OpenedEntry | None,
    copies: Sequence[KeptCopy] = (),
    place: Place | None = None,
) -> Field:
    """Return a prompt with its answer; an empty field where there is none yet."""
    if entry is None:
        return Field(prompt, place=place)
    earlier = entry.id if entry.has_earlier else None
    return Field(prompt, entry.text, entry.version, entry.reference, copies, place=place, earlier=earlier)


def row_fields(
    row: OpenedRow,
    number: int,
    prompts: Sequence[PromptWords],
    copies: Mapping[Slot, Sequence[KeptCopy]],
) -> RowFields:
    """Return a stored row with a field for each of the prompts."""
    place = Place(row.id, row.above)
    fields = [
        answered(prompt, row.entries.get(prompt.key), copies.get((prompt.id, row.id), ()), place)
        for prompt in prompts
    ]
    return RowFields(place, number, fields, row.marks, row.reference)


def empty_row(place: Place, number: int, prompts: Sequence[PromptWords]) -> RowFields:
    """Return a row that is not stored yet."""
    return RowFields(place, number, [Field(prompt, place=place) for prompt in prompts], is_new=True)


def holding(fields: Sequence[Field], held: Mapping[Slot, str], errors: Mapping[Slot, str]) -> list[Field]:
    """Return fields with texts that could not be saved, by their slot, and why."""
    return [
        replace(each, held=held[each.slot], error=errors[each.slot]) if each.slot in errors else each
        for each in fields
    ]


def with_moves(rows: Sequence[RowFields]) -> list[RowFields]:
    """Return rows that know how to change places with the row above and below."""
    ids = [str(row.place.row) for row in rows]
    return [
        replace(
            row,
            up=f"before@{ids[place]}@{ids[place - 1]}" if place else "",
            down=f"before@{ids[place + 1]}@{ids[place]}" if place + 1 < len(ids) else "",
        )
        for place, row in enumerate(rows)
    ]
