"""Rounds: a person's workbooks, one after the other. The latest is the one to write in; the others are to read.

A fresh one is started from a page that names the workbook it was made for, so that pressing twice, or in two tabs,
starts one. As long as nothing new is in it, it can be put away, and the one before is the one to write in again.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.vault import vault_for
from wellness.carrying import Carried, carried_operation, carried_row, carry_over
from wellness.models import (
    CheckIn,
    ConflictCopy,
    EarlierText,
    Edition,
    Entry,
    PartProgress,
    PartRow,
    Summary,
    Workbook,
)
from wellness.workbooks import NothingPublished, current_workbook


@dataclass(frozen=True)
class Round:
    """One of a person's workbooks; `ended_at` is when the next one was started, None for the one they write in."""

    number: int
    started_at: datetime
    ended_at: datetime | None = None

    @property
    def is_current(self) -> bool:
        return self.ended_at is None


@dataclass(frozen=True)
class Started:
    """The workbook to write in now. `carried` is None where it had been started already."""

    workbook: Workbook
    carried: Carried | None = None


def rounds_of(person: User) -> list[Round]:
    """Return a person's workbooks, the latest first."""
    found = list(Workbook.objects.of(person).order_by("-round"))
    ends = [None, *(later.started_at for later in found)]
    return [Round(each.round, each.started_at, end) for each, end in zip(found, ends, strict=False)]


@transaction.atomic
def start_round(person: User, workbook: Workbook, kinds: Collection[str]) -> Started:
    """Start a fresh workbook after this one, in the current edition, and take along the parts of these kinds.

    Where this one is not, or no longer, the one to write in, or nothing is in it yet, nothing is started.
    """
    latest = current_workbook(person)
    if latest.pk != workbook.pk or is_as_it_began(person, workbook):
        return Started(latest)
    edition = Edition.objects.current()
    if edition is None:
        raise NothingPublished
    fresh, is_made = Workbook.objects.get_or_create(
        person=person, round=workbook.round + 1, defaults={"edition": edition}
    )
    return Started(fresh, carry_over(person, workbook, fresh, kinds) if is_made else None)


def put_away(person: User, workbook: Workbook) -> bool:
    """Delete a workbook with nothing new in it, so that the one before is the one to write in again.

    Return False, changing nothing, where something new is in it, or where it is the first or not the latest.
    """
    try:
        return _put_away(person, workbook)
    except IntegrityError:
        # Something was written in it a moment ago.
        return False


def is_as_it_began(person: User, workbook: Workbook) -> bool:
    """Say whether nothing was written, rated or chosen in a workbook beyond what came along from an earlier one."""
    has_new = (
        _has_new_words(person, workbook)
        or EarlierText.objects.of(workbook).exists()
        or CheckIn.objects.of(workbook).exists()
        or Summary.objects.of(workbook).exists()
        or PartProgress.objects.filter(workbook=workbook, is_done=True).exists()
        or ConflictCopy.objects.of(workbook).filter(kept_at__gt=workbook.started_at).exists()
    )
    return not has_new and _has_rows_as_they_came(person, workbook)


@transaction.atomic
def _put_away(person: User, workbook: Workbook) -> bool:
    latest, *earlier = Workbook.objects.of(person).select_for_update().order_by("-round")
    if latest.pk != workbook.pk or not earlier or not is_as_it_began(person, workbook):
        return False
    latest.delete()
    return True


def _has_new_words(person: User, workbook: Workbook) -> bool:
    """Say whether an answer was written since; one that was emptied again is none."""
    vault = vault_for(person)
    written = Entry.objects.of(workbook).exclude(operation=carried_operation(workbook))
    return any(vault.try_open(entry, "sealed").value != "" for entry in written)


def _has_rows_as_they_came(person: User, workbook: Workbook) -> bool:
    """Say whether every row came along, and none was ticked, changed or taken out since."""
    rows = list(PartRow.objects.of(workbook))
    if not rows:
        return True
    vault = vault_for(person)
    earlier = PartRow.objects.written_by(person).exclude(workbook=workbook)
    came = {carried_row(workbook, row.pk): row for row in earlier}
    return all(
        row.removed_at is None
        and row.pk in came
        and vault.try_open(row, "marks").value == (vault.try_open(came[row.pk], "marks").value or {})
        for row in rows
    )
