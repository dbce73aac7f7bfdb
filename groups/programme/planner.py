"""From a problem to a plan: the topics chosen, why, and what the plan could not do."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from groups.programme.equal_shares import buy_topics, money_after_settled
from groups.programme.phragmen import complete
from groups.programme.problem import Problem
from groups.programme.promises import GaveWay, find_what_gave_way
from groups.programme.reasons import Reason, reason_for


class Step(Enum):
    """How a topic came into the plan."""

    PINNED = "pinned"
    EQUAL_SHARES = "equal shares"
    COMPLETION = "completion"


@dataclass(frozen=True)
class Receipt:
    """How a topic was paid for: for checking the arithmetic, never for a page.

    ``share`` is the most that any supporter paid, None outside the Method of Equal Shares; it can
    tell how many they are.
    """

    step: Step
    share: Fraction | None = None


@dataclass(frozen=True)
class Choice:
    """A topic of the plan, with the reason a page may show."""

    topic: str
    reason: Reason
    receipt: Receipt


@dataclass(frozen=True)
class Plan:
    """Pinned topics as they were pinned, then the proposed ones, best first.

    ``uncovered`` counts the people who noted something and have none of it held or chosen: hide it
    on a page as any other count. ``unfilled`` counts seats that no topic had the support to take.
    """

    choices: tuple[Choice, ...]
    uncovered: int
    unfilled: int
    gave_way: GaveWay | None

    @property
    def chosen(self) -> tuple[str, ...]:
        """The topics alone."""
        return tuple(choice.topic for choice in self.choices)


def plan(problem: Problem) -> Plan:
    """Choose topics for the open seats; the same problem always gets the same plan."""
    choices = tuple(_explain(problem, _choose(problem)))
    programme = problem.held + tuple(choice.topic for choice in choices)
    return Plan(
        choices=choices,
        uncovered=count_uncovered(problem, programme),
        unfilled=problem.seats - len(programme),
        gave_way=find_what_gave_way(problem, programme),
    )


def count_uncovered(problem: Problem, programme: Collection[str]) -> int:
    """Count the people who noted something and find none of it in the programme."""
    return sum(1 for ballot in problem.ballots if ballot.approved and ballot.approved.isdisjoint(programme))


def _choose(problem: Problem) -> Iterator[tuple[str, Receipt]]:
    """Yield pinned topics, then those bought, then those that complete the programme."""
    for topic in problem.pinned:
        yield topic, Receipt(Step.PINNED)
    money = money_after_settled(problem)
    purchases = buy_topics(problem, money)
    for purchase in purchases:
        yield purchase.topic, Receipt(Step.EQUAL_SHARES, purchase.share)
    bought = [purchase.topic for purchase in purchases]
    for topic in complete(problem, bought, money):
        yield topic, Receipt(Step.COMPLETION)


def _explain(problem: Problem, chosen: Iterator[tuple[str, Receipt]]) -> Iterator[Choice]:
    earlier = list(problem.held)
    for topic, receipt in chosen:
        yield Choice(topic, reason_for(problem, topic, earlier), receipt)
        earlier.append(topic)
