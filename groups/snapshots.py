"""A group's interests frozen for those who lead, so that watching the counts change tells nothing about anyone.

Nothing is shown before three people have answered. Between any two snapshots that were ever shown, nobody or at least
three people answered or changed their answer, and apart from them nobody or at least three left. What fewer did waits:
a person who has left stays counted, unnamed as before, until three have left; an answer is not counted until three are
new. The two are told apart because people who leave can only lower a count, and who leaves is seen by everyone.

What those who lead noted for someone whose suggestion became part of a topic is no answer and no change of theirs: it
comes with the next snapshot that is due, so that nobody can bring one about.

Slips from paper are ballots as well, and three new ones bring a snapshot about. But those who entered them have read
them: people count towards three among themselves alone, so that nobody stands out against slips that one knows.
"""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from groups.models import EarlierMarks, Group, InterestSnapshot, Membership
from groups.programme.problem import Ballot
from groups.slips import SLIP, slip_ballots
from wellness.interests import NOTED, UnnamedBallot, marked_ballots

FEWEST_ANSWERS = 3
FEWEST_CHANGES = 3

# The slugs of topics under "interested" and "strong".
FrozenBallot = Mapping[str, list[str]]
# What each person chose, both as marks; "" for someone in the group who chose nothing, NOTED where it was noted for them.
# Each slip from paper stands among them with the mark SLIP.
Marks = Mapping[str, str]


def current_snapshot(group: Group) -> InterestSnapshot | None:
    """Return the snapshot that those who lead may see, taken or renewed first where that is due; None before it is."""
    snapshot = InterestSnapshot.objects.filter(group=group).first()
    news = marks_to_show([snapshot.marks] if snapshot else [], _marks(_ballots_now(group)))
    return snapshot if news is None else _renewed(group)


def marks_to_show(shown: Sequence[Marks], now: Marks) -> Marks | None:
    """Return whose answers may be shown next, given those shown so far, the latest last; None to leave it at that.

    All that is new; or else the new answers, with those who left as they were; or else that people left, with all the
    others as they were; or else no news of people. The slips are as they are now; or else as they were.
    """
    before = shown[-1] if shown else {}
    were, are = _people(before), _people(now)
    leaving = {who: what for who, what in were.items() if who in are}
    choices = (
        {**people, **slips}
        for slips in (_slips(now), _slips(before))
        for people in (are, {**were, **are}, leaving, were)
    )
    news = (marks for marks in choices if _is_news(before, marks))
    return next((marks for marks in news if all(_are_apart(earlier, marks) for earlier in shown)), None)


def frozen_ballots(snapshot: InterestSnapshot | None) -> list[Ballot]:
    """Return the ballots of a snapshot as the planner takes them; none before there is one, nor of fewer than three."""
    stored = snapshot.ballots.values() if snapshot else []
    if len(stored) < FEWEST_ANSWERS:
        return []
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
    if marks is None or not _can_be_frozen(marks, ballots):
        return snapshot
    if snapshot:
        EarlierMarks.objects.create(group=group, marks=snapshot.marks)
    frozen = {"marks": marks, "ballots": ballots, "taken_at": timezone.now()}
    return InterestSnapshot.objects.update_or_create(group=group, defaults=frozen)[0]


def _is_news(before: Marks, after: Marks) -> bool:
    return _can_be_shown(after) and any(_moves(before, after))


def _can_be_shown(marks: Marks) -> bool:
    """Return whether nobody stands out: no answers of people or three, with slips three; or nothing at all."""
    people, slips = sum(1 for what in _people(marks).values() if _own(what)), len(_slips(marks))
    is_enough = people + slips >= FEWEST_ANSWERS and (people == 0 or people >= FEWEST_ANSWERS)
    return is_enough or _is_empty(marks)


def _is_empty(marks: Marks) -> bool:
    return not any(marks.values())


def _can_be_frozen(marks: Marks, ballots: Collection[str]) -> bool:
    """Return whether nobody stands out among those whose ballots hold an offered topic either."""
    return _can_be_shown({who: marks[who] for who in ballots}) if ballots else _is_empty(marks)


def _are_apart(before: Marks, after: Marks) -> bool:
    return all(count == 0 or count >= FEWEST_CHANGES for count in _moves(before, after))


def _moves(before: Marks, after: Marks) -> tuple[int, int, int, int]:
    """Return how many people answered or changed, with slips that came or went, and how many left.

    Of those who left, first how many with an answer, then how many with anything noted.
    """
    were, are = _people(before), _people(after)
    answered = sum(_own(were.get(who, "")) != _own(what) for who, what in are.items())
    slips = len(_slips(before).keys() ^ _slips(after).keys())
    left = [what for who, what in were.items() if what and who not in are]
    return answered, answered + slips, sum(1 for what in left if _own(what)), len(left)


def _people(marks: Marks) -> Marks:
    return {who: what for who, what in marks.items() if what != SLIP}


def _slips(marks: Marks) -> Marks:
    return {who: what for who, what in marks.items() if what == SLIP}


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
    ballots = marked_ballots(people, f"snapshot of {group.pk}", to=group.pk) | slip_ballots(group)
    return dict(sorted(ballots.items()))


def _marks(ballots: Mapping[str, UnnamedBallot]) -> Marks:
    return {who: ballot.mark for who, ballot in ballots.items()}
