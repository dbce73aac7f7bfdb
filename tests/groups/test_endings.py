"""Endings are named from two sessions before the last."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from groups.endings import sessions_left
from groups.models import GroupEnding, PeerSession
from groups.sessions import programme_of
from tests.factories import FacilitatorFactory, MembershipFactory
from tests.groups.planning_rows import a_session

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
Kind = PeerSession.Kind
State = PeerSession.State


@pytest.fixture(autouse=True)
def _frozen():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def place():
    return MembershipFactory()


def a_programme(group, *, held, left, last=Kind.ENDING):
    for number in range(1, held + left + 1):
        a_session(
            group,
            number,
            kind=last if number == held + left else Kind.OPEN,
            starts_at=NOW + timedelta(weeks=number - held - 1, hours=1),
            state=State.HELD if number <= held else State.PLANNED,
        )


def left_of(place):
    return sessions_left(programme_of(place.group, place.person, "en"))


def home(browser, group):
    page = browser.get(reverse("groups:home", args=[group.slug])).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1]).split())


@pytest.mark.parametrize(("left", "named"), [(4, None), (3, 3), (2, 2), (1, 1), (0, 0)])
def test_an_ending_is_named_from_two_sessions_before_the_last(place, left, named):
    a_programme(place.group, held=4, left=left, last=Kind.ENDING)

    assert left_of(place) == named


@pytest.mark.parametrize(("held", "named"), [(6, None), (7, 3)])
def test_a_programme_with_no_ending_in_it_ends_with_the_tenth(place, held, named):
    a_programme(place.group, held=held, left=3, last=Kind.OPEN)

    assert left_of(place) == named


def test_sessions_that_do_not_take_place_do_not_count(place):
    a_programme(place.group, held=4, left=3)
    a_session(place.group, 8, starts_at=NOW + timedelta(days=2), state=State.CANCELLED)

    assert left_of(place) == 3


def test_a_session_that_is_over_is_not_left_though_nobody_noted_it(place):
    a_programme(place.group, held=0, left=4)
    PeerSession.objects.filter(position=1).update(starts_at=NOW - timedelta(days=1))

    assert left_of(place) == 3


def test_a_group_without_sessions_has_no_end(place):
    assert left_of(place) is None


def test_members_read_what_stays_what_stops_and_where_next(place, signed_in):
    a_programme(place.group, held=4, left=3)
    GroupEnding.objects.create(
        group=place.group, stays="A walk.", stops="Our phone.", where_next="The <b>drop-in</b>."
    )

    words = home(signed_in(place.person), place.group)

    assert "The end is in sight 3 sessions are left." in words
    for said in ("A walk.", "Our phone.", "The &lt;b&gt;drop-in&lt;/b&gt;."):
        assert said in words


def test_members_read_of_the_end_with_no_words_of_those_who_lead(place, signed_in):
    a_programme(place.group, held=4, left=0)

    words = home(signed_in(place.person), place.group)

    assert "The sessions have come to their end" in words
    assert "You can ask them too." in words


def test_before_it_nothing_is_said_of_an_end(place, signed_in):
    a_programme(place.group, held=1, left=6)

    assert "What stops" not in home(signed_in(place.person), place.group)


def test_those_who_lead_are_asked_for_their_words_until_they_gave_them(signed_in):
    lead = FacilitatorFactory()
    a_programme(lead.group, held=4, left=3)
    browser, page = signed_in(lead.person), reverse("groups:lead", args=[lead.group.slug])
    assert "Say where people can turn next" in browser.get(page).content.decode()

    browser.post(reverse("groups:ending", args=[lead.group.slug]), {"where_next": "The drop-in."})

    assert "Say where people can turn next" not in browser.get(page).content.decode()
    assert GroupEnding.objects.get(group=lead.group).where_next == "The drop-in."


def test_words_too_long_stay_in_the_form(signed_in):
    lead = FacilitatorFactory()

    page = signed_in(lead.person).post(
        reverse("groups:ending", args=[lead.group.slug]), {"stays": "long " * 300}
    )

    assert "at most 1000 characters" in page.content.decode()
    assert GroupEnding.objects.count() == 0
