"""Check-ins: how each side of life was on one day, sealed as one row a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.models import User
from accounts.vault import Vault, vault_for
from wellness.models import CheckIn, Workbook

SKIP, HARD_TO_SAY = "skip", "hard"
NUMBERS = range(11)
# More check-ins than a page needs to find the latest rating of every dimension.
AS_FAR_BACK = 60

# A number from 0 to 10, or one of the two words.
Rating = int | str


@dataclass(frozen=True)
class RatingField:
    """A rating on a page: the names of its field and of what the page showed, and what is chosen."""

    name: str
    was_name: str
    rating: Rating | None = None

    @property
    def chosen(self) -> str:
        return "" if self.rating is None else str(self.rating)

    @property
    def numbers(self) -> list[str]:
        return [str(number) for number in NUMBERS]

    @property
    def skip(self) -> str:
        return SKIP

    @property
    def hard_to_say(self) -> str:
        return HARD_TO_SAY


@dataclass(frozen=True)
class DayRatings:
    """One day's ratings by the slug of the dimension."""

    day: date
    ratings: dict[str, Rating]


@dataclass(frozen=True)
class LatestRating:
    """The latest rating of one dimension, and its day."""

    rating: Rating
    day: date

    @property
    def number(self) -> int | None:
        return self.rating if isinstance(self.rating, int) else None

    @property
    def is_hard_to_say(self) -> bool:
        return self.rating == HARD_TO_SAY


def parse_rating(text: str) -> Rating | None:
    """Return the rating a form sent, None for "" (no rating); raise ValueError for anything else."""
    if text in (SKIP, HARD_TO_SAY):
        return text
    if text == "":
        return None
    if text not in map(str, NUMBERS):
        message = "A rating is a number from 0 to 10, skip or hard."
        raise ValueError(message)
    return int(text)


def today_of(person: User) -> date:
    """Return the day it is where the person is."""
    return timezone.localdate(timezone=person.zone)


def note_rating(person: User, workbook: Workbook, dimension: str, rating: Rating | None) -> None:
    """Put one rating into today's check-in, as `note_ratings` does."""
    note_ratings(person, workbook, {dimension: rating})


def note_ratings(person: User, workbook: Workbook, noted: Mapping[str, Rating | None]) -> None:
    """Put ratings by dimension into today's check-in, None to take one out; the day's other ratings stay.

    Raise CannotOpen, changing nothing, where today's check-in does not open.
    """
    day = today_of(person)
    try:
        _note(person, workbook, day, noted)
    except IntegrityError:
        # The day's first rating was noted elsewhere a moment ago; now there is a check-in to add to.
        _note(person, workbook, day, noted)


@transaction.atomic
def delete_day(person: User, row: CheckIn) -> None:
    """Delete one of a person's check-ins."""
    row.delete()
    _tell(person)


def first_and_latest(person: User) -> dict[str, tuple[int, int]]:
    """Return the first number of each dimension and the latest, of a later day; dimensions with two such days alone."""
    vault = vault_for(person)
    numbers: dict[str, dict[date, int]] = {}
    for row in CheckIn.objects.written_by(person).order_by("day", "workbook__round"):
        for dimension, rating in _ratings(row, vault).items():
            if isinstance(rating, int):
                numbers.setdefault(dimension, {})[row.day] = rating
    return {
        dimension: (days[min(days)], days[max(days)]) for dimension, days in numbers.items() if len(days) > 1
    }


def todays_ratings(person: User, workbook: Workbook, vault: Vault) -> dict[str, Rating]:
    """Return what the person noted today, by dimension; nothing where today's check-in does not open."""
    row = CheckIn.objects.of(workbook).filter(day=today_of(person)).first()
    return _ratings(row, vault) if row else {}


def recent_check_ins(workbook: Workbook, vault: Vault) -> list[DayRatings]:
    """Return the latest check-ins, newest first; those that do not open are left out."""
    rows = CheckIn.objects.of(workbook).order_by("-day")[:AS_FAR_BACK]
    opened = [DayRatings(row.day, _ratings(row, vault)) for row in rows]
    return [check_in for check_in in opened if check_in.ratings]


def latest_ratings(check_ins: Iterable[DayRatings]) -> dict[str, LatestRating]:
    """Return each dimension's latest rating, given check-ins newest first; a skipped one does not count."""
    latest: dict[str, LatestRating] = {}
    for check_in in check_ins:
        for dimension, rating in check_in.ratings.items():
            if rating != SKIP:
                latest.setdefault(dimension, LatestRating(rating, check_in.day))
    return latest


def _tell(person: User) -> None:
    for path in settings.AFTER_RATING:
        import_string(path)(person)


def _ratings(row: CheckIn, vault: Vault) -> dict[str, Rating]:
    opened: dict[str, Rating] = vault.try_open(row, "sealed").value or {}
    return opened


@transaction.atomic
def _note(person: User, workbook: Workbook, day: date, noted: Mapping[str, Rating | None]) -> None:
    vault = vault_for(person)
    row = CheckIn.objects.of(workbook).select_for_update().filter(day=day).first()
    before: dict[str, Rating] = vault.open(row, "sealed") if row else {}
    row = row or CheckIn(workbook=workbook, day=day)
    after = {name: rating for name, rating in {**before, **noted}.items() if rating is not None}
    if after != before:
        vault.seal(row, "sealed", after)
        row.save()
        _tell(person)
