"""The people of a group as its facilitators see them, and that nothing of a workbook is among it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from groups.attendance import note_attendance
from groups.models import PeerSession
from groups.people import people_in
from groups.taking_part import Notes, Wishes, note_wishes
from tests.factories import FacilitatorFactory, MembershipFactory
from tests.groups.planning_rows import a_session
from tests.wellness.written import rate, write

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _frozen():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lead():
    return FacilitatorFactory(joined_at=NOW - timedelta(days=90))


def member(lead, name, days=60):
    return MembershipFactory(group=lead.group, person__name=name, joined_at=NOW - timedelta(days=days))


def a_held_session(lead, number, days_ago, marks):
    session = a_session(lead.group, number, starts_at=NOW - timedelta(days=days_ago))
    note_attendance(session=session, marks=marks, by=lead.person)
    PeerSession.objects.filter(pk=session.pk).update(state=PeerSession.State.HELD)
    return session


def shown(lead, signed_in):
    page = signed_in(lead.person).get(reverse("groups:members", args=[lead.group.slug]))
    body = page.content.decode()
    return re.sub(r'value="\w{64}"', "", body), " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_it_says_how_many_sessions_each_came_to_since_they_joined(lead):
    ana, sam = member(lead, "Ana"), member(lead, "Sam", days=10)
    a_held_session(lead, 1, 21, {ana.pk: "here"})
    a_held_session(lead, 2, 14, {ana.pk: "away"})
    a_held_session(lead, 3, 7, {ana.pk: "here", sam.pk: "here"})

    lines = {line.place.name: (line.came, line.held) for line in people_in(lead.group, reader=lead.person)}

    assert (lines["Ana"], lines["Sam"]) == ((2, 3), (1, 1))


def test_a_session_where_nobody_was_noted_counts_for_nobody(lead):
    member(lead, "Ana")
    a_session(lead.group, 1, starts_at=NOW - timedelta(days=7), state=PeerSession.State.HELD)

    assert [line.held for line in people_in(lead.group, reader=lead.person)] == [0, 0]


def test_a_session_that_was_noted_and_did_not_take_place_does_not_count(lead):
    ana = member(lead, "Ana")
    session = a_held_session(lead, 1, 7, {ana.pk: "here"})
    PeerSession.objects.filter(pk=session.pk).update(state=PeerSession.State.CANCELLED)

    assert [(line.came, line.held) for line in people_in(lead.group, reader=lead.person)] == [(0, 0), (0, 0)]


def test_the_page_says_it_in_words_beside_what_helps(lead, signed_in):
    ana = member(lead, "Ana")
    note_wishes(place=ana, by=ana.person, wishes=Wishes(notes=Notes(helps=["captions"])))
    a_held_session(lead, 1, 7, {ana.pk: "here"})

    _body, words = shown(lead, signed_in)

    assert "Came to 1 of 1 session. What helps: Captions" in words


def test_the_page_is_the_same_whether_a_workbook_is_begun_or_not(lead, signed_in, content):
    ana = member(lead, "Ana")
    before = shown(lead, signed_in)

    write(ana.person, "crisis-plan", "ring", "Mo")
    rate(ana.person, physical=4)

    assert shown(lead, signed_in) == before
