"""Rows for tests, as plain as they can be and still valid."""

from datetime import timedelta

import factory
from django.utils import timezone

from accounts.models import User
from groups.models import Group, Membership, PeerLead


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    privacy_read_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))


class AdminFactory(UserFactory):
    is_staff = True
    is_superuser = True


class PeerLeadFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PeerLead

    person = factory.SubFactory(UserFactory)
    confirmed_by = factory.SubFactory(AdminFactory)
    introduction = "I have been there, and I am glad to be here."


class GroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Group

    name = factory.Sequence(lambda n: f"Group {n}")
    safety_contact = "Robin, 555-0100"


def next_seat(place) -> int | None:
    """Return a seat for who takes part, past the size of the group where it is full: only the services mind that."""
    if place.role != Membership.Role.PARTICIPANT:
        return None
    return max(filter(None, place.group.memberships.values_list("seat", flat=True)), default=0) + 1


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    group = factory.SubFactory(GroupFactory)
    person = factory.SubFactory(UserFactory)
    role = Membership.Role.PARTICIPANT
    seat = factory.LazyAttribute(next_seat)


class FacilitatorFactory(MembershipFactory):
    role = Membership.Role.FACILITATOR
    peer_lead = factory.SubFactory(PeerLeadFactory)
    person = factory.SelfAttribute("peer_lead.person")


class VolunteerFactory(FacilitatorFactory):
    role = Membership.Role.VOLUNTEER
