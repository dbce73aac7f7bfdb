"""Sessions arranged, held and taken out: never more than ten, numbered as they happen."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from groups.models import PeerSession
from groups.scheduling import CannotPlan, drop_session, mark_held, mark_not_held, schedule_session
from tests.factories import FacilitatorFactory, MembershipFactory, VolunteerFactory
from tests.groups.planning_rows import a_session, make_topics

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
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
    return FacilitatorFactory()


def in_days(days):
    return NOW + timedelta(days=days)


def programme(lead):
    found = lead.group.sessions.exclude(state=State.CANCELLED).select_related("topic")
    assert [session.position for session in found] == list(range(1, len(found) + 1))
    return [session.topic.slug if session.topic else session.kind for session in found]


def schedule(lead, **fields):
    session = PeerSession(group=lead.group, **fields)
    schedule_session(session=session, by=lead.person)
    return session


def test_new_sessions_find_their_places(lead, topics):
    for fields in (
        {"topic_id": topics["a"]},
        {"kind": Kind.ENDING},
        {"topic_id": topics["b"]},
        {"kind": Kind.WELCOME},
        {"topic_id": topics["c"]},
        {"kind": Kind.CRISIS_PLAN},
    ):
        schedule(lead, **fields)

    assert programme(lead) == ["welcome", "a", "crisis_plan", "b", "c", "ending"]


def test_sessions_with_dates_are_numbered_as_the_dates_go(lead, topics):
    a_session(lead.group, 1, topic_id=topics["a"], starts_at=in_days(14))
    a_session(lead.group, 2, topic_id=topics["b"])
    third = a_session(lead.group, 3, topic_id=topics["c"])

    third.starts_at = in_days(7)
    schedule_session(session=third, by=lead.person)

    assert programme(lead) == ["c", "b", "a"]


def test_one_new_session_sent_twice_is_one(lead):
    session = PeerSession(group=lead.group, kind=Kind.WELCOME)

    schedule_session(session=session, by=lead.person)
    schedule_session(session=PeerSession(pk=session.pk, group=lead.group, kind=Kind.WELCOME), by=lead.person)

    assert programme(lead) == ["welcome"]


def test_a_new_session_with_the_id_of_another_group_leaves_that_one_alone(lead):
    other = FacilitatorFactory()
    theirs = a_session(other.group, 1, minutes=45)

    schedule_session(session=PeerSession(pk=theirs.pk, group=lead.group, kind=Kind.ENDING), by=lead.person)

    theirs.refresh_from_db()
    assert (theirs.group, theirs.minutes) == (other.group, 45)
    assert programme(lead) == ["ending"]


def test_an_eleventh_session_is_refused(lead, topics):
    for number, letter in enumerate("abcdefghij", start=1):
        a_session(lead.group, number, topic_id=topics[letter])

    with pytest.raises(CannotPlan, match="ten sessions already"):
        schedule(lead, topic_id=topics["k"])

    assert len(programme(lead)) == 10


def test_sessions_taken_out_do_not_count_among_ten(lead, topics):
    for number, letter in enumerate("abcdefghij", start=1):
        a_session(lead.group, number, topic_id=topics[letter])
    drop_session(session=lead.group.sessions.first(), by=lead.person)

    schedule(lead, topic_id=topics["k"])

    assert programme(lead) == list("bcdefghijk")


def test_a_topic_has_one_session(lead, topics):
    a_session(lead.group, 1, topic_id=topics["a"], state=State.HELD)

    with pytest.raises(CannotPlan, match="session on this topic already"):
        schedule(lead, topic_id=topics["a"])


def test_a_topic_that_gets_a_session_leaves_the_draft(lead, topics):
    lead.group.planned_topics.create(topic_id=topics["a"], standing="suggested")
    lead.group.planned_topics.create(topic_id=topics["b"], standing="suggested")

    schedule(lead, topic_id=topics["a"])

    assert [row.topic_id for row in lead.group.planned_topics.all()] == [topics["b"]]


def test_a_session_is_held_once_it_has_begun(lead):
    session = a_session(lead.group, 1, starts_at=NOW - timedelta(minutes=1))

    mark_held(session=session, by=lead.person)
    mark_held(session=session, by=lead.person)

    session.refresh_from_db()
    assert session.state == State.HELD


def test_a_session_still_to_come_is_not_held(lead):
    session = a_session(lead.group, 1, starts_at=in_days(1))

    with pytest.raises(CannotPlan, match="has not begun yet"):
        mark_held(session=session, by=lead.person)


def test_what_took_place_comes_before_what_did_not(lead, topics):
    a_session(lead.group, 1, topic_id=topics["a"])
    second = a_session(lead.group, 2, topic_id=topics["b"])

    mark_held(session=second, by=lead.person)

    assert programme(lead) == ["b", "a"]


def test_that_it_took_place_can_be_taken_back(lead):
    session = a_session(lead.group, 1, state=State.HELD)

    mark_not_held(session=session, by=lead.person)

    session.refresh_from_db()
    assert session.state == State.PLANNED


def test_dropping_moves_the_others_up(lead, topics):
    for number, letter in enumerate("abc", start=1):
        a_session(lead.group, number, topic_id=topics[letter])

    for _press in range(2):
        drop_session(session=lead.group.sessions.get(topic_id=topics["b"]), by=lead.person)

    assert programme(lead) == ["a", "c"]


def test_a_session_that_took_place_cannot_be_dropped(lead):
    session = a_session(lead.group, 1, state=State.HELD)

    with pytest.raises(CannotPlan, match="took place"):
        drop_session(session=session, by=lead.person)


def test_a_session_dropped_meanwhile_is_not_changed_nor_held(lead):
    session = a_session(lead.group, 1)
    drop_session(session=session, by=lead.person)
    session.minutes = 30

    for act in (schedule_session, mark_held):
        with pytest.raises(CannotPlan, match="taken out"):
            act(session=session, by=lead.person)

    session.refresh_from_db()
    assert (session.minutes, session.state) == (90, State.CANCELLED)


def test_changing_a_session_that_was_held_meanwhile_keeps_it_held(lead):
    session = a_session(lead.group, 1)
    mark_held(session=PeerSession.objects.get(), by=lead.person)

    session.minutes = 60
    schedule_session(session=session, by=lead.person)

    session.refresh_from_db()
    assert (session.state, session.minutes) == (State.HELD, 60)


@pytest.mark.parametrize("act", [schedule_session, mark_held, mark_not_held, drop_session])
def test_only_those_who_lead_the_group_change_sessions(act, lead):
    session = a_session(lead.group, 1)
    people = [
        VolunteerFactory(group=lead.group).person,
        MembershipFactory(group=lead.group).person,
        FacilitatorFactory().person,
    ]

    for person in people:
        with pytest.raises(PermissionDenied):
            act(session=session, by=person)
