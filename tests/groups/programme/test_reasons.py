"""Reasons are plain, and point at nobody."""

import re
from itertools import product

import pytest
from hypothesis import given, settings

from groups.programme.planner import plan
from groups.programme.problem import Ballot, Problem
from groups.programme.reasons import Amount, in_words, tell
from tests.groups.programme.drawing import TOPICS, ballots_from, problems

pytestmark = pytest.mark.without_database


def sentence(topic, *words, **settled):
    problem = Problem(TOPICS, ballots_from(*words), 10, **settled)
    [reason] = [choice.reason for choice in plan(problem).choices if choice.topic == topic]
    return in_words(reason)


def test_reason_counts_those_who_noted_it_strongly_and_those_still_waiting():
    words = ["A"] * 3 + ["ab"] + ["ah"] * 3 + ["h"] * 4

    assert sentence("a", *words, held=("h",)) == (
        "7 of 11 people noted this, 3 of them strongly; 4 have had none of their topics yet."
    )


def test_reason_speaks_for_those_whom_the_plan_has_not_reached():
    words = ["abc"] * 6 + ["x"] * 4

    assert sentence("a", *words) == "6 of 10 people noted this."
    assert sentence("x", *words) == (
        "4 of 10 people noted this; several of them have no other topic in the plan so far."
    )


@pytest.mark.parametrize("words", [["a"] * 2 + ["b"] * 6, ["A"] * 2 + ["b"] * 6, ["Ab", "Ab", "b"]])
def test_reason_of_two_people_says_nothing_but_a_few(words):
    assert sentence("a", *words) == "This was noted by a few people."


@pytest.mark.parametrize("words", [["a"] + ["b"] * 6, ["A"] + ["b"] * 6])
def test_reason_of_one_person_hides_it_with_the_floor_off_too(words):
    assert sentence("a", *words, floor=1) == "This was noted by a few people."


@pytest.mark.parametrize("noted", [8, 9, 10])
def test_reason_does_not_tell_all_from_all_but_one(noted):
    words = ["a"] * noted + ["b"] * (10 - noted)

    assert sentence("a", *words) == "Most people who answered noted this."


@pytest.mark.parametrize("strong", [5, 6, 7])
def test_reason_does_not_tell_who_is_not_strong_by_subtraction(strong):
    words = ["A"] * strong + ["a"] * (7 - strong) + ["b"] * 5

    assert sentence("a", *words) == "7 of 12 people noted this, most of them strongly."


def test_reason_does_not_tell_who_is_not_waiting_by_subtraction():
    words = ["a"] * 6 + ["ah"] + ["h"] * 5

    assert sentence("a", *words, held=("h",)) == (
        "7 of 12 people noted this; most of them have had none of their topics yet."
    )


@pytest.mark.parametrize("strong", [1, 2])
def test_reason_calls_one_or_two_strong_interests_a_few_people(strong):
    words = ["A"] * strong + ["a"] * (7 - strong) + ["b"] * 5

    assert sentence("a", *words) == "7 of 12 people noted this, a few people strongly."


def test_reason_in_a_group_of_five_tells_no_number():
    assert sentence("a", "A", "A", "A", "a", "a") == "This was noted by a few people."


def test_empty_ballots_do_not_give_away_who_did_not_note_it():
    words = ["a"] * 7 + ["b"] * 2 + [""] * 9

    assert sentence("a", *words) == "Most people who answered noted this."


def test_reason_of_a_pin_says_so():
    words = ["a"] * 4 + ["b"] * 4

    assert sentence("a", *words, pinned=("a",)) == "You pinned this. 4 of 8 people noted this."
    assert sentence("z", *words, pinned=("z",)) == "You pinned this."


def test_a_told_count_leaves_no_cell_of_one_or_two():
    told = [(part, whole, tell(part, whole)) for whole in range(31) for part in range(whole + 1)]
    exact = [(part, whole, count) for part, whole, count in told if count.amount is Amount.EXACT]

    assert [count.number for _part, _whole, count in exact] == [part for part, _whole, _count in exact]
    assert min(min(part, whole - part) for part, whole, _count in exact) == 3
    assert {count.number for _p, _w, count in told if count.amount is not Amount.EXACT} == {0}


def test_a_hidden_count_could_always_be_another():
    for whole in range(2, 31):
        told = [tell(part, whole) for part in range(1, whole + 1)]

        assert [c for c in told if c.amount is not Amount.EXACT and told.count(c) == 1] == []


@given(problems(most_people=20))
@settings(max_examples=70)
def test_no_reason_has_a_count_of_one_or_two_in_it(problem):
    sentences = [in_words(choice.reason) for choice in plan(problem).choices]

    assert [words for words in sentences if re.search(r"\b[012]\b", words)] == []


def test_the_strong_count_does_not_tell_a_hidden_number_of_supporters():
    """Beside "most people", what is said of the strong ones depends on them alone."""
    people = 12

    def told(noted, strong):
        ballots = [Ballot(strong=frozenset("a"))] * strong
        ballots += [Ballot(frozenset("a"))] * (noted - strong) + [Ballot(frozenset("b"))] * (people - noted)
        return in_words(plan(Problem(("a", "b"), tuple(ballots), 1)).choices[0].reason)

    for strong, noted in product(range(11), (10, 11, 12)):
        assert told(noted, strong) == told(10, strong)
