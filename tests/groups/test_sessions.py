"""The programme as the people in a group read it: times on two clocks, what is next, and what answers them."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from groups.models import PeerSession
from groups.sessions import next_session, programme_of
from tests.factories import FacilitatorFactory, GroupFactory, MembershipFactory, UserFactory
from tests.groups.planning_rows import a_session, answer, make_topics
from wellness.models import Topic

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
State = PeerSession.State


@pytest.fixture(autouse=True)
def _frozen():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def group():
    return GroupFactory(time_zone="Europe/London", link="https://meet.example.org/tuesday", address="")


@pytest.fixture
def reader(group):
    return MembershipFactory(group=group, person__time_zone="Europe/London").person


def cards(group, person):
    return programme_of(group, person, "en")


def times(group, moment, zone):
    a_session(group, 1, starts_at=moment)
    [card] = cards(group, UserFactory(time_zone=zone))
    return card.when, card.zone, card.your_when


def test_a_session_on_a_topic_reads_as_the_topic(group, reader):
    topics = make_topics("ab")
    place = FacilitatorFactory(group=group, peer_lead__person__name="Lee")
    a_session(group, 3, topic_id=topics["b"], reason="A wish of the group.", led_by=place)

    [card] = cards(group, reader)

    assert (card.number, card.name, card.line, card.hue) == (3, "Topic b", "We talk.", "hue-2")
    assert (card.reason, card.led_by) == ("A wish of the group.", "Lee")


@pytest.mark.parametrize(
    ("kind", "name"),
    [("welcome", "Welcome"), ("crisis_plan", "Making a crisis plan"), ("ending", "Ending well")],
)
def test_a_fixed_session_reads_as_its_kind(group, reader, kind, name):
    a_session(group, 1, kind=kind)

    [card] = cards(group, reader)

    assert card.name == name
    assert card.line != ""


def test_a_reader_in_the_same_zone_sees_one_time(group):
    moment = datetime(2026, 12, 1, 18, 30, tzinfo=UTC)

    assert times(group, moment, "Europe/London") == ("Tue 1 December, 18:30", "", "")


def test_a_reader_in_another_zone_sees_their_own_time_too(group):
    moment = datetime(2026, 12, 1, 18, 30, tzinfo=UTC)

    assert times(group, moment, "Europe/Madrid") == ("Tue 1 December, 18:30", "London time", "19:30")


def test_a_reader_for_whom_it_is_another_day_sees_that_day(group):
    moment = datetime(2026, 12, 1, 18, 30, tzinfo=UTC)

    assert times(group, moment, "Australia/Sydney")[2] == "Wed 2 December, 05:30"


def test_a_reader_who_gave_no_zone_sees_which_one_is_meant(group):
    moment = datetime(2026, 12, 1, 18, 30, tzinfo=UTC)

    assert times(group, moment, "") == ("Tue 1 December, 18:30", "London time", "")


def test_zones_with_the_same_clock_that_day_read_as_one(group):
    moment = datetime(2026, 12, 1, 18, 30, tzinfo=UTC)

    assert times(group, moment, "Europe/Lisbon") == ("Tue 1 December, 18:30", "", "")


@pytest.mark.parametrize(
    ("moment", "when", "yours"),
    [
        (datetime(2026, 10, 20, 17, 30, tzinfo=UTC), "Tue 20 October, 18:30", "13:30"),
        (datetime(2026, 10, 27, 18, 30, tzinfo=UTC), "Tue 27 October, 18:30", "14:30"),
        (datetime(2026, 11, 3, 18, 30, tzinfo=UTC), "Tue 3 November, 18:30", "13:30"),
    ],
)
def test_each_session_is_told_by_the_clocks_of_its_own_day(group, moment, when, yours):
    assert times(group, moment, "America/New_York") == (when, "London time", yours)


def test_the_next_session_is_the_earliest_that_is_not_over(group, reader):
    a_session(group, 1, starts_at=NOW - timedelta(days=7), state=State.HELD)
    a_session(group, 2, starts_at=NOW - timedelta(hours=3))
    a_session(group, 3, starts_at=NOW - timedelta(minutes=30), minutes=90)
    a_session(group, 4, starts_at=NOW + timedelta(days=7))

    found = cards(group, reader)

    assert [card.number for card in found if card.is_next] == [3]
    assert next_session(found).number == 3


def test_a_session_without_a_date_is_next_only_when_none_has_one(group, reader):
    a_session(group, 1, starts_at=NOW - timedelta(days=7), state=State.HELD)
    a_session(group, 2)
    a_session(group, 3)

    assert [card.number for card in cards(group, reader) if card.is_next] == [2]


def test_no_session_is_next_when_all_took_place(group, reader):
    a_session(group, 1, starts_at=NOW - timedelta(days=7), state=State.HELD)

    assert next_session(cards(group, reader)) is None


def test_a_session_that_does_not_take_place_is_told_until_its_time_has_passed(group, reader):
    a_session(group, 1, starts_at=NOW + timedelta(days=1), state=State.CANCELLED)
    a_session(group, 2, starts_at=NOW - timedelta(days=1), state=State.CANCELLED)
    a_session(group, 3, state=State.CANCELLED)

    assert [(card.number, card.state_words, card.is_next) for card in cards(group, reader)] == [
        (1, "Not taking place", False)
    ]


def test_the_link_of_the_group_serves_where_a_session_has_none(group, reader):
    a_session(group, 1, link="https://meet.example.org/other")
    a_session(group, 2)

    shown = programme_of(group, reader, "en", leads=True)

    assert [card.link for card in shown] == ["https://meet.example.org/other", group.link]


def test_someone_who_left_no_longer_reads_as_leading(group, reader):
    place = FacilitatorFactory(group=group)
    a_session(group, 1, led_by=place)
    place.left_at = NOW
    place.save()

    assert cards(group, reader)[0].led_by == ""


def test_a_session_answers_those_alone_who_noted_its_topic(group, reader):
    topics = make_topics("ab")
    a_session(group, 1, topic_id=topics["a"])
    a_session(group, 2, topic_id=topics["b"])
    a_session(group, 3)
    other = MembershipFactory(group=group).person
    answer(reader, "B", topics)

    assert [card.answers_you for card in cards(group, reader)] == [False, True, False]
    assert [card.answers_you for card in cards(group, other)] == [False] * 3


def test_a_topic_no_longer_offered_keeps_its_name(group, reader):
    topics = make_topics("ab")
    a_session(group, 1, topic_id=topics["a"])
    Topic.objects.update(is_offered=False)

    assert cards(group, reader)[0].name == "Topic a"


@pytest.mark.parametrize("sessions", [1, 3])
def test_reading_a_programme_takes_7_queries(group, reader, sessions, django_assert_num_queries):
    topics = make_topics("abc")
    answer(reader, "a", topics)
    for number, letter in enumerate("abc"[:sessions], start=1):
        a_session(group, number, topic_id=topics[letter], led_by=FacilitatorFactory(group=group))

    with django_assert_num_queries(7):
        cards(group, reader)
