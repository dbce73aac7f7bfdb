"""What the overview of a workbook shows: the wheel, the parts, one next step, goals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from accounts.vault import vault_for
from wellness.check_ins import DayRatings, latest_ratings, recent_check_ins
from wellness.goals import Goal, goals_of
from wellness.models import Workbook
from wellness.parts import PartWords, parts_of
from wellness.petals import latest_petals
from wellness.progress import PartState, State, last_written, next_step, part_states
from wellness.wheel import Wheel, draw_wheel
from wellness.workbooks import FIRST_ROUND

# Somebody who has written nothing for as long as this is greeted as coming back.
AWAY = timedelta(days=14)


@dataclass(frozen=True)
class Overview:
    """A workbook at a glance; `was_in` is the part that was written in last."""

    round: int
    wheel: Wheel
    states: Sequence[PartState]
    goals: Sequence[Goal]
    was_away: bool
    was_in: PartWords | None

    @property
    def next_step(self) -> PartWords | None:
        return next_step(self.states)

    @property
    def is_untouched(self) -> bool:
        """Nothing is written or rated yet."""
        return all(stands.state is State.NOT_STARTED for stands in self.states)

    @property
    def offers_rounds(self) -> bool:
        """There is an earlier workbook to read, or something here that could be one."""
        return self.round > FIRST_ROUND or not self.is_untouched

    @property
    def touched(self) -> list[PartState]:
        """The parts that hold something."""
        return [stands for stands in self.states if stands.state is not State.NOT_STARTED]


def overview_of(person: User, workbook: Workbook) -> Overview:
    """Return a workbook at a glance, read in a fixed number of queries."""
    vault = vault_for(person)
    parts = parts_of(workbook.edition_id, person.language)
    check_ins, written = recent_check_ins(workbook, vault), last_written(workbook)
    ratings = latest_ratings(check_ins)
    return Overview(
        round=workbook.round,
        wheel=draw_wheel(latest_petals(parts, ratings)),
        states=part_states(workbook, parts, ratings.keys(), written.keys()),
        goals=[goal for goal in goals_of(workbook, vault) if goal.is_open],
        was_away=_was_away(workbook, check_ins, written),
        was_in=_left_in(parts, written),
    )


def _was_away(workbook: Workbook, check_ins: Sequence[DayRatings], written: Mapping[int, datetime]) -> bool:
    """Say whether nothing was written, rated or begun for two weeks; only what is stored anyway is looked at."""
    days = [check_in.day for check_in in check_ins[:1]] + [timezone.localdate(at) for at in written.values()]
    return bool(days) and max([*days, timezone.localdate(workbook.started_at)]) <= timezone.localdate() - AWAY


def _left_in(parts: Sequence[PartWords], written: Mapping[int, datetime]) -> PartWords | None:
    return max(
        (part for part in parts if part.id in written), key=lambda part: written[part.id], default=None
    )
