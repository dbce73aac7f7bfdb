"""The size of a group: a seat for whoever takes part, none past the size, and nothing in its place."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from groups.memberships import TooFewPlaces, change_how_to_join, change_role, end_place
from groups.models import Group, Membership
from groups.seats import NoSeatLeft, free_seat
from tests.factories import (
    FacilitatorFactory,
    GroupFactory,
    MembershipFactory,
    PeerLeadFactory,
    UserFactory,
    VolunteerFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return FacilitatorFactory(group__size_limit=3)


def seats(group):
    return sorted(group.memberships.participants().values_list("seat", flat=True))


def test_a_seat_given_up_is_the_next_to_be_given(lead):
    first, _second = MembershipFactory(group=lead.group), MembershipFactory(group=lead.group)
    end_place(place=first, by=lead.person)

    assert free_seat(lead.group) == 1


def test_there_is_no_seat_past_the_size(lead):
    MembershipFactory.create_batch(3, group=lead.group)

    with pytest.raises(NoSeatLeft, match="All places are taken"):
        free_seat(lead.group)


def test_a_group_that_is_over_its_size_gives_no_seat(lead):
    MembershipFactory.create_batch(5, group=lead.group)

    with pytest.raises(NoSeatLeft):
        free_seat(lead.group)


@pytest.mark.parametrize(
    "fields",
    [
        {"seat": None},
        {"seat": 1},
        {"role": Membership.Role.VOLUNTEER, "seat": 2},
    ],
)
def test_the_database_takes_nobody_without_a_seat_of_their_own(fields):
    group = GroupFactory()
    MembershipFactory(group=group)
    lead = PeerLeadFactory() if "role" in fields else None
    person = lead.person if lead else UserFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(group=group, person=person, peer_lead=lead, **fields)


def test_a_seat_that_was_left_is_nobodys():
    left = MembershipFactory(left_at=timezone.now(), seat=1)

    assert MembershipFactory(group=left.group, seat=1).seat == 1


def test_those_who_lead_take_no_seat(lead):
    VolunteerFactory(group=lead.group)

    assert (seats(lead.group), lead.seat) == ([], None)


def test_a_participant_who_helps_to_lead_frees_their_seat(lead):
    place = MembershipFactory(group=lead.group)
    PeerLeadFactory(person=place.person)

    change_role(place=place, role=Membership.Role.VOLUNTEER)

    assert seats(lead.group) == []


def test_who_led_takes_part_only_where_there_is_a_place(lead):
    helper = VolunteerFactory(group=lead.group)
    MembershipFactory.create_batch(3, group=lead.group)

    with pytest.raises(NoSeatLeft):
        change_role(place=helper, role=Membership.Role.PARTICIPANT)


def test_a_facilitator_cannot_choose_fewer_places_than_people(lead, signed_in):
    MembershipFactory.create_batch(2, group=lead.group)

    page = signed_in(lead.person).post(
        reverse("groups:how_to_join", args=[lead.group.slug]), {"joining": "ask", "size_limit": "1"}
    )

    assert "2 people take part. Choose 2 places or more." in page.content.decode()
    assert Group.objects.get(pk=lead.group.pk).size_limit == 3


def test_as_many_places_as_people_are_enough(lead):
    MembershipFactory.create_batch(2, group=lead.group)
    lead.group.size_limit = 2

    change_how_to_join(lead.group, by=lead.person)

    assert Group.objects.get(pk=lead.group.pk).size_limit == 2


def test_one_more_than_there_are_places_is_too_many(lead):
    MembershipFactory.create_batch(3, group=lead.group)
    lead.group.size_limit = 2

    with pytest.raises(TooFewPlaces):
        change_how_to_join(lead.group, by=lead.person)
