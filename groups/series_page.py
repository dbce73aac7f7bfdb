"""What the page of a series shows before anything is stored: each day, and what would be on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.dateformat import format as in_date_words
from django.utils.dateformat import time_format
from django.utils.translation import gettext as _

from groups.models import Group, PeerSession
from groups.series import Series
from groups.sessions import date_words, zone_words
from wellness.interests import TopicCard, topics_by_id


@dataclass(frozen=True)
class SeriesDay:
    """A day of a rule in words; one left out has no name and no number."""

    day: date
    words: str
    name: str = ""

    @property
    def is_left_out(self) -> bool:
        return not self.name


@dataclass(frozen=True)
class SeriesPage:
    """A series looked at. `crosses_change`: the clocks of the place change between two of its days."""

    rule: str
    days: Sequence[SeriesDay]
    crosses_change: bool


def series_page(group: Group, series: Series, sessions: Sequence[PeerSession], language: str) -> SeriesPage:
    """Return the page of a series with the sessions that it would date; 3 queries."""
    topics = topics_by_id([session.topic_id for session in sessions if session.topic_id], language)
    names = {
        session.starts_at.astimezone(group.zone).date(): _name(session, topics)
        for session in sessions
        if session.starts_at
    }
    days = [SeriesDay(day, date_words(day), names.get(day, "")) for day in series.rule.looked_at]
    offsets = {each.starts_at.astimezone(group.zone).utcoffset() for each in sessions if each.starts_at}
    return SeriesPage(rule_words(group, series), days, crosses_change=len(offsets) > 1)


def rule_words(group: Group, series: Series) -> str:
    """Return a rule as one says it: "Every week on Tuesday at 18:00 (London time)"."""
    rule = series.rule
    told = {
        "weekday": in_date_words(rule.first, "l"),
        "time": time_format(rule.clock, "H:i"),
        "zone": zone_words(group.zone),
        "weeks": rule.weeks,
    }
    if rule.weeks == 1:
        return _("Every week on %(weekday)s at %(time)s (%(zone)s)") % told
    return _("Every %(weeks)s weeks on %(weekday)s at %(time)s (%(zone)s)") % told


def _name(session: PeerSession, topics: Mapping[int, TopicCard]) -> str:
    topic = topics.get(session.topic_id or 0)
    return topic.name if topic else session.get_kind_display()
