"""Groups in the admin: every change goes by the rules of the pages, and nobody's writing is there."""

from datetime import timedelta
from html.parser import HTMLParser
from http import HTTPStatus

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Grant
from groups.archiving import archive_group
from groups.invitations import code_of, find_invitation
from groups.models import Group, Membership, PeerLead, PeerSession, SharedSummary
from tests.factories import (
    AdminFactory,
    FacilitatorFactory,
    GroupFactory,
    MembershipFactory,
    PeerLeadFactory,
    UserFactory,
)
from wellness.interests import offered_topics

Role = Membership.Role


class FormReader(HTMLParser):
    """Reads what a browser would send back if nothing were changed."""

    def __init__(self):
        super().__init__()
        self.sent, self._select, self._area = {}, None, None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name, kind = given.get("name"), given.get("type")
        if tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given and self._select:
            self.sent[self._select] = given["value"]
        elif tag == "textarea":
            self._area, self.sent[name] = name, ""
        elif tag == "input" and name and kind != "submit" and (kind != "checkbox" or "checked" in given):
            self.sent[name] = given.get("value", "")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._area = None

    def handle_data(self, text):
        if self._area:
            self.sent[self._area] += text


@pytest.fixture
def boss(db):
    return AdminFactory()


@pytest.fixture
def desk(boss, signed_in) -> Client:
    return signed_in(boss)


@pytest.fixture
def group(db):
    return GroupFactory(name="Tuesday Group", time_zone="Europe/London")


@pytest.fixture
def lead(group):
    return FacilitatorFactory(group=group)


@pytest.fixture
def place(group, ana):
    return MembershipFactory(group=group, person=ana)


def change_page(group):
    return reverse("admin:groups_group_change", args=[group.pk])


def sent_back(desk, address):
    reader = FormReader()
    reader.feed(desk.get(address).content.decode())
    return {name: text for name, text in reader.sent.items() if "__prefix__" not in name and name != "q"}


def change(desk, group, **changes):
    """Send the group's page back with these changes; a double underscore stands for a dash."""
    sent = sent_back(desk, change_page(group))
    sent |= {name.replace("__", "-"): value for name, value in changes.items()}
    return desk.post(change_page(group), sent)


def row_of(desk, group, place):
    sent = sent_back(desk, change_page(group))
    return next(
        name.rsplit("-", 1)[0]
        for name, value in sent.items()
        if name.endswith("-id") and value == str(place.pk)
    )


def errors_of(response):
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    return [
        str(error)
        for formset in formsets
        for form in formset.errors
        for errors in form.values()
        for error in errors
    ]


def share(person, group, *, reader):
    shared = SharedSummary.objects.create(group=group, person=person, sealed=b"sealed")
    Grant.objects.create(owner=person.pk, reader=reader, row=shared.pk)
    return shared


def add_person(desk, group, person, role):
    total = int(sent_back(desk, change_page(group))["memberships-TOTAL_FORMS"])
    row = f"memberships__{total}"
    fields = {
        f"{row}__person": str(person.pk),
        f"{row}__role": role,
        f"{row}__id": "",
        f"{row}__group": str(group.pk),
    }
    return change(desk, group, memberships__TOTAL_FORMS=str(total + 1), **fields)


def test_a_group_is_found_with_its_people(desk, lead, place):
    page = desk.get(reverse("admin:groups_group_changelist"), {"q": place.person.email}).content.decode()

    assert "Tuesday Group" in page
    assert "1 of 12" in page
    assert lead.person.name in page


def test_sent_back_as_it_is_nothing_changes(desk, lead, place):
    before = list(Membership.objects.values())

    response = change(desk, lead.group)

    assert response.status_code == HTTPStatus.FOUND
    assert list(Membership.objects.values()) == before


def test_a_participant_is_added(desk, group, ana):
    add_person(desk, group, ana, Role.PARTICIPANT)

    assert Group.objects.taken_part_in_by(ana).get() == group


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.VOLUNTEER])
def test_nobody_leads_without_lived_experience_confirmed(desk, group, ana, role):
    response = add_person(desk, group, ana, role)

    assert errors_of(response) == ["Confirm this person's lived experience first, under Peer leads."]
    assert not Group.objects.of_member(ana).exists()


def test_once_confirmed_they_lead(desk, group, ana):
    PeerLeadFactory(person=ana)

    add_person(desk, group, ana, Role.FACILITATOR)

    assert Group.objects.led_by(ana).get() == group


def test_someone_who_is_in_the_group_is_not_added_again(desk, group, place):
    response = add_person(desk, group, place.person, Role.PARTICIPANT)

    assert errors_of(response) == ["This person is in the group already."]


def test_a_participant_made_volunteer_takes_back_what_they_shared(desk, group, lead, place):
    PeerLeadFactory(person=place.person)
    shared = share(place.person, group, reader=lead.person)
    row = row_of(desk, group, place)

    change(desk, group, **{f"{row}__role": Role.VOLUNTEER})

    assert Group.objects.helped_by(place.person).get() == group
    assert not SharedSummary.objects.open_at(timezone.now()).filter(pk=shared.pk).exists()


