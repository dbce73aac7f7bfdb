"""Figures at their edges."""

import pytest

from groups.report.intervals import Arm, Changes, mean_change, odds_ratio, proportion, risk_ratio
from groups.report.quantiles import normal_reach, t_reach

pytestmark = pytest.mark.without_database


def test_quantiles_are_those_of_printed_tables():
    assert round(normal_reach(), 3) == 1.960
    assert [round(t_reach(freedom), 3) for freedom in (1, 2, 5, 10, 30, 120)] == [
        12.706,
        4.303,
        2.571,
        2.228,
        2.042,
        1.980,
    ]


def test_t_needs_two_people():
    with pytest.raises(ValueError, match="one degree of freedom"):
        mean_change(Changes(1, 3, 9))


def test_equal_changes_have_an_interval_of_no_width():
    found = mean_change(Changes(7, 14, 28))

    assert (found.value, found.low, found.high) == (2, 2, 2)


@pytest.mark.parametrize("events", [0, 12])
def test_a_share_of_none_or_all_ends_exactly_there(events):
    found = proportion(Arm(events, 12))

    assert (found.low if events == 0 else found.high) == found.value


def test_ratios_with_an_empty_cell_are_none():
    assert risk_ratio(Arm(0, 10), Arm(3, 10)) is None
    assert risk_ratio(Arm(10, 10), Arm(10, 10)) is None
    assert odds_ratio(Arm(10, 10), Arm(3, 10)) is None
    assert risk_ratio(Arm(10, 10), Arm(3, 10)).value == pytest.approx(10 / 3)
