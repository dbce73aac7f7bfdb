"""Running ten groups from the admin: made in one form, kept to their size, archived, exported, found."""

import csv
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from groups.attendance import note_attendance
from groups.line import stand_in_line
from groups.models import Group, Membership, PeerSession
from groups.noting import note_member
from groups.requests import Asked, ask_to_join
from tests.factories import FacilitatorFactory, GroupFactory, MembershipFactory, PeerLeadFactory, UserFactory
from tests.groups.planning_rows import a_session
from tests.groups.test_admin import add_person, boss, change, change_page, desk, errors_of, row_of, sent_back

__all__ = ["boss", "desk"]
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
ADD = "/admin/groups/group/add/"
LIST = "/admin/groups/group/"


@pytest.fixture(autouse=True)
def _frozen(db):
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lead():
    return FacilitatorFactory(group__name="Tuesday Group", group__size_limit=2)


def make(desk, *people, **fields):
    """Make a group in one form, with people in the rows that it offers for those who lead."""
    sent = sent_back(desk, ADD) | {"name": "New Group", "safety_contact": "Robin, 020 7946 0123", **fields}
    for number, person in enumerate(people):
        sent[f"memberships-{number}-person"] = str(person.pk)
    return desk.post(ADD, sent)


def refusals(response):
    return [
        str(error)
        for inline in response.context["inline_admin_formsets"]
        for error in inline.formset.non_form_errors()
    ]


def listed(desk, **query):
    return [group.name for group in desk.get(LIST, query).context["cl"].result_list]


def act(desk, name, *groups, of="", **more):
    return desk.post(
        f"{LIST}?archived={of}" if of else LIST,
        {"action": name, "_selected_action": [group.pk for group in groups], **more},
    )


def test_a_group_is_made_with_its_facilitators_in_one_form(desk):
    one, two = PeerLeadFactory().person, PeerLeadFactory().person

    response = make(desk, one, two)

    assert response.status_code == HTTPStatus.FOUND
    group = Group.objects.get()
    assert {place.person for place in Membership.objects.facilitators().filter(group=group)} == {one, two}


def test_a_group_needs_someone_to_lead_it(desk):
    assert refusals(make(desk)) == ["Add at least one facilitator. A group needs someone to lead it."]
    assert not Group.objects.exists()


def test_nobody_is_made_facilitator_of_a_new_group_without_lived_experience(desk):
    response = make(desk, UserFactory())

    assert errors_of(response) == ["Confirm this person's lived experience first, under Peer leads."]
    assert not Group.objects.exists()


def test_a_person_added_to_a_full_group_is_refused_in_words(desk, lead):
    MembershipFactory.create_batch(2, group=lead.group)

    response = add_person(desk, lead.group, UserFactory(), Membership.Role.PARTICIPANT)

    assert refusals(response) == [
        "The group has 2 places. Choose more, or end a place and save, then add someone."
    ]
    assert Membership.objects.participants().count() == 2


def test_a_place_held_for_someone_in_line_is_not_given_here(desk, lead):
    MembershipFactory(group=lead.group)
    stand_in_line(group=lead.group, person=UserFactory())

    response = add_person(desk, lead.group, UserFactory(), Membership.Role.PARTICIPANT)

    assert refusals(response) == [
        "The places left are for those who stand in line. Choose more places, then add someone."
    ]


def test_fewer_places_than_people_are_refused_in_words(desk, lead):
    MembershipFactory.create_batch(2, group=lead.group)

    response = change(desk, lead.group, size_limit="1")

    errors = response.context["adminform"].form.errors
    assert errors == {"size_limit": ["2 people take part. Choose 2 places or more."]}
    assert Group.objects.get().size_limit == 2


def test_more_places_are_offered_to_who_stands_in_line(desk, lead):
    MembershipFactory.create_batch(2, group=lead.group)
    standing = stand_in_line(group=lead.group, person=UserFactory())

    change(desk, lead.group, size_limit="3")

    standing.refresh_from_db()
    assert standing.is_offered_at(NOW)


def test_the_last_facilitator_stays(desk, lead):
    row = row_of(desk, lead.group, lead)

    for changes in ({f"{row}__ends": "on"}, {f"{row}__role": Membership.Role.VOLUNTEER}):
        response = change(desk, lead.group, **changes)
        assert refusals(response) == ["A group needs a facilitator. Add another one, and save, first."]
    assert Membership.objects.facilitators().get() == lead


def test_a_group_with_someone_without_an_account_can_be_saved(desk, lead):
    kim = note_member(group=lead.group, name="Kim", by=lead.person)

    response = change(desk, lead.group, town="Leeds")

    kim.refresh_from_db()
    assert response.status_code == HTTPStatus.FOUND
    assert (kim.noted_name, kim.person) == ("Kim", None)
    assert "Kim" in desk.get(change_page(lead.group)).content.decode()


