"""Why a topic is in the programme, in words that point at nobody.

A count of one or two is never told, nor one that a reader could turn into one by taking it from
another: a part is told only when both the part and the rest of its whole are three or more. So
"everyone" and "all but one" read alike. A ``Reason`` holds counts already hidden; the real ones
go no further than this module.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import Enum

from groups.programme.problem import Ballot, Problem

SMALLEST_TOLD = 3
FEW = SMALLEST_TOLD - 1


class Amount(Enum):
    """How much a reader may know of a count."""

    NONE = "none"
    FEW = "few"
    MANY = "many"
    MOST = "most"
    EXACT = "exact"


@dataclass(frozen=True)
class Count:
    """A count as it may be told; ``number`` is zero unless the amount is exact."""

    amount: Amount = Amount.NONE
    number: int = 0


@dataclass(frozen=True)
class Reason:
    """What speaks for a topic.

    ``noted``: how many of ``people`` noted it; ``strongly``: of those, strongly. ``waiting``: of
    those, how many have no topic of theirs among the held sessions (none told when none was held, and
    on a page never as a number).
    ``first``: of those, how many have no topic of theirs earlier in the plan (told only when none
    was held, and never as a number, or the numbers of the plan would add up to hidden ones).
    """

    pinned: bool
    people: int
    noted: Count
    strongly: Count = Count()
    waiting: Count = Count()
    first: Count = Count()


def tell(part: int, whole: int) -> Count:
    """Return the part as it may be told, beside a whole that may be known exactly.

    In a whole too small to be told in parts, any part reads as a few.
    """
    if part == 0:
        return Count()
    if part >= SMALLEST_TOLD and whole - part >= SMALLEST_TOLD:
        return Count(Amount.EXACT, part)
    if part <= FEW or whole < 2 * SMALLEST_TOLD:
        return Count(Amount.FEW)
    return Count(Amount.MOST)


def reason_for(problem: Problem, topic: str, earlier: Collection[str]) -> Reason:
    """Return what speaks for a topic, given the programme before it (held sessions included)."""
    supporters = [problem.ballots[position] for position in problem.supporters[topic]]
    answered = sum(1 for ballot in problem.ballots if ballot.approved)
    noted = tell(len(supporters), answered)
    pinned = topic in problem.pinned
    people = len(problem.ballots)
    if noted.amount in {Amount.NONE, Amount.FEW}:
        return Reason(pinned, people, noted)
    whole = noted.number or answered - FEW
    strong = problem.strong_counts.get(topic, 0)
    return Reason(
        pinned=pinned,
        people=people,
        noted=noted,
        strongly=tell(strong, whole),
        waiting=_waiting(supporters, problem.held, whole),
        first=Count() if problem.held else _first(supporters, earlier),
    )


def on_page(reason: Reason) -> Reason:
    """Return a reason as a page may show it: of those still waiting "several", or nothing.

    Sessions are marked as held, and that is taken back, by hand. A number would fall by as many as noted the topic of
    each; "a few" that turns into nothing would tell of one or two. Between "several" and nothing may be three or more.
    """
    is_told = reason.waiting.amount in {Amount.MANY, Amount.MOST, Amount.EXACT}
    return replace(reason, waiting=Count(Amount.MANY if is_told else Amount.NONE))


def in_words(reason: Reason) -> str:
    """Return the reason as English sentences for those who lead."""
    sentences = ["You pinned this."] if reason.pinned else []
    if reason.noted.amount is not Amount.NONE:
        sentences.append(_noted(reason) + _strongly(reason) + _served(reason) + ".")
    return " ".join(sentences)


def _waiting(supporters: list[Ballot], held: Collection[str], whole: int) -> Count:
    if not held:
        return Count()
    return tell(_without(supporters, held), whole)


def _first(supporters: list[Ballot], earlier: Collection[str]) -> Count:
    without = _without(supporters, earlier)
    if not earlier or without == 0:
        return Count()
    return Count(Amount.FEW if without <= FEW else Amount.MANY)


def _without(supporters: list[Ballot], topics: Collection[str]) -> int:
    return sum(1 for ballot in supporters if ballot.approved.isdisjoint(topics))


def _noted(reason: Reason) -> str:
    if reason.noted.amount is Amount.EXACT:
        return f"{reason.noted.number} of {reason.people} people noted this"
    if reason.noted.amount is Amount.FEW:
        return "This was noted by a few people"
    return "Most people who answered noted this"


def _strongly(reason: Reason) -> str:
    if reason.strongly.amount is Amount.NONE:
        return ""
    exact = f"{reason.strongly.number} of them"
    return f", {_some(reason.strongly, exact)} strongly"


def _served(reason: Reason) -> str:
    if reason.waiting.amount is not Amount.NONE:
        return f"; {_some(reason.waiting, str(reason.waiting.number))} have had none of their topics yet"
    if reason.first.amount is not Amount.NONE:
        return f"; {_some(reason.first, '')} have no other topic in the plan so far"
    return ""


def _some(count: Count, exact: str) -> str:
    words = {
        Amount.FEW: "a few people",
        Amount.MANY: "several of them",
        Amount.MOST: "most of them",
        Amount.EXACT: exact,
    }
    return words[count.amount]
