"""Who came: noted by those who lead on one page, each person here, could not come, or not here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.group_vault import vault_of_group
from accounts.models import User
from accounts.vault import Opened
from groups.models import Absence, Attendance, Membership, PeerSession
from groups.models.group import MembershipQuerySet
from groups.permissions import can_help, can_lead
from groups.readers import shown_name
from groups.scheduling import CannotPlan, mark_held
from groups.sessions import LINK_OPENS, ends_at

State = Attendance.State


@dataclass(frozen=True)
class Line:
    """One participant on the page: `noted` is what is stored, "" for nothing; `word` is what they left with those who lead.

    `if_away` is what they would like to happen when they do not come, "" where unsaid or not for this reader.
    """

    place: Membership
    name: str
    said_absent: bool
    word: Opened | None
    noted: str
    if_away: str

    @property
    def chosen(self) -> str:
        """What the page offers first: what is noted, or else what the person said in advance."""
        return self.noted or (State.AWAY if self.said_absent else "")


def can_be_noted(session: PeerSession) -> bool:
    """Return whether a session is near enough, or past, to note who came."""
    if session.state == PeerSession.State.CANCELLED:
        return False
    return session.starts_at is None or session.starts_at - LINK_OPENS <= timezone.now()


def attendance_lines(session: PeerSession, reader: User) -> list[Line]:
    """Return everyone who could have come, by name, as one who leads reads it; words and wishes are for facilitators alone."""
    places = sorted(people_of(session), key=lambda place: shown_name(place).casefold())
    absences = {absence.place_id: absence for absence in Absence.objects.from_session(session)}
    noted = dict(Attendance.objects.filter(session=session).values_list("place_id", "state"))
    leads = can_lead(reader, session.group)
    words = _words(session, absences, reader) if leads else {}
    return [
        Line(
            place=place,
            name=shown_name(place),
            said_absent=place.pk in absences,
            word=words.get(place.pk),
            noted=noted.get(place.pk, ""),
            if_away=place.get_if_away_display() if leads and place.if_away else "",
        )
        for place in places
    ]


def names_for(session: PeerSession) -> list[str]:
    """Return the names of everyone who could have come, with an account or without, in alphabetical order."""
    return sorted((shown_name(place) for place in people_of(session)), key=str.casefold)


def people_of(session: PeerSession) -> MembershipQuerySet:
    """Return the places of participants who were in the group when a session took place, or are for one to come."""
    start = session.starts_at or timezone.now()
    end = ends_at(session) if session.starts_at else start
    places = Membership.objects.filter(group=session.group_id, role=Membership.Role.PARTICIPANT)
    is_still_here = Q(left_at__isnull=True) | Q(left_at__gte=start)
    return places.filter(is_still_here, joined_at__lte=end).select_related("person")


@transaction.atomic
def note_attendance(*, session: PeerSession, marks: Mapping[int, str], by: User) -> None:
    """Note who came, by the id of their place; whoever is not named stays as noted before.

    Where a facilitator notes someone as here once a session has begun, the session took place. Raise CannotPlan
    before it is time, PermissionDenied unless `by` helps to lead the group.
    """
    if not can_help(by, session.group):
        raise PermissionDenied
    if not can_be_noted(session):
        raise CannotPlan(_("You can note who came from an hour before the session."))
    known = {place.pk for place in people_of(session)}
    Attendance.objects.bulk_create(
        [
            Attendance(session=session, place_id=place, state=State(mark))
            for place, mark in marks.items()
            if place in known
        ],
        update_conflicts=True,
        unique_fields=["session", "place"],
        update_fields=["state"],
    )
    if State.HERE in marks.values() and has_begun(session.starts_at) and can_lead(by, session.group):
        mark_held(session=session, by=by)


def has_begun(start: datetime | None) -> bool:
    return start is not None and start <= timezone.now()


def marks_in(posted: Mapping[str, str], lines: Sequence[Line]) -> dict[int, str]:
    """Return what a form changes, by place: nothing that stands as the page showed it, so that two phones can note.

    A form sent with `rest` notes whoever has no mark yet as here.
    """
    marks = {}
    for line in lines:
        mark, was = posted.get(f"place-{line.place.pk}", ""), posted.get(f"was-{line.place.pk}", "")
        if not mark and not line.noted and "rest" in posted:
            mark = State.HERE
        if mark in State.values and mark != was:
            marks[line.place.pk] = mark
    return marks


def _words(session: PeerSession, absences: Mapping[int, Absence], reader: User) -> dict[int, Opened]:
    """Return what people left with those who lead, by place, where the reader may open it."""
    left = {place: absence for place, absence in absences.items() if absence.sealed}
    if not left:
        return {}
    vault = vault_of_group(session.group_id, reader=reader)
    return {place: vault.try_open(absence, "sealed") for place, absence in left.items()}
