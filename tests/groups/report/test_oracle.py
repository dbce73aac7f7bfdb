"""Every figure equals that of statsmodels and scipy on random counts (README.md tells how they were made)."""

import json
from pathlib import Path

import pytest

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

pytestmark = pytest.mark.without_database

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text(encoding="ascii"))
ONE_ARM, TWO_ARMS, CHANGES, REACHES = (
    [case for case in GOLDEN if key in case] for key in ("wilson", "arms", "changes", "freedom")
)


def close(figures):
    return [pytest.approx(case, rel=1e-9, abs=1e-9) for case in figures]


def whole(estimate):
    return (estimate.value, estimate.low, estimate.high)


def arms_of(case):
    return [Arm(*arm) for arm in case["arms"]]


def test_the_counts_are_many_and_varied():
    assert [len(cases) for cases in (ONE_ARM, TWO_ARMS, CHANGES, REACHES)] == [600, 600, 400, 400]
    assert min(case["events"] for case in ONE_ARM) == 0
    assert max(case["analysed"] for case in ONE_ARM) > 3000
    assert {len(case["changes"]) for case in CHANGES} >= {2, 3, 30}


def test_wilsons_interval():
    found = [proportion(Arm(case["events"], case["analysed"])) for case in ONE_ARM]

    assert [(one.low, one.high) for one in found] == close(case["wilson"] for case in ONE_ARM)
    assert all(0 <= one.low <= one.value <= one.high <= 1 for one in found)


def test_risk_difference_and_number_needed_to_treat():
    found = [risk_difference(*arms_of(case)) for case in TWO_ARMS]
    needed = [number_needed_to_treat(*arms_of(case)) for case in TWO_ARMS]

    assert [(one.low, one.high) for one in found] == close(case["difference"] for case in TWO_ARMS)
    assert needed == [None if one.value == 0 else pytest.approx(-1 / one.value) for one in found]


@pytest.mark.parametrize(("told", "ours"), [("ratio", risk_ratio), ("odds", odds_ratio)])
def test_ratios(told, ours):
    assert [whole(ours(*arms_of(case))) for case in TWO_ARMS] == close(case[told] for case in TWO_ARMS)


def test_mean_change():
    drawn = [case["changes"] for case in CHANGES]
    found = [mean_change(Changes(len(them), sum(them), sum(one**2 for one in them))) for them in drawn]

    assert [whole(one) for one in found] == close(case["mean"] for case in CHANGES)


def test_students_t():
    assert [t_reach(case["freedom"]) for case in REACHES] == [
        pytest.approx(case["reach"], rel=1e-9) for case in REACHES
    ]
