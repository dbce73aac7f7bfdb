"""A proportion, two arms compared, and mean change, each with its 95 per cent interval."""

import math
from dataclasses import dataclass

from groups.report.quantiles import normal_reach, t_reach


@dataclass(frozen=True)
class Estimate:
    """A figure and the two ends of its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Arm:
    """One arm: to how many of those analysed something happened."""

    events: int
    analysed: int

    @property
    def risk(self) -> float:
        return self.events / self.analysed

    @property
    def without(self) -> int:
        """How many of those analysed it did not happen to."""
        return self.analysed - self.events


@dataclass(frozen=True)
class Changes:
    """Whole-number changes of some people: how many people, their sum, and the sum of their squares."""

    people: int
    total: int
    squares: int

    def __add__(self, other: "Changes") -> "Changes":
        return Changes(self.people + other.people, self.total + other.total, self.squares + other.squares)


def proportion(arm: Arm) -> Estimate:
    """Return the proportion of events with Wilson's score interval (Wilson, JASA 1927;22:209)."""
    reach, people = normal_reach() ** 2, arm.analysed
    middle = (arm.events + reach / 2) / (people + reach)
    half = math.sqrt(reach * arm.events * arm.without / people + reach**2 / 4) / (people + reach)
    low = 0.0 if arm.events == 0 else middle - half
    high = 1.0 if arm.without == 0 else middle + half
    return Estimate(arm.risk, low, high)


def risk_difference(first: Arm, second: Arm) -> Estimate:
    """Return the first risk less the second with Wald's interval."""
    spread = math.sqrt(sum(arm.risk * (1 - arm.risk) / arm.analysed for arm in (first, second)))
    return _around(first.risk - second.risk, normal_reach() * spread)


def risk_ratio(first: Arm, second: Arm) -> Estimate | None:
    """Return the first risk over the second, its interval from the logarithm (Katz et al., Biometrics 1978;34:469).

    None where an arm has no events, or nothing but events in both: there is no such interval then.
    """
    if not (first.events and second.events) or not (first.without or second.without):
        return None
    variance = sum(1 / arm.events - 1 / arm.analysed for arm in (first, second))
    return _around_logarithm(first.risk / second.risk, variance)


def odds_ratio(first: Arm, second: Arm) -> Estimate | None:
    """Return the crude ratio of odds, its interval from the logarithm (Woolf, Ann Hum Genet 1955;19:251).

    None where one of the four cells is zero.
    """
    if not all((first.events, first.without, second.events, second.without)):
        return None
    variance = sum(1 / arm.events + 1 / arm.without for arm in (first, second))
    return _around_logarithm(first.events * second.without / (first.without * second.events), variance)


def number_needed_to_treat(first: Arm, second: Arm) -> float | None:
    """Return for how many people in the first arm one event fewer is seen; negative for one more, None for no difference."""
    difference = risk_difference(first, second).value
    return -1 / difference if difference else None


def mean_change(changes: Changes) -> Estimate:
    """Return the mean change with Student's t interval of paired differences. Raise ValueError below two people."""
    reach = t_reach(changes.people - 1)
    mean = changes.total / changes.people
    # Whole numbers until here, so that equal changes have no spread at all.
    spread = (changes.people * changes.squares - changes.total**2) / (changes.people - 1)
    return _around(mean, reach * math.sqrt(spread) / changes.people)


def _around(value: float, half: float) -> Estimate:
    return Estimate(value, value - half, value + half)


def _around_logarithm(value: float, variance: float) -> Estimate:
    factor = math.exp(normal_reach() * math.sqrt(variance))
    return Estimate(value, value / factor, value * factor)
