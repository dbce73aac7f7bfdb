"""What the pages of goals show: all of them with their steps, or one to write on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from accounts.models import User
from accounts.vault import Vault, vault_for
from wellness.fields import RowFields, empty_row, row_fields, with_moves
from wellness.goals import STEP, Goal, GoalState, goals_in
from wellness.models import Part, Workbook
from wellness.part_page import PartPage
from wellness.parts import PromptWords, parts_of, prompts_of
from wellness.progress import is_done
from wellness.rows import OpenedRow, Place, removed_rows, rows_of
from wellness.workbooks import copies_by_slot, page_mark

EMPTY_STEPS = 2
# The prompt of the day on which to look at a goal again: its answer is chosen, not written.
AGAIN = "look-again"


@dataclass(frozen=True)
class ListedGoal:
    """A goal in the list, with what a button says that moves it."""

    goal: Goal
    up: str = ""
    down: str = ""


@dataclass(frozen=True)
class GoalsPage:
    """All goals of a workbook."""

    page: PartPage
    goals: Sequence[Goal]

    @property
    def working(self) -> list[ListedGoal]:
        """The goals that the person is working on, in their order."""
        held = [goal for goal in self.goals if goal.is_open]
        ids = [str(goal.id) for goal in held]
        return [
            ListedGoal(
                goal,
                up=f"before@{ids[place]}@{ids[place - 1]}" if place else "",
                down=f"before@{ids[place + 1]}@{ids[place]}" if place + 1 < len(ids) else "",
            )
            for place, goal in enumerate(held)
        ]

    @property
    def done(self) -> list[Goal]:
        return [goal for goal in self.goals if goal.state is GoalState.DONE]

    @property
    def aside(self) -> list[Goal]:
        return [goal for goal in self.goals if goal.state is GoalState.ASIDE]


@dataclass(frozen=True)
class GoalPage:
    """One goal to write on; its page holds it as the only row, and the words that ask for a day and for steps."""

    page: PartPage
    again: PromptWords | None
    step: PromptWords | None

    @property
    def goal(self) -> RowFields:
        return self.page.rows[0]

    @property
    def state(self) -> str:
        state: str = self.goal.marks.get("state", GoalState.WORKING.value)
        return state

    @property
    def states(self) -> list[GoalState]:
        return list(GoalState)


def goals_page(person: User, workbook: Workbook) -> GoalsPage | None:
    """Return all goals of a workbook, None where its edition has no goals."""
    page = _page(person, workbook)
    if page is None:
        return None
    vault = vault_for(person)
    removed = removed_rows(workbook, vault, kind=Part.Kind.GOALS)
    shown = [row for row in removed if not row.above and not row.is_empty]
    prompts = prompts_of(page.part.id, person.language)
    return GoalsPage(replace(page, removed=shown), _listed_goals(workbook, vault, prompts))


def goal_page(
    person: User, workbook: Workbook, goal_id: UUID | None, *, showing: Collection[UUID] = ()
) -> GoalPage | None:
    """Return one goal to write on, an empty one for None; None where there is no such goal.

    Steps are shown where something is written in them, or where they are among `showing`.
    """
    page = _page(person, workbook)
    if page is None:
        return None
    vault, prompts = vault_for(person), prompts_of(page.part.id, person.language)
    goal = _new_goal(prompts) if goal_id is None else _stored_goal(workbook, vault, prompts, goal_id, showing)
    if goal is None:
        return None
    return _with_goal(page, goal, prompts)


def empty_goal_page(page: PartPage, prompts: Sequence[PromptWords]) -> GoalPage:
    """Return a page on which nothing of a goal is written yet."""
    return _with_goal(page, _new_goal(prompts), prompts)


def _with_goal(page: PartPage, goal: RowFields, prompts: Sequence[PromptWords]) -> GoalPage:
    by_key = {prompt.key: prompt for prompt in prompts}
    return GoalPage(replace(page, rows=[goal]), by_key.get(AGAIN), by_key.get(STEP))


def _page(person: User, workbook: Workbook) -> PartPage | None:
    parts = parts_of(workbook.edition_id, person.language)
    part = next((each for each in parts if each.is_goals), None)
    if part is None:
        return None
    return PartPage(page_mark(workbook), part, parts, [], is_done=is_done(workbook, part.id))


def _listed_goals(workbook: Workbook, vault: Vault, prompts: Sequence[PromptWords]) -> list[Goal]:
    """Return the goals in which something is written, is kept beside what is, or can be brought back."""
    rows = rows_of(workbook, vault, kind=Part.Kind.GOALS)
    beside = {place for _prompt, place in copies_by_slot(workbook, vault, [each.id for each in prompts])}
    held = {row.above or row.id for row in rows if row.has_earlier or row.id in beside}
    return [goal for goal in goals_in(rows) if goal.has_words or goal.id in held]


def _new_goal(prompts: Sequence[PromptWords]) -> RowFields:
    goal = empty_row(Place(uuid4()), 1, _written(prompts))
    return replace(goal, steps=_empty_steps(goal.place.row, 1, prompts))


def _stored_goal(
    workbook: Workbook,
    vault: Vault,
    prompts: Sequence[PromptWords],
    goal_id: UUID,
    showing: Collection[UUID],
) -> RowFields | None:
    rows = rows_of(workbook, vault, kind=Part.Kind.GOALS)
    row = next((row for row in rows if row.id == goal_id and not row.above), None)
    if row is None:
        return None
    copies = copies_by_slot(workbook, vault, [prompt.id for prompt in prompts])
    held = {*showing, *(place for _prompt, place in copies)}
    steps = [each for each in rows if each.above == goal_id and _is_shown(each, held)]
    asked = [prompt for prompt in prompts if prompt.key == STEP]
    shown = [row_fields(step, number, asked, copies) for number, step in enumerate(steps, start=1)]
    goal = row_fields(row, 1, _written(prompts), copies)
    return replace(goal, steps=[*with_moves(shown), *_empty_steps(goal_id, len(shown) + 1, prompts)])


def _is_shown(step: OpenedRow, showing: Collection[UUID | None]) -> bool:
    return not step.is_empty or step.has_earlier or step.id in showing


def _written(prompts: Sequence[PromptWords]) -> list[PromptWords]:
    """Return the prompts of a goal that are answered by writing, its steps apart."""
    return [prompt for prompt in prompts if prompt.key not in (STEP, AGAIN)]


def _empty_steps(goal: UUID, first: int, prompts: Sequence[PromptWords]) -> list[RowFields]:
    asked = [prompt for prompt in prompts if prompt.key == STEP]
    return [empty_row(Place(uuid4(), goal), first + extra, asked) for extra in range(EMPTY_STEPS)]
