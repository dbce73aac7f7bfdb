"""Where things stand, in words: not started, in progress, done for now. Never a percentage."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wellness.models import Entry, PartProgress, Workbook
from wellness.parts import PartWords


class State(Enum):
    """How far a part is. The value is the class of its tag in the style sheet."""

    NOT_STARTED = "none"
    IN_PROGRESS = "progress"
    DONE = "done"

    @property
    def words(self) -> Promise:
        return STATE_WORDS[self]


STATE_WORDS = {
    State.NOT_STARTED: _("Not started"),
    State.IN_PROGRESS: _("In progress"),
    State.DONE: _("Done for now"),
}


@dataclass(frozen=True)
class PartState:
    """A part and how far it is."""

    part: PartWords
    state: State


def last_written(workbook: Workbook) -> dict[int, datetime]:
    """Return when each part that holds words was last written in, by the part's id."""
    entries = Entry.objects.of(workbook).filter(row__removed_at=None, row__above__removed_at=None)
    return dict(entries.values_list("prompt__part_id").annotate(last=Max("saved_at")).order_by())


def part_states(
    workbook: Workbook, parts: Sequence[PartWords], rated: Collection[str], written: Collection[int]
) -> list[PartState]:
    """Return how far each part is; `rated` holds the dimensions with a rating, `written` the parts with words."""
    done = set(PartProgress.objects.filter(workbook=workbook, is_done=True).values_list("part_id", flat=True))
    started = {*written} | {part.id for part in parts if part.dimension in rated}
    return [PartState(part, _state(part.id, done, started)) for part in parts]


def next_step(states: Sequence[PartState]) -> PartWords | None:
    """Return the part to offer next: the first not started, else the first in progress, else none."""
    for wanted in (State.NOT_STARTED, State.IN_PROGRESS):
        for stands in states:
            if stands.state is wanted:
                return stands.part
    return None


def is_done(workbook: Workbook, part_id: int) -> bool:
    """Say whether the person called a part done for now."""
    return PartProgress.objects.filter(workbook=workbook, part_id=part_id, is_done=True).exists()


def note_done(workbook: Workbook, part_id: int, *, done: bool) -> None:
    """Keep whether the person calls a part done for now."""
    PartProgress.objects.update_or_create(workbook=workbook, part_id=part_id, defaults={"is_done": done})


def _state(part_id: int, done: set[int], started: set[int]) -> State:
    if part_id in done:
        return State.DONE
    return State.IN_PROGRESS if part_id in started else State.NOT_STARTED
