"""Goals: what, why it matters, small steps, who can help, when to look at it again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.vault import Vault
from wellness.models import Part, Workbook
from wellness.rows import OpenedRow, rows_of

TITLE, WHY, STEP, HELPERS = "title", "why", "step", "helpers"


class GoalState(Enum):
    """Where a goal stands; the value is what its row is marked with."""

    WORKING = "working"
    DONE = "done"
    ASIDE = "aside"

    @property
    def words(self) -> Promise:
        return STATE_WORDS[self]


STATE_WORDS = {
    GoalState.WORKING: _("I am working on it"),
    GoalState.DONE: _("Done"),
    GoalState.ASIDE: _("Put aside"),
}


@dataclass(frozen=True)
class Step:
    """One small step, ticked off or not."""

    text: str
    is_done: bool = False
    id: UUID | None = None


@dataclass(frozen=True)
class Goal:
    """A goal, opened; `references` name what does not open in it."""

    id: UUID
    title: str
    why: str = ""
    helpers: str = ""
    state: GoalState = GoalState.WORKING
    again: date | None = None
    steps: Sequence[Step] = field(default_factory=list)
    references: Sequence[str] = ()

    @property
    def steps_done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def is_open(self) -> bool:
        """The person is working on it."""
        return self.state is GoalState.WORKING

    @property
    def has_words(self) -> bool:
        written = (self.title, self.why, self.helpers)
        return any(text.strip() for text in written) or bool(self.steps or self.references)


def goals_of(workbook: Workbook, vault: Vault) -> list[Goal]:
    """Return a workbook's goals, opened, in the person's order; rows without a word are none."""
    rows = rows_of(workbook, vault, kind=Part.Kind.GOALS)
    return [goal for goal in goals_in(rows) if goal.has_words]


def goals_in(rows: Sequence[OpenedRow]) -> list[Goal]:
    """Return the goals that these rows, those of their steps among them, are made of."""
    return [
        opened_goal(row, [step for step in rows if step.above == row.id]) for row in rows if not row.above
    ]


def opened_goal(row: OpenedRow, steps: Sequence[OpenedRow]) -> Goal:
    """Return a goal made of its row and the rows of its steps."""
    return Goal(
        id=row.id,
        title=row.text(TITLE),
        why=row.text(WHY),
        helpers=row.text(HELPERS),
        state=state_in(row.marks.get("state", "")),
        again=day_in(row.marks.get("again", "")),
        steps=[
            Step(step.text(STEP), bool(step.marks.get("done")), step.id)
            for step in steps
            if not step.is_empty
        ],
        references=[*row.references, *(reference for step in steps for reference in step.references)],
    )


def state_in(text: str) -> GoalState:
    """Return the state a page named; working on it for anything that is none."""
    return next((state for state in GoalState if state.value == text), GoalState.WORKING)


def day_in(text: str) -> date | None:
    """Return the day a page named as YYYY-MM-DD, None for anything that is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
