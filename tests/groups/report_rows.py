"""Programmes that ended, with people who joined and came: what a report is made of."""

from datetime import UTC, date, datetime, timedelta

from groups.models import Attendance, Group, Membership, PeerSession, ReportTable
from tests.factories import GroupFactory, MembershipFactory

State = Attendance.State


def an_ended_programme(people: int, *came: int, last: datetime) -> Group:
    """Store a programme whose last session was at a time, with how many of its people came to each session."""
    group = GroupFactory()
    places = [
        MembershipFactory(group=group, joined_at=last - timedelta(weeks=20)) for _person in range(people)
    ]
    for number, there in enumerate(came, start=1):
        session = PeerSession.objects.create(
            group=group,
            position=number,
            kind=PeerSession.Kind.WELCOME,
            state=PeerSession.State.HELD,
            starts_at=last - timedelta(weeks=len(came) - number),
        )
        note_who_came(session, places, there)
    return group


def note_who_came(session: PeerSession, places: list[Membership], there: int) -> None:
    """Note the first so many as here and the others as not here."""
    for number, place in enumerate(places):
        state = State.HERE if number < there else State.NOT_HERE
        Attendance.objects.create(session=session, place=place, state=state)


def a_report_table(**rows: tuple[int, ...] | None) -> ReportTable:
    """Store a table of the second quarter of 2026 that shows these cells, or hides the row where there are none."""
    stored = {
        name.replace("_", "-"): cells and {"cells": cells, "outside": 0, "changes": None}
        for name, cells in rows.items()
    }
    return ReportTable.objects.create(since=date(2026, 4, 1), until=date(2026, 7, 1), rows=stored)


def evening(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 18, tzinfo=UTC)


def people_in(group: Group) -> list:
    return [place.person for place in group.memberships.order_by("pk")]
