"""Many people at one invitation at the same moment: nobody too many, no use lost, nothing counted twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from groups.invitations import CannotJoin, accept, invite, issue
from groups.models import Invitation, Membership
from tests.factories import FacilitatorFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 8


def all_at_once(act, subjects):
    """Return what `act` gave for each subject, started together in threads with connections of their own."""
    start = Barrier(len(subjects))

    def run(subject):
        start.wait()
        try:
            return act(subject)
        except CannotJoin as refused:
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