def test_a_facilitator_made_volunteer_opens_no_summary_any_more(desk, group, lead, place):
    share(place.person, group, reader=lead.person)
    FacilitatorFactory(group=group)
    row = row_of(desk, group, lead)

    change(desk, group, **{f"{row}__role": Role.VOLUNTEER})

    assert not Grant.objects.filter(reader=lead.person).exists()


def test_ending_a_place_keeps_the_row_and_takes_back_what_was_shared(desk, group, lead, place):
    shared = share(place.person, group, reader=lead.person)
    row = row_of(desk, group, place)

    change(desk, group, **{f"{row}__ends": "on"})

    place.refresh_from_db()
    shared.refresh_from_db()
    assert place.left_at is not None
    assert shared.ended_at is not None


def test_who_a_place_is_for_is_fixed(desk, group, place):
    row = row_of(desk, group, place)

    change(desk, group, **{f"{row}__person": str(UserFactory().pk)})

    place.refresh_from_db()
    assert place.person.name == "Ana"


def invitation_fields(group):
    return {
        "invitations__TOTAL_FORMS": "1",
        "invitations__0__role": "participant",
        "invitations__0__note": "Library",
        "invitations__0__uses_limit": "3",
        "invitations__0__expires_at_0": "2099-07-01",
        "invitations__0__expires_at_1": "18:00:00",
        "invitations__0__id": "",
        "invitations__0__group": str(group.pk),
    }


def test_no_invitation_waits_in_an_archived_group_to_let_people_in(desk, boss, lead):
    archive_group(group=lead.group, by=boss)

    page = change(desk, lead.group, **invitation_fields(lead.group))

    assert "Bring it back first, then invite people." in page.content.decode()
    assert not lead.group.invitations.exists()


def test_an_invitation_made_here_lets_people_in(desk, boss, group):
    change(desk, group, **invitation_fields(group))

    made = group.invitations.get()
    assert find_invitation(code_of(made)) == made
    assert made.made_by == boss
    assert made.expires_at.isoformat() == "2099-07-01T17:00:00+00:00"
    assert code_of(made) in desk.get(change_page(group)).content.decode()


def test_an_invitation_is_stopped_here(desk, group, lead):
    made = group.invitations.create(code_digest="0" * 64, expires_at=timezone.now() + timedelta(days=3))

    change(desk, group, invitations__0__stops="on")

    made.refresh_from_db()
    assert made.revoked_at is not None


def test_a_group_that_people_joined_cannot_be_deleted(desk, place):
    delete = reverse("admin:groups_group_delete", args=[place.group.pk])

    assert desk.post(delete, {"post": "yes"}).status_code == HTTPStatus.FORBIDDEN
    assert Group.objects.filter(pk=place.group.pk).exists()


def test_a_group_made_by_mistake_can_be_deleted(desk, group):
    desk.post(reverse("admin:groups_group_delete", args=[group.pk]), {"post": "yes"})

    assert not Group.objects.filter(pk=group.pk).exists()


def test_confirming_takes_a_yes_and_keeps_who_said_it(desk, boss, ana):
    add = reverse("admin:groups_peerlead_add")

    refused = desk.post(add, {"person": str(ana.pk)})
    desk.post(add, {"person": str(ana.pk), "confirm": "on"})

    assert refused.context["adminform"].form.errors == {
        "confirm": ["Confirm it first. Nobody can lead without it."]
    }
    assert PeerLead.objects.get().confirmed_by == boss


def test_someone_who_leads_is_not_taken_out(desk, lead):
    delete = reverse("admin:groups_peerlead_delete", args=[lead.peer_lead.pk])

    response = desk.post(delete, {"post": "yes"}, follow=True)

    assert "leads Tuesday Group now. End that place first" in response.content.decode()
    assert PeerLead.objects.filter(pk=lead.peer_lead.pk).exists()


def test_who_confirmed_someone_is_shown_later(desk, boss, ana):
    lead = PeerLeadFactory(person=ana, confirmed_by=boss)

    page = desk.get(f"/admin/groups/peerlead/{lead.pk}/change/").content.decode()

    assert str(boss) in page
    assert 'class="form-row field-confirm"' not in page


def test_someone_confirmed_by_mistake_is_taken_out(desk):
    mistaken = PeerLeadFactory()

    desk.post(reverse("admin:groups_peerlead_delete", args=[mistaken.pk]), {"post": "yes"})

    assert not PeerLead.objects.filter(pk=mistaken.pk).exists()


def test_only_groups_and_those_who_may_lead_are_in_the_admin():
    registered = {model.__name__ for model in admin.site._registry if model._meta.app_label == "groups"}

    assert registered == {"Group", "PeerLead"}


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_take_as_many_queries_for_one_as_for_three(
    desk, group, content, rows, django_assert_num_queries
):
    for number in range(rows):
        MembershipFactory(group=group)
        FacilitatorFactory(group=group)
        group.invitations.create(code_digest=str(number) * 64, expires_at=timezone.now() + timedelta(days=3))
        topic = offered_topics("en")[number]
        PeerSession.objects.create(group=group, position=number, topic_id=topic.id)
    pages = {
        change_page(group): 19,
        reverse("admin:groups_group_changelist"): 8,
        reverse("admin:groups_peerlead_changelist"): 6,
    }

    for address, queries in pages.items():
        desk.get(address)
        with django_assert_num_queries(queries):
            desk.get(address)
