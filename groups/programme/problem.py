"""What the planner is asked: topics, ballots, seats, and what is already settled."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

LOWEST_FLOOR = 1
USUAL_FLOOR = 2
SENSITIVE_FLOOR = 3


class ProblemError(ValueError):
    """What was asked makes no sense; the message is one sentence that says what to do."""


@dataclass(frozen=True)
class Ballot:
    """The topics one unnamed person noted; a topic in both sets counts as strong."""

    interested: frozenset[str] = frozenset()
    strong: frozenset[str] = frozenset()

    @cached_property
    def approved(self) -> frozenset[str]:
        """Every topic this person noted, strongly or not."""
        return self.interested | self.strong


@dataclass(frozen=True)
class Problem:
    """One choice to make; raises ProblemError rather than exist with a contradiction in it.

    ``topics`` are in tie-break order. ``seats`` counts held and pinned topics too. ``floor`` is the
    number of supporters a topic needs to be proposed; sensitive topics need three, and floor 1
    switches both off.
    """

    topics: tuple[str, ...]
    ballots: tuple[Ballot, ...]
    seats: int
    held: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    sensitive: frozenset[str] = frozenset()
    floor: int = USUAL_FLOOR

    def __post_init__(self) -> None:
        """Refuse contradictions."""
        _check_numbers(self)
        _check_lists(self)
        _check_ballots(self)
        _check_settled(self)

    @property
    def settled(self) -> tuple[str, ...]:
        """Topics that have a seat before anything is chosen."""
        return self.held + self.pinned

    @property
    def open_seats(self) -> int:
        """Seats that nothing holds yet."""
        return self.seats - len(self.settled)

    @cached_property
    def supporters(self) -> Mapping[str, tuple[int, ...]]:
        """For each topic, the positions of the ballots that note it."""
        found: dict[str, list[int]] = {topic: [] for topic in self.topics}
        for position, ballot in enumerate(self.ballots):
            for topic in ballot.approved:
                found[topic].append(position)
        return {topic: tuple(positions) for topic, positions in found.items()}

    @cached_property
    def strong_counts(self) -> Mapping[str, int]:
        """For each topic that has any, the number of ballots that note it strongly."""
        return Counter(topic for ballot in self.ballots for topic in ballot.strong)

    @cached_property
    def by_precedence(self) -> tuple[str, ...]:
        """All topics in the order that settles ties: supporters, strong interests, given order."""
        return tuple(sorted(self.topics, key=self._precedence))

    def has_enough_support(self, topic: str) -> bool:
        """Tell whether as many people noted the topic as it needs to be proposed."""
        return len(self.supporters[topic]) >= self._support_needed(topic)

    @cached_property
    def candidates(self) -> tuple[str, ...]:
        """Topics that may be proposed, in tie-break order."""
        settled = frozenset(self.settled)
        return tuple(
            topic for topic in self.by_precedence if topic not in settled and self.has_enough_support(topic)
        )

    def _precedence(self, topic: str) -> tuple[int, int]:
        return -len(self.supporters[topic]), -self.strong_counts.get(topic, 0)

    def _support_needed(self, topic: str) -> int:
        if self.floor > LOWEST_FLOOR and topic in self.sensitive:
            return max(self.floor, SENSITIVE_FLOOR)
        return self.floor


def quoted(topics: Collection[str]) -> str:
    """Name topics in a message, in a form any terminal can print."""
    return ", ".join(ascii(topic) for topic in sorted(topics))


def repeated(topics: Collection[str]) -> set[str]:
    """Topics listed more than once."""
    return {topic for topic, times in Counter(topics).items() if times > 1}


def _check_numbers(problem: Problem) -> None:
    if problem.seats < 0:
        message = f"seats is {problem.seats}: give 0 or more."
        raise ProblemError(message)
    if problem.floor < LOWEST_FLOOR:
        message = f"floor is {problem.floor}: give 1 to switch the privacy floor off, or more."
        raise ProblemError(message)


def _check_lists(problem: Problem) -> None:
    _refuse_repeats("topics", problem.topics)
    for name, topics in (
        ("held", problem.held),
        ("pinned", problem.pinned),
        ("sensitive", problem.sensitive),
    ):
        _refuse_repeats(name, topics)
        _refuse_unknown(name, topics, problem.topics)


def _check_ballots(problem: Problem) -> None:
    known = frozenset(problem.topics)
    for number, ballot in enumerate(problem.ballots, start=1):
        if not ballot.approved <= known:
            _refuse_unknown(f"ballot {number}", ballot.approved, known)


def _check_settled(problem: Problem) -> None:
    both = frozenset(problem.held) & frozenset(problem.pinned)
    if both:
        message = f"Both held and pinned: {quoted(both)}. Leave each in one of the two lists."
        raise ProblemError(message)
    if problem.open_seats < 0:
        message = (
            f"{len(problem.settled)} topics are held or pinned, and there are {problem.seats} "
            "seats: raise seats, or pin fewer topics."
        )
        raise ProblemError(message)


def _refuse_repeats(where: str, topics: Collection[str]) -> None:
    twice = repeated(topics)
    if twice:
        message = f"Listed twice in {where}: {quoted(twice)}. List each topic once."
        raise ProblemError(message)


def _refuse_unknown(where: str, topics: Collection[str], known: Collection[str]) -> None:
    unknown = frozenset(topics) - frozenset(known)
    if unknown:
        message = f"Unknown topic in {where}: {quoted(unknown)}. Add it to topics, or take it out."
        raise ProblemError(message)
