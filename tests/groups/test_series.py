"""Dates by rule: looked at first, then given to the sessions in order; a plan chosen later keeps the dates."""

import re
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from groups.models import PeerSession
from groups.planning import choose_plan
from groups.recurrence import Rule
from groups.scheduling import CannotPlan
from groups.series import Series, arrange_series
from tests.factories import FacilitatorFactory, UserFactory, VolunteerFactory
from tests.groups.planning_rows import a_session, make_topics

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TUESDAY = datetime(2026, 12, 1, tzinfo=UTC).date()
State = PeerSession.State
Kind = PeerSession.Kind


@pytest.fixture(autouse=True)
def _frozen():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def topics():
    return make_topics()


@pytest.fixture
def lead():
    return FacilitatorFactory(group__time_zone="Europe/London")


@pytest.fixture
def lee(lead, signed_in):
    return signed_in(lead.person)


def arrange(lead, times=4, **changed):
    moves = changed.pop("moves_dated", False)
    rule = Rule(**{"first": TUESDAY, "clock": time(18), "weeks": 1, "times": times, **changed})
    return arrange_series(group=lead.group, series=Series(rule, 75, moves), by=lead.person)


def programme(lead):
    """Return each session as its number, what it is about, and its day of December."""
    rows = lead.group.sessions.exclude(state=State.CANCELLED).select_related("topic")
    return [
        (row.position, row.topic.slug if row.topic else row.kind, row.starts_at and row.starts_at.day)
        for row in rows
    ]


def asked(**changed):
    sending = {"first": "2026-12-10", "clock": "18:00", "weeks": "1", "times": "4", "minutes": "90"}
    return sending | changed


def post(lee, lead, **changed):
    response = lee.post(reverse("groups:series", args=[lead.group.slug]), asked(**changed), follow=True)
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_sessions_get_the_dates_in_order_and_further_ones_wait_for_a_topic(lead, topics):
    a_session(lead.group, 1)
    a_session(lead.group, 2, topic_id=topics["a"])
    a_session(lead.group, 3, kind=Kind.ENDING)

    assert arrange(lead) == 4

    assert programme(lead) == [(1, "welcome", 1), (2, "a", 8), (3, "open", 15), (4, "ending", 22)]
    assert set(lead.group.sessions.values_list("minutes", flat=True)) == {75}


def test_sessions_that_have_a_date_keep_it_unless_they_are_to_move(lead, topics):
    a_session(lead.group, 1, topic_id=topics["a"], state=State.HELD, starts_at=NOW - timedelta(days=7))
    a_session(lead.group, 2, topic_id=topics["b"], starts_at=datetime(2026, 12, 3, 18, tzinfo=UTC))
    a_session(lead.group, 3, topic_id=topics["c"])

    arrange(lead, 1)
    assert [row[1:] for row in programme(lead)] == [("a", 15), ("c", 1), ("b", 3)]

    arrange(lead, 2, moves_dated=True, first=TUESDAY + timedelta(days=7))
    assert [row[1:] for row in programme(lead)] == [("a", 15), ("c", 8), ("b", 15)]


def test_a_series_sent_twice_is_set_once(lead):
    arrange(lead)

    with pytest.raises(CannotPlan, match=r"There is a session on .+ already\."):
        arrange(lead)

    assert len(programme(lead)) == 4


def test_a_series_never_makes_an_eleventh_session(lead, topics):
    for number, letter in enumerate("abcdefgh", start=1):
        a_session(lead.group, number, topic_id=topics[letter], state=State.HELD)

    with pytest.raises(CannotPlan, match="there is room for 2 more"):
        arrange(lead, 3)

    assert arrange(lead, 2) == 2


def test_a_plan_chosen_later_fills_the_dates(lead, topics):
    arrange(lead, 6)
    for position, letter in enumerate("ab"):
        lead.group.planned_topics.create(topic_id=topics[letter], standing="pinned", position=position)

    assert choose_plan(group=lead.group, by=lead.person) == 6

    assert [row[1:] for row in programme(lead)] == [
        ("welcome", 1),
        ("a", 8),
        ("crisis_plan", 15),
        ("b", 22),
        ("open", 29),
        ("ending", 5),
    ]


