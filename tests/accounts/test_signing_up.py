from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.shared_device import is_on_shared_device
from groups import invitations
from groups.models import Group
from tests import factories
from tests.accounts.people import mailed_code, person_with_password

NEW = {"email": "new@example.org", "password1": "walk to the river"}


@pytest.fixture
def invited(client, db) -> Client:
    """Return a browser that came by an invitation."""
    client.code = _invitation_code(factories.GroupFactory())
    client.get(f"/join/{client.code}/")
    return client


def test_without_an_invitation_the_page_says_how_to_get_one(client, db):
    response = client.get("/accounts/signup/")

    assert "You need an invitation first" in response.content.decode()
    assert "/join/" in response.content.decode()


def test_without_an_invitation_nobody_makes_an_account(client, db):
    client.post("/accounts/signup/", NEW)

    assert not User.objects.exists()


def test_signing_up_asks_for_an_address_and_a_password_and_whether_others_use_the_device(invited):
    form = invited.get("/accounts/signup/").context["form"]

    assert list(form.fields) == ["email", "password1", "shared"]


def test_signing_up_ends_where_the_invitation_goes_on(invited):
    here = f"/join/{invited.code}/"
    sent = invited.post("/accounts/signup/", NEW | {"next": here})

    confirmed = invited.post(sent["Location"], {"code": mailed_code()})

    assert confirmed["Location"] == here
    assert invited.get("/accounts/me/").status_code == 200
    assert EmailAddress.objects.get().verified


@pytest.mark.parametrize(("told", "is_shared"), [({"shared": "on"}, True), ({}, False)])
def test_signing_up_on_a_shared_device_is_forgotten_when_the_browser_closes(invited, told, is_shared):
    sent = invited.post("/accounts/signup/", NEW | told)

    invited.post(sent["Location"], {"code": mailed_code()})

    assert invited.get("/accounts/me/").status_code == 200
    assert invited.session.get_expire_at_browser_close() == is_shared
    assert is_on_shared_device(invited.session) == is_shared


def test_until_the_code_is_typed_nobody_is_signed_in(invited):
    invited.post("/accounts/signup/", NEW)

    assert invited.get("/accounts/me/").status_code == 302


def test_the_invitation_survives_signing_up(invited):
    before = invited.session["invitation"]
    sent = invited.post("/accounts/signup/", NEW)

    invited.post(sent["Location"], {"code": mailed_code()})

    assert invited.session["invitation"] == before


def test_a_known_address_gets_the_same_answer_and_a_letter(invited):
    known = person_with_password()

    sent = invited.post("/accounts/signup/", NEW | {"email": known.email})

    assert sent["Location"] == "/accounts/confirm-email/"
    assert invited.get(sent["Location"]).status_code == 200
    assert mail.outbox[-1].subject == "Your account"
    assert User.objects.filter(email=known.email).count() == 1


@pytest.mark.parametrize("password", ["short", "password123", "new@example.org"])
def test_a_weak_password_is_refused(invited, password):
    response = invited.post("/accounts/signup/", NEW | {"password1": password})

    assert list(response.context["form"].errors) == ["password1"]
    assert not User.objects.filter(email=NEW["email"]).exists()


def test_what_was_typed_stays_when_something_is_to_be_put_right(invited):
    response = invited.post("/accounts/signup/", NEW | {"password1": "short"})

    assert response.context["form"]["email"].value() == NEW["email"]


def test_letters_are_neutral_and_plain(invited):
    invited.post("/accounts/signup/", NEW)

    letter = mail.outbox[-1]
    assert letter.subject == "Your code"
    assert letter.alternatives == []
    assert "group" not in letter.body.lower()


def _invitation_code(group: Group) -> str:
    lead = factories.FacilitatorFactory(group=group).person
    return invitations.invite(group=group, by=lead, uses_limit=3, expires_at=_next_week())[1]


def _next_week():
    return timezone.now() + timedelta(days=7)
