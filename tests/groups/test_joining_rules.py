"""Accepting an invitation: whom it lets in, whom it refuses, and what is counted."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from groups.invitations import GroupFull, InvitationClosed, accept, invite, revoke
from groups.models import Membership
from tests.factories import FacilitatorFactory, MembershipFactory, UserFactory, VolunteerFactory


@pytest.fixture
def lead(db):
    return FacilitatorFactory()


@pytest.fixture
def invitation(lead):
    return an_invitation(lead, uses_limit=2)


def an_invitation(lead, *, uses_limit):
    in_a_week = timezone.now() + timedelta(days=7)
    return invite(group=lead.group, by=lead.person, uses_limit=uses_limit, expires_at=in_a_week)[0]


def uses(invitation):
    invitation.refresh_from_db()
    return invitation.uses


def is_in(person: User, group) -> bool:
    return Membership.objects.current().filter(person=person, group=group).exists()


def test_someone_new_joins_as_a_participant_and_a_use_is_counted(invitation, ana):
    place = accept(invitation=invitation, person=ana)

    assert (place.group, place.person, place.role) == (invitation.group, ana, Membership.Role.PARTICIPANT)
    assert uses(invitation) == 1


def test_accepting_twice_makes_one_place_and_counts_once(invitation, ana):
    first = accept(invitation=invitation, person=ana)
    second = accept(invitation=invitation, person=ana)

    assert first == second
    assert uses(invitation) == 1


def test_the_last_use_can_be_sent_twice(lead, ana):
    single = an_invitation(lead, uses_limit=1)

    first = accept(invitation=single, person=ana)
    second = accept(invitation=single, person=ana)

    assert first == second


@pytest.mark.parametrize("factory", [FacilitatorFactory, VolunteerFactory])
def test_those_who_lead_the_group_stay_what_they_are(invitation, factory):
    place = factory(group=invitation.group)

    assert accept(invitation=invitation, person=place.person) == place
    assert uses(invitation) == 0


def test_a_used_up_invitation_lets_nobody_else_in(lead, ana):
    single = an_invitation(lead, uses_limit=1)
    accept(invitation=single, person=UserFactory())

    with pytest.raises(InvitationClosed):
        accept(invitation=single, person=ana)

    assert not is_in(ana, single.group)


def test_an_expired_invitation_lets_nobody_in(invitation, ana, time_machine):
    time_machine.move_to(invitation.expires_at + timedelta(seconds=1))

    with pytest.raises(InvitationClosed):
        accept(invitation=invitation, person=ana)

    assert not is_in(ana, invitation.group)


def test_a_stopped_invitation_lets_nobody_in(invitation, ana):
    revoke(invitation)

    with pytest.raises(InvitationClosed):
        accept(invitation=invitation, person=ana)

    assert not is_in(ana, invitation.group)


def test_stopping_twice_keeps_the_first_time(invitation, time_machine):
    revoke(invitation)
    invitation.refresh_from_db()
    first = invitation.revoked_at
    time_machine.move_to(first + timedelta(hours=1))

    revoke(invitation)

    invitation.refresh_from_db()
    assert invitation.revoked_at == first


def test_a_full_group_lets_nobody_in_and_counts_no_use(invitation, ana):
    invitation.group.size_limit = 1
    invitation.group.save()
    MembershipFactory(group=invitation.group)

    with pytest.raises(GroupFull):
        accept(invitation=invitation, person=ana)

    assert uses(invitation) == 0


def test_those_who_lead_and_those_who_left_take_no_place(invitation, ana):
    invitation.group.size_limit = 1
    invitation.group.save()
    VolunteerFactory(group=invitation.group)
    MembershipFactory(group=invitation.group, left_at=timezone.now())

    accept(invitation=invitation, person=ana)

    assert is_in(ana, invitation.group)


def test_someone_who_left_joins_again_in_a_new_place(invitation, ana):
    left = MembershipFactory(group=invitation.group, person=ana, left_at=timezone.now())

    place = accept(invitation=invitation, person=ana)

    assert place != left
    assert uses(invitation) == 1
