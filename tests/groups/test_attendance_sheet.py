"""The sheet for a session to tick by hand: everyone's name, and not a word of what the session is about."""

import html

import pytest
from django.urls import reverse

from groups.noting import note_member
from tests.factories import FacilitatorFactory, MembershipFactory, VolunteerFactory
from tests.groups.planning_rows import a_session, make_topics

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return FacilitatorFactory()


@pytest.fixture
def session(lead):
    return a_session(lead.group, 3, kind="topic", topic_id=make_topics("a")["a"])


def sheet(session, browser):
    page = browser.get(reverse("groups:attendance_sheet", args=[session.group.slug, session.pk]))
    return html.unescape(page.content.decode())


def test_everyone_is_on_it_with_an_account_or_without(lead, session, signed_in):
    MembershipFactory(group=lead.group, person__name="Ana")
    note_member(group=lead.group, name="Kim", by=lead.person)
    MembershipFactory(person__name="Mo")

    page = sheet(session, signed_in(VolunteerFactory(group=lead.group).person))

    assert [name for name in ("Ana", "Kim", "Mo") if f"<bdi>{name}</bdi></th>" in page] == ["Ana", "Kim"]
    assert page.count('class="tick-box"') == 3 * (2 + 3)


def test_it_says_neither_what_the_session_is_about_nor_which_group_it_is(lead, session, signed_in):
    main = sheet(session, signed_in(lead.person)).split("<main", 1)[1]

    assert "Session 3" in main
    assert "Topic a" not in main
    assert lead.group.name not in main
