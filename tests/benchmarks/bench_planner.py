"""How long the planner takes for a group and for a thousand people, beside counting the same notes in the same run."""

import random
import sys
import timeit
from collections import Counter

import pytest

from groups.programme.planner import plan
from groups.programme.problem import Ballot, Problem

pytestmark = [pytest.mark.benchmark, pytest.mark.without_database]

TOPICS = tuple(f"topic {number:02}" for number in range(60))
TICKS, SEATS = 6, 10


def _problem(people: int) -> Problem:
    """Return a group in which each person noted six topics of sixty, two of them strongly."""
    drawn = random.Random(people)
    notes = [drawn.sample(TOPICS, TICKS) for _person in range(people)]
    ballots = tuple(Ballot(frozenset(noted[2:]), frozenset(noted[:2])) for noted in notes)
    return Problem(TOPICS, ballots, seats=SEATS)


@pytest.mark.parametrize(("people", "most_milliseconds"), [(12, 5), (1_000, 150)])
def test_a_plan_is_there_at_once(people, most_milliseconds):
    ballots = _problem(people).ballots

    milliseconds = _milliseconds(lambda: plan(Problem(TOPICS, ballots, seats=SEATS)))
    floor = _milliseconds(lambda: Counter(topic for ballot in ballots for topic in ballot.approved))

    sys.stdout.write(
        f"\n{people} people: {milliseconds:.2f} ms, counting their notes {floor:.3f} ms, "
        f"ratio {milliseconds / floor:.0f}\n"
    )
    assert milliseconds <= most_milliseconds


def _milliseconds(act) -> float:
    """Return the time of one run: the quickest of ten, which other work on the machine disturbs least."""
    return min(timeit.repeat(act, number=1, repeat=10)) * 1000
