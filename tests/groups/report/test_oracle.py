"""Every figure equals that of statsmodels and scipy on random counts: they share no line with ours."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as students_t
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

from groups.report.intervals import (
    Arm,
    Changes,
    mean_change,
    number_needed_to_treat,
    odds_ratio,
    proportion,
    risk_difference,
    risk_ratio,
)
from groups.report.quantiles import t_reach

LARGEST = 2000


@st.composite
def arms(draw, least=0):
    """Draw an arm with at least so many people with and without an event."""
    events, without = (draw(st.integers(least, LARGEST)) for _cell in range(2))
    return Arm(events, events + without) if events + without else Arm(0, 1)


def ends(estimate):
    return pytest.approx((estimate.low, estimate.high), rel=1e-9, abs=1e-9)


@given(arm=arms())
def test_wilsons_interval(arm):
    found = proportion(arm)

    assert proportion_confint(arm.events, arm.analysed, method="wilson") == ends(found)
    assert 0 <= found.low <= found.value <= found.high <= 1


@given(first=arms(least=1), second=arms(least=1))
def test_risk_difference_and_number_needed_to_treat(first, second):
    found = risk_difference(first, second)

    counts = (first.events, first.analysed, second.events, second.analysed)
    assert confint_proportions_2indep(*counts, compare="diff", method="wald") == ends(found)
    needed = number_needed_to_treat(first, second)
    assert needed is None if found.value == 0 else needed == pytest.approx(-1 / found.value)


@given(first=arms(least=1), second=arms(least=1))
def test_ratios(first, second):
    table = Table2x2([[first.events, first.without], [second.events, second.without]])

    risks, odds = risk_ratio(first, second), odds_ratio(first, second)

    assert (table.riskratio, *table.riskratio_confint()) == pytest.approx(
        (risks.value, risks.low, risks.high)
    )
    assert (table.oddsratio, *table.oddsratio_confint()) == pytest.approx((odds.value, odds.low, odds.high))


@given(changes=st.lists(st.integers(-10, 10), min_size=2, max_size=200))
def test_mean_change(changes):
    found = mean_change(Changes(len(changes), sum(changes), sum(change**2 for change in changes)))

    assert found.value == pytest.approx(sum(changes) / len(changes))
    assert DescrStatsW(changes).tconfint_mean() == ends(found)


@given(freedom=st.integers(1, 5000))
def test_students_t(freedom):
    assert math.isclose(t_reach(freedom), students_t.ppf(0.975, freedom), rel_tol=1e-9)
