"""A whole workbook, opened: every part with its prompts and answers, rows, goals and check-ins, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from accounts.vault import vault_for
from wellness.check_in_pages import Day, days_of
from wellness.fields import Field, RowFields, answered, row_fields
from wellness.goals import Goal, opened_goal
from wellness.models import Entry, Part, Summary, Workbook
from wellness.parts import PartWords, PromptWords, parts_of, prompts_by_part
from wellness.rows import OpenedRow, rows_of
from wellness.saving import Slot
from wellness.workbooks import KeptCopy, copies_by_slot, entries_of

Copies = Mapping[Slot, Sequence[KeptCopy]]


@dataclass(frozen=True)
class HeldGoal:
    """A goal with the second texts that were kept for it and its steps."""

    goal: Goal
    copies: Sequence[KeptCopy] = ()


@dataclass(frozen=True)
class WholePart:
    """A part with all that is written in it: fields, or rows of fields, or goals."""

    part: PartWords
    fields: Sequence[Field] = ()
    rows: Sequence[RowFields] = ()
    goals: Sequence[HeldGoal] = ()

    @property
    def is_written(self) -> bool:
        return bool(self.rows or self.goals or any(field.is_written for field in self.fields))


@dataclass(frozen=True)
class WholeWorkbook:
    """All of a workbook; its days newest first."""

    parts: Sequence[WholePart]
    days: Sequence[Day]


@dataclass(frozen=True)
class Begun:
    """Which things of a workbook have been begun; what was begun may be empty again."""

    goals: bool
    plan: bool
    summary: bool


def begun_in(workbook: Workbook) -> Begun:
    """Return what was begun, without opening anything."""
    entries = Entry.objects.of(workbook).filter(row__removed_at=None)
    kinds = set(entries.values_list("prompt__part__kind", flat=True).distinct())
    return Begun(
        goals=Part.Kind.GOALS in kinds,
        plan=Part.Kind.CRISIS_PLAN in kinds,
        summary=Summary.objects.of(workbook).exists(),
    )


def whole_workbook(person: User, workbook: Workbook) -> WholeWorkbook:
    """Return everything that stands in a workbook now, opened; not what was taken out or written over."""
    vault = vault_for(person)
    prompts = prompts_by_part(workbook.edition_id, person.language)
    copies = copies_by_slot(workbook, vault, [each.id for asked in prompts.values() for each in asked])
    entries = {entry.prompt_id: entry for entry in entries_of(workbook, vault)}
    rows = {kind: rows_of(workbook, vault, kind=kind) for kind in Part.LISTS}
    parts = [
        _list_part(part, rows[Part.Kind(part.kind)], prompts[part.id], copies)
        if part.is_list
        else WholePart(
            part,
            [
                answered(each, entries.get(each.id), copies.get((each.id, None), ()))
                for each in prompts[part.id]
            ],
        )
        for part in parts_of(workbook.edition_id, person.language)
    ]
    return WholeWorkbook(parts, [day for day in days_of(person) if day.round == workbook.round])


def held_goals(person: User, workbook: Workbook) -> list[HeldGoal]:
    """Return the goals of a workbook with their second texts."""
    vault = vault_for(person)
    prompts = prompts_by_part(workbook.edition_id, person.language)
    copies = copies_by_slot(workbook, vault, [each.id for asked in prompts.values() for each in asked])
    return _goals(rows_of(workbook, vault, kind=Part.Kind.GOALS), copies)


def _list_part(
    part: PartWords, rows: Sequence[OpenedRow], prompts: Sequence[PromptWords], copies: Copies
) -> WholePart:
    if part.is_goals:
        return WholePart(part, goals=_goals(rows, copies))
    shown = [row_fields(row, number, prompts, copies) for number, row in enumerate(rows, start=1)]
    return WholePart(part, rows=[row for row in shown if _has_words(row)])


def _has_words(row: RowFields) -> bool:
    return bool(row.reference) or any(field.is_written for field in row.fields)


def _goals(rows: Sequence[OpenedRow], copies: Copies) -> list[HeldGoal]:
    beside: dict[UUID | None, list[KeptCopy]] = defaultdict(list)
    for (_prompt, place), kept in copies.items():
        beside[place] += kept
    held = [
        _goal(row, [step for step in rows if step.above == row.id], beside) for row in rows if not row.above
    ]
    return [each for each in held if each.goal.has_words or each.copies]


def _goal(
    row: OpenedRow, steps: Sequence[OpenedRow], beside: Mapping[UUID | None, Sequence[KeptCopy]]
) -> HeldGoal:
    copies = [copy for each in (row, *steps) for copy in beside.get(each.id, ())]
    return HeldGoal(opened_goal(row, steps), copies)
