"""Goals: what, why it matters, small steps. Two pages that edit one goal never overwrite each other."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from accounts.vault import Vault, vault_for
from wellness.models import Goal, Workbook

MOST_STEPS = 10


@dataclass(frozen=True)
class Step:
    """One small step, ticked off or not."""

    text: str
    done: bool = False


@dataclass(frozen=True)
class GoalContent:
    """What a person wrote about a goal."""

    title: str
    why: str = ""
    steps: list[Step] = field(default_factory=list)

    @property
    def steps_done(self) -> int:
        return sum(step.done for step in self.steps)


@dataclass(frozen=True)
class OpenedGoal:
    """A goal, opened; where it does not open its content is empty and `reference` names it."""

    id: UUID
    content: GoalContent
    version: int
    saved_at: datetime
    reference: str = ""


@dataclass(frozen=True)
class GoalDraft:
    """A goal on its way to be saved; `base` is the version its page showed, 0 for a new one."""

    operation: UUID
    base: int
    content: GoalContent


@dataclass(frozen=True)
class SavedGoal:
    """Where a draft is kept now; `is_second` where it stands beside a goal that was changed elsewhere."""

    id: UUID
    is_second: bool = False


def goals_of(workbook: Workbook, vault: Vault) -> list[OpenedGoal]:
    """Return a workbook's goals, opened, in the order they were made."""
    rows = Goal.objects.of(workbook).order_by("position", "saved_at", "pk")
    return [opened_goal(row, vault) for row in rows]


def opened_goal(row: Goal, vault: Vault) -> OpenedGoal:
    """Return a goal, opened."""
    opened = vault.try_open(row, "sealed")
    content = _content(opened.value) if opened.is_readable else GoalContent("")
    return OpenedGoal(row.pk, content, row.version, row.saved_at, opened.reference)


def add_goal(person: User, workbook: Workbook, draft: GoalDraft) -> SavedGoal:
    """Save a new goal; the same form sent again makes no second one."""
    try:
        return SavedGoal(_added(person, workbook, draft))
    except IntegrityError:
        # The same form, sent twice, was saved a moment ago.
        return SavedGoal(_added(person, workbook, draft))


def change_goal(person: User, goal: Goal, draft: GoalDraft) -> SavedGoal:
    """Save over a goal; where it was changed elsewhere since, keep the draft as a goal of its own beside it.

    Raise CannotOpen, changing nothing, where the goal does not open.
    """
    try:
        return _changed(person, goal, draft)
    except IntegrityError:
        return _changed(person, goal, draft)


@transaction.atomic
def _changed(person: User, goal: Goal, draft: GoalDraft) -> SavedGoal:
    row = Goal.objects.select_for_update().select_related("workbook").get(pk=goal.pk)
    vault = vault_for(person)
    if _content(vault.open(row, "sealed")) == draft.content:
        return SavedGoal(row.pk)
    if row.version != draft.base:
        return SavedGoal(_added(person, row.workbook, draft, position=row.position), is_second=True)
    vault.seal(row, "sealed", asdict(draft.content))
    row.version += 1
    row.saved_at = timezone.now()
    row.save(update_fields=["sealed", "version", "saved_at"])
    return SavedGoal(row.pk)


@transaction.atomic
def _added(person: User, workbook: Workbook, draft: GoalDraft, position: int | None = None) -> UUID:
    # Named by the form's operation within the workbook, so that the form sent again finds what it made.
    key = uuid5(workbook.pk, str(draft.operation))
    vault = vault_for(person)
    made = Goal.objects.of(workbook).filter(pk=key).first()
    if made is not None and opened_goal(made, vault).content == draft.content:
        return key
    row = Goal(workbook=workbook, position=_last_place(workbook) if position is None else position)
    row.pk = key if made is None else row.pk
    vault.seal(row, "sealed", asdict(draft.content))
    row.save(force_insert=True)
    return row.pk


def _last_place(workbook: Workbook) -> int:
    last: int | None = Goal.objects.of(workbook).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _content(value: Mapping[str, Any]) -> GoalContent:
    steps = [Step(step["text"], bool(step.get("done"))) for step in value.get("steps", [])]
    return GoalContent(value.get("title", ""), value.get("why", ""), steps)
