"""What a group would like to talk about, counted without names.

Every number is hidden as the planner hides it, so that no count of one or two can be read, or worked out from
another. Topics stand in the order of what is told of them: their true order would tell the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from groups.planning_words import helped_words, noted_words
from groups.programme.problem import Ballot, Problem
from groups.programme.reasons import Amount, Count, reason_for
from wellness.dimensions import DimensionWords
from wellness.interests import TopicCard

MOST_FIRST = (Amount.MOST, Amount.EXACT, Amount.FEW)


@dataclass(frozen=True)
class TopicCount:
    """How many people noted a topic and how many strongly; both already hidden."""

    topic: TopicCard
    noted: Count
    strongly: Count

    @property
    def noted_words(self) -> str:
        return noted_words(self.noted)

    @property
    def strongly_words(self) -> str:
        return helped_words(self.strongly)


@dataclass(frozen=True)
class DimensionCounts:
    """The topics of a dimension that anyone noted, those noted most first."""

    dimension: DimensionWords
    topics: Sequence[TopicCount]


def count_interests(offered: Sequence[TopicCard], ballots: Sequence[Ballot]) -> list[DimensionCounts]:
    """Return what people noted of the topics offered, by dimension in page order; dimensions with nothing left out."""
    known = frozenset(card.slug for card in offered)
    kept = tuple(Ballot(ballot.interested & known, ballot.strong & known) for ballot in ballots)
    problem = Problem(topics=tuple(card.slug for card in offered), ballots=kept, seats=0)
    counts = [_count(problem, card) for card in offered if problem.supporters[card.slug]]
    return [
        DimensionCounts(dimension, sorted(topics, key=_most_first))
        for dimension, topics in groupby(counts, key=lambda count: count.topic.dimension)
    ]


def _count(problem: Problem, card: TopicCard) -> TopicCount:
    reason = reason_for(problem, card.slug, ())
    return TopicCount(card, reason.noted, reason.strongly)


def _most_first(count: TopicCount) -> tuple[int, int, int]:
    """Order by what is told, and by nothing else; sorting keeps equals in page order."""
    return MOST_FIRST.index(count.noted.amount), -count.noted.number, -count.strongly.number
