"""The Method of Equal Shares for unit-cost topics and approval ballots, in exact fractions.

Peters & Skowron, "Proportionality and the limits of welfarism" (EC 2020), there called Rule X;
Peters, Pierczyński & Skowron, "Proportional participatory budgeting with additive utilities"
(NeurIPS 2021). How held and pinned topics spend money is this project's own rule, told in the
package's opening words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from groups.programme.problem import Problem

PRICE = Fraction(1)
NOTHING = Fraction(0)


@dataclass(frozen=True)
class Purchase:
    """A topic, and the most that any of its supporters pays for it."""

    topic: str
    share: Fraction


def equal_share(money: Iterable[Fraction], price: Fraction = PRICE) -> Fraction | None:
    """Return the share at which payers who each give it, or all they have, raise the price.

    None when they cannot raise it together.
    """
    purses = sorted(money)
    missing = price
    for poorer, purse in enumerate(purses):
        share = missing / (len(purses) - poorer)
        if purse >= share:
            return share
        missing -= purse
    return None


def money_after_settled(problem: Problem) -> list[Fraction]:
    """Return what each ballot has left, in ballot order, once held and pinned topics are paid for.

    The sum is the number of open seats (nothing at all without ballots).
    """
    if not problem.ballots:
        return []
    money = [Fraction(problem.seats, len(problem.ballots))] * len(problem.ballots)
    settled = frozenset(problem.settled)
    unpaid = NOTHING
    for topic in problem.by_precedence:
        if topic in settled:
            unpaid += _charge(money, problem.supporters[topic], PRICE)
    _charge(money, range(len(money)), unpaid)
    return money


def buy_topics(problem: Problem, money: list[Fraction]) -> list[Purchase]:
    """Spend the money on candidates until none is affordable; ``money`` keeps what is left."""
    lowest = dict.fromkeys(problem.candidates, NOTHING)
    purchases: list[Purchase] = []
    while len(purchases) < problem.open_seats:
        purchase = _cheapest(problem, money, lowest)
        if purchase is None:
            break
        _pay(money, problem.supporters[purchase.topic], purchase.share)
        del lowest[purchase.topic]
        purchases.append(purchase)
    return purchases


def _cheapest(problem: Problem, money: Sequence[Fraction], lowest: dict[str, Fraction]) -> Purchase | None:
    """Find the affordable topic with the smallest share, the earliest of equals.

    ``lowest`` remembers each topic's last share, in tie-break order: money only falls, so shares
    only rise, and a topic whose last share is no better than the best need not be worked out again.
    """
    best: Purchase | None = None
    for topic, known in list(lowest.items()):
        if best is not None and known >= best.share:
            continue
        share = equal_share(money[position] for position in problem.supporters[topic])
        if share is None:
            del lowest[topic]
            continue
        lowest[topic] = share
        if best is None or share < best.share:
            best = Purchase(topic, share)
    return best


def _charge(money: list[Fraction], payers: Sequence[int], price: Fraction) -> Fraction:
    """Take the price from the payers in equal shares, as far as it goes; return what is unpaid."""
    purses = [money[payer] for payer in payers]
    share = equal_share(purses, price)
    if share is None:
        _pay(money, payers, max(purses, default=NOTHING))
        return price - sum(purses)
    _pay(money, payers, share)
    return NOTHING


def _pay(money: list[Fraction], payers: Iterable[int], share: Fraction) -> None:
    for payer in payers:
        money[payer] -= min(money[payer], share)