def test_a_plan_longer_than_the_dates_goes_on_without(lead, topics):
    arrange(lead, 2)
    for position, letter in enumerate("abc"):
        lead.group.planned_topics.create(topic_id=topics[letter], standing="pinned", position=position)

    choose_plan(group=lead.group, by=lead.person)

    found = programme(lead)
    assert sorted(row[1] for row in found) == ["a", "b", "c", "crisis_plan", "ending", "welcome"]
    assert [row[2] for row in found].count(None) == 4


@pytest.mark.parametrize("person", ["volunteer", "stranger"])
def test_only_those_who_lead_set_dates(lead, person):
    people = {"volunteer": VolunteerFactory(group=lead.group).person, "stranger": UserFactory()}

    with pytest.raises(PermissionDenied):
        arrange_series(group=lead.group, series=Series(Rule(TUESDAY, time(18), 1, 2), 90), by=people[person])


def test_the_days_are_shown_before_anything_is_set(lead, lee, topics):
    a_session(lead.group, 1, topic_id=topics["a"])

    page = post(lee, lead, times="2")

    assert "Every week on Thursday at 18:00 (London time)" in page
    assert "Thu 10 December Topic a" in page
    assert "Thu 17 December Topic to be chosen" in page
    assert programme(lead) == [(1, "a", None)]


def test_a_day_ticked_is_left_out_and_shown_before_it_is_set(lead, lee):
    page = post(lee, lead, left_out=["2026-12-24"], set="1")
    assert "Thu 24 December No session" in page
    assert "Thu 7 January" in page
    assert programme(lead) == []

    page = post(lee, lead, left_out=["2026-12-24"], seen=["2026-12-24"], set="1")
    assert "4 sessions have their dates now." in page
    assert [row[2] for row in programme(lead)] == [10, 17, 31, 7]


def test_changing_the_rule_keeps_what_was_asked(lead, lee):
    page = lee.post(reverse("groups:series", args=[lead.group.slug]), asked(times="7", change="1"))

    assert re.search(r'name="times" value="7"', page.content.decode())
    assert programme(lead) == []


def test_a_change_of_clocks_on_the_way_is_said(lead, lee):
    told = "The clocks change on the way."

    assert told in post(lee, lead, first="2027-03-25", times="2")
    assert told not in post(lee, lead, times="2")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"first": "2026-11-01"}, "This day has passed. Choose a day to come."),
        ({"first": "2206-11-01"}, "This day is more than a year away."),
        ({"first": ""}, "Choose the day."),
        ({"clock": "half six"}, "Write the time like this: 18:30."),
        ({"times": "11"}, "Choose a number from 1 to 10."),
        ({"times": "0"}, "Choose a number from 1 to 10."),
        ({"minutes": "5"}, "Choose at least 15 minutes."),
        (
            {"first": "2027-03-21", "clock": "01:30"},
            "On Sun 28 March the clocks go forward, and this time does not come.",
        ),
        (
            {"first": "2027-10-24", "clock": "01:30"},
            "On Sun 31 October the clocks go back, and this time comes twice.",
        ),
    ],
)
def test_what_is_not_right_is_said_and_nothing_is_set(lead, lee, changed, told):
    assert told in post(lee, lead, **{"set": "1", **changed})
    assert programme(lead) == []


def test_a_series_that_someone_else_just_set_is_said_in_words(lead, lee):
    arrange(lead, first=TUESDAY + timedelta(days=9))

    assert "There is a session on Thu 10 December already." in post(lee, lead, set="1")


@pytest.mark.parametrize("junk", ["2026-13-45", "x", ""])
def test_a_day_that_is_none_is_left_aside(lead, lee, junk):
    assert "Thu 10 December" in post(lee, lead, left_out=[junk])
