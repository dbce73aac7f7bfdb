"""A rule keeps its time of day on the clocks of the place, whatever they do."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from groups.recurrence import Rule, UnclearDay

pytestmark = pytest.mark.without_database


def times_of(zone, first, *, clock=time(18, 0), times=4, weeks=1, left_out=()):
    rule = Rule(first, clock, weeks, times, frozenset(left_out))
    return [moment.astimezone(UTC).strftime("%d.%m. %H:%M") for moment in rule.moments(ZoneInfo(zone))]


@pytest.mark.parametrize(
    ("zone", "first", "moments"),
    [
        (
            "Europe/London",
            date(2026, 10, 13),
            ["13.10. 17:00", "20.10. 17:00", "27.10. 18:00", "03.11. 18:00"],
        ),
        (
            "Europe/London",
            date(2027, 3, 16),
            ["16.03. 18:00", "23.03. 18:00", "30.03. 17:00", "06.04. 17:00"],
        ),
        (
            "America/New_York",
            date(2026, 10, 20),
            ["20.10. 22:00", "27.10. 22:00", "03.11. 23:00", "10.11. 23:00"],
        ),
        (
            "America/New_York",
            date(2027, 3, 2),
            ["02.03. 23:00", "09.03. 23:00", "16.03. 22:00", "23.03. 22:00"],
        ),
        (
            "Australia/Sydney",
            date(2026, 9, 22),
            ["22.09. 08:00", "29.09. 08:00", "06.10. 07:00", "13.10. 07:00"],
        ),
        (
            "Australia/Sydney",
            date(2027, 3, 23),
            ["23.03. 07:00", "30.03. 07:00", "06.04. 08:00", "13.04. 08:00"],
        ),
    ],
)
def test_six_in_the_evening_stays_six_when_the_clocks_change(zone, first, moments):
    assert times_of(zone, first) == moments


def test_a_day_left_out_does_not_count_among_the_times():
    rule = Rule(date(2026, 12, 10), time(18), 1, 4, frozenset({date(2026, 12, 24)}))

    assert [day.day for day in rule.days] == [10, 17, 31, 7]
    assert [day.day for day in rule.looked_at] == [10, 17, 24, 31, 7]


def test_a_day_left_out_after_the_last_is_not_looked_at():
    rule = Rule(date(2026, 12, 10), time(18), 1, 2, frozenset({date(2026, 12, 31)}))

    assert [day.day for day in rule.looked_at] == [10, 17]


def test_every_two_weeks_skips_the_week_between():
    assert [day.day for day in Rule(date(2026, 12, 1), time(18), 2, 3).days] == [1, 15, 29]


@pytest.mark.parametrize(
    ("zone", "first", "clock", "day", "comes_twice"),
    [
        ("Europe/London", date(2026, 10, 18), time(1, 30), date(2026, 10, 25), True),
        ("Europe/London", date(2027, 3, 21), time(1, 30), date(2027, 3, 28), False),
        ("America/New_York", date(2026, 10, 25), time(1, 30), date(2026, 11, 1), True),
        ("America/New_York", date(2027, 3, 7), time(2, 30), date(2027, 3, 14), False),
        ("Australia/Sydney", date(2027, 3, 28), time(2, 30), date(2027, 4, 4), True),
        ("Australia/Sydney", date(2026, 9, 27), time(2, 30), date(2026, 10, 4), False),
    ],
)
def test_a_time_that_clocks_do_not_show_once_names_its_day(zone, first, clock, day, comes_twice):
    with pytest.raises(UnclearDay) as refused:
        times_of(zone, first, clock=clock)

    assert (refused.value.day, refused.value.comes_twice) == (day, comes_twice)


def test_the_unclear_day_can_be_left_out():
    found = times_of(
        "Europe/London", date(2026, 10, 18), clock=time(1, 30), times=2, left_out=[date(2026, 10, 25)]
    )

    assert found == ["18.10. 00:30", "01.11. 01:30"]


def test_moments_are_read_as_the_place_reads_them():
    [moment] = Rule(date(2026, 12, 1), time(18), 1, 1).moments(ZoneInfo("Europe/London"))

    assert moment == datetime(2026, 12, 1, 18, tzinfo=UTC)
