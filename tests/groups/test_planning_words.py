"""What the planner says on the page means what it says by itself."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groups.planning_words import (
    gave_way_words,
    helped_words,
    noted_words,
    read_reason,
    stored_reason,
    uncovered_words,
    why_words,
)
from groups.programme import promises, reasons
from groups.programme.problem import Problem
from groups.programme.promises import Cause, GaveWay, Promise
from groups.programme.reasons import Amount, Count, Reason
from tests.groups.programme.drawing import ballots_from, problems

pytestmark = pytest.mark.without_database

EXACT, FEW, MANY, MOST = (Count(Amount.EXACT, 4), Count(Amount.FEW), Count(Amount.MANY), Count(Amount.MOST))
NONE = Count()
counts = st.sampled_from([NONE, FEW, MANY, MOST, EXACT])
every_reason = st.builds(
    Reason,
    pinned=st.booleans(),
    people=st.integers(3, 30),
    noted=st.sampled_from([NONE, FEW, MOST, EXACT]),
    strongly=counts,
    waiting=counts,
    first=st.sampled_from([NONE, FEW, MANY]),
)


@given(reason=every_reason)
def test_a_reason_reads_as_the_planner_gives_it(reason):
    assert why_words(reason) == reasons.in_words(reasons.on_page(reason))


@given(problem=problems())
@settings(max_examples=60)
def test_a_reason_that_was_stored_reads_the_same(problem):
    for topic in problem.topics:
        reason = reasons.reason_for(problem, topic, problem.held)

        stored = read_reason(stored_reason(reason), pinned=reason.pinned)

        assert stored == reasons.on_page(reason)


def told_beside(noted, answered):
    """Return for every number of people who can be waiting what a page says of a topic that `noted` people noted."""
    told = {}
    for waiting in range(noted + 1):
        words = ["a"] * waiting + ["ah"] * (noted - waiting) + ["h"] * (answered - noted)
        problem = Problem(("a", "h"), ballots_from(*words), 2, held=("h",))
        told.setdefault(why_words(reasons.reason_for(problem, "a", ("h",))), set()).add(waiting)
    return told


@pytest.mark.parametrize("answered", range(3, 16))
def test_marking_sessions_as_held_never_tells_a_difference_under_three(answered):
    for noted in range(answered + 1):
        told = list(told_beside(noted, answered).values())

        assert all(max(one | other) - min(one | other) >= 3 for one, other in combinations(told, 2))


@given(
    problem=problems(most_people=20, settle=False), marked=st.lists(st.sets(st.integers(0, 7)), max_size=6)
)
@settings(max_examples=60)
def test_over_any_held_sessions_a_page_says_one_of_two_things_of_a_topic(problem, marked):
    """A topic's words are the same whatever is held, but for several who wait or nothing said of them."""
    held = [[topic for number, topic in enumerate(problem.topics) if number in chosen] for chosen in marked]
    for topic in problem.topics:
        problems_then = [replace(problem, held=tuple(topics), seats=20) for topics in held if topics]
        told = {why_words(reasons.reason_for(then, topic, then.held)) for then in problems_then}

        assert (
            len({words.replace("; several of them have had none of their topics yet", "") for words in told})
            <= 1
        )


def test_a_topic_reads_as_pinned_while_it_is():
    stored = stored_reason(Reason(pinned=False, people=11, noted=Count(Amount.EXACT, 7)))

    words = [why_words(read_reason(stored, pinned=pinned)) for pinned in (True, False)]

    assert words == ["You pinned this. 7 of 11 people noted this.", "7 of 11 people noted this."]


def test_nothing_stored_says_nothing():
    assert why_words(read_reason({}, pinned=False)) == ""


@pytest.mark.parametrize("promise", Promise)
@pytest.mark.parametrize("causes", [set(), {Cause.SETTLED}, {Cause.FLOOR}, set(Cause)])
def test_what_gave_way_reads_as_the_planner_gives_it(promise, causes):
    gave_way = GaveWay(promise, frozenset(causes))

    assert " ".join(gave_way_words(gave_way, by_dropping=False)) == promises.in_words(gave_way)


def test_a_dropped_topic_is_named_as_a_cause():
    gave_way = GaveWay(Promise.SOMETHING, frozenset())

    assert gave_way_words(gave_way, by_dropping=True)[1:] == [
        "You dropped a topic that they share; bringing it back may help."
    ]


def test_nothing_gave_way_says_nothing():
    assert gave_way_words(None, by_dropping=True) == []


def test_the_uncovered_are_told_in_amounts():
    assert [uncovered_words(count) for count in (NONE, FEW, MANY)] == [
        "Everyone who answered has at least one topic.",
        "A few people would still have nothing that they noted.",
        "Several people would still have nothing that they noted.",
    ]


@pytest.mark.parametrize("hidden", [FEW, MANY, MOST])
def test_hidden_counts_are_words_without_digits(hidden):
    reason = replace(Reason(pinned=False, people=0, noted=hidden), strongly=hidden, waiting=hidden)

    words = noted_words(hidden) + helped_words(hidden) + why_words(replace(reason, noted=FEW))

    assert not any(letter.isdigit() for letter in words)
