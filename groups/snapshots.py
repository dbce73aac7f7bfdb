"""A group's interests frozen for those who lead, so that watching the counts change tells nothing about anyone.

Nothing is shown before three people have answered. Between any two snapshots that were ever shown, nobody or at least
three people answered or changed their answer, and apart from them nobody or at least three left. What fewer did waits:
a person who has left stays counted, unnamed as before, until three have left; an answer is not counted until three are
new. The two are told apart because people who leave can only lower a count, and who leaves is seen by everyone.

What those who lead noted for someone whose suggestion became part of a topic is no answer and no change of theirs: it
comes with the next snapshot that is due, so that nobody can bring one about.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from groups.models import EarlierMarks, Group, InterestSnapshot, Membership
from groups.programme.problem import Ballot
from wellness.interests import NOTED, UnnamedBallot, marked_ballots

FEWEST_ANSWERS = 3
FEWEST_CHANGES = 3

# The slugs of topics under "interested" and "strong".
FrozenBallot = Mapping[str, list[str]]
# What each person chose, both as marks; "" for someone in the group who chose nothing, NOTED where it was noted for them.
Marks = Mapping[str, str]


def current_snapshot(group: Group) -> InterestSnapshot | None:
    """Return the snapshot that those who lead may see, taken or renewed first where that is due; None before it is."""
    snapshot = InterestSnapshot.objects.filter(group=group).first()
    is_due = marks_to_show([snapshot.marks] if snapshot else [], _marks(_ballots_now(group)))
    return _renewed(group) if is_due else snapshot


def marks_to_show(shown: Sequence[Marks], now: Marks) -> Marks | None:
    """Return whose answers may be shown next, given those shown so far, the latest last; None to leave it at that.

    All that is new; or else the new answers, with those who left as they were; or else that people left, with all the
    others as they were.
    """
    before = shown[-1] if shown else {}
    everything = dict(now)
    answers = {**before, **now}
    leaving = {who: what for who, what in before.items() if who in now}
    choices = (marks for marks in (everything, answers, leaving) if _is_news(before, marks))
    return next((marks for marks in choices if all(_are_apart(earlier, marks) for earlier in shown)), None)


def frozen_ballots(snapshot: InterestSnapshot | None) -> list[Ballot]:
    """Return the ballots of a snapshot as the planner takes them; none before there is one."""
    stored = snapshot.ballots.values() if snapshot else []
    return [Ballot(frozenset(ballot["interested"]), frozenset(ballot["strong"])) for ballot in stored]


@transaction.atomic
def _renewed(group: Group) -> InterestSnapshot | None:
    """Take the snapshot again, unless someone else just has, or too few chose anything that is offered."""
    Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    snapshot = InterestSnapshot.objects.filter(group=group).first()
    earlier = EarlierMarks.objects.filter(group=group).values_list("marks", flat=True)
    now = _ballots_now(group)
    marks = marks_to_show([*earlier, snapshot.marks] if snapshot else [], _marks(now))
    ballots = _frozen(marks or {}, now, snapshot.ballots if snapshot else {})
    if marks is None or sum(1 for who in ballots if _own(marks[who])) < FEWEST_ANSWERS:
        return snapshot
    if snapshot:
        EarlierMarks.objects.create(group=group, marks=snapshot.marks)
    frozen = {"marks": marks, "ballots": ballots, "taken_at": timezone.now()}
    return InterestSnapshot.objects.update_or_create(group=group, defaults=frozen)[0]


def _is_news(before: Marks, after: Marks) -> bool:
    is_enough = sum(1 for what in after.values() if _own(what)) >= FEWEST_ANSWERS
    return is_enough and any(_moves(before, after))


def _are_apart(before: Marks, after: Marks) -> bool:
    return all(count == 0 or count >= FEWEST_CHANGES for count in _moves(before, after))


def _moves(before: Marks, after: Marks) -> tuple[int, int, int]:
    """Return how many people answered or changed, how many with an answer left, and how many with anything noted."""
    answered = sum(_own(before.get(who, "")) != _own(what) for who, what in after.items())
    left = [what for who, what in before.items() if what and who not in after]
    return answered, sum(1 for what in left if _own(what)), len(left)


def _own(mark: str) -> str:
    """Return the mark of what someone chose themselves; "" where all there is was noted for them."""
    return "" if mark == NOTED else mark


def _frozen(
    marks: Marks, now: Mapping[str, UnnamedBallot], before: Mapping[str, FrozenBallot]
) -> dict[str, FrozenBallot]:
    """Return the ballot behind each mark: as it is now, or as it was frozen; without those that hold no offered topic."""
    ballots = {who: now[who] for who, what in marks.items() if who in now and now[who].mark == what}
    fresh = {who: {"interested": one.interested, "strong": one.strong} for who, one in ballots.items()}
    kept = {who: before[who] for who in marks if who in before and who not in fresh}
    return {who: ballot for who, ballot in (fresh | kept).items() if any(ballot.values())}


def _ballots_now(group: Group) -> dict[str, UnnamedBallot]:
    people: list[UUID] = list(
        Membership.objects.participants()
        .filter(group=group, person__isnull=False)
        .values_list("person_id", flat=True)
    )
    return marked_ballots(people, f"snapshot of {group.pk}", to=group.pk)


def _marks(ballots: Mapping[str, UnnamedBallot]) -> Marks:
    return {who: ballot.mark for who, ballot in ballots.items()}
