"""The fairness checks against their definitions, word for word, on groups small enough to try all."""

from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groups.programme.fairness import Neglect, find_neglect, satisfies_ejr_plus, satisfies_jr

pytestmark = pytest.mark.without_database

TOPICS = "abcd"

small_groups = st.lists(st.frozensets(st.sampled_from(TOPICS)), min_size=1, max_size=6)
programmes = st.frozensets(st.sampled_from(TOPICS))
seat_numbers = st.integers(0, 5)


def crowds(approvals, seats, due):
    """All sets of people who could fill ``due`` seats."""
    sizes = range(1, len(approvals) + 1)
    crowds = chain.from_iterable(combinations(approvals, size) for size in sizes)
    return [crowd for crowd in crowds if len(crowd) * seats >= due * len(approvals)]


def all_below(crowd, programme, due):
    return all(len(approved & programme) < due for approved in crowd)


def jr_by_definition(approvals, programme, seats):
    return not any(
        frozenset.intersection(*crowd) and all_below(crowd, programme, 1)
        for crowd in (crowds(approvals, seats, 1) if seats else [])
    )


def ejr_by_definition(approvals, programme, seats):
    return not any(
        len(frozenset.intersection(*crowd)) >= due and all_below(crowd, programme, due)
        for due in range(1, seats + 1)
        for crowd in crowds(approvals, seats, due)
    )


def ejr_plus_by_definition(approvals, programme, seats):
    return not any(
        frozenset.intersection(*crowd) - programme and all_below(crowd, programme, due)
        for due in range(1, seats + 1)
        for crowd in crowds(approvals, seats, due)
    )


@given(small_groups, programmes, seat_numbers)
@settings(max_examples=70)
def test_jr_check_equals_the_definition(approvals, programme, seats):
    assert satisfies_jr(approvals, programme, seats) == jr_by_definition(approvals, programme, seats)


@given(small_groups, programmes, seat_numbers)
@settings(max_examples=70)
def test_ejr_plus_check_equals_the_definition(approvals, programme, seats):
    expected = ejr_plus_by_definition(approvals, programme, seats)

    assert satisfies_ejr_plus(approvals, programme, seats) == expected


@given(small_groups, programmes, seat_numbers)
@settings(max_examples=70)
def test_ejr_plus_is_the_strongest_of_the_three(approvals, programme, seats):
    programme = frozenset(sorted(programme)[:seats])

    if satisfies_ejr_plus(approvals, programme, seats):
        assert ejr_by_definition(approvals, programme, seats)
        assert satisfies_jr(approvals, programme, seats)


@pytest.mark.parametrize(
    ("programme", "jr", "ejr_plus"),
    [
        pytest.param("abc", False, False, id="majority takes all"),
        pytest.param("adx", True, False, id="majority gets one of its two"),
        pytest.param("abd", True, True, id="two for the majority, one for the minority"),
    ],
)
def test_unfair_programme_is_caught(programme, jr, ejr_plus):
    approvals = [frozenset("abc")] * 4 + [frozenset("de")] * 2

    assert satisfies_jr(approvals, programme, 3) == jr
    assert satisfies_ejr_plus(approvals, programme, 3) == ejr_plus


def test_neglect_names_the_topic_the_people_and_the_seats_due():
    approvals = [frozenset("abc")] * 4 + [frozenset("d")] * 2

    assert list(find_neglect(approvals, "adx", 3)) == [Neglect("b", 4, 2), Neglect("c", 4, 2)]


def test_nobody_to_neglect_without_ballots():
    assert list(find_neglect([], "", 3)) == []
