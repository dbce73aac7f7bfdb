"""A day and a time become one moment, or a sentence that says why not."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from groups.local_time import ComesTwice, NeverComes, moment_of

pytestmark = pytest.mark.without_database


@pytest.mark.parametrize(
    ("day", "clock", "zone", "moment"),
    [
        (date(2026, 12, 1), time(18, 30), "Europe/London", datetime(2026, 12, 1, 18, 30, tzinfo=UTC)),
        (date(2026, 6, 1), time(18, 30), "Europe/London", datetime(2026, 6, 1, 17, 30, tzinfo=UTC)),
        (date(2026, 3, 29), time(0, 59), "Europe/London", datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        (date(2026, 3, 29), time(2, 0), "Europe/London", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (date(2026, 10, 25), time(2, 0), "Europe/London", datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
        (date(2026, 12, 1), time(18, 30), "Asia/Kathmandu", datetime(2026, 12, 1, 12, 45, tzinfo=UTC)),
    ],
)
def test_a_time_is_read_on_the_clocks_of_its_day(day, clock, zone, moment):
    assert moment_of(day, clock, ZoneInfo(zone)) == moment


@pytest.mark.parametrize(
    ("day", "clock", "zone"),
    [
        (date(2026, 3, 29), time(1, 30), "Europe/London"),
        (date(2026, 3, 8), time(2, 0), "America/New_York"),
        (date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe"),
    ],
)
def test_a_time_that_clocks_jump_over_never_comes(day, clock, zone):
    with pytest.raises(NeverComes):
        moment_of(day, clock, ZoneInfo(zone))


@pytest.mark.parametrize(
    ("day", "clock", "zone"),
    [
        (date(2026, 10, 25), time(1, 30), "Europe/London"),
        (date(2026, 11, 1), time(1, 0), "America/New_York"),
        (date(2026, 4, 5), time(1, 45), "Australia/Lord_Howe"),
    ],
)
def test_a_time_that_clocks_go_back_over_comes_twice(day, clock, zone):
    with pytest.raises(ComesTwice):
        moment_of(day, clock, ZoneInfo(zone))
