"""How many standard errors an interval reaches: quantiles of the normal and of Student's t distribution."""

import math
from statistics import NormalDist

CONFIDENCE = 0.95
HALVINGS = 200


def normal_reach() -> float:
    """Return how far a 95 per cent interval of the normal distribution reaches: 1.96 standard errors."""
    return NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


def t_reach(freedom: int) -> float:
    """Return how far a 95 per cent interval of Student's t reaches, in standard errors, for whole degrees of freedom.

    The probability between -t and t grows with t, so halving finds where it is 0.95. Raise ValueError below one
    degree of freedom.
    """
    if freedom < 1:
        message = "A t interval needs at least one degree of freedom."
        raise ValueError(message)
    low, high = 0.0, 16.0
    for _step in range(HALVINGS):
        middle = (low + high) / 2
        if middle in {low, high}:
            break
        low, high = (middle, high) if probability_within(middle, freedom) < CONFIDENCE else (low, middle)
    return high


def probability_within(reach: float, freedom: int) -> float:
    """Return the probability that Student's t lies between -reach and reach.

    Abramowitz & Stegun, Handbook of Mathematical Functions (1964), 26.7.3 for odd and 26.7.4 for even degrees of
    freedom: a finite sum, exact.
    """
    angle = math.atan(reach / math.sqrt(freedom))
    if freedom % 2:
        terms = (
            math.sin(angle) * math.cos(angle) * _sum(angle, range(2, freedom - 1, 2)) if freedom > 1 else 0.0
        )
        return 2 / math.pi * (angle + terms)
    return math.sin(angle) * _sum(angle, range(1, freedom - 2, 2))


def _sum(angle: float, factors: range) -> float:
    """Return 1 + (a/(a+1)) cos2 + (a/(a+1))((a+2)/(a+3)) cos4 + ..., one term more than there are factors."""
    square = math.cos(angle) ** 2
    total = term = 1.0
    for factor in factors:
        term *= factor / (factor + 1) * square
        total += term
    return total
