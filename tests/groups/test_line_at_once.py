"""Many people at one free place at the same moment: it is offered once and given once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from groups.invitations import CannotJoin, accept, invite, take_offered_place, wait_by
from groups.line import settle_line, stand_in_line
from groups.memberships import end_place
from groups.models import JoinRequest, Membership, PlaceInLine
from groups.requests import Asked, accept_request, ask_to_join
from tests.factories import FacilitatorFactory, MembershipFactory, UserFactory
from tests.groups.test_joining_at_once import AT_ONCE, all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lead():
    return FacilitatorFactory(group__size_limit=1)


@pytest.fixture
def seated(lead):
    return MembershipFactory(group=lead.group)


def an_invitation(lead):
    in_a_week = timezone.now() + timedelta(days=7)
    return invite(group=lead.group, by=lead.person, uses_limit=AT_ONCE, expires_at=in_a_week)[0]


def joined(lead):
    return Membership.objects.participants().filter(group=lead.group).count()


def offers(lead):
    return PlaceInLine.objects.filter(group=lead.group, offer_ends_at__isnull=False, ended_at__isnull=True)


def test_a_freed_place_is_offered_once_however_many_look(lead, seated):
    for person in UserFactory.create_batch(3):
        stand_in_line(group=lead.group, person=person)
    Membership.objects.filter(pk=seated.pk).update(left_at=timezone.now())

    all_at_once(lambda _look: settle_line(lead.group), range(AT_ONCE))

    assert offers(lead).count() == 1


def test_an_offered_place_pressed_eight_times_is_one_place(lead, seated):
    person = UserFactory()
    place = stand_in_line(group=lead.group, person=person)
    end_place(place=seated, by=lead.person)

    places = all_at_once(lambda _press: take_offered_place(place=place, person=person), range(AT_ONCE))

    assert len({each.pk for each in places}) == 1
    assert joined(lead) == 1


def test_whoever_holds_the_offer_is_not_overtaken_by_eight_who_come_now(lead, seated):
    invitation = an_invitation(lead)
    first = UserFactory()
    place = stand_in_line(group=lead.group, person=first)
    end_place(place=seated, by=lead.person)
    comers = UserFactory.create_batch(AT_ONCE - 1)

    def come(person):
        if person == first:
            return take_offered_place(place=place, person=person)
        return accept(invitation=invitation, person=person)

    answers = all_at_once(come, [*comers, first])

    assert answers[-1].person == first
    assert all(isinstance(answer, CannotJoin) for answer in answers[:-1])
    assert joined(lead) == 1


def test_eight_who_stand_in_line_at_once_have_a_place_each_and_a_use_each(lead, seated):
    invitation = an_invitation(lead)
    people = UserFactory.create_batch(AT_ONCE)

    all_at_once(lambda person: wait_by(invitation=invitation, person=person), people)

    invitation.refresh_from_db()
    assert (PlaceInLine.objects.count(), invitation.uses) == (AT_ONCE, AT_ONCE)


def test_one_person_standing_eight_times_stands_once(lead, seated):
    invitation = an_invitation(lead)
    person = UserFactory()

    all_at_once(lambda _press: wait_by(invitation=invitation, person=person), range(AT_ONCE))

    invitation.refresh_from_db()
    assert (PlaceInLine.objects.count(), invitation.uses) == (1, 1)


def test_yes_to_eight_visitors_at_once_holds_one_place(lead):
    for number in range(AT_ONCE):
        ask_to_join(group=lead.group, asked=Asked("Kim", f"kim{number}@example.org", "", "en"))

    all_at_once(lambda asked: accept_request(request=asked, by=lead.person), list(JoinRequest.objects.all()))

    assert PlaceInLine.objects.count() == AT_ONCE
    assert offers(lead).count() == 1
