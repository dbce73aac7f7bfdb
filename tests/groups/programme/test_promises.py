"""Nobody is missed by the planner; where something else took the room, it says so."""

import pytest
from hypothesis import given, settings

from groups.programme.fairness import satisfies_ejr_plus, satisfies_jr
from groups.programme.planner import plan
from groups.programme.problem import Problem
from groups.programme.promises import Cause, GaveWay, Promise, in_words
from tests.groups.programme.drawing import ballots_from, draw_problem, problems

pytestmark = pytest.mark.without_database


def is_fair(problem):
    """Tell whether the plan keeps both promises, by checks that the planner does not use."""
    chosen = plan(problem).chosen
    approvals = [ballot.approved for ballot in problem.ballots]
    return satisfies_jr(approvals, chosen, problem.seats) and satisfies_ejr_plus(
        approvals, chosen, problem.seats
    )


@pytest.mark.parametrize(
    "seeds",
    [
        pytest.param(range(300), id="usual"),
        pytest.param(range(300, 4300), id="long", marks=pytest.mark.fuzz),
    ],
)
def test_no_group_is_missed(seeds):
    assert [seed for seed in seeds if not is_fair(draw_problem(seed, floor=1))] == []


@given(problems(floors=(1,), settle=False))
@settings(max_examples=70)
def test_nothing_gives_way_with_the_floor_off_and_nothing_settled(problem):
    assert is_fair(problem)
    assert plan(problem).gave_way is None


@given(problems(floors=(2,), settle=False))
@settings(max_examples=70)
def test_only_the_floor_gets_in_the_way_when_nothing_is_settled(problem):
    gave_way = plan(problem).gave_way

    assert gave_way is None or gave_way.causes == {Cause.FLOOR}


@given(problems(floors=(1,)))
@settings(max_examples=70)
def test_only_settled_topics_get_in_the_way_with_the_floor_off(problem):
    gave_way = plan(problem).gave_way

    assert gave_way is None or gave_way.causes == {Cause.SETTLED}


@given(problems())
@settings(max_examples=70)
def test_a_plan_that_breaks_a_promise_says_which(problem):
    decided = plan(problem)
    approvals = [ballot.approved for ballot in problem.ballots]
    programme = problem.held + decided.chosen
    broken = None
    if not satisfies_ejr_plus(approvals, programme, problem.seats):
        broken = Promise.FULL_SHARE
    if not satisfies_jr(approvals, programme, problem.seats):
        broken = Promise.SOMETHING

    assert (decided.gave_way.promise if decided.gave_way else None) == broken


def test_pins_that_leave_people_with_nothing_are_named():
    camps = ballots_from("ab", "ab", "ab", "cd", "cd", "cd")

    gave_way = plan(Problem(tuple("abcd"), camps, 2, pinned=("a", "b"))).gave_way

    assert gave_way == GaveWay(Promise.SOMETHING, frozenset({Cause.SETTLED}))
    assert in_words(gave_way) == (
        "In this plan some people who could fill a session together have none of their topics. "
        "Topics already held or pinned took the room; unpinning one may help."
    )


def test_floor_that_leaves_a_share_short_is_named():
    lonely = ballots_from("ab", "a")

    gave_way = plan(Problem(tuple("ab"), lonely, 4)).gave_way

    assert gave_way == GaveWay(Promise.FULL_SHARE, frozenset({Cause.FLOOR}))
    assert in_words(gave_way) == (
        "In this plan some people who want the same topics have fewer sessions than there could be for them. "
        "A topic that very few people noted is not proposed, so that nobody stands out."
    )
