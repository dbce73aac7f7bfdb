"""Pages follow the browser's language at first, and then what was chosen at the foot of any page."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import html5lib
import pytest
from django.conf import settings
from django.core import mail
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone, translation
from django.utils.formats import date_format

from accounts.models import User
from groups.invitations import invite
from groups.sessions import day_and_time
from tests import factories

SPANISH = {"accept-language": "es-MX,es;q=0.9,en;q=0.5"}
NEW = {"email": "new@example.org", "password1": "walk to the river"}


def language_of(response: HttpResponse) -> tuple[str, str]:
    """Return the language a page says it is in, in its markup and in its headers."""
    page = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    return page.get("lang"), response["Content-Language"]


def choose(client: Client, code: str, page: str = "/help-now/") -> HttpResponse:
    return client.post("/accounts/language/", {"language": code, "next": page})


@pytest.mark.parametrize(
    ("accepted", "shown"), [("es-MX,es;q=0.9,en;q=0.5", "es"), ("en-GB", "en"), ("fr", "en"), ("", "en")]
)
def test_a_first_visit_follows_the_browser(client, accepted, shown):
    response = client.get("/privacy/", headers={"accept-language": accepted})

    assert language_of(response) == (shown, shown)
    assert {"Accept-Language", "Cookie"} <= set(response["Vary"].split(", "))


def test_a_visitor_keeps_the_language_they_chose(client):
    choose(client, "en")

    assert language_of(client.get("/privacy/", headers=SPANISH)) == ("en", "en")


def test_the_choice_is_kept_as_other_cookies_are(client):
    cookie = choose(client, "es").cookies[settings.LANGUAGE_COOKIE_NAME]

    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("es", True, "Lax")
    assert cookie["max-age"] == settings.LANGUAGE_COOKIE_AGE


def test_on_a_shared_device_the_choice_is_forgotten_with_the_browser(client, ana):
    client.force_login(ana)
    session = client.session
    session["shared_device"] = True
    session.save()

    cookie = choose(client, "es").cookies[settings.LANGUAGE_COOKIE_NAME]

    assert cookie["max-age"] == ""


def test_a_persons_own_language_wins_over_the_browsers(client, ana):
    client.force_login(ana)

    assert language_of(client.get("/privacy/", headers=SPANISH)) == ("en", "en")


def test_a_person_keeps_the_language_they_chose_wherever_they_sign_in(client, signed_in, ana):
    client.force_login(ana)

    choose(client, "es")

    assert language_of(signed_in(ana).get("/privacy/")) == ("es", "es")


def test_signing_out_does_not_change_the_language(client, ana):
    client.force_login(ana)
    choose(client, "es")

    client.post("/accounts/logout/")

    assert language_of(client.get("/privacy/")) == ("es", "es")


def test_a_new_account_begins_in_the_language_its_pages_were_shown_in(client):
    lead = factories.FacilitatorFactory()
    ends = timezone.now() + timedelta(days=7)
    _invitation, code = invite(group=lead.group, by=lead.person, uses_limit=1, expires_at=ends)
    client.get(f"/join/{code}/")

    client.post("/accounts/signup/", NEW, headers=SPANISH)

    assert User.objects.get(email=NEW["email"]).language == "es"


def test_a_letter_is_in_the_language_of_the_page_it_was_asked_for_on(client):
    client.post("/accounts/login/code/", {"email": "nobody@example.org"}, headers=SPANISH)

    assert mail.outbox[0].subject == "Tu correo"
    assert mail.outbox[0].body.startswith("Hola:\n\nAlguien, quizás tú, quiso entrar con este correo.")


def test_days_are_written_as_one_says_them_in_spanish():
    evening = datetime(2026, 12, 1, 18, 30, tzinfo=UTC)

    with translation.override("es"):
        said = [date_format(date(2026, 12, 3)), day_and_time(evening, ZoneInfo("UTC"))]

    assert said == ["3 de diciembre de 2026", "martes 1 de diciembre, 18:30"]


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [
        ("/help-now/?country=IE", "/help-now/?country=IE"),
        ("http://testserver/privacy/", "http://testserver/privacy/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_choosing_goes_back_to_a_page_of_this_site_alone(client, wanted, goes_to):
    assert choose(client, "es", wanted)["Location"] == goes_to


@pytest.mark.parametrize("code", ["", "fr", "../es", "es-MX"])
def test_a_language_that_no_page_is_written_in_cannot_be_chosen(client, code):
    response = choose(client, code)

    assert response.status_code == 400
    assert settings.LANGUAGE_COOKIE_NAME not in response.cookies


def test_every_page_offers_each_language_in_its_own_name(client):
    page = html5lib.parse(client.get("/help-now/?country=IE").content.decode(), namespaceHTMLElements=False)
    form = page.find(".//form[@class='languages']")

    assert [
        (button.get("lang"), button.text, button.get("aria-current")) for button in form.findall("button")
    ] == [("en", "English", "true"), ("es", "Español", None)]
    assert form.find("input[@name='next']") is None


def test_choosing_stays_on_the_same_address(client):
    came = {"referer": "http://testserver/help-now/?country=IE"}

    response = client.post("/accounts/language/", {"language": "es"}, headers=came)

    assert response["Location"] == "http://testserver/help-now/?country=IE"


def test_a_page_that_answers_a_form_goes_back_to_where_the_form_was(client):
    response = client.post("/accounts/login/", {}, headers={"referer": "http://testserver/accounts/login/"})

    page = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)

    assert page.find(".//form[@class='languages']/input[@name='next']").get("value") == "/accounts/login/"


def test_choosing_is_refused_from_another_site():
    client = Client(enforce_csrf_checks=True)

    assert choose(client, "es").status_code == 403


def test_an_answer_given_before_any_view_is_in_the_visitors_language():
    """The database is away, so that not even the session could be read."""
    browser = Client(raise_request_exception=False)
    browser.cookies[settings.SESSION_COOKIE_NAME] = "a-session"

    with connection.execute_wrapper(_away):
        response = browser.get("/accounts/me/", headers=SPANISH)

    assert response.status_code == 503
    assert language_of(response) == ("es", "es")


def _away(*_args):
    raise OperationalError
