"""What the pages of rounds show: earlier workbooks to read, in the words of their edition, and what can come along."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from accounts.models import User
from accounts.vault import vault_for
from wellness.carrying import LASTING, questions_without_place
from wellness.check_ins import LatestRating, latest_ratings, recent_check_ins
from wellness.fields import Field, row_fields
from wellness.goal_page import AGAIN
from wellness.goals import STEP, Goal, opened_goal
from wellness.models import CheckIn, Edition, Entry, Part, Summary, Workbook
from wellness.part_page import part_page
from wellness.parts import PartWords, parts_of, prompts_of
from wellness.petals import latest_petals, with_earlier
from wellness.progress import State, last_written, part_states
from wellness.rows import rows_of
from wellness.sharing import earlier_content, summary_sheet
from wellness.suggestion import section_headings
from wellness.summaries import Item, open_summary
from wellness.wheel import Petal, Wheel, draw_wheel
from wellness.workbooks import copies_by_slot, page_mark


@dataclass(frozen=True)
class ReadRow:
    """One row of a list to read; `goal` is where it stands and its steps, where it is a goal."""

    fields: Sequence[Field]
    goal: Goal | None = None


@dataclass(frozen=True)
class ReadPart:
    """One part of an earlier workbook, with everything that is written in it."""

    part: PartWords
    fields: Sequence[Field]
    rows: Sequence[ReadRow] = ()
    rating: LatestRating | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.fields or self.rows or self.rating)

    @property
    def can_come_along(self) -> bool:
        """It lasts, so it can be taken along to a later workbook."""
        return bool(self.fields or self.rows) and self.part.kind in LASTING


@dataclass(frozen=True)
class Beside:
    """Words kept with a summary that are not on its sheet, and what they are about."""

    heading: str
    texts: Sequence[str]


@dataclass(frozen=True)
class ReadSummary:
    """The summary of an earlier workbook to read: `sheet` is None where nothing is in it or it does not open."""

    sheet: SafeString | None
    beside: Sequence[Beside]
    reference: str


@dataclass(frozen=True)
class RoundPage:
    """An earlier workbook at a glance. `petals` are as they were last; `others` are workbooks with ratings, by number."""

    workbook: Workbook
    parts: Sequence[PartWords]
    petals: Sequence[Petal]
    others: Sequence[int]
    has_summary: bool

    @property
    def wheel(self) -> Wheel:
        return draw_wheel(self.petals)


@dataclass(frozen=True)
class RoundPair:
    """The wheels of two workbooks, the later one drawn with the earlier one as a fine line."""

    later: int
    earlier: int
    wheel: Wheel


@dataclass(frozen=True)
class StartPage:
    """The form that starts a fresh workbook: parts that can come along, and answered questions that it does not ask."""

    mark: str
    number: int
    parts: Sequence[PartWords]
    without_place: Sequence[str]


def round_page(person: User, workbook: Workbook) -> RoundPage:
    """Return a workbook at a glance: its wheel, and the parts in which something is written or rated."""
    parts, ratings = parts_of(workbook.edition_id, person.language), _latest(person, workbook)
    rated = CheckIn.objects.written_by(person).values_list("workbook__round", flat=True).distinct()
    others = sorted(number for number in rated if number != workbook.round) if ratings else []
    petals = latest_petals(parts, ratings)
    has_summary = Summary.objects.of(workbook).exists()
    return RoundPage(workbook, _held(workbook, parts, ratings.keys()), petals, others, has_summary)


def pair_of(person: User, one: Workbook, other: Workbook) -> RoundPair:
    """Return the latest ratings of two workbooks together, whichever dimensions each has."""
    earlier, later = sorted((one, other), key=lambda workbook: workbook.round)
    wheel = draw_wheel(with_earlier(_petals(person, later), _petals(person, earlier)))
    return RoundPair(later.round, earlier.round, wheel)


def read_part(person: User, workbook: Workbook, slug: str) -> ReadPart | None:
    """Return what is written in a part, None where there is no such part."""
    page = part_page(person, workbook, slug, first=True)
    if page is None:
        return None
    if page.part.is_list:
        return ReadPart(page.part, [], _read_rows(person, workbook, page.part))
    rating = _latest(person, workbook).get(page.part.dimension) if page.part.is_dimension else None
    return ReadPart(page.part, _with_words(page.fields), rating=rating)


def read_summary(person: User, workbook: Workbook) -> ReadSummary | None:
    """Return the summary of a workbook with all words kept for it, None where none was put together."""
    if not Summary.objects.of(workbook).exists():
        return None
    summary = open_summary(person, workbook, vault_for(person))
    content = earlier_content(person, summary)
    beside = [each for each in map(_beside, summary.items) if each.texts]
    return ReadSummary(summary_sheet(content) if content else None, beside, summary.reference)


def start_page(person: User, workbook: Workbook) -> StartPage:
    """Return what there is to choose when a fresh workbook is started after this one."""
    parts = [part for part in parts_of(workbook.edition_id, person.language) if part.kind in LASTING]
    held = sorted(_held(workbook, parts), key=lambda part: LASTING.index(Part.Kind(part.kind)))
    edition = Edition.objects.current()
    unasked = questions_without_place(person, workbook, edition.pk, LASTING) if edition else []
    return StartPage(page_mark(workbook), workbook.round, held, unasked)


def earlier_plan(person: User, workbook: Workbook) -> int | None:
    """Return the number of the latest earlier workbook that has a crisis plan, None where there is none."""
    written = Entry.objects.written_by(person).filter(prompt__part__kind=Part.Kind.CRISIS_PLAN)
    earlier = written.filter(workbook__round__lt=workbook.round).order_by("-workbook__round")
    return earlier.values_list("workbook__round", flat=True).first()


def _held(workbook: Workbook, parts: Sequence[PartWords], rated: Collection[str] = ()) -> list[PartWords]:
    """Return the parts in which something is written, rated or called done."""
    states = part_states(workbook, parts, rated, last_written(workbook))
    return [stands.part for stands in states if stands.state is not State.NOT_STARTED]


def _beside(item: Item) -> Beside:
    """Return what is kept for an item apart from the sheet: its words where it was left out, and its second texts."""
    is_left_out = item.is_kept and not item.is_in and not item.is_ratings
    texts = [*([item.words] if is_left_out else []), *item.also]
    heading = item.suggestion.label or str(section_headings()[item.section])
    return Beside(heading, [text for text in texts if text.strip()])


def _latest(person: User, workbook: Workbook) -> dict[str, LatestRating]:
    return latest_ratings(recent_check_ins(workbook, vault_for(person)))


def _petals(person: User, workbook: Workbook) -> list[Petal]:
    return latest_petals(parts_of(workbook.edition_id, person.language), _latest(person, workbook))


def _read_rows(person: User, workbook: Workbook, part: PartWords) -> list[ReadRow]:
    """Return the rows of a list as they are read; the steps and the day of a goal are told by the goal."""
    vault, prompts = vault_for(person), prompts_of(part.id, person.language)
    copies = copies_by_slot(workbook, vault, [prompt.id for prompt in prompts])
    told = [prompt for prompt in prompts if not (part.is_goals and prompt.key in {STEP, AGAIN})]
    rows = rows_of(workbook, vault, kind=part.kind)
    read = []
    for number, row in enumerate(each for each in rows if each.above is None):
        steps = [step for step in rows if step.above == row.id]
        asked = [field for step in steps for field in row_fields(step, number, prompts, copies).fields]
        fields = _with_words(row_fields(row, number, told, copies).fields)
        # A step is told by its goal, but for one beside which a second text is kept.
        fields += [field for field in asked if field.copies]
        read.append(ReadRow(fields, opened_goal(row, steps) if part.is_goals else None))
    return [row for row in read if row.fields or (row.goal and row.goal.steps)]


def _with_words(fields: Sequence[Field]) -> list[Field]:
    return [each for each in fields if each.text.strip() or each.reference or each.copies]
