"""What the page of the planner shows to those who lead, read in one place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import get_language

from accounts.models import User
from groups.models import Group, InterestSnapshot, PeerSession, PlannedTopic
from groups.plan_basis import PlanBasis, Standing, read_basis
from groups.planning import fairness_of
from groups.planning_words import gave_way_words, read_reason, uncovered_words, why_words
from groups.sessions import MOST_SESSIONS, SessionCard, programme_of
from groups.snapshots import current_snapshot
from wellness.interests import TopicCard


@dataclass(frozen=True)
class DraftTopic:
    """A topic of the draft in words. `why` is for those who lead, `reason` for the group."""

    id: int
    topic: TopicCard
    is_pinned: bool
    why: str
    reason: str


@dataclass(frozen=True)
class TopicShelf:
    """Topics of one dimension that could come into the draft."""

    name: str
    topics: Sequence[TopicCard]


@dataclass(frozen=True)
class LeftUndone:
    """Whom the programme with its draft leaves out, and which promise gave way, in words."""

    uncovered: str = ""
    gave_way: Sequence[str] = ()


@dataclass(frozen=True)
class PlanningPage:
    """A programme as it is planned: `open` counts the seats for topics that neither a session nor the draft has.

    `unsettled` counts the sessions whose topic is still to be chosen.
    `snapshot` is None where nobody is counted: before it is taken, and once it is emptied.
    """

    sessions: Sequence[SessionCard]
    settled: int
    unsettled: int
    draft: Sequence[DraftTopic]
    dropped: Sequence[DraftTopic]
    shelves: Sequence[TopicShelf]
    snapshot: InterestSnapshot | None
    answered: int
    left_undone: LeftUndone
    open: int
    adds: Sequence[str]

    most = MOST_SESSIONS

    @property
    def is_settled(self) -> bool:
        """No seat is left to plan, and nothing is drafted."""
        return self.open == 0 and not self.draft

    @property
    def has_room(self) -> bool:
        """Whether one more session could be added."""
        return self.settled + self.unsettled < self.most


def planning_page(group: Group, person: User) -> PlanningPage:
    """Return the page of the planner for someone who leads a group; the snapshot is taken or renewed where due."""
    language = get_language() or group.language
    snapshot = current_snapshot(group)
    basis = read_basis(group, snapshot, language)
    sessions = programme_of(group, person, language, leads=True)
    draft = [_draft_topic(row, basis.topics) for row in basis.draft]
    return PlanningPage(
        sessions=sessions,
        settled=sum(_is_settled(card) for card in sessions if not card.is_cancelled),
        unsettled=sum(not _is_settled(card) for card in sessions if not card.is_cancelled),
        draft=draft,
        dropped=[_draft_topic(row, basis.topics) for row in basis.dropped],
        shelves=_shelves(basis),
        snapshot=snapshot if basis.ballots else None,
        answered=len(basis.ballots),
        open=max(basis.seats.open - len(draft), 0),
        adds=[str(kind.label) for kind in basis.seats.missing],
        left_undone=_left_undone(basis),
    )


def free_topics(basis: PlanBasis) -> list[TopicCard]:
    """Return the topics offered that have no session and are not in the draft, in page order."""
    taken = {*basis.seats.held, *basis.seats.planned, *(row.topic_id for row in basis.draft)}
    return [card for card in basis.offered if card.id not in taken]


def _is_settled(card: SessionCard) -> bool:
    return card.is_held or card.kind != PeerSession.Kind.OPEN


def _left_undone(basis: PlanBasis) -> LeftUndone:
    """Return whom the programme leaves out; nothing before there is anything to speak of."""
    if not (basis.ballots and basis.programme):
        return LeftUndone()
    fairness = fairness_of(basis)
    return LeftUndone(
        uncovered_words(fairness.uncovered),
        gave_way_words(fairness.gave_way, by_dropping=fairness.by_dropping),
    )


def _draft_topic(row: PlannedTopic, topics: Mapping[int, TopicCard]) -> DraftTopic:
    is_pinned = row.standing == Standing.PINNED
    return DraftTopic(
        id=row.pk,
        topic=topics[row.topic_id],
        is_pinned=is_pinned,
        why=why_words(read_reason(row.why, pinned=is_pinned)),
        reason=row.reason,
    )


def _shelves(basis: PlanBasis) -> list[TopicShelf]:
    by_dimension = groupby(free_topics(basis), key=lambda card: card.dimension.name)
    return [TopicShelf(name, list(topics)) for name, topics in by_dimension]
