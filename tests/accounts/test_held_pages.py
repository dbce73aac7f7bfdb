"""What someone wrote is never thrown away with a form that could not be taken."""

import re

import pytest
from django.db import OperationalError, connection
from django.test import Client

from tests import factories
from tests.browsers import FROM_HERE

WORDS = "The walk to the river helps.\n\nAlso <b>tea</b> & quiet. \u05e9\u05dc\u05d5\u05dd"


@pytest.fixture
def lead(db):
    return factories.FacilitatorFactory()


@pytest.fixture
def address(lead) -> str:
    return f"/groups/{lead.group.slug}/lead/introduction/"


def test_a_form_with_an_old_token_is_answered_with_the_words(lead, address):
    client = Client(enforce_csrf_checks=True, headers=FROM_HERE)
    client.force_login(lead.person)

    response = client.post(address, {"introduction": WORDS, "csrfmiddlewaretoken": "old"})

    assert response.status_code == 403
    assert [(field.name, field.text) for field in response.context["fields"]] == [("introduction", WORDS)]
    assert "&lt;b&gt;tea&lt;/b&gt;" in response.content.decode()


def test_sending_it_again_from_there_saves_it(lead, address):
    client = Client(enforce_csrf_checks=True, headers=FROM_HERE)
    client.force_login(lead.person)
    form = {"introduction": WORDS, "reads_summaries": "on Sundays"}
    held = client.post(address, form | {"csrfmiddlewaretoken": "old"})

    client.post(address, form | {"csrfmiddlewaretoken": str(held.context["csrf_token"])})

    lead.peer_lead.refresh_from_db()
    assert lead.peer_lead.introduction.replace("\r", "") == WORDS


def test_a_form_sent_after_the_session_ended_is_answered_with_the_words(client, address):
    response = client.post(address, {"introduction": WORDS})

    assert response.status_code == 403
    assert "You were signed out" in response.content.decode()
    assert response.context["fields"][0].text == WORDS


def test_a_button_pressed_after_the_session_ended_can_be_pressed_again(client, address):
    response = client.post(address)

    page = response.content.decode()
    assert (response.status_code, "So nothing was done yet." in page) == (403, True)
    assert f'<form method="post" action="{address}">' in page


def test_a_form_from_elsewhere_sent_signed_out_leads_to_signing_in_and_on_to_the_first_page(address):
    response = Client(headers={"Sec-Fetch-Site": "cross-site"}).post(address, {"introduction": "Made up"})

    assert (response.status_code, response["Location"]) == (302, "/accounts/login/")


def test_a_stale_page_leads_back_to_the_page_it_was_on_not_to_where_its_form_went(ana):
    client = Client(
        enforce_csrf_checks=True, headers={"Referer": "http://testserver/workbook/summary/shared/"}
    )
    client.force_login(ana)
    page = client.post("/accounts/login/", {"password": "a secret"})

    assert 'href="/workbook/summary/shared/">Open the page again' in page.content.decode()


def test_an_address_that_only_takes_forms_says_kindly_that_there_is_no_page(signed_in, ana):
    response = signed_in(ana).get("/workbook/rounds/back/")

    assert (response.status_code, b"We cannot find this page" in response.content) == (405, True)


def test_passwords_and_codes_are_never_written_back():
    client = Client(enforce_csrf_checks=True, headers=FROM_HERE)

    response = client.post("/accounts/login/", {"login": "ana@example.org", "password": "walk to the river"})

    assert response.context["fields"] == []
    assert "walk to the river" not in response.content.decode()
    assert "ana@example.org" not in response.content.decode()


def test_fields_that_are_no_words_go_along_unseen(lead, address):
    client = Client(enforce_csrf_checks=True, headers=FROM_HERE)
    client.force_login(lead.person)

    page = client.post(address, {"introduction": WORDS, "is_public": "on"}).content.decode()

    assert '<input type="hidden" name="is_public" value="on">' in page
    assert page.count("<textarea") == 1


def test_marks_of_a_page_are_no_words_and_words_are_told_apart(lead):
    client = Client(enforce_csrf_checks=True, headers=FROM_HERE)
    client.force_login(lead.person)
    form = {
        "mark": "a1" * 32,
        "base-note": "0-" + "b2" * 40,
        "words-note": WORDS,
        "words-hope": "Two words",
        "empty": "",
    }

    page = client.post("/workbook/summary/", form).content.decode()

    assert re.findall(r'<label for="held-\d+">(.*?)</label>', page) == ["What you wrote", "What you wrote, 2"]
    assert f'<input type="hidden" name="mark" value="{"a1" * 32}">' in page


def test_a_database_that_is_away_keeps_the_words_on_the_page(lead, address):
    client = _browser_of(lead.person)

    with _database_away():
        response = client.post(address, {"introduction": WORDS})

    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "&lt;b&gt;tea&lt;/b&gt;" in response.content.decode()
    assert "csrfmiddlewaretoken" in response.content.decode()


def test_a_database_that_is_away_is_said_kindly_on_any_page(client, db):
    client.raise_request_exception = False

    with _database_away():
        response = client.get("/")

    assert response.status_code == 503
    assert "All that was saved is safe." in response.content.decode()
    assert response["Cache-Control"] == "no-store, private"


def _browser_of(person) -> Client:
    client = Client(raise_request_exception=False, headers=FROM_HERE)
    client.force_login(person)
    return client


def _database_away():
    def fails(*_args: object) -> None:
        raise OperationalError

    return connection.execute_wrapper(fails)


@pytest.mark.parametrize(
    "told",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null", "Referer": "http://testserver/"},
        {"Referer": "https://elsewhere.example/testserver/"},
        {},
    ],
)
def test_a_form_of_another_site_is_not_held_to_be_sent_with_one_press(ana, told):
    client = Client(enforce_csrf_checks=True, headers=told)
    client.force_login(ana)

    page = client.post("/accounts/me/", {"name": "Made up elsewhere"})

    assert page.status_code == 403
    assert page.context["fields"] == []
    assert b"Made up elsewhere" not in page.content


def test_a_browser_that_names_only_the_page_it_came_from_is_believed(ana):
    client = Client(enforce_csrf_checks=True, headers={"Origin": "http://testserver"})
    client.force_login(ana)

    page = client.post("/accounts/me/", {"name": "Ana of the river"})

    assert [field.text for field in page.context["fields"]] == ["Ana of the river"]
