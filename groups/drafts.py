"""Changes that those who lead make to the draft of a programme by hand: pin, unpin, drop, bring back, swap, add.

Each can be sent twice, and does nothing the second time. The draft never holds more topics than there are seats:
what was only suggested gives way to what is pinned.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from groups.models import Group, PlannedTopic
from groups.plan_basis import PlanBasis, Standing, read_basis
from groups.planning import reason_by_hand
from groups.planning_words import stored_reason
from groups.scheduling import CannotPlan, held_for_change
from groups.snapshots import current_snapshot

# What a change makes of a topic, and of which standings; of any other it makes nothing.
MOVES: Mapping[str, tuple[frozenset[str], str]] = {
    "pin": (frozenset({Standing.SUGGESTED}), Standing.PINNED),
    "unpin": (frozenset({Standing.PINNED}), Standing.SUGGESTED),
    "drop": (frozenset({Standing.SUGGESTED, Standing.PINNED}), Standing.DROPPED),
    "restore": (frozenset({Standing.DROPPED}), Standing.SUGGESTED),
}


@dataclass(frozen=True)
class Swap:
    """A topic to take the place of another, and the reason that the group will read."""

    topic_id: int
    reason: str


@transaction.atomic
def move_topic(*, planned: PlannedTopic, change: str, by: User) -> None:
    """Pin, unpin, drop or restore a topic of the draft, as MOVES says.

    Raise CannotPlan where a topic is to come back and no seat is open, PermissionDenied unless `by` leads the group.
    """
    group = held_for_change(planned.group, by=by)
    stored = group.planned_topics.get(pk=planned.pk)
    moved, standing = MOVES[change]
    if stored.standing not in moved:
        return
    if change == "restore":
        _refuse_without_room(read_basis(group, None, group.language), Standing.PINNED, Standing.SUGGESTED)
    if change == "drop":
        stored.reason = ""
    stored.standing = standing
    stored.save(update_fields=["standing", "reason"])


@transaction.atomic
def swap_topic(*, planned: PlannedTopic, swap: Swap, by: User) -> None:
    """Put another topic, pinned and with a reason, where one of the draft is; that one is dropped.

    Raise CannotPlan where the other has a place already, PermissionDenied unless `by` leads the group.
    """
    group = held_for_change(planned.group, by=by)
    stored = group.planned_topics.get(pk=planned.pk)
    if stored.standing == Standing.DROPPED:
        return
    basis = read_basis(group, current_snapshot(group), group.language)
    _refuse_unless_free(basis, swap.topic_id, taken={row.topic_id for row in basis.draft})
    _pin(group, basis, swap, position=stored.position)
    stored.standing, stored.reason = Standing.DROPPED, ""
    stored.save(update_fields=["standing", "reason"])


@transaction.atomic
def add_topic(*, group: Group, topic_id: int, by: User) -> None:
    """Pin a topic that the planner did not suggest; where the draft is full the last suggestion gives way.

    Raise CannotPlan where it has a session already or every seat is taken, PermissionDenied unless `by` leads.
    """
    locked = held_for_change(group, by=by)
    basis = read_basis(locked, current_snapshot(locked), locked.language)
    if topic_id in {row.topic_id for row in basis.draft if row.standing == Standing.PINNED}:
        return
    _refuse_unless_free(basis, topic_id, taken=set())
    _refuse_without_room(basis, Standing.PINNED)
    position = max((row.position for row in basis.draft), default=0) + 1
    _pin(locked, basis, Swap(topic_id, reason=""), position=position)
    _let_give_way(basis, topic_id)


def _refuse_unless_free(basis: PlanBasis, topic_id: int, *, taken: Collection[int]) -> None:
    if topic_id not in {card.id for card in basis.offered}:
        raise CannotPlan(_("Choose a topic from the list."))
    if topic_id in {*basis.seats.held, *basis.seats.planned, *taken}:
        raise CannotPlan(_("This topic is in the programme already. Choose another one."))


def _refuse_without_room(basis: PlanBasis, *standings: str) -> None:
    taken = sum(row.standing in standings for row in basis.draft)
    if taken >= basis.seats.open:
        raise CannotPlan(_("All the sessions are taken. Drop a topic first."))


def _pin(group: Group, basis: PlanBasis, swap: Swap, *, position: int) -> None:
    why = stored_reason(reason_by_hand(basis, basis.topics[swap.topic_id].slug))
    group.planned_topics.update_or_create(
        topic_id=swap.topic_id,
        defaults={
            "standing": Standing.PINNED,
            "position": position,
            "why": why,
            "reason": swap.reason,
        },
    )


def _let_give_way(basis: PlanBasis, topic_id: int) -> None:
    """Take the last suggestions out of the draft, as many as there are too many beside a topic put in."""
    others = [row for row in basis.draft if row.topic_id != topic_id]
    suggested = [row.pk for row in others if row.standing == Standing.SUGGESTED]
    too_many = max(len(others) + 1 - basis.seats.open, 0)
    if too_many:
        PlannedTopic.objects.filter(pk__in=suggested[-too_many:]).delete()
