"""The petals of a wheel, made of a workbook's parts and their ratings."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from wellness.check_ins import HARD_TO_SAY, LatestRating, Rating
from wellness.parts import PartWords
from wellness.wheel import Petal


def petal_of(part: PartWords, rating: Rating | None) -> Petal:
    """Return the petal of a dimension, told by the dimension's slug whatever its part is called."""
    return Petal(
        slug=part.dimension,
        name=part.name,
        hue=part.hue,
        icon=part.icon,
        rating=rating if isinstance(rating, int) else None,
        words=_("Hard to say") if rating == HARD_TO_SAY else "",
    )


def latest_petals(parts: Sequence[PartWords], ratings: Mapping[str, LatestRating]) -> list[Petal]:
    """Return a petal for each dimension with its latest rating."""
    latest = {dimension: rating.rating for dimension, rating in ratings.items()}
    return [petal_of(part, latest.get(part.dimension)) for part in parts if part.is_dimension]


def with_earlier(petals: Sequence[Petal], earlier: Sequence[Petal]) -> list[Petal]:
    """Return petals with what they were earlier; those that there were only earlier come after them, with no rating."""
    before, now = {petal.slug: petal for petal in earlier}, {petal.slug for petal in petals}
    gone = [replace(petal, rating=None, words="") for petal in earlier if petal.slug not in now]
    return [
        replace(petal, earlier=before[petal.slug].rating if petal.slug in before else None)
        for petal in [*petals, *gone]
    ]
