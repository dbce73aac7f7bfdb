"""Every page of signing in, as it is served: in our page, valid, with nothing inline, neutral in its title."""

import re

import html5lib
import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from tests.accounts.people import PASSWORD, add_app, add_passkey, person_with_password, sign_in

INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
RUNNING_SCRIPT = re.compile(r'<script(?![^>]*\bsrc=)(?![^>]*type="application/json")', re.IGNORECASE)
VISITOR_PAGES = [
    "/", "/privacy/", "/accounts/login/", "/accounts/signup/", "/accounts/login/code/", "/accounts/password/reset/",
    "/accounts/password/reset/done/", "/accounts/inactive/", "/accounts/leave-quickly/",
]  # fmt: skip
PERSON_PAGES = [
    "/accounts/me/", "/accounts/name/", "/accounts/name/?first=1", "/privacy/", "/accounts/logout/", "/accounts/email/",
    "/accounts/password/change/", "/accounts/reauthenticate/", "/accounts/2fa/", "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/", "/accounts/2fa/webauthn/add/", "/accounts/sessions/", "/accounts/leave-quickly/",
]  # fmt: skip
FACTOR_PAGES = [
    "/accounts/2fa/", "/accounts/2fa/totp/deactivate/", "/accounts/2fa/recovery-codes/generate/",
    "/accounts/2fa/recovery-codes/", "/accounts/2fa/reauthenticate/", "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/reauthenticate/", "/accounts/2fa/webauthn/keys/{key}/edit/",
    "/accounts/2fa/webauthn/keys/{key}/remove/",
]  # fmt: skip


@pytest.fixture
def person(db):
    return person_with_password()


@pytest.fixture
def sure(person) -> Client:
    """Return a browser that has just shown the password again."""
    client = Client()
    client.force_login(person)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.mark.parametrize("address", VISITOR_PAGES)
def test_pages_for_visitors(client, content, address):
    _assert_sound(client.get(address))


@pytest.mark.parametrize("address", PERSON_PAGES)
def test_pages_for_people_signed_in(sure, address):
    _assert_sound(sure.get(address))


@pytest.mark.parametrize("address", FACTOR_PAGES)
def test_pages_for_people_with_a_second_lock(sure, person, address):
    add_app(person)
    key = add_passkey(person)
    sure.post("/accounts/2fa/recovery-codes/generate/")

    _assert_sound(sure.get(address.format(key=key.pk)))


def test_the_page_that_asks_for_the_second_lock(client, person):
    add_app(person)
    sign_in(client, person)

    _assert_sound(client.get("/accounts/2fa/authenticate/"))


@pytest.mark.parametrize(
    ("start", "fields"),
    [("/accounts/login/code/", {}), ("/accounts/password/reset/", {})],
)
def test_pages_that_ask_for_a_code_and_say_when_it_does_not_fit(client, person, start, fields):
    asked = client.post(start, {"email": person.email, **fields})["Location"]

    _assert_sound(client.get(asked))
    wrong = client.post(asked, {"code": "wrong"})
    _assert_sound(wrong)
    assert wrong.context["form"].errors["code"] == [
        "That code does not fit. Type the newest one, or ask for a new code."
    ]


def test_the_page_for_a_new_password_after_the_code(client, person):
    client.post("/accounts/password/reset/", {"email": person.email})
    code = re.search(r"^([A-Z0-9-]{6,})$", mail.outbox[-1].body, re.MULTILINE)[1]
    client.post("/accounts/password/reset/confirm/", {"code": code})

    _assert_sound(client.get("/accounts/password/reset/complete/"))


def test_the_pages_that_change_an_address(sure, person):
    asked = sure.post("/accounts/email/", {"email": "newer@example.org", "action_add": ""})

    _assert_sound(sure.get(asked["Location"]))
    _assert_sound(sure.get("/accounts/email/"))


def test_the_page_for_an_address_not_confirmed_yet(client, person):
    EmailAddress.objects.filter(user=person).update(verified=False)

    _assert_sound(client.get(sign_in(client, person)["Location"]))


def test_forms_that_came_back_are_sound_too(client, db):
    _assert_sound(client.post("/accounts/login/", {"login": "no address", "password": ""}))


def test_too_many_requests_are_answered_in_our_page(client, db):
    for _turn in range(40):
        answer = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})

    assert answer.status_code == 429
    _assert_sound(answer, status=429)


def _assert_sound(response, status: int = 200) -> None:
    page = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(page)
    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1].strip()
    assert response.status_code == status
    assert INLINE.findall(page) == []
    assert RUNNING_SCRIPT.findall(page) == []
    assert page.count("<h1") == 1
    assert "leave.js" in page
    assert title.endswith("Sevenfold")
    assert not re.search(r"crisis|health|recovery", title, re.IGNORECASE)
