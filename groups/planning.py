"""From a group's frozen interests to its programme: suggested by the planner, then chosen by those who lead.

What is suggested is a draft that the group does not see. Choosing makes sessions of it, with the fixed ones
(welcome, crisis plan, ending) where they are not there yet.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from groups.models import Group, PeerSession, PlannedTopic
from groups.plan_basis import PlanBasis, Standing, read_basis
from groups.planning_words import stored_reason
from groups.programme.fairness import find_neglect
from groups.programme.planner import count_uncovered, plan
from groups.programme.problem import Problem
from groups.programme.promises import GaveWay, find_what_gave_way
from groups.programme.reasons import FEW, Amount, Count, Reason, reason_for
from groups.scheduling import fill, held_for_change, put_in, renumber
from groups.sessions import number_of_sessions
from groups.snapshots import current_snapshot


@dataclass(frozen=True)
class Fairness:
    """What a programme with its draft leaves undone. `by_dropping`: a dropped topic stands in the way of a promise."""

    uncovered: Count
    gave_way: GaveWay | None
    by_dropping: bool


@transaction.atomic
def suggest_plan(*, group: Group, by: User) -> int:
    """Draft topics for the seats that are open and return how many the draft has; pinned and dropped ones stay.

    Raise PermissionDenied unless `by` leads the group.
    """
    locked = held_for_change(group, by=by)
    rows = _drafted(locked, read_basis(locked, current_snapshot(locked), locked.language))
    suggested = locked.planned_topics.filter(standing=Standing.SUGGESTED)
    suggested.exclude(topic__in=[row.topic_id for row in rows]).delete()
    PlannedTopic.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["group", "topic"],
        update_fields=["standing", "position", "why"],
    )
    return len(rows)


@transaction.atomic
def choose_plan(*, group: Group, by: User) -> int:
    """Make sessions of the draft and return how many the programme now has; an empty draft changes nothing.

    Sessions whose topic was still to be chosen get one, and keep their dates. Raise PermissionDenied unless `by` leads the group.
    """
    locked = held_for_change(group, by=by)
    basis = read_basis(locked, None, locked.language)
    sessions = list(locked.sessions.all())
    chosen = basis.draft[: basis.seats.open]
    if not chosen:
        return number_of_sessions(sessions)
    new = [PeerSession(group=locked, kind=kind) for kind in basis.seats.missing]
    new += [PeerSession(group=locked, topic_id=row.topic_id, reason=row.reason) for row in chosen]
    settled = [session for session in sessions if not session.takes_topic]
    waiting = [session for session in sessions if session.takes_topic]
    created = fill(waiting, [session for session in put_in(settled, new) if session in new])
    PeerSession.objects.bulk_update(waiting, ["kind", "topic", "reason"])
    PeerSession.objects.bulk_create(created)
    renumber(put_in(sessions, created))
    locked.planned_topics.filter(pk__in=[row.pk for row in chosen]).delete()
    return number_of_sessions([*sessions, *created])


def planned_reasons(basis: PlanBasis) -> dict[str, Reason]:
    """Return the planner's choice, pinned topics first, with what speaks for each.

    The reasons count what everyone noted, dropped topics too: dropping one and asking again shows no other count.
    """
    chosen = plan(basis.problem(with_dropped=False)).chosen
    whole = basis.problem(with_dropped=True)
    return {
        topic: reason_for(whole, topic, [*whole.held, *chosen[:number]])
        for number, topic in enumerate(chosen)
    }


def reason_by_hand(basis: PlanBasis, topic: str) -> Reason:
    """Return what speaks for a topic that someone adds by hand."""
    whole = basis.problem(with_dropped=True)
    if topic not in whole.topics:
        return Reason(pinned=True, people=len(whole.ballots), noted=Count())
    return reason_for(whole, topic, whole.held)


def fairness_of(basis: PlanBasis) -> Fairness:
    """Return whom the programme with its draft as it stands leaves out, in amounts and never in numbers.

    A number would change with each topic put in and taken out, and so tell how many noted that topic.
    """
    whole = basis.problem(with_dropped=True)
    programme = [topic for topic in basis.programme if topic in whole.topics]
    dropped = {basis.topics[row.topic_id].slug for row in basis.dropped}
    neglects = find_neglect([ballot.approved for ballot in whole.ballots], programme, whole.seats)
    return Fairness(
        uncovered=_in_amounts(count_uncovered(whole, programme)),
        gave_way=_what_gave_way(basis, whole, programme),
        by_dropping=any(neglect.topic in dropped for neglect in neglects),
    )


def _drafted(group: Group, basis: PlanBasis) -> list[PlannedTopic]:
    """Return what the planner proposes and what is pinned as rows of the draft, in order, not stored."""
    ids = {card.slug: topic_id for topic_id, card in basis.topics.items()}
    settled = {*basis.seats.held, *basis.seats.planned}
    pinned = {row.topic_id for row in basis.draft if row.standing == Standing.PINNED}
    reasons = {ids[slug]: reason for slug, reason in planned_reasons(basis).items()}
    return [
        PlannedTopic(
            group=group,
            topic_id=topic_id,
            standing=Standing.PINNED if topic_id in pinned else Standing.SUGGESTED,
            position=position,
            why=stored_reason(reason),
        )
        for position, (topic_id, reason) in enumerate(reasons.items())
        if topic_id not in settled
    ]


def _in_amounts(people: int) -> Count:
    if people == 0:
        return Count()
    return Count(Amount.FEW if people <= FEW else Amount.MANY)


def _what_gave_way(basis: PlanBasis, whole: Problem, programme: Collection[str]) -> GaveWay | None:
    """Return which promise gives way to everybody, and why, apart from topics that were dropped."""
    gave_way = find_what_gave_way(whole, programme)
    if gave_way is None:
        return None
    without_dropped = find_what_gave_way(basis.problem(with_dropped=False), programme)
    return GaveWay(gave_way.promise, without_dropped.causes if without_dropped else frozenset())
