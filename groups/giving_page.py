"""What someone gives to the report, in words, so that they see all of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from groups.giving import Given
from groups.takeaways import HELPFUL
from wellness.dimensions import every_dimension


@dataclass(frozen=True)
class GivenLine:
    """The first and the latest rating of one part of life."""

    name: str
    first: int
    latest: int


@dataclass(frozen=True)
class GivenWords:
    """All that a person gives: `helpful` is "" where they have not said."""

    lines: Sequence[GivenLine]
    helpful: str


def words_of(given: Given, language: str) -> GivenWords | None:
    """Return what a person gives of their ratings, in words; None where they do not."""
    if given.ratings is None:
        return None
    dimensions = sorted(every_dimension(language).values(), key=lambda dimension: dimension.position)
    lines = [
        GivenLine(dimension.name, *given.ratings[dimension.slug])
        for dimension in dimensions
        if dimension.slug in given.ratings
    ]
    return GivenWords(lines, str(HELPFUL.get(given.helpful, "")))
