"""Taking along what lasts from one of a person's workbooks to the next: copies, sealed anew for their new rows.

A part goes to the part of the same kind, an answer to the prompt of the same key, for the two workbooks may have
different editions. What has no such prompt, or does not open, stays readable where it is, and is told of. Nothing is
written over: an answer given in the new workbook stays, and taking the same thing along twice makes one copy.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.db.models import Max

from accounts.models import User
from accounts.vault import Vault, vault_for
from wellness.goals import GoalState, state_in
from wellness.models import ConflictCopy, Entry, KeptPrompt, Part, PartRow, Workbook
from wellness.parts import prompts_of
from wellness.saving import Slot

# The parts that last, in the order in which they are offered.
LASTING = (
    Part.Kind.CRISIS_PLAN,
    Part.Kind.GOALS,
    Part.Kind.NETWORK,
    Part.Kind.HARD_TIME,
    Part.Kind.KEEPING_WELL,
)


@dataclass(frozen=True)
class Carried:
    """What became of taking things along: how many answers came, and the references of what did not open."""

    answers: int = 0
    references: Sequence[str] = ()


@dataclass(frozen=True)
class _Way:
    """From a part of one workbook to the part of another: prompts by their ids."""

    part: Part
    to: Part
    prompts: dict[int, int]


def carry_over(person: User, source: Workbook, target: Workbook, kinds: Collection[str]) -> Carried:
    """Copy the parts of these kinds as the module says; of goals, those that the person is working on."""
    try:
        return _carried_over(person, source, target, kinds)
    except IntegrityError:
        # The same was copied or written elsewhere at this moment; now it is there, and what is missing is copied.
        return _carried_over(person, source, target, kinds)


def questions_without_place(
    person: User, source: Workbook, edition_id: int, kinds: Collection[str]
) -> list[str]:
    """Return the questions, answered in a workbook, that the parts of these kinds of an edition do not ask."""
    vault, ways = vault_for(person), _ways(source.edition_id, edition_id, kinds)
    known = [prompt for way in ways for prompt in way.prompts]
    rows = Entry.objects.of(source).filter(prompt__part__kind__in=kinds, row__removed_at=None)
    rows = rows.exclude(prompt__in=known).select_related("prompt")
    answered = {row.prompt_id: row.prompt.part_id for row in rows if _has_words(vault, row)}
    asked = [
        prompt for part in sorted(set(answered.values())) for prompt in prompts_of(part, person.language)
    ]
    return [prompt.question for prompt in asked if prompt.id in answered]


def carried_operation(workbook: Workbook) -> UUID:
    """Return the operation of the answers that came along, by which one that was written since is known."""
    return uuid5(workbook.pk, "carried")


def carried_row(workbook: Workbook, row_id: UUID) -> UUID:
    """Return the id that a row of an earlier workbook has in this one."""
    return uuid5(workbook.pk, str(row_id))


@transaction.atomic
def _carried_over(person: User, source: Workbook, target: Workbook, kinds: Collection[str]) -> Carried:
    vault = vault_for(person)
    ways = _ways(source.edition_id, target.edition_id, kinds)
    made = [_Copies(vault, source, target, way).make() for way in ways]
    references = [reference for carried in made for reference in carried.references]
    return Carried(sum(carried.answers for carried in made), references)


def _ways(source_edition: int, target_edition: int, kinds: Collection[str]) -> list[_Way]:
    """Pair the parts of two editions, each with the prompts that both ask."""
    parts = Part.objects.filter(edition__in={source_edition, target_edition}, kind__in=kinds)
    found = list(parts.prefetch_related("prompts"))
    targets = {part.kind: part for part in reversed(found) if part.edition_id == target_edition}
    sources = [part for part in found if part.edition_id == source_edition and part.kind in targets]
    return [_Way(part, targets[part.kind], _pairs(part, targets[part.kind])) for part in sources]


def _pairs(part: Part, to: Part) -> dict[int, int]:
    by_key = {prompt.key: prompt.pk for prompt in to.prompts.all()}
    return {prompt.pk: by_key[prompt.key] for prompt in part.prompts.all() if prompt.key in by_key}


def _has_words(vault: Vault, row: Entry) -> bool:
    opened = vault.try_open(row, "sealed")
    return bool(opened.reference or opened.value.strip())


class _Copies:
    """The copies of one part on their way into another workbook, made by the id of what they are copies of."""

    def __init__(self, vault: Vault, source: Workbook, target: Workbook, way: _Way) -> None:
        self.vault, self.source, self.target, self.way = vault, source, target, way
        self.rows: dict[UUID, PartRow] = {}
        self.entries: dict[UUID, Entry] = {}
        self.references: list[str] = []

    def make(self) -> Carried:
        """Store the copies, and return what became of them."""
        rows = self._lasting_rows()
        self._copy_entries(rows)
        self._copy_rows(rows)
        PartRow.objects.bulk_create(self.rows.values())
        Entry.objects.bulk_create(self.entries.values())
        ConflictCopy.objects.bulk_create(self._second_texts())
        KeptPrompt.objects.bulk_create(self._kept_prompts(), ignore_conflicts=True)
        return Carried(len(self.entries), self.references)

    def _lasting_rows(self) -> dict[UUID, PartRow]:
        """Return the rows to take along that were not taken yet; no goal that is done or put aside."""
        held = PartRow.objects.of(self.source).filter(part=self.way.part, removed_at=None)
        there = set(PartRow.objects.of(self.target).filter(part=self.way.to).values_list("pk", flat=True))
        rows = [
            row for row in held.order_by("position", "pk") if carried_row(self.target, row.pk) not in there
        ]
        lasting = {row.pk for row in rows if row.above_id is None and self._is_lasting(row)}
        return {row.pk: row for row in rows if (row.above_id or row.pk) in lasting}

    def _is_lasting(self, row: PartRow) -> bool:
        marks = self.vault.try_open(row, "marks").value or {}
        return self.way.part.kind != Part.Kind.GOALS or state_in(marks.get("state", "")) is GoalState.WORKING

    def _copy_entries(self, rows: Collection[UUID]) -> None:
        """Copy the answers to what the other part asks too, each where nothing is written yet."""
        written = Entry.objects.of(self.source).filter(prompt__in=self.way.prompts)
        there = Entry.objects.of(self.target).filter(prompt__in=self.way.prompts.values())
        taken = {entry.slot for entry in there}
        for entry in written:
            slot = self._slot(entry)
            if slot not in taken and (entry.row_id is None or entry.row_id in rows):
                self._copy_entry(entry, slot)

    def _slot(self, entry: Entry) -> Slot:
        row = carried_row(self.target, entry.row_id) if entry.row_id else None
        return self.way.prompts[entry.prompt_id], row

    def _copy_entry(self, entry: Entry, slot: Slot) -> None:
        opened = self.vault.try_open(entry, "sealed")
        if opened.reference:
            self.references.append(opened.reference)
        elif opened.value:
            copy = Entry(
                workbook=self.target,
                prompt_id=slot[0],
                row_id=slot[1],
                operation=carried_operation(self.target),
                saved_at=entry.saved_at,
            )
            self.vault.seal(copy, "sealed", opened.value)
            self.entries[entry.pk] = copy

    def _copy_rows(self, rows: Mapping[UUID, PartRow]) -> None:
        """Copy the rows that hold a copied answer, and those above them, with their marks."""
        filled = {copy.row_id for copy in self.entries.values()}
        wanted = [row for row in rows.values() if carried_row(self.target, row.pk) in filled]
        needed = {row.pk for row in wanted} | {row.above_id for row in wanted}
        last = (
            PartRow.objects.of(self.target).filter(part=self.way.to).aggregate(last=Max("position"))["last"]
        )
        ordered = [row for row in rows.values() if row.pk in needed]
        # What stands above another row is stored before it.
        ordered.sort(key=lambda row: row.above_id is not None)
        for position, row in enumerate(ordered, start=0 if last is None else last + 1):
            self.rows[row.pk] = self._copied_row(row, position)

    def _copied_row(self, row: PartRow, position: int) -> PartRow:
        opened = self.vault.try_open(row, "marks")
        if opened.reference:
            self.references.append(opened.reference)
        copy = PartRow(
            pk=carried_row(self.target, row.pk),
            workbook=self.target,
            part=self.way.to,
            above_id=carried_row(self.target, row.above_id) if row.above_id else None,
            position=position,
        )
        self.vault.seal(copy, "marks", opened.value or {})
        return copy

    def _second_texts(self) -> list[ConflictCopy]:
        """Copy the texts that were kept beside the answers."""
        copies = []
        for kept in ConflictCopy.objects.of(self.source).filter(entry__in=self.entries):
            opened = self.vault.try_open(kept, "sealed")
            copy = ConflictCopy(
                workbook=self.target,
                entry=self.entries[kept.entry_id],
                operation=kept.operation,
                kept_at=kept.kept_at,
            )
            if opened.is_readable:
                self.vault.seal(copy, "sealed", opened.value)
                copies.append(copy)
        return copies

    def _kept_prompts(self) -> list[KeptPrompt]:
        """Keep for the summary what was kept for it before."""
        came = {copy.prompt_id for copy in self.entries.values()}
        kept = KeptPrompt.objects.of(self.source).filter(prompt__in=self.way.prompts)
        prompts = {self.way.prompts[each.prompt_id] for each in kept}
        return [KeptPrompt(workbook=self.target, prompt_id=prompt) for prompt in prompts & came]
