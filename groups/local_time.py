"""A day and a time on the clocks of a place, told apart from those that never come or come twice."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone


class NeverComes(ValueError):  # noqa: N818 - it reads as what is so
    """Clocks go forward over this time."""


class ComesTwice(ValueError):  # noqa: N818 - it reads as what is so
    """Clocks go back over this time, so that it could be either of two moments."""


def moment_of(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return the moment when the clocks of a zone show this time. Raise NeverComes or ComesTwice."""
    moment = datetime.combine(day, clock, tzinfo=zone)
    if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise NeverComes
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():
        raise ComesTwice
    return moment


def end_of_day_after(days: int, zone: ZoneInfo) -> datetime:
    """Return the last minute of the day that many days from today, in a zone."""
    today = timezone.localdate(timezone=zone)
    return datetime.combine(today + timedelta(days=days), time(23, 59), tzinfo=zone)
