"""What the overview of a workbook shows: the wheel, the parts, one next step, goals."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import User
from accounts.vault import vault_for
from wellness.check_ins import latest_ratings, recent_check_ins
from wellness.goals import Goal, goals_of
from wellness.models import Workbook
from wellness.parts import PartWords, parts_of
from wellness.petals import latest_petals
from wellness.progress import PartState, State, next_step, part_states
from wellness.wheel import Wheel, draw_wheel
from wellness.workbooks import FIRST_ROUND


@dataclass(frozen=True)
class Overview:
    """A workbook at a glance."""

    round: int
    wheel: Wheel
    states: Sequence[PartState]
    goals: Sequence[Goal]

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
    ratings = latest_ratings(recent_check_ins(workbook, vault))
    return Overview(
        round=workbook.round,
        wheel=draw_wheel(latest_petals(parts, ratings)),
        states=part_states(workbook, parts, ratings.keys()),
        goals=[goal for goal in goals_of(workbook, vault) if goal.is_open],
    )
