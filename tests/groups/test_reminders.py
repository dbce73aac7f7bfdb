"""Reminders: for those who asked, once of each start, at the right moment on the right clocks."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from config.management.commands.db_worker import tend
from groups.absences import say_absent
from groups.archiving import archive_group
from groups.memberships import leave_group
from groups.models import Letter, Membership
from groups.reminders import queue_reminders
from groups.scheduling import drop_session, schedule_session
from tests.factories import AdminFactory, FacilitatorFactory, GroupFactory, MembershipFactory
from tests.groups.letter_queue import run_worker
from tests.groups.planning_rows import a_session

pytestmark = pytest.mark.django_db
START = datetime(2026, 12, 1, 18, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def group():
    return GroupFactory(time_zone="Europe/London")


@pytest.fixture
def lead(group):
    return FacilitatorFactory(group=group)


@pytest.fixture
def place(group):
    return MembershipFactory(group=group, reminder="hour", hears_of_changes=False)


@pytest.fixture
def session(group, lead):
    return a_session(group, 1, starts_at=START)


def reminded():
    """Look for what is due, send it, and return how many letters ever left."""
    queue_reminders()
    run_worker()
    return len(mail.outbox)


def test_nobody_is_reminded_who_did_not_ask(group, session, time_machine):
    MembershipFactory(group=group)
    time_machine.move_to(START - HOUR)

    assert reminded() == 0


def test_an_hour_before_means_from_an_hour_before_until_the_start(session, place, time_machine):
    sent = []
    for moment in (START - HOUR - MINUTE, START - HOUR, START - MINUTE, START):
        time_machine.move_to(moment, tick=False)
        sent.append(reminded())

    assert sent == [0, 1, 1, 1]


def test_a_worker_that_was_away_reminds_late_rather_than_after_the_start(session, place, time_machine):
    time_machine.move_to(START + MINUTE)
    assert reminded() == 0

    time_machine.move_to(START - MINUTE)
    assert reminded() == 1


@pytest.mark.parametrize(
    ("zone", "start", "remind_at"),
    [
        ("Europe/London", "2026-12-01T18:30Z", "2026-11-30T18:30Z"),
        # Clocks go back on 25 October: what they show is the same 25 hours before.
        ("Europe/London", "2026-10-25T18:30Z", "2026-10-24T17:30Z"),
        # Clocks go forward on 28 March: 23 hours before.
        ("Europe/London", "2027-03-28T17:30Z", "2027-03-27T18:30Z"),
        # On the reader's clocks, which change on another day than the group's.
        ("America/New_York", "2026-11-01T18:30Z", "2026-10-31T17:30Z"),
    ],
)
def test_a_day_before_is_the_same_time_on_the_readers_clocks(
    group, lead, zone, start, remind_at, time_machine
):
    MembershipFactory(group=group, reminder="day", person__time_zone=zone)
    a_session(group, 1, starts_at=datetime.fromisoformat(start))
    moment = datetime.fromisoformat(remind_at)

    time_machine.move_to(moment - MINUTE, tick=False)
    before = reminded()
    time_machine.move_to(moment, tick=False)

    assert (before, reminded()) == (0, 1)


def test_a_session_that_moves_is_reminded_of_again_at_its_new_time(session, place, lead, time_machine):
    time_machine.move_to(START - HOUR, tick=False)
    assert reminded() == 1

    session.starts_at = START + timedelta(days=2)
    schedule_session(session=session, by=lead.person)

    assert reminded() == 1
    time_machine.move_to(session.starts_at - HOUR, tick=False)
    assert reminded() == 2


@pytest.mark.parametrize("change", ["moved", "cancelled", "left", "absent", "archived", "wish"])
def test_what_changes_before_the_letter_leaves_is_not_reminded_of(
    session, place, lead, group, change, time_machine
):
    time_machine.move_to(START - HOUR, tick=False)
    queue_reminders()

    if change == "moved":
        session.starts_at = START + HOUR
        schedule_session(session=session, by=lead.person)
    elif change == "cancelled":
        drop_session(session=session, by=lead.person)
    elif change == "left":
        leave_group(person=place.person, group=group)
    elif change == "absent":
        say_absent(session=session, place=place)
    elif change == "archived":
        archive_group(group=group, by=AdminFactory())
    else:
        Membership.objects.filter(pk=place.pk).update(reminder="")

    run_worker()
    # What became of it is told in another letter.
    assert [letter for letter in mail.outbox if letter.subject != "Not taking place"] == []
    assert Letter.objects.filter(ended_at=None).count() == 0


def test_a_letter_that_waited_too_long_is_let_be(session, place, time_machine):
    time_machine.move_to(START - HOUR, tick=False)
    queue_reminders()

    time_machine.move_to(START + MINUTE)
    run_worker()

    assert mail.outbox == []


def test_looking_for_what_is_due_takes_as_many_queries_for_one_as_for_three(
    session, place, group, time_machine, django_assert_num_queries
):
    time_machine.move_to(START - HOUR, tick=False)
    reminded()
    MembershipFactory.create_batch(2, group=group, reminder="day")

    with django_assert_num_queries(4):
        queue_reminders()


def test_a_person_chooses_on_their_page_and_nothing_else_of_their_place_changes(place, signed_in):
    path = reverse("groups:reminders", args=[place.group.slug])

    signed_in(place.person).post(path, {"reminder": "day", "hears_of_changes": "on", "role": "facilitator"})

    place.refresh_from_db()
    assert (place.reminder, place.hears_of_changes, place.role) == ("day", True, "participant")


def test_the_worker_looks_for_what_is_due_even_where_something_else_does_not_work(
    session, place, time_machine, settings
):
    settings.TENDED = [f"{__name__}.broken", *settings.TENDED]
    time_machine.move_to(START - HOUR, tick=False)

    tend()
    run_worker()

    assert len(mail.outbox) == 1


def broken():
    """Stand for something of the worker's that does not work."""
    raise ValueError
