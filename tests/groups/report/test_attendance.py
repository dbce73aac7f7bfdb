"""Rows of sessions: who is counted where, and that rows set against each other tell of nobody under five."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.report.attendance import Programme, session_rows
from groups.report.hiding import Row, hidden_in_line

pytestmark = pytest.mark.without_database


def a_programme(first, people, *came):
    """Return a programme of people numbered from `first` on, with how many of them came to each session."""
    return Programme(
        frozenset(range(first, first + people)), [frozenset(range(first, first + each)) for each in came]
    )


@st.composite
def programmes(draw):
    """Draw programmes that differ in size and length, of people who are in one alone."""
    drawn, first = [], 0
    for _programme in range(draw(st.integers(1, 5))):
        people = draw(st.integers(0, 12))
        came = draw(st.lists(st.integers(0, people), max_size=5))
        drawn.append(a_programme(first, people, *came))
        first += people
    return drawn


def joined(programmes):
    return len(frozenset().union(*(each.joined for each in programmes)))


def test_the_last_session_stands_in_its_own_row_whatever_its_number():
    short, long = a_programme(0, 10, 9, 8), a_programme(10, 10, 7, 6, 5)

    assert session_rows([short, long], 20) == {
        "session-last": Row((8 + 5, 2 + 5)),
        "session-01": Row((9 + 7, 1 + 3)),
        "session-02": Row((6, 4), outside=10),
    }


def test_someone_in_two_programmes_counts_once():
    once = a_programme(0, 10, 6, 6)
    again = a_programme(5, 10, 2, 2)

    assert session_rows([once, again], 15)["session-01"] == Row((7, 8))


def test_a_programme_without_a_session_is_outside():
    assert session_rows([a_programme(0, 9), a_programme(9, 20, 12)], 29) == {
        "session-last": Row((12, 8), outside=9)
    }


def test_rows_that_differ_by_a_small_programme_are_not_both_shown():
    small, large = a_programme(0, 4, 2, 2), a_programme(4, 20, 10, 10, 10)

    table = hidden_in_line(session_rows([small, large], 24))

    assert table["session-01"] == Row((12, 12))
    assert table["session-02"] is None


def test_rows_that_differ_by_a_programme_of_five_are_shown():
    small, large = a_programme(0, 5, 2, 2), a_programme(5, 20, 10, 10, 10)

    table = hidden_in_line(session_rows([small, large], 25))

    assert table["session-02"] == Row((10, 10), outside=5)


@given(given_programmes=programmes())
def test_no_two_rows_tell_of_one_to_four_people(given_programmes):
    people = joined(given_programmes)
    table = hidden_in_line(session_rows(given_programmes, people))

    told = [people, *(row.people for row in table.values() if row)]

    assert [more - less for more in told for less in told if 0 < more - less < 5] == []
    assert [row for row in table.values() if row and min(row.cells) < 5] == []
    assert [row for row in table.values() if row and row.people + row.outside != people] == []
