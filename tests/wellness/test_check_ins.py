"""Check-ins: one row a day, merged, in the person's own day."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from accounts.vault import CannotOpen, vault_for
from wellness.check_ins import (
    AS_FAR_BACK,
    DayRatings,
    LatestRating,
    latest_ratings,
    note_rating,
    parse_rating,
    recent_check_ins,
    todays_ratings,
)
from wellness.models import CheckIn
from wellness.workbooks import current_workbook

pytestmark = pytest.mark.usefixtures("content")
FIRST, SECOND = date(2026, 11, 1), date(2026, 11, 9)


def check_ins(person) -> list[DayRatings]:
    return recent_check_ins(current_workbook(person), vault_for(person))


def test_ratings_of_one_day_are_merged(ana):
    workbook = current_workbook(ana)
    for dimension, rating in (("physical", 3), ("social", "hard"), ("physical", 6)):
        note_rating(ana, workbook, dimension, rating)

    assert [each.ratings for each in check_ins(ana)] == [{"physical": 6, "social": "hard"}]
    assert todays_ratings(ana, workbook, vault_for(ana)) == {"physical": 6, "social": "hard"}


def test_the_day_is_the_one_it_is_where_the_person_is(ana):
    ana.time_zone = "Pacific/Auckland"
    with time_machine.travel(datetime(2026, 11, 22, 23, 0, tzinfo=UTC)):
        note_rating(ana, current_workbook(ana), "physical", 6)

    assert [each.day for each in check_ins(ana)] == [date(2026, 11, 23)]


def test_two_days_are_two_check_ins_newest_first(ana):
    for day in (FIRST, SECOND):
        with time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=UTC)):
            note_rating(ana, current_workbook(ana), "physical", day.day)

    assert check_ins(ana) == [DayRatings(SECOND, {"physical": 9}), DayRatings(FIRST, {"physical": 1})]


def test_a_check_in_that_does_not_open_is_left_out_and_never_written_over(ana):
    workbook = current_workbook(ana)
    note_rating(ana, workbook, "physical", 6)
    CheckIn.objects.update(sealed=b"\x01" + bytes(300))

    with pytest.raises(CannotOpen):
        note_rating(ana, workbook, "physical", 7)

    assert (check_ins(ana), bytes(CheckIn.objects.get().sealed)) == ([], b"\x01" + bytes(300))


def test_only_so_many_check_ins_are_opened(ana, django_assert_num_queries):
    workbook, vault = current_workbook(ana), vault_for(ana)
    for number in range(AS_FAR_BACK + 5):
        row = CheckIn(workbook=workbook, day=date.fromordinal(FIRST.toordinal() + number))
        vault.seal(row, "sealed", {"physical": 5})
        row.save()

    with django_assert_num_queries(1):
        opened = recent_check_ins(workbook, vault)

    assert len(opened) == AS_FAR_BACK


@pytest.mark.parametrize(
    ("text", "rating"), [("0", 0), ("10", 10), ("skip", "skip"), ("hard", "hard"), ("", None)]
)
def test_a_rating_is_read_as_it_was_meant(text, rating):
    assert parse_rating(text) == rating


@pytest.mark.parametrize("text", ["11", "-1", "1.5", " 5", "05", "x", "٣"])
def test_anything_else_is_no_rating(text):
    with pytest.raises(ValueError, match="0 to 10"):
        parse_rating(text)


@pytest.mark.parametrize(
    ("newest_first", "latest"),
    [
        ([{"social": 4}], LatestRating(4, SECOND)),
        ([{"social": 4}, {"social": 7}], LatestRating(4, SECOND)),
        ([{"social": "hard"}, {"social": 7}], LatestRating("hard", SECOND)),
        ([{"social": 4}, {"social": "hard"}], LatestRating(4, SECOND)),
        ([{"social": "skip"}, {"social": 7}], LatestRating(7, FIRST)),
        ([{"physical": 1}, {"social": 7}], LatestRating(7, FIRST)),
    ],
)
def test_the_latest_rating_and_the_number_before_it_are_found(newest_first, latest):
    days = [DayRatings(day, ratings) for day, ratings in zip((SECOND, FIRST), newest_first, strict=False)]

    assert latest_ratings(days)["social"] == latest


def test_a_dimension_that_was_only_skipped_has_no_rating():
    assert latest_ratings([DayRatings(FIRST, {"social": "skip"})]) == {}
