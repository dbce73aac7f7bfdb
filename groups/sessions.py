"""The sessions of a group as cards: what someone in the group reads of each.

The group sees what a session is about and, where something was swapped, the reason; never a count. Whether a session
answers what a person noted is told to that person alone.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.dateformat import format as in_date_words
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.places import place_of
from groups.models import Absence, Group, Material, PeerSession
from wellness.interests import TopicCard, interests_of, topics_by_id

MOST_SESSIONS = 10
LINK_OPENS = timedelta(hours=1)
Kind = PeerSession.Kind
State = PeerSession.State
LINES: Mapping[str, Promise] = {
    Kind.WELCOME: gettext_lazy("We meet, and agree on how to be with each other. You can just listen."),
    Kind.CRISIS_PLAN: gettext_lazy("Each makes a plan for a hard day. You can leave yours for later."),
    Kind.ENDING: gettext_lazy("What we take with us, what stays, and where to turn next."),
    Kind.OPEN: gettext_lazy("What it is about is still open. You can say what you would like."),
}
ICONS: Mapping[str, str] = {Kind.WELCOME: "door-open", Kind.CRISIS_PLAN: "life-buoy", Kind.ENDING: "sunset"}


@dataclass(frozen=True)
class SessionCard:
    """One session in words, as one person reads it.

    `when` is in the group's zone; `zone` names that zone where the reader's clock may show another time, and
    `your_when` is then the reader's own time, empty where they have not said their zone. `was_when` is when the
    group was told that it would be, where it moved. `link` and `address` are the session's or else the group's; the
    link is empty while `link_comes_later`. `materials` are put in by `groups.materials.with_materials`.
    """

    id: UUID
    number: int
    kind: str
    name: str
    line: str
    hue: str
    icon: str
    starts_at: datetime | None
    minutes: int
    when: str
    zone: str
    your_when: str
    was_when: str
    link: str
    link_comes_later: bool
    address: str
    state: str
    state_words: str
    led_by: str
    reason: str
    answers_you: bool
    is_missed: bool
    is_next: bool
    has_begun: bool
    is_over: bool
    materials: tuple[Material, ...] = ()

    @property
    def is_held(self) -> bool:
        return self.state == State.HELD

    @property
    def is_cancelled(self) -> bool:
        return self.state == State.CANCELLED

    @property
    def is_changed(self) -> bool:
        """Whether it is not as the group was told: moved, or not taking place."""
        return self.is_cancelled or bool(self.was_when)

    @property
    def can_be_missed(self) -> bool:
        """Whether it is still to come, so that someone could say that they cannot."""
        return self.state == State.PLANNED and self.starts_at is not None and not self.is_over

    @property
    def is_hybrid(self) -> bool:
        """Whether one can come in person or online."""
        return bool(self.address and (self.link or self.link_comes_later))


def programme_of(group: Group, person: User, language: str, *, leads: bool = False) -> list[SessionCard]:
    """Return the sessions of a group in order, as someone in it reads them; 6 queries.

    One that does not take place is told until its time has passed, so that nobody comes for nothing; of an archived
    group, none that was still to come. The link is for
    those who lead, and for members from an hour before a session until its end.
    """
    now = timezone.now()
    found = group.sessions.select_related("led_by__person").order_by(
        "position", F("starts_at").asc(nulls_last=True)
    )
    sessions = [session for session in found if _is_shown(session, group, now)]
    topics = topics_by_id([session.topic_id for session in found if session.topic_id], language)
    coming = coming_session(sessions, now)
    missed = set() if leads else set(Absence.objects.said_by(person, group).values_list("session", flat=True))
    reader = _Reader(group, person, topics, _Marks(interests_of(person), missed, coming), now, leads=leads)
    return [reader.card(session) for session in sessions]


def next_session(cards: Iterable[SessionCard]) -> SessionCard | None:
    """Return the card of the session that comes next, of the cards of one programme."""
    return next((card for card in cards if card.is_next), None)


def name_of(session: PeerSession, language: str) -> str:
    """Return what a session is about, in words; 3 queries."""
    topics = topics_by_id([session.topic_id] if session.topic_id else [], language)
    return next((topic.name for topic in topics.values()), session.get_kind_display())


def coming_session(sessions: Iterable[PeerSession], now: datetime) -> PeerSession | None:
    """Return the planned session that comes next: the earliest not over yet, or else the first without a date."""
    planned = [session for session in sessions if session.state == State.PLANNED]
    dated = [session for session in planned if session.starts_at and ends_at(session) > now]
    undated = [session for session in planned if session.starts_at is None]
    return min(dated, key=ends_at, default=undated[0] if undated else None)


def ends_at(session: PeerSession) -> datetime:
    """Return when a session with a date ends. Raise ValueError for one without."""
    if session.starts_at is None:
        message = f"Session {session.pk} has no date."
        raise ValueError(message)
    return session.starts_at + timedelta(minutes=session.minutes)


def is_called_off(session: PeerSession, group: Group) -> bool:
    """Return whether a session with a date was still to come when its group was archived, and so does not take place."""
    return not session.is_held and group.archived_at is not None and ends_at(session) > group.archived_at


def link_is_shown(session: PeerSession, now: datetime) -> bool:
    """Return whether members see the way to a session online: from an hour before it until it ends."""
    if session.starts_at is None or session.state == State.CANCELLED:
        return False
    return is_link_time(session.starts_at, session.minutes, now)


def is_link_time(start: datetime, minutes: int, now: datetime) -> bool:
    """Return whether it is time for a link: from an hour before a start until the end."""
    return start - LINK_OPENS <= now < start + timedelta(minutes=minutes)


def times_for(moment: datetime | None, group: Group, person: User) -> tuple[str, str, str]:
    """Return the group's time, its zone and a person's own time; the last two empty where they agree."""
    if moment is None:
        return "", "", ""
    when = day_and_time(moment, group.zone)
    if not person.time_zone:
        return when, zone_words(group.zone), ""
    here, there = moment.astimezone(person.zone), moment.astimezone(group.zone)
    if here.utcoffset() == there.utcoffset():
        return when, "", ""
    is_same_day = here.date() == there.date()
    yours = in_date_words(here, "H:i") if is_same_day else day_and_time(moment, person.zone)
    return when, zone_words(group.zone), yours


def day_and_time(moment: datetime, zone: ZoneInfo) -> str:
    """Return a moment as people in a zone say it."""
    # Translators: Django's date format, as in "Tue 3 December, 18:30".
    return in_date_words(moment.astimezone(zone), _("D j F, H:i"))


def date_words(day: date) -> str:
    """Return a day as people say it."""
    # Translators: Django's date format, as in "Tue 3 December".
    return in_date_words(day, _("D j F"))


def zone_words(zone: ZoneInfo) -> str:
    """Return a zone by its place: "London time"."""
    if "/" not in zone.key:
        return zone.key
    return _("%(place)s time") % {"place": place_of(zone.key, get_language() or settings.LANGUAGE_CODE)}


@dataclass(frozen=True)
class _Marks:
    """What sets sessions apart for one person: topics they noted, sessions they cannot come to, and which is next."""

    noted: Container[int]
    missed: Container[UUID]
    coming: PeerSession | None


@dataclass(frozen=True)
class _Reader:
    """Who reads, and all that is needed to put each session of the group into words for them."""

    group: Group
    person: User
    topics: Mapping[int, TopicCard]
    marks: _Marks
    now: datetime
    leads: bool

    def card(self, session: PeerSession) -> SessionCard:
        name, line, hue, icon = self._about(session)
        when, zone, your_when = times_for(session.starts_at, self.group, self.person)
        link = session.link or self.group.link
        is_next = session == self.marks.coming
        is_open = self.leads or link_is_shown(session, self.now)
        return SessionCard(
            id=session.pk,
            number=session.position,
            kind=session.kind,
            name=name,
            line=line,
            hue=hue,
            icon=icon,
            starts_at=session.starts_at,
            minutes=session.minutes,
            when=when,
            zone=zone,
            your_when=your_when,
            was_when=self._was_when(session),
            link=link if is_open else "",
            link_comes_later=bool(link) and not is_open,
            address=session.address or self.group.address,
            state=session.state,
            state_words=_state_words(session, is_next=is_next),
            led_by=_leader(session),
            reason=session.reason,
            answers_you=session.topic_id in self.marks.noted,
            is_missed=session.pk in self.marks.missed,
            is_next=is_next,
            has_begun=bool(session.starts_at and session.starts_at <= self.now),
            is_over=bool(session.starts_at and ends_at(session) <= self.now),
        )

    def _about(self, session: PeerSession) -> tuple[str, str, str, str]:
        topic = self.topics.get(session.topic_id or 0)
        if topic:
            return topic.name, topic.line, topic.dimension.hue, topic.dimension.icon
        line = LINES.get(session.kind, "")
        return session.get_kind_display(), str(line), "", ICONS.get(session.kind, "message-circle")

    def _was_when(self, session: PeerSession) -> str:
        if session.moved_from is None or session.state != State.PLANNED:
            return ""
        return day_and_time(session.moved_from, self.group.zone)


def _is_shown(session: PeerSession, group: Group, now: datetime) -> bool:
    if session.state == State.HELD:
        return True
    is_over = session.starts_at is not None and ends_at(session) <= now
    if session.state == State.CANCELLED:
        return session.starts_at is not None and not is_over
    return group.archived_at is None or (session.starts_at is not None and not is_called_off(session, group))


def _state_words(session: PeerSession, *, is_next: bool) -> str:
    if session.state == State.HELD:
        return _("Took place")
    if session.state == State.CANCELLED:
        return _("Not taking place")
    if session.starts_at is None:
        return _("No date yet")
    return _("Next") if is_next else ""


def _leader(session: PeerSession) -> str:
    """Return the name of who leads a session, while they are in the group and can sign in."""
    place = session.led_by
    return place.name if place and place.left_at is None and place.account.is_active else ""


def number_of_sessions(sessions: Sequence[PeerSession]) -> int:
    """Return how many of the ten sessions are taken."""
    return sum(session.state != State.CANCELLED for session in sessions)
