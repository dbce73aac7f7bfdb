"""What the pages of check-ins show: today's form, the days through time, one day beside another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.vault import vault_for
from wellness.check_ins import HARD_TO_SAY, Rating, RatingField, parse_rating, todays_ratings
from wellness.models import CheckIn, Workbook
from wellness.parts import PartWords, parts_of
from wellness.wheel import Petal, Wheel, draw_wheel

# Before the slug of a dimension: its rating on a page, and what the page showed.
RATING, RATING_WAS = "rating-", "was-rating-"


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
        numbers = {petal.slug: petal.rating for petal in self.earlier.petals}
        return draw_wheel([replace(petal, earlier=numbers.get(petal.slug)) for petal in self.later.petals])


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
        petals = [_petal(part, (opened.value or {}).get(part.dimension)) for part in parts[edition]]
        if opened.value or opened.reference:
            days.append(Day(row.pk, row.day, row.workbook.round, petals, opened.reference))
    return days


def _rows(person: User) -> Sequence[CheckIn]:
    rows = CheckIn.objects.written_by(person).select_related("workbook")
    return list(rows.order_by("-day", "-workbook__round"))


def _petal(part: PartWords, rating: Rating | None) -> Petal:
    return Petal(
        slug=part.slug,
        name=part.name,
        hue=part.hue,
        icon=part.icon,
        rating=rating if isinstance(rating, int) else None,
        words=_("Hard to say") if rating == HARD_TO_SAY else "",
    )


def _is_rating(text: str) -> bool:
    try:
        parse_rating(text)
    except ValueError:
        return False
    return True
