"""Days that follow a rule, and the moments when the clocks of a place show the rule's time on them.

"Every Tuesday at 18:00, ten times, not on 24 December" is kept on the clocks of the place: 18:00 stays 18:00 when
they change. A day left out does not count, so that ten times remain ten.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from groups.local_time import ComesTwice, NeverComes, moment_of


class UnclearDay(ValueError):  # noqa: N818 - it reads as what is so
    """On one of the days the clocks do not show the time once; `day` says which, `comes_twice` how often instead."""

    def __init__(self, day: date, *, comes_twice: bool) -> None:
        super().__init__(day.isoformat())
        self.day = day
        self.comes_twice = comes_twice


@dataclass(frozen=True)
class Rule:
    """From a first day on, every so many weeks at one time of day, so many times, some days left out."""

    first: date
    clock: time
    weeks: int
    times: int
    left_out: frozenset[date] = field(default_factory=frozenset)

    @property
    def days(self) -> list[date]:
        """The days the rule gives, in order."""
        kept = (day for day in self._every_day() if day not in self.left_out)
        return list(islice(kept, self.times))

    @property
    def looked_at(self) -> list[date]:
        """The days as one reads the rule: those left out among them, up to the last that it gives."""
        last = self.days[-1]
        return [day for day in islice(self._every_day(), self.times + len(self.left_out)) if day <= last]

    def moments(self, zone: ZoneInfo) -> list[datetime]:
        """Return when it is, on the clocks of a zone. Raise UnclearDay where they do not show the time once."""
        return [_moment(day, self.clock, zone) for day in self.days]

    def _every_day(self) -> Iterator[date]:
        day = self.first
        while True:
            yield day
            day += timedelta(weeks=self.weeks)


def _moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    try:
        return moment_of(day, clock, zone)
    except (NeverComes, ComesTwice) as unclear:
        raise UnclearDay(day, comes_twice=isinstance(unclear, ComesTwice)) from unclear
