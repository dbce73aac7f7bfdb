"""Which promise of fairness a programme could not keep, and what stood in its way.

With floor 1 and nothing held or pinned, none ever gives way: the Method of Equal Shares satisfies
EJR+ (Brill & Peters 2023), and more topics on top of its choice take nothing from anybody.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from groups.programme.fairness import Neglect, find_neglect
from groups.programme.problem import Problem


class Promise(Enum):
    """The two promises, the plainer one first; when it gives way the other one does too."""

    SOMETHING = "jr"
    FULL_SHARE = "ejr+"


class Cause(Enum):
    """What can stand in the way of a promise."""

    SETTLED = "settled"
    FLOOR = "floor"


@dataclass(frozen=True)
class GaveWay:
    """The plainest promise that gave way in a programme, and everything that stood in the way."""

    promise: Promise
    causes: frozenset[Cause]


PROMISE_WORDS = {
    Promise.SOMETHING: "some people who could fill a session together have none of their topics",
    Promise.FULL_SHARE: "some people who want the same topics have fewer sessions than there could be for them",
}
CAUSE_WORDS = {
    Cause.SETTLED: "Topics already held or pinned took the room; unpinning one may help.",
    Cause.FLOOR: "A topic that very few people noted is not proposed, so that nobody stands out.",
}


def find_what_gave_way(problem: Problem, programme: Collection[str]) -> GaveWay | None:
    """Return which promise the whole programme breaks (held and pinned topics included), or None."""
    approvals = [ballot.approved for ballot in problem.ballots]
    neglects = list(find_neglect(approvals, programme, problem.seats))
    if not neglects:
        return None
    left_with_nothing = any(neglect.seats_due == 1 for neglect in neglects)
    return GaveWay(
        promise=Promise.SOMETHING if left_with_nothing else Promise.FULL_SHARE,
        causes=frozenset(_cause(problem, neglect) for neglect in neglects),
    )


def in_words(gave_way: GaveWay) -> str:
    """Return what gave way as English sentences for those who lead."""
    causes = [words for cause, words in CAUSE_WORDS.items() if cause in gave_way.causes]
    return " ".join([f"In this plan {PROMISE_WORDS[gave_way.promise]}.", *causes])


def _cause(problem: Problem, neglect: Neglect) -> Cause:
    """Name what kept a topic out; one that could be proposed gives way only to held or pinned ones."""
    return Cause.SETTLED if problem.has_enough_support(neglect.topic) else Cause.FLOOR
