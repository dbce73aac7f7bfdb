"""Sessions in the admin keep the rules of the programme: ten at most, one of each kind, numbered as they come."""

from datetime import UTC, datetime
from http import HTTPStatus

import pytest

from groups.models import PeerSession
from tests.factories import AdminFactory, GroupFactory
from tests.groups.planning_rows import LETTERS, a_session, make_topics
from tests.groups.test_admin import change, change_page, errors_of
from wellness.models import Topic

pytestmark = pytest.mark.django_db
Kind = PeerSession.Kind
State = PeerSession.State


@pytest.fixture
def desk(signed_in):
    return signed_in(AdminFactory())


@pytest.fixture
def group():
    return GroupFactory(time_zone="Europe/London")


@pytest.fixture
def topics():
    return make_topics()


def programme(group):
    """Return the sessions that take place, by number: letters of topics, or kinds."""
    sessions = group.sessions.exclude(state=State.CANCELLED).select_related("topic")
    return {one.position: one.topic.slug if one.topic else one.kind for one in sessions}


def add(desk, group, *rows):
    """Send the group's page back with these sessions in new rows."""
    stored = group.sessions.count()
    sent = {"sessions__TOTAL_FORMS": str(stored + len(rows))}
    for number, row in enumerate(rows, start=stored):
        filled = {"kind": "topic", "topic": "", "state": "planned", "id": "", "group": str(group.pk)} | row
        sent |= {f"sessions__{number}__{name}": str(value) for name, value in filled.items()}
    return change(desk, group, **sent)


def row_of(group, session):
    return f"sessions__{list(group.sessions.all()).index(session)}"


def test_a_topic_session_needs_a_topic_and_others_have_none(desk, group, topics):
    without = add(desk, group, {"starts_at_0": "2099-01-01", "starts_at_1": "18:00:00"})
    with_one = add(desk, group, {"kind": "welcome", "topic": topics["a"]})
    add(desk, group, {"topic": topics["a"]})

    assert errors_of(without) == ["Choose what the session is about."]
    assert errors_of(with_one) == ["Only sessions of the kind “Topic” have one. Leave it empty."]
    assert programme(group) == {1: "a"}


def test_sessions_are_numbered_as_they_come(desk, group, topics):
    add(desk, group, {"topic": topics["a"]}, {"kind": "ending"}, {"topic": topics["b"]}, {"kind": "welcome"})

    assert programme(group) == {1: "welcome", 2: "a", 3: "b", 4: "ending"}


def test_nobody_types_a_number(desk, group, topics):
    a_session(group, 1)
    a_session(group, 2, topic_id=topics["a"])

    change(desk, group, sessions__1__position="1")

    assert programme(group) == {1: "welcome", 2: "a"}
    assert 'name="sessions-0-position"' not in desk.get(change_page(group)).content.decode()


@pytest.mark.parametrize("kind", ["welcome", "crisis_plan", "ending"])
def test_there_is_one_of_each_fixed_kind(desk, group, topics, kind):
    a_session(group, 1, kind=Kind(kind))

    response = add(desk, group, {"kind": kind})

    assert errors_of(response) == ["There is such a session already. Choose something else."]
    assert programme(group) == {1: kind}


def test_a_welcome_and_an_ending_twice_in_one_go_are_refused_beside_the_second(desk, group):
    response = add(
        desk, group, {"kind": "welcome"}, {"kind": "ending"}, {"kind": "welcome"}, {"kind": "ending"}
    )

    assert errors_of(response) == ["There is such a session already. Choose something else."] * 2
    assert programme(group) == {}


def test_an_eleventh_session_is_refused_in_words(desk, group, topics):
    for number, letter in enumerate(LETTERS[:9], start=1):
        a_session(group, number, topic_id=topics[letter])

    response = add(desk, group, {"topic": topics["k"]}, {"topic": topics["l"]})

    assert errors_of(response) == ["The programme has ten sessions already. Drop one first."]
    assert len(programme(group)) == 9


def test_one_that_is_dropped_makes_room_in_the_same_go(desk, group, topics):
    sessions = [a_session(group, number, topic_id=topics[LETTERS[number]]) for number in range(1, 11)]
    row = row_of(group, sessions[3])
    sent = {
        f"{row}__state": "cancelled",
        "sessions__TOTAL_FORMS": "11",
        "sessions__10__topic": str(topics["a"]),
    }
    sent |= {"sessions__10__kind": "topic", "sessions__10__state": "planned", "sessions__10__id": ""}

    response = change(desk, group, **sent, sessions__10__group=str(group.pk))

    assert response.status_code == HTTPStatus.FOUND
    assert "".join(programme(group).values()) == "bcdfghijka"
    assert list(programme(group)) == list(range(1, 11))


def test_a_topic_that_has_a_session_is_refused_in_words(desk, group, topics):
    a_session(group, 1, topic_id=topics["a"])

    response = add(desk, group, {"topic": topics["a"]})

    assert errors_of(response) == ["There is a session on this topic already. Choose another topic."]


def test_a_topic_of_another_groups_own_cannot_be_had(desk, group, topics):
    Topic.objects.filter(slug="a").update(offered_to=GroupFactory().pk)
    Topic.objects.filter(slug="b").update(offered_to=group.pk)

    response = add(desk, group, {"topic": topics["a"]})
    add(desk, group, {"topic": topics["b"]})

    assert errors_of(response) == ["Choose a topic that this group is offered."]
    assert programme(group) == {1: "b"}


def test_a_topic_that_became_another_groups_own_stays_with_nobody(desk, group, topics):
    a_session(group, 1, topic_id=topics["a"])
    Topic.objects.filter(slug="a").update(offered_to=GroupFactory().pk)

    page = desk.get(change_page(group)).content.decode()
    response = change(desk, group, name="Wednesday Group")

    assert "Topic a" not in page
    assert errors_of(response) == ["Choose what the session is about."]


def test_a_topic_that_is_offered_no_longer_stays_where_it_is(desk, group, topics):
    a_session(group, 1, topic_id=topics["a"])
    Topic.objects.filter(slug="a").update(offered_to=group.pk, is_offered=False)

    response = change(desk, group, name="Wednesday Group")

    assert response.status_code == HTTPStatus.FOUND
    assert programme(group) == {1: "a"}


def test_a_session_that_took_place_stays(desk, group, topics):
    held = a_session(group, 1, topic_id=topics["a"], state=State.HELD)

    response = change(desk, group, **{f"{row_of(group, held)}__state": "cancelled"})

    assert errors_of(response) == ["This session took place. It stays in the programme."]


def test_a_session_that_is_still_to_come_did_not_take_place(desk, group, topics):
    planned = a_session(group, 1, topic_id=topics["a"], starts_at=datetime(2099, 1, 1, 18, tzinfo=UTC))

    response = change(desk, group, **{f"{row_of(group, planned)}__state": "held"})

    assert errors_of(response) == ["This session has not begun yet. Come back when it has."]


def test_what_changes_here_is_stored_and_numbered_by_date(desk, group, topics):
    first = a_session(group, 1, topic_id=topics["a"], starts_at=datetime(2099, 1, 1, 18, tzinfo=UTC))
    a_session(group, 2, topic_id=topics["b"], starts_at=datetime(2099, 1, 8, 18, tzinfo=UTC))
    row = row_of(group, first)

    change(desk, group, **{f"{row}__starts_at_0": "2099-01-15", f"{row}__starts_at_1": "18:30:00"})

    first.refresh_from_db()
    assert first.starts_at == datetime(2099, 1, 15, 18, 30, tzinfo=UTC)
    assert programme(group) == {1: "b", 2: "a"}
