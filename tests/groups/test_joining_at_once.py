"""Many people at one invitation at the same moment: nobody too many, no use lost, nothing counted twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from groups.invitations import CannotJoin, accept, invite, issue
from groups.memberships import TooFewPlaces, change_how_to_join
from groups.models import Group, Invitation, Membership
from groups.noting import CannotNote, note_member
from groups.seats import NoSeatLeft, free_seat
from tests.factories import AdminFactory, FacilitatorFactory, UserFactory
from tests.groups.test_admin import add_person

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 8


def all_at_once(act, subjects):
    """Return what `act` gave for each subject, started together in threads with connections of their own."""
    start = Barrier(len(subjects))

    def run(subject):
        start.wait()
        try:
            return act(subject)
        except (CannotJoin, CannotNote, IntegrityError, NoSeatLeft, TooFewPlaces) as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(subjects)) as threads:
        return list(threads.map(run, subjects))


@pytest.fixture
def lead():
    return FacilitatorFactory()


def an_invitation(lead, *, uses_limit):
    in_a_week = timezone.now() + timedelta(days=7)
    return invite(group=lead.group, by=lead.person, uses_limit=uses_limit, expires_at=in_a_week)[0]


def joined(lead):
    return Membership.objects.participants().filter(group=lead.group).count()


def test_an_invitation_for_three_lets_in_three_of_eight(lead):
    invitation = an_invitation(lead, uses_limit=3)
    people = UserFactory.create_batch(AT_ONCE)

    answers = all_at_once(lambda person: accept(invitation=invitation, person=person), people)

    invitation.refresh_from_db()
    assert (joined(lead), invitation.uses) == (3, 3)
    assert sum(isinstance(answer, CannotJoin) for answer in answers) == AT_ONCE - 3


def test_a_group_with_two_places_takes_two_of_eight(lead):
    lead.group.size_limit = 2
    lead.group.save()
    invitation = an_invitation(lead, uses_limit=AT_ONCE)
    people = UserFactory.create_batch(AT_ONCE)

    all_at_once(lambda person: accept(invitation=invitation, person=person), people)

    invitation.refresh_from_db()
    assert (joined(lead), invitation.uses) == (2, 2)


def test_one_person_pressing_eight_times_has_one_place(lead):
    invitation = an_invitation(lead, uses_limit=AT_ONCE)
    person = UserFactory()

    places = all_at_once(lambda _press: accept(invitation=invitation, person=person), range(AT_ONCE))

    invitation.refresh_from_db()
    assert len({place.pk for place in places}) == 1
    assert (joined(lead), invitation.uses) == (1, 1)


def test_one_form_sent_eight_times_makes_one_invitation(lead):
    in_a_week = timezone.now() + timedelta(days=7)
    asked = Invitation(group=lead.group, made_by=lead.person, uses_limit=1, expires_at=in_a_week)

    def send(_press):
        return issue(Invitation(id=asked.pk, group=lead.group, uses_limit=1, expires_at=in_a_week))

    codes = all_at_once(send, range(AT_ONCE))

    assert len(set(codes)) == 1
    assert lead.group.invitations.count() == 1


def test_code_that_forgets_to_hold_the_group_still_seats_nobody_too_many(lead):
    """The seats alone, without the lock that services take: all look at the same moment, then all sit down."""
    Group.objects.filter(pk=lead.group.pk).update(size_limit=2)
    lead.group.refresh_from_db()
    looked = Barrier(AT_ONCE)

    def sit_down(person):
        seat = free_seat(lead.group)
        looked.wait()
        with transaction.atomic():
            return Membership.objects.create(group=lead.group, person=person, seat=seat)

    answers = all_at_once(sit_down, UserFactory.create_batch(AT_ONCE))

    assert joined(lead) == 1
    assert sum(isinstance(answer, IntegrityError) for answer in answers) == AT_ONCE - 1


def test_an_admin_an_invitation_and_a_name_noted_at_once_fill_no_more_than_there_is(lead, signed_in):
    Group.objects.filter(pk=lead.group.pk).update(size_limit=2)
    lead.group.refresh_from_db()
    invitation = an_invitation(lead, uses_limit=AT_ONCE)
    desk = signed_in(AdminFactory())

    def come(number, person):
        ways = {
            0: lambda: add_person(desk, lead.group, person, Membership.Role.PARTICIPANT),
            1: lambda: note_member(group=lead.group, name=f"Kim {number}", by=lead.person),
        }
        return ways.get(number % 3, lambda: accept(invitation=invitation, person=person))()

    all_at_once(lambda each: come(*each), list(enumerate(UserFactory.create_batch(AT_ONCE))))

    assert joined(lead) == 2


def test_places_taken_away_while_people_come_leave_nobody_over(lead):
    invitation = an_invitation(lead, uses_limit=AT_ONCE)

    def come_or_cut(person):
        if person is None:
            fewer = Group.objects.get(pk=lead.group.pk)
            fewer.size_limit = 3
            return change_how_to_join(fewer, by=lead.person)
        return accept(invitation=invitation, person=person)

    all_at_once(come_or_cut, [None, *UserFactory.create_batch(AT_ONCE - 1)])

    assert joined(lead) <= Group.objects.get(pk=lead.group.pk).size_limit
