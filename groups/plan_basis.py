"""What a plan is made from: the topics, the frozen ballots, the sessions there are, and the facilitators' draft."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from groups.models import Group, InterestSnapshot, PeerSession, PlannedTopic
from groups.programme.problem import Ballot, Problem
from groups.scheduling import FIXED
from groups.sessions import MOST_SESSIONS, number_of_sessions
from groups.snapshots import frozen_ballots
from wellness.interests import TopicCard, offered_topics, topics_by_id

Kind = PeerSession.Kind
State = PeerSession.State
Standing = PlannedTopic.Standing


@dataclass(frozen=True)
class Seats:
    """How the sessions of a programme are taken. `held` and `planned` are ids of topics, in the order of their sessions.

    `missing` are the fixed sessions that choosing a plan adds; `for_topics` counts seats, those of `held` and
    `planned` included.
    """

    held: tuple[int, ...]
    planned: tuple[int, ...]
    missing: tuple[PeerSession.Kind, ...]
    for_topics: int

    @property
    def open(self) -> int:
        """How many more topics there is room for."""
        return self.for_topics - len(self.held) - len(self.planned)


@dataclass(frozen=True)
class PlanBasis:
    """All that a plan is made from. `offered` is in tie-break order; `others` are topics in use that no longer are."""

    offered: Sequence[TopicCard]
    others: Mapping[int, TopicCard]
    ballots: Sequence[Ballot]
    seats: Seats
    drafted: Sequence[PlannedTopic]

    @cached_property
    def topics(self) -> dict[int, TopicCard]:
        """Every topic a plan may speak of, by id."""
        return {**{card.id: card for card in self.offered}, **self.others}

    @cached_property
    def draft(self) -> list[PlannedTopic]:
        """What would be chosen now: pinned and suggested topics that have no session yet."""
        return [row for row in self._not_settled if row.standing != Standing.DROPPED]

    @cached_property
    def dropped(self) -> list[PlannedTopic]:
        return [row for row in self._not_settled if row.standing == Standing.DROPPED]

    @property
    def programme(self) -> tuple[str, ...]:
        """The slugs of all topics that were held, are planned, or are in the draft."""
        return self._slugs([*self.seats.held, *self.seats.planned, *(row.topic_id for row in self.draft)])

    def problem(self, *, with_dropped: bool) -> Problem:
        """Return the planner's problem; a topic that was dropped can be chosen only where `with_dropped`."""
        pinned = [row.topic_id for row in self.draft if row.standing == Standing.PINNED]
        settled = [*self.seats.held, *self.seats.planned, *pinned[: self.seats.open]]
        left_out = set() if with_dropped else {row.topic_id for row in self.dropped}
        cards = [card for card in self.offered if card.id not in left_out]
        cards += [card for card in self.others.values() if card.id in settled]
        return Problem(
            topics=tuple(card.slug for card in cards),
            ballots=_among(self.ballots, {card.slug for card in cards}),
            seats=self.seats.for_topics,
            held=self._slugs(self.seats.held),
            pinned=self._slugs(settled[len(self.seats.held) :]),
            sensitive=frozenset(card.slug for card in cards if card.is_sensitive),
        )

    @cached_property
    def _not_settled(self) -> list[PlannedTopic]:
        settled = {*self.seats.held, *self.seats.planned}
        return [row for row in self.drafted if row.topic_id in self.topics and row.topic_id not in settled]

    def _slugs(self, ids: Collection[int]) -> tuple[str, ...]:
        return tuple(self.topics[topic_id].slug for topic_id in ids if topic_id in self.topics)


def read_basis(group: Group, snapshot: InterestSnapshot | None, language: str) -> PlanBasis:
    """Return what a plan of a group is made from now, words in a language; 5 queries, 8 with topics no longer offered."""
    seats = seats_of(list(group.sessions.all()))
    drafted = list(group.planned_topics.all())
    offered = offered_topics(language, to=group.pk)
    in_use = {*seats.held, *seats.planned, *(row.topic_id for row in drafted)}
    retired = in_use - {card.id for card in offered}
    others = topics_by_id(retired, language) if retired else {}
    return PlanBasis(offered, others, frozen_ballots(snapshot), seats, drafted)


def seats_of(sessions: Sequence[PeerSession]) -> Seats:
    """Return how all the sessions of a group, in order and those not taking place included, take up its programme.

    One whose topic is still to be chosen takes no seat: choosing a plan gives it what it is about.
    """
    held = _topics_in(sessions, State.HELD)
    planned = _topics_in(sessions, State.PLANNED)
    taken = number_of_sessions([session for session in sessions if not session.takes_topic])
    missing = missing_kinds(sessions)[: max(MOST_SESSIONS - taken, 0)]
    fixed = taken - len(held) - len(planned)
    for_topics = max(MOST_SESSIONS - fixed - len(missing), len(held) + len(planned))
    return Seats(held, planned, missing, for_topics)


def missing_kinds(sessions: Sequence[PeerSession]) -> tuple[PeerSession.Kind, ...]:
    """Return the fixed sessions still to come into a programme.

    One that those who lead have taken out stays out, and nobody is welcomed once the group has met.
    """
    there = {session.kind for session in sessions}
    if any(session.is_held for session in sessions):
        there.add(Kind.WELCOME)
    return tuple(kind for kind in FIXED if kind not in there)


def _topics_in(sessions: Sequence[PeerSession], state: str) -> tuple[int, ...]:
    return tuple(session.topic_id for session in sessions if session.topic_id and session.state == state)


def _among(ballots: Sequence[Ballot], known: Collection[str]) -> tuple[Ballot, ...]:
    """Return the ballots with only known topics in them; one left empty stays, as one of the people."""
    kept = frozenset(known)
    return tuple(Ballot(ballot.interested & kept, ballot.strong & kept) for ballot in ballots)
