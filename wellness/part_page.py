"""Everything a page of the workbook shows, read in a fixed number of queries, however much is written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4

from accounts.models import User
from accounts.vault import Vault, vault_for
from wellness.check_ins import Rating, RatingField, todays_ratings
from wellness.fields import Field, RowFields, answered, empty_row, holding, row_fields, with_moves
from wellness.interests import TopicChoice, interests_of, offered_topics, topic_choices
from wellness.keeping import kept_prompts
from wellness.models import Workbook
from wellness.parts import PartWords, PromptWords, parts_of, prompts_of
from wellness.progress import is_done
from wellness.rows import OpenedRow, Place, removed_rows, rows_of
from wellness.saving import Slot
from wellness.workbooks import copies_by_slot, entries_by_prompt, page_mark


@dataclass(frozen=True)
class PartPage:
    """A part, where it stands in the workbook, and what the person wrote in it."""

    mark: str
    part: PartWords
    parts: Sequence[PartWords]
    fields: Sequence[Field]
    rating: Rating | None = None
    is_done: bool = False
    topics: Sequence[TopicChoice] = field(default_factory=list)
    rows: Sequence[RowFields] = ()
    removed: Sequence[OpenedRow] = ()

    @property
    def all_fields(self) -> list[Field]:
        """Every field of the page, in rows too."""
        return [*self.fields, *(each for row in self.rows for each in row.all_fields)]

    @property
    def open_fields(self) -> list[Field]:
        return [each for each in self.fields if not each.prompt.is_more]

    @property
    def more_fields(self) -> list[Field]:
        return [each for each in self.fields if each.prompt.is_more]

    @property
    def shows_more(self) -> bool:
        """What is written under More questions is never hidden."""
        return any(each.has_words for each in self.more_fields)

    @property
    def unsaved(self) -> list[Field]:
        """The fields with a text that could not be saved."""
        return [each for each in self.all_fields if each.error]

    @property
    def before(self) -> PartWords | None:
        return self._beside(-1)

    @property
    def after(self) -> PartWords | None:
        return self._beside(1)

    @property
    def rating_field(self) -> RatingField:
        return RatingField("rating", "rating-was", self.rating)

    def holding(self, held: Mapping[Slot, str], errors: Mapping[Slot, str]) -> "PartPage":
        """Return the page with texts that could not be saved, by their slot, and why."""
        return replace(
            self,
            fields=holding(self.fields, held, errors),
            rows=[row.holding(held, errors) for row in self.rows],
        )

    def _beside(self, steps: int) -> PartWords | None:
        place = self.parts.index(self.part) + steps
        return self.parts[place] if 0 <= place < len(self.parts) else None


def part_page(
    person: User, workbook: Workbook, slug: str, *, first: bool = False, showing: Collection[UUID] = ()
) -> PartPage | None:
    """Return a page of the workbook, None where there is no such part.

    On the first way (`first`) nothing is asked but the prompts: no rating, no topics. Rows of a list are shown where
    something is written in them, or where they are among `showing`.
    """
    parts = parts_of(workbook.edition_id, person.language)
    part = next((each for each in parts if each.slug == slug), None)
    if part is None:
        return None
    vault, prompts = vault_for(person), prompts_of(part.id, person.language)
    page = PartPage(
        mark=page_mark(workbook),
        part=part,
        parts=parts,
        fields=[] if part.is_list else _fields(workbook, vault, prompts),
        is_done=is_done(workbook, part.id),
    )
    if part.is_list:
        return _with_rows(page, workbook, vault, prompts, showing)
    return page if first or not part.is_dimension else _with_life(page, person, workbook, vault)


def _fields(workbook: Workbook, vault: Vault, prompts: Sequence[PromptWords]) -> list[Field]:
    ids = [prompt.id for prompt in prompts]
    entries = entries_by_prompt(workbook, vault, ids)
    copies = copies_by_slot(workbook, vault, ids)
    kept = kept_prompts(workbook)
    return [
        replace(
            answered(prompt, entries.get(prompt.id), copies.get((prompt.id, None), ())),
            is_kept=prompt.id in kept,
        )
        for prompt in prompts
    ]


def _with_rows(
    page: PartPage,
    workbook: Workbook,
    vault: Vault,
    prompts: Sequence[PromptWords],
    showing: Collection[UUID],
) -> PartPage:
    """Add the rows of a list, with an empty one to write in."""
    kind = page.part.kind
    copies = copies_by_slot(workbook, vault, [prompt.id for prompt in prompts])
    held = {entry for entry, kept in copies.items() if kept}
    rows = [
        row
        for row in rows_of(workbook, vault, kind=kind)
        if not row.is_empty
        or row.has_earlier
        or row.id in showing
        or any(row.id == place for _prompt, place in held)
    ]
    shown = [row_fields(row, number, prompts, copies) for number, row in enumerate(rows, start=1)]
    empty = empty_row(Place(uuid4()), len(rows) + 1, prompts)
    removed = [row for row in removed_rows(workbook, vault, kind=kind) if not row.is_empty]
    return replace(page, rows=[*with_moves(shown), empty], removed=removed)


def _with_life(page: PartPage, person: User, workbook: Workbook, vault: Vault) -> PartPage:
    """Add today's rating of the dimension and its topics to choose from."""
    dimension = page.part.dimension
    topics = [topic for topic in offered_topics(person.language) if topic.dimension.slug == dimension]
    return replace(
        page,
        rating=todays_ratings(person, workbook, vault).get(dimension),
        topics=topic_choices(topics, interests_of(person)),
    )
