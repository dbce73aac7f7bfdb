"""The tables of the report: made once for each quarter, never changed, and only of what may be shown.

A group is counted in one table, that of the quarter in which its programme ended, with everyone who joined it, those
without an account too. A quarter with fewer than twenty people waits for the next. A table is made two weeks after its quarter, when answers
are in; whoever looks first makes it, and when they look changes nothing about who is in it. See docs/decisions/0020.
"""

from collections.abc import Collection, Hashable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils import timezone

from groups.giving import ratings_given_by, readmissions_told_by
from groups.models import Attendance, Group, Invitation, Membership, PeerSession, RatingsGiven, ReportTable
from groups.report.attendance import Programme, session_rows
from groups.report.hiding import Row, Table, hidden_in_line, hidden_where_small
from groups.report.intervals import Changes

FEWEST_PEOPLE = 20
SETTLES_IN = timedelta(days=14)
MONTHS_IN_QUARTER = 3
A_LOT = "a_lot"
State = PeerSession.State


def report_tables() -> list[ReportTable]:
    """Return all tables, the latest first, after making those that are due."""
    tables = list(ReportTable.objects.all())
    made = _make_due(tables[0].until if tables else None)
    return list(ReportTable.objects.all()) if made else tables


def rows_of(table: ReportTable) -> Table:
    """Return a stored table as rows."""
    return {name: _read(row) if row else None for name, row in table.rows.items()}


def quarter_of(day: date) -> date:
    """Return the first day of the quarter that a day is in."""
    return day.replace(month=day.month - (day.month - 1) % MONTHS_IN_QUARTER, day=1)


def next_quarter(first: date) -> date:
    """Return the first day of the quarter after the one that begins on a day."""
    return quarter_of(first + timedelta(days=31 * MONTHS_IN_QUARTER))


def _make_due(since: date | None) -> bool:
    """Make a table for each quarter that has settled and has people enough; return whether there was one."""
    settled = quarter_of(_day_of(timezone.now()) - SETTLES_IN)
    ended = {group.pk: _day_of(group.last) for group in _ended_before(settled)}
    if not ended:
        return False
    since = since or quarter_of(min(ended.values()))
    until, is_made = next_quarter(since), False
    while until <= settled:
        groups = [group for group, last in ended.items() if last < until]
        if len(_people_of(groups)) >= FEWEST_PEOPLE:
            _make(since, until, groups)
            ended = {group: last for group, last in ended.items() if group not in groups}
            since, is_made = until, True
        until = next_quarter(until)
    return is_made


def _day_of(moment: datetime) -> date:
    """Return the day of a moment where the site is, not where its reader is: everyone makes the same tables."""
    return timezone.localdate(moment, timezone.get_default_timezone())


def _ended_before(day: date) -> QuerySet[Any]:
    """Return the groups not counted yet whose last session was before a day, with when it was as `last`.

    A session that is to be held and has no day yet keeps a programme going, unless the group is archived.
    """
    takes_place = ~Q(sessions__state=State.CANCELLED)
    is_to_come = takes_place & Q(sessions__starts_at=None, archived_at=None)
    return (
        Group.objects.filter(counted_in=None)
        .alias(undated=Count("sessions", filter=is_to_come))
        .annotate(last=Max("sessions__starts_at", filter=takes_place))
        .filter(undated=0, last__lt=datetime.combine(day, time(), tzinfo=timezone.get_default_timezone()))
    )


def _make(since: date, until: date, groups: Collection[UUID]) -> None:
    """Make a table, unless someone else just has, or has counted one of the groups elsewhere."""
    try:
        with transaction.atomic():
            table = ReportTable.objects.create(since=since, until=until, rows=_stored(count(groups)))
            free = Group.objects.filter(pk__in=groups, counted_in=None)
            if free.update(counted_in=table) != len(groups):
                raise IntegrityError  # noqa: TRY301 - no group may be in two tables; nothing of this one stays
    except IntegrityError:
        return


def count(groups: Collection[UUID]) -> Table:
    """Return the table of some groups, small rows hidden."""
    people = _people_of(groups)
    accounts = {person for person in people if isinstance(person, UUID)}
    rows = {
        **_joining_rows(groups, len(people)),
        **_rating_rows(ratings_given_by(accounts), len(people)),
        "readmitted": _readmission_row(readmissions_told_by(accounts), len(people)),
    }
    sessions = session_rows(_programmes(groups), len(people))
    return {**hidden_where_small(rows), **hidden_in_line(sessions)}


def _people_of(groups: Collection[UUID]) -> set[Hashable]:
    """Return who joined any of these groups, each once: by their account, or by their place where they have none."""
    return {person or place for person, place in _places_in(groups).values_list("person", "pk")}


def _places_in(groups: Collection[UUID]) -> QuerySet[Membership]:
    return Membership.objects.filter(group__in=groups, role=Membership.Role.PARTICIPANT)


def _joining_rows(groups: Collection[UUID], people: int) -> dict[str, Row]:
    invitations = Invitation.objects.filter(group__in=groups, role=Membership.Role.PARTICIPANT)
    invited = invitations.aggregate(places=Sum("uses_limit"))["places"] or 0
    return {"invited": Row((people, invited - people)), "joined": Row((people,))}


def _programmes(groups: Collection[UUID]) -> list[Programme]:
    """Return who joined each programme, and who came to each of its sessions."""
    joined: dict[UUID, set[Hashable]] = {group: set() for group in groups}
    for group, person, place in _places_in(groups).values_list("group", "person", "pk"):
        joined[group].add(person or place)
    sessions: dict[UUID, dict[UUID, set[Hashable]]] = {group: {} for group in groups}
    held = PeerSession.objects.filter(group__in=groups, state=State.HELD).order_by("starts_at", "pk")
    for group, session in held.values_list("group", "pk"):
        sessions[group][session] = set()
    here = Attendance.objects.filter(session__in=held, state=Attendance.State.HERE)
    for group, session, person, place in here.values_list(
        "session__group", "session", "place__person", "place"
    ):
        sessions[group][session].add(person or place)
    return [Programme(joined[group], list(sessions[group].values())) for group in groups]


def _rating_rows(given: Sequence[RatingsGiven], people: int) -> dict[str, Row]:
    changes: dict[str, list[int]] = {}
    for row in given:
        for dimension, (first, latest) in row.ratings.items():
            changes.setdefault(f"change-{dimension}", []).append(latest - first)
    said = [row.helpful for row in given if row.helpful]
    a_lot = said.count(A_LOT)
    rows = {
        name: Row((len(each), people - len(each)), changes=_changes(each)) for name, each in changes.items()
    }
    return {**rows, "helpful": Row((a_lot, len(said) - a_lot, people - len(said)))}


def _changes(changes: Sequence[int]) -> Changes:
    return Changes(len(changes), sum(changes), sum(change**2 for change in changes))


def _readmission_row(told: Sequence[str], people: int) -> Row:
    return Row((told.count("yes"), told.count("no"), people - len(told)))


def _stored(table: Table) -> dict[str, Any]:
    return {name: _written(row) if row else None for name, row in table.items()}


def _written(row: Row) -> dict[str, Any]:
    changes = [row.changes.people, row.changes.total, row.changes.squares] if row.changes else None
    return {"cells": row.cells, "outside": row.outside, "changes": changes}


def _read(stored: dict[str, Any]) -> Row:
    changes = Changes(*stored["changes"]) if stored["changes"] else None
    return Row(tuple(stored["cells"]), stored["outside"], changes)
