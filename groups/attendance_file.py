"""Who came, as counts for the organisation: one row a session that took place, and nobody's name."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from groups.models import Attendance, PeerSession
from groups.spreadsheets import Cell, csv_file

State = Attendance.State


def attendance_file(groups: Collection[UUID]) -> bytes:
    """Return the sessions of some groups that took place as a CSV file, by group and date; 1 query."""
    return csv_file([_head(), *(_row(session) for session in _counted(groups))])


def _head() -> list[Cell]:
    return [_("Group"), _("Session"), _("Date"), _("Here"), _("Could not come"), _("Not here")]


def _row(session: PeerSession) -> list[Cell]:
    local = session.starts_at.astimezone(session.group.zone) if session.starts_at else None
    counts = [getattr(session, f"count_{state.value}") or 0 for state in State]
    return [session.group.name, session.position, local.date().isoformat() if local else "", *counts]


def _counted(groups: Collection[UUID]) -> QuerySet[PeerSession]:
    held = PeerSession.objects.filter(group__in=groups, state=PeerSession.State.HELD).select_related("group")
    counts = {f"count_{state.value}": _count(state) for state in State}
    return held.annotate(**counts).order_by("group__name", "group", "position")


def _count(state: State) -> Subquery:
    noted = Attendance.objects.filter(session=OuterRef("pk")).values("session")
    return Subquery(noted.annotate(number=Count("pk", filter=Q(state=state))).values("number"))
