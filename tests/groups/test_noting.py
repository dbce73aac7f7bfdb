"""Members without an account: a name to go by, a place, attendance, and an account later."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from groups.attendance import attendance_lines, note_attendance
from groups.attention import newcomers
from groups.invitation_codes import code_of
from groups.invitations import InvitationClosed, accept
from groups.line import stand_in_line
from groups.memberships import end_place
from groups.models import Attendance, Group, Membership
from groups.noting import CannotNote, invite_noted, note_member
from groups.one_to_one import can_be_offered, offer_one_to_one
from groups.seats import taken_places
from tests.factories import FacilitatorFactory, MembershipFactory, UserFactory, VolunteerFactory
from tests.groups.planning_rows import a_session

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _frozen():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lead():
    return FacilitatorFactory(group__size_limit=2, joined_at=NOW - timedelta(days=90))


@pytest.fixture
def kim(lead):
    return note_member(group=lead.group, name="Kim", by=lead.person)


def address(name, group, *more):
    return reverse(f"groups:{name}", args=[group.slug, *more])


def text(response):
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_a_facilitator_notes_someone_by_a_name_and_nothing_else(lead, signed_in):
    page = signed_in(lead.person).post(address("note_member", lead.group), {"name": "Kim"}, follow=True)

    assert "Kim is on the list now." in page.content.decode()
    assert "Kim Participant, joined 25 November 2026. Without an account." in text(page)
    assert "1 place of 2 is taken." in text(page)


def test_without_a_name_it_says_what_to_do(lead, signed_in):
    page = signed_in(lead.person).post(address("note_member", lead.group), {"name": " "})

    assert "Write a name, so that you know who it is." in text(page)


def test_noted_twice_they_are_one(lead, kim):
    assert note_member(group=lead.group, name="Kim", by=lead.person) == kim


@pytest.mark.parametrize("who", ["volunteer", "participant", "other facilitator"])
def test_only_facilitators_of_the_group_note_anyone(lead, who):
    people = {
        "volunteer": VolunteerFactory(group=lead.group),
        "participant": MembershipFactory(group=lead.group),
        "other facilitator": FacilitatorFactory(),
    }

    with pytest.raises(PermissionDenied):
        note_member(group=lead.group, name="Kim", by=people[who].person)


def test_they_count_towards_the_size(lead, kim, signed_in):
    note_member(group=lead.group, name="Mo", by=lead.person)

    page = signed_in(lead.person).post(address("note_member", lead.group), {"name": "Sam"})

    assert "All places are taken, or held for people in line." in text(page)
    assert taken_places(lead.group) == 2


def test_a_place_held_for_someone_in_line_is_not_given_away(lead, kim):
    stand_in_line(group=lead.group, person=UserFactory())

    with pytest.raises(CannotNote):
        note_member(group=lead.group, name="Mo", by=lead.person)


def test_an_account_or_a_name_not_both_and_not_neither(lead):
    for fields in ({"person": UserFactory(), "noted_name": "Kim"}, {"person": None, "noted_name": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(group=lead.group, seat=1, **fields)


def test_who_came_last_night_is_noted_this_morning(lead):
    last_night = a_session(lead.group, 1, starts_at=NOW - timedelta(hours=14))

    kim = note_member(group=lead.group, name="Kim", by=lead.person)
    note_attendance(session=last_night, marks={kim.pk: "here"}, by=lead.person)

    assert [(line.name, line.noted) for line in attendance_lines(last_night, lead.person)] == [
        ("Kim", "here")
    ]


def test_with_an_account_their_attendance_comes_along(lead, kim):
    session = a_session(lead.group, 1, starts_at=NOW)
    note_attendance(session=session, marks={kim.pk: "here"}, by=lead.person)
    person = UserFactory(name="Kimberley")

    place = accept(invitation=invite_noted(place=kim, by=lead.person), person=person)

    assert place == kim
    assert Attendance.objects.get(session=session).place.name == "Kimberley"
    assert Group.objects.taken_part_in_by(person).get() == lead.group
    assert Membership.objects.get(pk=kim.pk).noted_name == ""


def test_their_invitation_works_in_a_full_group_and_says_why(lead, kim, client):
    MembershipFactory(group=lead.group)
    invitation = invite_noted(place=kim, by=lead.person)

    page = text(client.get(reverse("groups:join", args=[code_of(invitation)])))

    assert "Your place in the group is there already." in page
    assert "All places are taken" not in page
    assert accept(invitation=invitation, person=UserFactory()) == kim


def test_the_button_leads_to_one_invitation_however_often_it_is_pressed(lead, kim, signed_in):
    browser = signed_in(lead.person)
    pages = [browser.post(address("invite_noted", lead.group, kim.pk)) for _press in range(2)]

    made = lead.group.invitations.get()
    assert {page["Location"] for page in pages} == {address("invitation", lead.group, made.pk)}
    assert (made.made_for, made.note, made.uses_limit) == (kim, "Kim", 1)


def test_the_invitation_works_once(lead, kim):
    invitation = invite_noted(place=kim, by=lead.person)
    accept(invitation=invitation, person=UserFactory())

    with pytest.raises(InvitationClosed):
        accept(invitation=invitation, person=UserFactory())


def test_who_has_an_account_already_is_not_invited_so(lead, signed_in):
    place = MembershipFactory(group=lead.group)

    assert signed_in(lead.person).post(address("invite_noted", lead.group, place.pk)).status_code == 404
    with pytest.raises(PermissionDenied):
        invite_noted(place=place, by=lead.person)


def test_their_place_can_be_ended_and_the_invitation_stops(lead, kim, signed_in):
    invitation = invite_noted(place=kim, by=lead.person)
    browser = signed_in(lead.person)
    asked = text(browser.get(address("end_place", lead.group, kim.pk)))

    browser.post(address("end_place", lead.group, kim.pk))

    assert "End Kim\u2019s place?" in asked
    assert "They keep their account" not in asked
    assert taken_places(lead.group) == 0
    with pytest.raises(InvitationClosed):
        accept(invitation=invitation, person=UserFactory())


def test_they_are_offered_no_one_to_one(lead, kim):
    assert list(can_be_offered(lead.group, lead.person)) == []
    with pytest.raises(PermissionDenied):
        offer_one_to_one(place=kim, by=lead.person)


def test_whom_one_noted_is_no_news(lead, kim):
    assert newcomers(lead.group, since=NOW - timedelta(days=7)) == []


def test_a_place_given_back_goes_to_who_stands_in_line(lead, kim):
    MembershipFactory(group=lead.group)
    standing = stand_in_line(group=lead.group, person=UserFactory())

    end_place(place=kim, by=lead.person)

    standing.refresh_from_db()
    assert standing.is_offered_at(NOW)
