"""What the planner reads from JSON, and what it says about what it cannot read."""

import json

import pytest

from groups.programme.json_form import read_problem
from groups.programme.problem import Ballot, Problem, ProblemError

pytestmark = pytest.mark.without_database

GIVEN = {
    "topics": ["sleep", "money", "work", "grief"],
    "ballots": [{"interested": ["sleep"], "strong": ["money"]}],
    "seats": 10,
    "held": [],
    "pinned": ["grief"],
    "sensitive": [],
    "floor": 2,
}


def test_reading_needs_only_topics_ballots_and_seats():
    given = {"topics": ["sleep", "money"], "ballots": [{"strong": ["sleep"]}, {}], "seats": 3}

    assert read_problem(json.dumps(given)) == Problem(
        topics=("sleep", "money"),
        ballots=(Ballot(strong=frozenset({"sleep"})), Ballot()),
        seats=3,
        floor=2,
    )


def test_reading_takes_a_topic_noted_both_ways_as_one_interest():
    given = GIVEN | {"ballots": [{"interested": ["sleep", "work"], "strong": ["work"]}]}

    [ballot] = read_problem(json.dumps(given)).ballots

    assert (ballot.approved, ballot.strong) == ({"sleep", "work"}, {"work"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "This is not JSON: give one JSON object with topics, ballots and seats."),
        (b"{", "This is not JSON: give one JSON object with topics, ballots and seats."),
        (b"\xff\xfe\xff", "This is not JSON: give one JSON object with topics, ballots and seats."),
        (b"[" * 100_000, "This is not JSON: give one JSON object with topics, ballots and seats."),
        (b"{}", "Missing: ballots, seats, topics. Give topics, ballots and seats."),
    ],
    ids=["empty", "cut", "not text", "too deep", "nothing asked"],
)
def test_reading_refuses_what_is_no_problem(text, said):
    with pytest.raises(ProblemError) as refused:
        read_problem(text)

    assert str(refused.value) == said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"seats": -1}, "seats is -1: give 0 or more."),
        ({"seats": "10"}, "Expected a whole number in seats: write it without quotes or a point."),
        ({"seats": True}, "Expected a whole number in seats: write it without quotes or a point."),
        ({"floor": 0}, "floor is 0: give 1 to switch the privacy floor off, or more."),
        (
            {"seats": 0},
            "1 topics are held or pinned, and there are 0 seats: raise seats, or pin fewer topics.",
        ),
        (
            {"topics": ["sleep", "sleep"]},
            "Listed twice in topics: 'sleep'. List each topic once.",
        ),
        ({"topics": [7]}, "A topic in topics is not a text: name every topic between quotes."),
        (
            {"held": ["golf"]},
            "Unknown topic in held: 'golf'. Add it to topics, or take it out.",
        ),
        (
            {"sensitive": ["golf"]},
            "Unknown topic in sensitive: 'golf'. Add it to topics, or take it out.",
        ),
        (
            {"held": ["grief"]},
            "Both held and pinned: 'grief'. Leave each in one of the two lists.",
        ),
        (
            {"ballots": [{}, {"strong": ["golf \ud800"]}]},
            "Unknown topic in ballot 2: 'golf \\ud800'. Add it to topics, or take it out.",
        ),
        (
            {"ballots": [{"interested": ["sleep", "sleep"]}]},
            "Listed twice in ballot 1: 'sleep'. List each topic once.",
        ),
        ({"ballots": {}}, "Expected a list in ballots: give one object for each person."),
        (
            {"ballots": [["sleep"]]},
            "Expected an object in ballot 1: give one with interested, strong.",
        ),
        (
            {"pined": []},
            (
                "Unknown key in the input: 'pined'. "
                "Use only ballots, floor, held, pinned, seats, sensitive, topics."
            ),
        ),
    ],
)
def test_reading_says_in_one_sentence_what_to_mend(change, said):
    with pytest.raises(ProblemError) as refused:
        read_problem(json.dumps(GIVEN | change))

    assert str(refused.value) == said
