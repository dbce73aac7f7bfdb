"""What members are told of a session: the link from an hour before, and every change of what they were told first."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from groups.models import PeerSession
from groups.scheduling import drop_session, schedule_session
from groups.sessions import programme_of
from tests.factories import FacilitatorFactory, GroupFactory, MembershipFactory, VolunteerFactory
from tests.groups.planning_rows import a_session

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TUESDAY = datetime(2026, 12, 1, 18, 30, tzinfo=UTC)
THURSDAY = datetime(2026, 12, 3, 18, 30, tzinfo=UTC)
LINK = "https://meet.example.org/tuesday"


@pytest.fixture(autouse=True)
def _frozen():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def group():
    return GroupFactory(time_zone="Europe/London", link=LINK, meets="both", address="12 Mill Lane")


@pytest.fixture
def place(group):
    return MembershipFactory(group=group)


@pytest.fixture
def lead(group):
    return FacilitatorFactory(group=group)


def text(browser, group):
    page = browser.get(reverse("groups:home", args=[group.slug])).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1]).split())


def move(session, lead, moment):
    session.starts_at = moment
    schedule_session(session=session, by=lead.person)


def card(group, place):
    [only] = programme_of(group, place.person, "en")
    return only


@pytest.mark.parametrize(
    ("minutes_after_start", "is_shown"),
    [(-61, False), (-60, True), (0, True), (89, True), (90, False)],
)
def test_members_see_the_link_from_an_hour_before_until_the_end(group, place, minutes_after_start, is_shown):
    a_session(group, 1, starts_at=NOW - timedelta(minutes=minutes_after_start), minutes=90)

    found = card(group, place)

    assert (found.link == LINK, found.link_comes_later) == (is_shown, not is_shown)


@pytest.mark.parametrize("fields", [{}, {"starts_at": NOW, "state": PeerSession.State.CANCELLED}])
def test_members_see_no_link_without_a_date_nor_to_a_session_that_does_not_take_place(group, place, fields):
    a_session(group, 1, **fields)

    assert card(group, place).link == ""


@pytest.mark.parametrize("factory", [FacilitatorFactory, VolunteerFactory])
def test_those_who_lead_see_the_link_at_any_time(group, factory, signed_in):
    a_session(group, 1, starts_at=TUESDAY)

    browser = signed_in(factory(group=group).person)
    shown = browser.get(reverse("groups:home", args=[group.slug])).content.decode()

    assert LINK in shown


def test_the_page_of_members_holds_the_link_only_when_it_is_time(group, place, signed_in):
    a_session(group, 1, starts_at=TUESDAY)
    browser = signed_in(place.person)

    before = browser.get(reverse("groups:home", args=[group.slug])).content.decode()
    with time_machine.travel(TUESDAY - timedelta(minutes=59), tick=False):
        in_time = signed_in(place.person).get(reverse("groups:home", args=[group.slug])).content.decode()

    assert (LINK in before, LINK in in_time) == (False, True)


def test_a_hybrid_session_can_be_come_to_either_way(group, place, signed_in):
    a_session(group, 1, starts_at=TUESDAY)

    words = text(signed_in(place.person), group)

    assert "12 Mill Lane" in words
    assert "Come in person or online, as you like." in words


def test_a_session_that_moves_says_when_it_was_to_be(group, place, lead, signed_in):
    session = a_session(group, 1, starts_at=TUESDAY, reason="The hall is closed.")

    move(session, lead, THURSDAY)

    words = text(signed_in(place.person), group)
    assert "It is now on Thu 3 December, 18:30. It was to be on Tue 1 December, 18:30." in words
    assert "The hall is closed." in words


def test_what_was_told_first_stays_through_further_moves_and_goes_when_it_is_so_again(group, place, lead):
    session = a_session(group, 1, starts_at=TUESDAY)

    move(session, lead, THURSDAY)
    move(session, lead, THURSDAY + timedelta(days=1))
    assert card(group, place).was_when == "Tue 1 December, 18:30"

    move(session, lead, TUESDAY)
    assert card(group, place).was_when == ""


def test_a_session_that_loses_its_date_says_so(group, place, lead, signed_in):
    move(a_session(group, 1, starts_at=TUESDAY), lead, None)

    assert "It is not on Tue 1 December, 18:30. The new day is not set yet." in text(
        signed_in(place.person), group
    )


def test_a_first_date_is_no_move(group, place, lead):
    move(a_session(group, 1), lead, TUESDAY)

    assert card(group, place).was_when == ""


def test_a_change_of_anything_else_is_no_move(group, place, lead):
    session = a_session(group, 1, starts_at=TUESDAY)
    session.minutes = 60

    schedule_session(session=session, by=lead.person)

    assert card(group, place).is_changed is False


def test_a_session_that_does_not_take_place_is_told_with_a_word(group, place, lead, signed_in):
    session = a_session(group, 1, starts_at=TUESDAY, reason="Swapped.")

    drop_session(session=session, by=lead.person, reason="Lee is ill. See you next week.")

    words = text(signed_in(place.person), group)
    assert "Tue 1 December, 18:30: this session does not take place. Lee is ill. See you next week." in words
    assert "Swapped." not in words


def test_the_word_of_the_first_press_stays(group, lead):
    session = a_session(group, 1, starts_at=TUESDAY)

    drop_session(session=session, by=lead.person, reason="Lee is ill.")
    drop_session(session=session, by=lead.person)

    session.refresh_from_db()
    assert session.reason == "Lee is ill."


def test_dropping_takes_the_word_from_the_page(group, lead, signed_in):
    session = a_session(group, 1, starts_at=TUESDAY)
    address = reverse("groups:drop_session", args=[group.slug, session.pk])

    too_long = signed_in(lead.person).post(address, {"reason": "x" * 201})
    session.refresh_from_db()
    assert (too_long.status_code, session.state) == (200, PeerSession.State.PLANNED)

    signed_in(lead.person).post(address, {"reason": "The hall is closed."})
    session.refresh_from_db()
    assert (session.state, session.reason) == (PeerSession.State.CANCELLED, "The hall is closed.")


def test_those_who_moved_it_read_who_is_told(group, lead, signed_in):
    session = a_session(group, 1, starts_at=TUESDAY)
    sent = {"about": "welcome", "day": "2026-12-03", "clock": "18:30", "minutes": "90"}

    page = signed_in(lead.person).post(
        reverse("groups:session", args=[group.slug, session.pk]), sent, follow=True
    )

    assert "those who wish get an e-mail" in page.content.decode()
