"""The counts of a group's interests: nobody can be read out of them, nor worked out."""

from collections import defaultdict
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groups.interest_counts import count_interests
from groups.programme.problem import Ballot
from tests.groups.planning_rows import a_card
from tests.groups.programme.drawing import ballots_from
from wellness.dimensions import DimensionWords

pytestmark = pytest.mark.without_database

HIDDEN = {1, 2}
MOST_PEOPLE = 30
SIDES = [DimensionWords(f"side-{n}", f"Side {n}", "", f"hue-{n}", "moon", n) for n in (1, 2)]
CARDS = [a_card(letter, number, SIDES[number // 3]) for number, letter in enumerate("abcdef")]


def told(ballots):
    """Return what the page tells of each topic, by its slug, in the order of the page."""
    topics = chain.from_iterable(part.topics for part in count_interests(CARDS, ballots))
    return {count.topic.slug: (count.noted_words, count.strongly_words) for count in topics}


def a_count(people, noted, strong):
    """Return ballots of people of whom some noted the topic a, some of those strongly, and all the topic b."""
    return ballots_from(*["Ab"] * strong, *["ab"] * (noted - strong), *["b"] * (people - noted))


def everything_that_reads_alike(people):
    """Return the pairs (noted, strongly) behind each thing that can be told of one topic."""
    alike = defaultdict(set)
    for noted in range(1, people + 1):
        for strong in range(noted + 1):
            alike[told(a_count(people, noted, strong))["a"]].add((noted, strong))
    return alike


def cells(people, noted, strong):
    """Return every number that a reader might work out from what is told of a topic."""
    return {
        "noted": noted,
        "not noted": people - noted,
        "strongly": strong,
        "noted, not strongly": noted - strong,
    }


def test_no_count_of_one_or_two_can_be_worked_out_in_any_group():
    for people in (*range(3, 13), MOST_PEOPLE):
        for words, behind in everything_that_reads_alike(people).items():
            for cell in cells(0, 0, 0):
                possible = {cells(people, *pair)[cell] for pair in behind}
                assert len(possible) > 1 or not possible & HIDDEN, (people, words, cell, behind)


@given(digits=st.lists(st.integers(1, 3**6 - 1), min_size=3, max_size=MOST_PEOPLE))
@settings(max_examples=150)
def test_no_digit_of_one_or_two_is_shown(digits):
    ballots = [a_ballot(number) for number in digits]

    numbers = {word for words in told(ballots).values() for text in words for word in text.split()}

    assert not numbers & {"1", "2"}


@given(digits=st.lists(st.integers(1, 3**6 - 1), min_size=3, max_size=MOST_PEOPLE))
@settings(max_examples=150)
def test_the_order_of_topics_tells_no_more_than_their_words(digits):
    shown = told([a_ballot(number) for number in digits])

    for card, other in zip(shown, list(shown)[1:], strict=False):
        if shown[card] == shown[other] and ("abc".find(card) < 0) == ("abc".find(other) < 0):
            assert card < other


def a_ballot(number):
    """Read a ballot off a number, a digit of base three a topic: not noted, noted, strongly."""
    marks = {letter: number // 3**place % 3 for place, letter in enumerate("abcdef")}
    return Ballot(*(frozenset(letter for letter, mark in marks.items() if mark == kind) for kind in (1, 2)))


def test_topics_are_told_by_dimension_those_noted_most_first():
    counts = count_interests(CARDS, ballots_from(*["bd"] * 4, *["ce"] * 5, "a", "f"))

    assert [(part.dimension.slug, [count.topic.slug for count in part.topics]) for part in counts] == [
        ("side-1", ["c", "b", "a"]),
        ("side-2", ["e", "d", "f"]),
    ]


def test_numbers_are_told_from_three_on():
    ballots = ballots_from(*["A"] * 3, *["a"] * 4, *["c"] * 4)

    assert told(ballots) == {
        "a": ("7 people", "It would help 3 of them a lot."),
        "c": ("4 people", ""),
    }


def test_a_topic_that_almost_everyone_noted_does_not_tell_who_did_not():
    assert told(a_count(8, 7, 0))["a"] == told(a_count(8, 6, 0))["a"] == ("Most people", "")


def test_topics_that_nobody_noted_are_left_out():
    assert list(told(ballots_from("a", "a", "a"))) == ["a"]


def test_a_topic_no_longer_offered_is_left_out():
    assert told(ballots_from("az", "az", "az")) == {"a": ("A few people", "")}
