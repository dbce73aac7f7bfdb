"""What is chosen, worked out by hand; and what holds for every plan."""

import time
from fractions import Fraction

import pytest
from hypothesis import given, settings

from groups.programme.equal_shares import money_after_settled
from groups.programme.planner import Receipt, Step, plan
from groups.programme.problem import Problem
from tests.groups.programme.drawing import TOPICS, ballots_from, problems

pytestmark = pytest.mark.without_database

MAJORITY, MINORITY = ["abcdef"] * 6, ["uvwxyz"] * 4
CAMPS = ballots_from(*MAJORITY, *MINORITY)


def chosen(ballots, seats, **settled):
    return "".join(plan(Problem(TOPICS, ballots, seats, **settled)).chosen)


def test_camps_share_the_seats_by_their_size():
    assert chosen(CAMPS, 10) == "abcdefuvwx"


def test_most_supported_topic_comes_first():
    assert chosen(ballots_from("ab", "ab", "b"), 2) == "ba"


def test_equal_topics_go_by_strong_interests_and_then_by_the_given_order():
    assert chosen(ballots_from("abC", "abc"), 1) == "c"
    assert chosen(ballots_from("cba", "cba"), 1) == "a"


def test_completion_serves_those_who_have_spent_less():
    problem = Problem(TOPICS, ballots_from("ab", "ab", "ab", "c", "c"), 2)

    receipts = {choice.topic: choice.receipt for choice in plan(problem).choices}

    assert receipts == {
        "a": Receipt(Step.EQUAL_SHARES, Fraction(1, 3)),
        "c": Receipt(Step.COMPLETION),
    }


def test_held_topics_count_for_those_who_noted_them():
    assert chosen(CAMPS, 5, held=("a", "b", "c")) == "uv"


def test_pinned_topics_come_first_need_no_support_and_are_paid_by_their_supporters():
    assert chosen(CAMPS, 4, pinned=("m", "u")) == "mua" + "b"


def test_a_settled_topic_that_nobody_noted_costs_everybody_the_same():
    problem = Problem(TOPICS, CAMPS, 10, held=("m",), pinned=("n",))

    assert money_after_settled(problem) == [Fraction(8, 10)] * 10


def test_supporters_of_a_settled_topic_pay_first_and_the_others_only_the_rest():
    problem = Problem(TOPICS, ballots_from("a", "b", "b", "b"), 2, pinned=("a",))

    assert money_after_settled(problem) == [0, Fraction(1, 3), Fraction(1, 3), Fraction(1, 3)]


def test_topic_of_one_person_is_proposed_only_with_the_floor_off():
    ballots = ballots_from("a", "bc", "bc")

    assert chosen(ballots, 3) == "bc"
    assert chosen(ballots, 3, floor=1) == "bca"


def test_sensitive_topic_needs_three_people_unless_the_floor_is_off():
    two, three = ballots_from("a", "a"), ballots_from("a", "a", "a")

    assert chosen(two, 1, sensitive=frozenset("a")) == ""
    assert chosen(three, 1, sensitive=frozenset("a")) == "a"
    assert chosen(two, 1, sensitive=frozenset("a"), floor=1) == "a"


def test_nothing_but_pins_is_chosen_without_ballots():
    decided = plan(Problem(TOPICS, (), 3, pinned=("a",)))

    assert (decided.chosen, decided.uncovered, decided.unfilled) == (("a",), 0, 2)


def test_uncovered_leaves_out_empty_ballots_and_those_whom_a_held_topic_reached():
    decided = plan(Problem(TOPICS, ballots_from("a", "a", "h", "x", ""), 2, held=("h",)))

    assert (decided.chosen, decided.uncovered) == (("a",), 1)


@given(problems())
@settings(max_examples=70)
def test_plan_keeps_to_seats_pins_held_topics_and_floor(problem):
    decided = plan(problem)
    proposed = decided.chosen[len(problem.pinned) :]

    assert decided.chosen[: len(problem.pinned)] == problem.pinned
    assert len(set(decided.chosen)) == len(decided.chosen)
    assert set(decided.chosen).isdisjoint(problem.held)
    assert all(len(problem.supporters[topic]) >= problem.floor for topic in proposed)
    assert len(proposed) == min(problem.open_seats, len(problem.candidates))
    assert decided.unfilled == problem.open_seats - len(proposed)


@given(problems(floors=(2,)))
@settings(max_examples=70)
def test_floor_proposes_no_topic_of_one_person_nor_a_sensitive_one_of_two(problem):
    proposed = set(plan(problem).chosen) - set(problem.pinned)

    assert [topic for topic in proposed if len(problem.supporters[topic]) < 2] == []
    assert [t for t in proposed & problem.sensitive if len(problem.supporters[t]) < 3] == []


@given(problems())
@settings(max_examples=70)
def test_money_left_after_settled_topics_is_the_seats_left(problem):
    money = money_after_settled(problem)

    assert all(purse >= 0 for purse in money)
    assert sum(money) == (problem.open_seats if problem.ballots else 0)


@given(problems())
@settings(max_examples=70)
def test_plan_is_the_same_whatever_the_order_of_people_held_and_sensitive_topics(problem):
    shuffled = Problem(
        topics=problem.topics,
        ballots=problem.ballots[::-1],
        seats=problem.seats,
        held=problem.held[::-1],
        pinned=problem.pinned,
        sensitive=problem.sensitive,
        floor=problem.floor,
    )

    assert plan(shuffled) == plan(problem)


@given(problems())
@settings(max_examples=70)
def test_one_seat_more_never_shortens_the_plan(problem):
    more = Problem(
        topics=problem.topics,
        ballots=problem.ballots,
        seats=problem.seats + 1,
        held=problem.held,
        pinned=problem.pinned,
        sensitive=problem.sensitive,
        floor=problem.floor,
    )

    assert len(plan(more).chosen) >= len(plan(problem).chosen)


@pytest.mark.parametrize("density", [3, 7])
def test_a_large_library_is_planned_at_once(density):
    topics = tuple(f"topic {number}" for number in range(60))
    words = [
        frozenset(t for place, t in enumerate(topics) if (place * 7 + person * 13) % 11 < density)
        for person in range(30)
    ]
    problem = {"topics": topics, "seats": 10, "floor": 1}
    ballots = tuple(type(CAMPS[0])(approved) for approved in words)

    def seconds():
        start = time.process_time()
        plan(Problem(ballots=ballots, **problem))
        return time.process_time() - start

    assert min(seconds() for _ in range(3)) < 0.1
