"""Goals on paper, their steps with boxes to tick."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wellness.goals import Goal, GoalState
from wellness.paper.answers import second_texts, unreadable
from wellness.paper.sheet import Paper, Piece, Sheet, Step, Steps, question, softly, title, written
from wellness.paper.texts import paragraphs_of
from wellness.whole_workbook import HeldGoal


def goals_sheet(goals: Sequence[HeldGoal], paper: Paper) -> Sheet:
    """Return all goals: those the person is working on first, then what is done or put aside."""
    return Sheet(_("My goals"), paper, [title(_("My goals")), *goals_pieces(goals, level=2)])


def goals_pieces(goals: Sequence[HeldGoal], *, level: int) -> list[Piece]:
    """Return goals by where they stand, their names as headings of a level."""
    ordered = [held for state in GoalState for held in goals if held.goal.state is state]
    return [piece for held in ordered for piece in _goal(held, level)]


def _goal(held: HeldGoal, level: int) -> list[Piece]:
    goal = held.goal
    name = goal.title.strip() or _("A goal without a name")
    found: list[Piece] = [question(name, level)]
    if goal.state is not GoalState.WORKING:
        found.append(softly(str(goal.state.words)))
    if goal.why.strip():
        found.append(written(goal.why))
    if goal.steps:
        found.append(Steps([_step(step.text, is_done=step.is_done) for step in goal.steps]))
    return [*found, *_beside(goal), *second_texts(held.copies), *unreadable(goal.references)]


def _step(text: str, *, is_done: bool) -> Step:
    return Step(paragraphs_of(text), is_done, note=_("Done") if is_done else "")


def _beside(goal: Goal) -> list[Piece]:
    found: list[Piece] = []
    if goal.helpers.strip():
        found += [softly(_("Who can help:")), written(goal.helpers)]
    if goal.again:
        found.append(softly(_("To look at again on %(day)s") % {"day": date_format(goal.again)}))
    return found
