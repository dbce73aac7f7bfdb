"""Sessions as calendar files (RFC 5545), for anyone who may look over a shoulder or share a calendar.

An entry says that there is a session, when, and where to read on. What it is about, the group, its address and its link
are not in it: a calendar is often read by others, and by the company that keeps it. Times are moments in UTC, which
every calendar shows right on its own clocks, whichever way they change.
"""

from collections.abc import Iterable
from datetime import UTC, timedelta

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from groups.models import PeerSession
from groups.sessions import ends_at, is_called_off

State = PeerSession.State
READ_AGAIN = timedelta(hours=4)


def calendar_file(sessions: Iterable[PeerSession], *, page: str, language: str) -> bytes:
    """Return the sessions that have a date as a calendar in a language; `page` is the address to read on at."""
    calendar = Calendar()
    with translation.override(language):
        calendar.add("prodid", "-//Sevenfold//Sessions//EN")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", _("Sessions"))
        calendar.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT4H")
        for session in sessions:
            if session.starts_at:
                calendar.add_component(_entry(session, page))
    return bytes(calendar.to_ical())


def _entry(session: PeerSession, page: str) -> Event:
    """Return one session; its id stays when it moves, and its number rises with every change."""
    is_cancelled = session.state == State.CANCELLED or is_called_off(session, session.group)
    entry = Event()
    entry.add("uid", f"{session.pk}@sevenfold")
    entry.add("sequence", session.changes)
    entry.add("dtstamp", timezone.now())
    entry.add("dtstart", session.starts_at.astimezone(UTC) if session.starts_at else None)
    entry.add("dtend", ends_at(session).astimezone(UTC))
    entry.add("summary", _("Group session"))
    entry.add("description", _("Where and how to come: %(page)s") % {"page": settings.SITE_ADDRESS + page})
    entry.add("url", settings.SITE_ADDRESS + page)
    entry.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    entry.add("transp", "TRANSPARENT" if is_cancelled else "OPAQUE")
    entry.add("class", "PRIVATE")
    return entry
