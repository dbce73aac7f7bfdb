"""A group's interests frozen for those who lead, so that watching the counts change tells nothing about anyone.

Nothing is shown before three people have answered. A snapshot is renewed only when at least three people have
answered, changed or left since it was taken, and three still answer; until then everything that leads to a plan
reads the old one.
"""

from collections.abc import Mapping
from dataclasses import asdict
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from groups.models import Group, InterestSnapshot, Membership
from groups.programme.problem import Ballot
from wellness.interests import ballots_of, interest_marks

FEWEST_ANSWERS = 3
FEWEST_CHANGES = 3


def current_snapshot(group: Group) -> InterestSnapshot | None:
    """Return the snapshot that those who lead may see, taken or renewed first where that is due; None before it is."""
    snapshot = InterestSnapshot.objects.filter(group=group).first()
    marks = interest_marks(_participants(group), _purpose(group))
    return _renewed(group) if is_due(snapshot.marks if snapshot else {}, marks) else snapshot


def is_due(before: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Return whether enough people answer now, and enough have answered, changed or left since."""
    changed = [mark for mark in before.keys() | now.keys() if before.get(mark) != now.get(mark)]
    return len(now) >= FEWEST_ANSWERS and len(changed) >= FEWEST_CHANGES


def frozen_ballots(snapshot: InterestSnapshot | None) -> list[Ballot]:
    """Return the ballots of a snapshot as the planner takes them; none before there is one."""
    stored = snapshot.ballots if snapshot else []
    return [Ballot(frozenset(ballot["interested"]), frozenset(ballot["strong"])) for ballot in stored]


@transaction.atomic
def _renewed(group: Group) -> InterestSnapshot | None:
    """Take the snapshot again, unless someone else just has, or too few chose anything that is offered."""
    Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    snapshot = InterestSnapshot.objects.filter(group=group).first()
    people = _participants(group)
    marks = interest_marks(people, _purpose(group))
    ballots = [asdict(ballot) for ballot in ballots_of(people)]
    # Read between equal marks: someone who answers at this very moment is counted next time.
    is_settled = interest_marks(people, _purpose(group)) == marks
    is_enough = len(ballots) >= FEWEST_ANSWERS and is_due(snapshot.marks if snapshot else {}, marks)
    if not (is_settled and is_enough):
        return snapshot
    frozen = {"marks": marks, "ballots": ballots, "taken_at": timezone.now()}
    return InterestSnapshot.objects.update_or_create(group=group, defaults=frozen)[0]


def _participants(group: Group) -> list[UUID]:
    return list(Membership.objects.participants().filter(group=group).values_list("person_id", flat=True))


def _purpose(group: Group) -> str:
    return f"snapshot of {group.pk}"
