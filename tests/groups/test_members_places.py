"""Places end and change through services, and what a place opened ends with it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import Grant
from groups.memberships import (
    OnlyFacilitator,
    change_role,
    end_place,
    introductions,
    latest_place,
    leave_group,
    why_lead_stays,
)
from groups.models import Group, Membership, SharedSummary
from tests.factories import (
    AdminFactory,
    FacilitatorFactory,
    GroupFactory,
    MembershipFactory,
    PeerLeadFactory,
    UserFactory,
    VolunteerFactory,
)

Role = Membership.Role


@pytest.fixture
def group(db):
    return GroupFactory()


@pytest.fixture
def lead(group):
    return FacilitatorFactory(group=group)


@pytest.fixture
def place(group, ana):
    return MembershipFactory(group=group, person=ana)


def shared_with(reader, *, by, group):
    shared = SharedSummary.objects.create(group=group, person=by, sealed=b"sealed")
    Grant.objects.create(owner=by.pk, reader=reader, row=shared.pk)
    return shared


def is_shared(shared):
    return SharedSummary.objects.open_at(timezone.now()).filter(pk=shared.pk).exists()


def can_still_open(reader, shared):
    return Grant.objects.filter(reader=reader, row=shared.pk).exists()


def test_leaving_ends_the_place_and_takes_back_what_was_shared(place, lead, ana):
    shared = shared_with(lead.person, by=ana, group=place.group)

    leave_group(person=ana, group=place.group)

    place.refresh_from_db()
    assert place.left_at is not None
    assert not is_shared(shared)
    assert not can_still_open(lead.person, shared)


def test_leaving_one_group_leaves_what_another_reads(place, lead, ana):
    other = FacilitatorFactory()
    MembershipFactory(group=other.group, person=ana)
    shared = shared_with(other.person, by=ana, group=other.group)

    leave_group(person=ana, group=place.group)

    assert is_shared(shared)
    assert can_still_open(other.person, shared)


def test_leaving_twice_keeps_the_first_time(place, ana):
    leave_group(person=ana, group=place.group)
    place.refresh_from_db()
    first = place.left_at

    leave_group(person=ana, group=place.group)

    place.refresh_from_db()
    assert place.left_at == first


def test_leaving_a_group_one_is_not_in_changes_nothing(place, lead):
    leave_group(person=UserFactory(), group=place.group)

    assert place.group.memberships.current().count() == 2


def test_the_only_facilitator_stays_until_there_is_another(lead):
    with pytest.raises(OnlyFacilitator):
        leave_group(person=lead.person, group=lead.group)
    FacilitatorFactory(group=lead.group)

    leave_group(person=lead.person, group=lead.group)

    assert not Group.objects.led_by(lead.person).exists()


def test_a_facilitator_who_cannot_sign_in_does_not_count(lead):
    FacilitatorFactory(group=lead.group, peer_lead__person__is_active=False)

    with pytest.raises(OnlyFacilitator):
        leave_group(person=lead.person, group=lead.group)

    assert [place.person for place in introductions(lead.group)] == [lead.person]


def test_a_facilitator_who_leaves_opens_no_summary_any_more_and_others_still_do(place, lead, ana):
    other = FacilitatorFactory(group=place.group)
    shared = shared_with(lead.person, by=ana, group=place.group)
    Grant.objects.create(owner=ana.pk, reader=other.person, row=shared.pk)

    leave_group(person=lead.person, group=place.group)

    assert not can_still_open(lead.person, shared)
    assert can_still_open(other.person, shared)


def test_a_facilitator_ends_a_participants_place(place, lead, ana):
    shared = shared_with(lead.person, by=ana, group=place.group)

    end_place(place=place, by=lead.person)

    assert not Group.objects.of_member(ana).exists()
    assert not is_shared(shared)


@pytest.mark.parametrize("who", ["volunteer", "other member", "other facilitator", "stranger"])
def test_nobody_else_ends_a_place(place, who):
    by = {
        "volunteer": lambda: VolunteerFactory(group=place.group).person,
        "other member": lambda: MembershipFactory(group=place.group).person,
        "other facilitator": lambda: FacilitatorFactory().person,
        "stranger": UserFactory,
    }[who]()

    with pytest.raises(PermissionDenied):
        end_place(place=place, by=by)

    place.refresh_from_db()
    assert place.left_at is None


def test_a_facilitator_does_not_end_the_place_of_another_who_leads(lead):
    other = VolunteerFactory(group=lead.group)

    with pytest.raises(PermissionDenied):
        end_place(place=other, by=lead.person)


def test_a_role_that_leads_needs_lived_experience_confirmed(place):
    with pytest.raises(ValidationError, match="Confirm this person's lived experience first"):
        change_role(place=place, role=Role.VOLUNTEER)

    place.refresh_from_db()
    assert place.role == Role.PARTICIPANT


def test_a_participant_who_starts_to_lead_takes_back_what_they_shared(place, lead, ana):
    PeerLeadFactory(person=ana)
    shared = shared_with(lead.person, by=ana, group=place.group)

    change_role(place=place, role=Role.FACILITATOR)

    assert Group.objects.led_by(ana).get() == place.group
    assert not is_shared(shared)


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.PARTICIPANT])
def test_a_facilitator_who_stops_leading_opens_no_summary_any_more(place, lead, ana, role):
    shared = shared_with(lead.person, by=ana, group=place.group)

    change_role(place=lead, role=role)

    lead.refresh_from_db()
    assert (lead.role, lead.peer_lead is None) == (role, role == Role.PARTICIPANT)
    assert is_shared(shared)
    assert not can_still_open(lead.person, shared)


def test_the_same_role_again_ends_nothing(place, lead, ana):
    shared = shared_with(lead.person, by=ana, group=place.group)

    change_role(place=lead, role=Role.FACILITATOR)

    assert can_still_open(lead.person, shared)


def test_of_two_places_in_turn_the_latest_counts(place, ana):
    end_place(place=place, by=ana)
    again = MembershipFactory(group=place.group, person=ana)

    assert latest_place(ana, place.group.slug) == again


def test_someone_who_leads_stays_among_those_who_may(lead):
    lead.group.name = "Tuesday Group"
    lead.group.save()

    assert "leads Tuesday Group now" in why_lead_stays(lead.peer_lead)


def test_someone_who_led_stays_as_a_record(lead):
    end_place(place=lead, by=AdminFactory())

    assert "has led a group" in why_lead_stays(lead.peer_lead)


def test_someone_who_never_led_can_be_taken_out(db):
    assert why_lead_stays(PeerLeadFactory()) == ""
