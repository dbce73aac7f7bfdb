from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.accounts.people import person_with_password, sign_in

START = timezone.now()
PAGE = "/accounts/name/"


def _opens(client, *, after: timedelta) -> bool:
    with time_machine.travel(START + after, tick=False):
        return client.get(PAGE).status_code == 200


@pytest.fixture
def at_start():
    with time_machine.travel(START, tick=False):
        yield


@pytest.fixture
def used(client, at_start):
    """Return a function that signs a person in and opens one page."""

    def use(person, **more):
        sign_in(client, person, **more)
        client.get(PAGE)
        return client

    return use


def test_a_session_rests_for_half_an_hour(used, db):
    client = used(person_with_password())

    assert _opens(client, after=timedelta(minutes=29))
    assert not _opens(client, after=timedelta(minutes=60))


def test_using_a_session_keeps_it(used, db):
    client = used(person_with_password())

    assert all(_opens(client, after=timedelta(minutes=20 * turn)) for turn in range(1, 30))


def test_no_session_lasts_more_than_twelve_hours(used, db):
    client = used(person_with_password())
    for turn in range(1, 36):
        _opens(client, after=timedelta(minutes=20 * turn))

    assert not _opens(client, after=timedelta(hours=12, minutes=1))


def test_a_session_on_a_shared_device_rests_for_ten_minutes(used, db):
    client = used(person_with_password(), shared="on")

    assert _opens(client, after=timedelta(minutes=9))
    assert not _opens(client, after=timedelta(minutes=20))


@pytest.mark.parametrize("role", ["admin", "facilitator", "volunteer"])
def test_the_session_of_those_who_lead_or_administer_rests_for_a_quarter_hour(used, db, role):
    client = used(_person_in(role))

    assert _opens(client, after=timedelta(minutes=14))
    assert not _opens(client, after=timedelta(minutes=30))


def test_whether_someone_leads_is_not_looked_up_on_every_page(used, db, django_assert_num_queries):
    client = used(person_with_password())

    with django_assert_num_queries(2):  # the session and the person
        client.get(PAGE)


def test_other_sessions_end_when_the_password_changes(used, db, client):
    person = person_with_password()
    used(person)
    person.set_password("another password")
    person.save()

    assert client.get(PAGE).status_code == 302


def test_a_session_ends_when_someone_may_no_longer_sign_in(used, db, client):
    person = person_with_password()
    used(person)
    person.is_active = False
    person.save()

    assert client.get(PAGE).status_code == 302


def test_signing_out_everywhere_else_ends_other_sessions_only(db, client):
    person, other = person_with_password(), Client()
    for browser in (other, client):
        sign_in(browser, person)

    client.post("/accounts/sessions/")

    assert (other.get(PAGE).status_code, client.get(PAGE).status_code) == (302, 200)


def _person_in(role: str):
    person = person_with_password(is_staff=role == "admin")
    makers = {"facilitator": factories.FacilitatorFactory, "volunteer": factories.VolunteerFactory}
    if role in makers:
        makers[role](peer_lead=factories.PeerLeadFactory(person=person))
    return person
