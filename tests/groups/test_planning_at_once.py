"""Two people who lead, or one who presses twice, at the same moment: never an eleventh session, nothing twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from groups.drafts import add_topic
from groups.models import InterestSnapshot, PeerSession
from groups.planning import choose_plan, suggest_plan
from groups.scheduling import CannotPlan, schedule_session
from groups.snapshots import current_snapshot
from tests.factories import FacilitatorFactory
from tests.groups.planning_rows import a_group, a_session, make_topics

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Return what each act gave, all started together in threads with connections of their own."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            return act()
        except CannotPlan as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


@pytest.fixture
def topics():
    return make_topics()


@pytest.fixture
def lead(topics):
    return a_group("abcdefgh", "abcdefgh", "abcdefgh", topics=topics)


@pytest.fixture
def other(lead):
    return FacilitatorFactory(group=lead.group)


def programme(lead):
    sessions = lead.group.sessions.order_by("position").select_related("topic")
    return [(session.position, session.topic.slug if session.topic else session.kind) for session in sessions]


def test_two_who_choose_at_once_make_one_programme(lead, other):
    suggest_plan(group=lead.group, by=lead.person)

    answers = at_once(
        *[lambda by=by: choose_plan(group=lead.group, by=by.person) for by in (lead, other) * 2]
    )

    assert answers == [10] * 4
    assert [number for number, _about in programme(lead)] == list(range(1, 11))
    assert len({about for _number, about in programme(lead)}) == 10


def test_suggesting_and_choosing_at_once_leaves_no_topic_in_both(lead, other):
    suggest_plan(group=lead.group, by=lead.person)

    at_once(
        lambda: suggest_plan(group=lead.group, by=lead.person),
        lambda: choose_plan(group=lead.group, by=other.person),
    )

    chosen = set(lead.group.sessions.exclude(topic=None).values_list("topic_id", flat=True))
    assert len(programme(lead)) == 10
    assert chosen.isdisjoint(lead.group.planned_topics.values_list("topic_id", flat=True))


def test_the_last_seat_goes_to_one_of_two_topics_added_at_once(lead, other, topics):
    for letter in "abcdef":
        add_topic(group=lead.group, topic_id=topics[letter], by=lead.person)

    answers = at_once(
        lambda: add_topic(group=lead.group, topic_id=topics["g"], by=lead.person),
        lambda: add_topic(group=lead.group, topic_id=topics["h"], by=other.person),
    )

    assert sum(isinstance(answer, CannotPlan) for answer in answers) == 1
    assert lead.group.planned_topics.count() == 7


def test_the_tenth_session_is_made_once(lead, other, topics):
    for number, letter in enumerate("abcdefghi", start=1):
        a_session(lead.group, number, topic_id=topics[letter])
    new = [PeerSession(group=lead.group, topic_id=topics[letter]) for letter in "jk"]

    answers = at_once(
        lambda: schedule_session(session=new[0], by=lead.person),
        lambda: schedule_session(session=new[1], by=other.person),
    )

    assert sum(isinstance(answer, CannotPlan) for answer in answers) == 1
    assert [number for number, _about in programme(lead)] == list(range(1, 11))


def test_a_first_look_by_two_at_once_takes_one_snapshot(lead):
    seen = at_once(*[lambda: current_snapshot(lead.group).pk] * 4)

    assert len(set(seen)) == 1
    assert InterestSnapshot.objects.filter(group=lead.group).count() == 1