def test_archiving_first_says_what_it_does(desk, lead):
    page = act(desk, "archive", lead.group).content.decode()

    assert "Nobody can ask to join it or join it any more" in page
    assert Group.objects.get().archived_at is None


def test_archived_it_leaves_the_list_until_it_is_asked_for(desk, lead):
    act(desk, "archive", lead.group, confirmed="Archive")

    assert listed(desk) == []
    assert listed(desk, archived="yes") == listed(desk, archived="all") == ["Tuesday Group"]
    assert LogEntry.objects.get().change_message == "Archived."


def test_nobody_is_added_to_an_archived_group_until_it_is_brought_back(desk, lead):
    act(desk, "archive", lead.group, confirmed="Archive")
    refused = add_person(desk, lead.group, UserFactory(), Membership.Role.PARTICIPANT)
    act(desk, "take_up_again", lead.group, of="yes")

    assert refusals(refused) == ["This group is archived. Bring it back first, then add people."]
    assert listed(desk) == ["Tuesday Group"]


def test_attendance_is_a_file_of_counts_without_a_name(desk, lead):
    lead.group.name = "=2+3"
    lead.group.save()
    session = a_session(lead.group, 1, starts_at=NOW - timedelta(hours=2))
    places = [
        MembershipFactory(group=lead.group, person__name=name, joined_at=NOW - timedelta(days=9))
        for name in ("Ana", "Sam")
    ]
    marks = dict(zip([place.pk for place in places], ["here", "away"], strict=True))
    note_attendance(session=session, marks=marks, by=lead.person)

    response = act(desk, "export_attendance", lead.group)

    rows = list(csv.reader(response.content.decode("utf-8-sig").splitlines()))
    assert rows == [
        ["Group", "Session", "Date", "Here", "Could not come", "Not here"],
        ["'=2+3", "1", "2026-11-25", "1", "1", "0"],
    ]
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="sessions-2026-11-25.csv"'
    assert LogEntry.objects.get().change_message == "Attendance exported."


@pytest.mark.parametrize("role", ["facilitator", "participant", "nobody"])
def test_only_admins_reach_the_file(lead, role, signed_in):
    people = {
        "facilitator": lead.person,
        "participant": MembershipFactory(group=lead.group).person,
        "nobody": UserFactory(),
    }

    response = act(signed_in(people[role]), "export_attendance", lead.group)

    assert response["Location"].startswith("/admin/login/")
    assert not LogEntry.objects.exists()


def test_requests_are_counted_and_not_read(desk, lead):
    Group.objects.filter(pk=lead.group.pk).update(joining=Group.Joining.ASK)
    ask_to_join(group=lead.group, asked=Asked("Kim", "kim@example.org", "May I come?", "en"))

    page = desk.get(change_page(lead.group)).content.decode()

    assert "1 to be answered, 0 welcomed, 0 without a place; 0 in line" in page
    assert "May I come?" not in page
    assert [group.waiting for group in desk.get(LIST).context["cl"].result_list] == [1]


def test_full_groups_and_those_with_places_left_are_told_apart(desk, lead):
    MembershipFactory.create_batch(2, group=lead.group)
    GroupFactory(name="Riverside")

    assert (listed(desk, places="full"), listed(desk, places="left")) == (["Tuesday Group"], ["Riverside"])


def test_the_list_says_when_each_group_meets_next(desk, lead):
    a_session(lead.group, 1, starts_at=NOW + timedelta(days=9))
    a_session(lead.group, 2, starts_at=NOW + timedelta(days=2))
    a_session(lead.group, 3, starts_at=NOW + timedelta(days=1), state=PeerSession.State.CANCELLED)

    [group] = desk.get(LIST).context["cl"].result_list

    assert group.next_start == timezone.now() + timedelta(days=2)


def test_people_are_told_apart_by_their_address_wherever_one_is_chosen(desk, lead):
    hearer = UserFactory(name="Kim", email="kim@example.org")
    Group.objects.update(hears_complaints=hearer)
    MembershipFactory(group=lead.group, person__name="Kim", person__email="kim.two@example.org")
    query = {"term": "kim", "app_label": "groups", "model_name": "membership", "field_name": "person"}

    found = desk.get("/admin/autocomplete/", query).json()["results"]
    page = desk.get(change_page(lead.group)).content.decode()

    both = ["Kim (kim.two@example.org)", "Kim (kim@example.org)"]
    assert [row["text"] for row in found] == both
    assert [name in page for name in both] == [True, True]
