"""Two arms of a comparison as counts, checked, and their figures as lines of text."""

from collections.abc import Iterator, Sequence

from groups.report.intervals import (
    Arm,
    Estimate,
    number_needed_to_treat,
    odds_ratio,
    proportion,
    risk_difference,
    risk_ratio,
)

Pair = Sequence[int]


class ImpossibleCounts(ValueError):  # noqa: N818 - it reads as what is so
    """Counts that cannot be; the message says which, and why."""


def check_arms(*, randomised: Pair, analysed: Pair, events: Pair) -> None:
    """Raise ImpossibleCounts unless 0 <= events <= analysed <= randomised and somebody was analysed, in both arms."""
    for arm, counts in enumerate(zip(randomised, analysed, events, strict=True), start=1):
        problem = _problem(*counts)
        if problem:
            message = f"Arm {arm}: {problem}"
            raise ImpossibleCounts(message)


def lines_of_arms(*, randomised: Pair, analysed: Pair, events: Pair) -> Iterator[str]:
    """Yield the table of two arms, a line for each figure, and what to beware of; the counts must have been checked."""
    first, second = (Arm(*counts) for counts in zip(events, analysed, strict=True))
    yield f"Randomised              {randomised[0]} and {randomised[1]}"
    yield f"Analysed                {first.analysed} and {second.analysed}"
    yield f"Events                  {_events(first)} and {_events(second)}"
    yield f"Risk difference         {_points(risk_difference(first, second))}"
    yield f"Risk ratio              {_ratio(risk_ratio(first, second), NO_RISK_RATIO)}"
    yield f"Crude odds ratio        {_ratio(odds_ratio(first, second), NO_ODDS_RATIO)}"
    yield _needed(first, second)
    yield from warnings_about(randomised=randomised, analysed=analysed)


def warnings_about(*, randomised: Pair, analysed: Pair) -> Iterator[str]:
    """Yield a warning where the denominators are the numbers randomised."""
    if list(randomised) == list(analysed):
        yield (
            f"Beware: {analysed[0]} and {analysed[1]} are the numbers randomised, not analysed. "
            "The figures hold only if nobody was lost on the way."
        )


NO_RISK_RATIO = "none: it needs events in both arms, and someone without one"
NO_ODDS_RATIO = "none: it needs people with and without an event in both arms"


def _problem(randomised: int, analysed: int, events: int) -> str:
    if min(randomised, analysed, events) < 0:
        return "a count cannot be below zero."
    if analysed == 0:
        return "nobody was analysed, so there is nothing to compare."
    if analysed > randomised:
        return f"{analysed} analysed are more than {randomised} randomised."
    if events > analysed:
        return f"{events} events are more than {analysed} analysed."
    return ""


def _events(arm: Arm) -> str:
    share = proportion(arm)
    return f"{arm.events} ({share.value:.1%}, Wilson 95% {100 * share.low:.1f}-{100 * share.high:.1f})"


def _points(difference: Estimate) -> str:
    value, low, high = (_signed(100 * end) for end in (difference.value, difference.low, difference.high))
    return f"{value} points ({low} to {high}, Wald 95%)"


def _signed(figure: float) -> str:
    """Return a figure with one decimal, zero without a sign."""
    return f"{round(figure, 1) + 0.0:.1f}"


def _ratio(ratio: Estimate | None, otherwise: str) -> str:
    if ratio is None:
        return otherwise
    return f"{ratio.value:.3f} ({ratio.low:.3f}-{ratio.high:.3f}, 95% by logarithm)"


def _needed(first: Arm, second: Arm) -> str:
    number = number_needed_to_treat(first, second)
    if number is None:
        return "Number needed to treat  none: the risks are the same"
    if number < 0:
        return f"Number needed to harm   {-number:.1f}"
    return f"Number needed to treat  {number:.1f}"
