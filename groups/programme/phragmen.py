"""Sequential Phragmén, filling the seats that the Method of Equal Shares leaves open.

Brill, Freeman, Janson & Lackner, "Phragmén's voting methods and justified representation"
(AAAI 2017). As a completion: Lackner & Skowron, "Multi-Winner Voting with Approval Preferences"
(2023): every load starts at minus the money that is left, so who has spent less is served first.
"""

from collections.abc import Sequence
from fractions import Fraction

from groups.programme.problem import Problem


def complete(problem: Problem, chosen: Sequence[str], money: Sequence[Fraction]) -> list[str]:
    """Return topics for the open seats after ``chosen``, best first, as far as candidates go."""
    loads = [-purse for purse in money]
    left = [topic for topic in problem.candidates if topic not in chosen]
    added: list[str] = []
    while left and len(chosen) + len(added) < problem.open_seats:
        topic, load = _lightest(problem, left, loads)
        for supporter in problem.supporters[topic]:
            loads[supporter] = load
        left.remove(topic)
        added.append(topic)
    return added


def _lightest(problem: Problem, topics: Sequence[str], loads: Sequence[Fraction]) -> tuple[str, Fraction]:
    """Find the topic that leaves its supporters with the smallest load, the earliest of equals."""
    weighed = [(topic, _load_with(problem.supporters[topic], loads)) for topic in topics]
    return min(weighed, key=lambda pair: pair[1])


def _load_with(supporters: Sequence[int], loads: Sequence[Fraction]) -> Fraction:
    return (1 + sum(loads[supporter] for supporter in supporters)) / Fraction(len(supporters))
