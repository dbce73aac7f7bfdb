"""What the pages of check-ins show: today's form, the days through time, one day beside another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.models import User
from accounts.vault import vault_for
from wellness.check_ins import Rating, RatingField, parse_rating, todays_ratings
from wellness.models import CheckIn, Workbook
from wellness.parts import PartWords, parts_of
from wellness.petals import petal_of, with_earlier
from wellness.wheel import Petal, Wheel, draw_wheel

# Before the slug of a dimension: its rating on a page, and what the page showed.
RATING, RATING_WAS = "rating-", "was-rating-"
# In a table, where a day has no rating.
NOTHING = "\N{EN DASH}"


@dataclass(frozen=True)
class AskedDimension:
    """One dimension on today's page."""

    part: PartWords
    field: RatingField


@dataclass(frozen=True)
class Day:
    """One day's check-in with its dimensions' petals; a `reference` where it does not open."""

    id: UUID
    day: date
    round: int
    petals: Sequence[Petal]
    reference: str = ""

    @property
    def wheel(self) -> Wheel:
        return draw_wheel(self.petals)


@dataclass(frozen=True)
class Pair:
    """Two days, the later one drawn with the earlier one as a fine line."""

    later: Day
    earlier: Day

    @property
    def wheel(self) -> Wheel:
        return draw_wheel(with_earlier(self.later.petals, self.earlier.petals))


@dataclass(frozen=True)
class DaysTable:
    """Days as rows of cells under the names of dimensions."""

    names: Sequence[str]
    rows: Sequence[tuple[Day, Sequence[str]]]


def table_of(days: Sequence[Day]) -> DaysTable:
    """Return days, given newest first, as a table with a column for every dimension that any of them has."""
    names: dict[str, str] = {}
    for petal in (petal for day in days for petal in day.petals):
        names.setdefault(petal.slug, petal.name)
    return DaysTable(list(names.values()), [(day, _cells(day, names)) for day in days])


def pair_of(one: Day, other: Day) -> Pair:
    """Return two days in the order of time."""
    earlier, later = sorted((one, other), key=lambda each: (each.day, each.round))
    return Pair(later, earlier)


def asked_today(person: User, workbook: Workbook) -> list[AskedDimension]:
    """Return each dimension of a workbook with the rating it has today."""
    ratings = todays_ratings(person, workbook, vault_for(person))
    parts = [part for part in parts_of(workbook.edition_id, person.language) if part.is_dimension]
    return [
        AskedDimension(part, RatingField(f"{RATING}{name}", f"{RATING_WAS}{name}", ratings.get(name)))
        for part in parts
        if (name := part.dimension)
    ]


def changed_ratings_in(
    posted: Mapping[str, str], asked: Sequence[AskedDimension]
) -> dict[str, Rating | None]:
    """Return the ratings that a page changed, by dimension; what no page of ours sends is left out."""
    changed: dict[str, Rating | None] = {}
    for each in asked:
        chosen = posted.get(each.field.name, "")
        if chosen != posted.get(each.field.was_name, "") and _is_rating(chosen):
            changed[each.part.dimension] = parse_rating(chosen)
    return changed


def days_of(person: User) -> list[Day]:
    """Return all of a person's check-ins, newest first, in the words of the workbook they belong to."""
    vault, parts = vault_for(person), {}
    days = []
    for row in _rows(person):
        edition = row.workbook.edition_id
        if edition not in parts:
            parts[edition] = [part for part in parts_of(edition, person.language) if part.is_dimension]
        opened = vault.try_open(row, "sealed")
        petals = [petal_of(part, (opened.value or {}).get(part.dimension)) for part in parts[edition]]
        if opened.value or opened.reference:
            days.append(Day(row.pk, row.day, row.workbook.round, petals, opened.reference))
    return days


def _rows(person: User) -> Sequence[CheckIn]:
    rows = CheckIn.objects.written_by(person).select_related("workbook")
    return list(rows.order_by("-day", "-workbook__round"))


def _cells(day: Day, dimensions: Iterable[str]) -> list[str]:
    petals = {petal.slug: petal for petal in day.petals}
    return [_cell(petals.get(dimension)) for dimension in dimensions]


def _cell(petal: Petal | None) -> str:
    if petal is None or petal.rating is None:
        return (petal and petal.words) or NOTHING
    return str(petal.rating)


def _is_rating(text: str) -> bool:
    try:
        parse_rating(text)
    except ValueError:
        return False
    return True
