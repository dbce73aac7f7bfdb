"""The planner against an independent implementation (README.md tells how the results were made)."""

import json
import string
from pathlib import Path

import pytest

from groups.programme.planner import plan
from groups.programme.problem import Problem
from tests.groups.programme.drawing import ballots_from

pytestmark = pytest.mark.without_database

GROUPS = json.loads((Path(__file__).parent / "golden.json").read_text(encoding="ascii"))
USUAL = 600


def problem_of(group):
    words = [word.strip("-") for word in group["ballots"].split(" ")]
    topics = tuple(string.ascii_lowercase[: group["topics"]])
    return Problem(topics, ballots_from(*words), group["seats"], floor=1)


def decide(problem):
    return "".join(sorted(plan(problem).chosen))


def committees(groups):
    return [group["committee"] for group in groups]


def test_golden_groups_are_many_and_varied():
    people = {len(group["ballots"].split(" ")) for group in GROUPS}

    assert len(GROUPS) == 2400
    assert people == set(range(1, 31))
    assert {group["topics"] for group in GROUPS} == set(range(1, 16))
    assert {group["seats"] for group in GROUPS} == set(range(1, 11))
    assert sum(group["tied"] for group in GROUPS[:USUAL]) > 100
    assert sum(not group["tied"] for group in GROUPS[:USUAL]) > 100


@pytest.mark.parametrize(
    "groups",
    [
        pytest.param(GROUPS[:USUAL], id="usual"),
        pytest.param(GROUPS[USUAL:], id="rest", marks=pytest.mark.fuzz),
    ],
)
def test_plan_equals_the_independent_result(groups):
    assert [decide(problem_of(group)) for group in groups] == committees(groups)


def test_plan_without_ties_does_not_depend_on_the_order_of_topics():
    untied = [group for group in GROUPS[:USUAL] if not group["tied"]]
    turned = [
        Problem(problem.topics[::-1], problem.ballots, problem.seats, floor=1)
        for problem in map(problem_of, untied)
    ]

    assert [decide(problem) for problem in turned] == committees(untied)
