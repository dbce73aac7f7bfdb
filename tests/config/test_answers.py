"""What holds for every answer: health, headers, absent pages, a database that is away."""

import logging
import sys

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from config.logs import PlaceFormatter
from config.middleware import DatabaseAwayMiddleware

PUBLIC = ["/", "/healthz", "/help-now/", "/privacy/", "/accounts/login/", "/join/", "/nowhere/", "/admin/"]


@pytest.mark.django_db
def test_healthz_answers_while_the_database_does(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_healthz_says_503_when_the_database_is_away(client, monkeypatch):
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", refuse)

    assert client.get("/healthz").status_code == 503


@pytest.mark.parametrize("path", PUBLIC)
def test_every_answer_carries_strict_headers(client, content, path):
    headers = client.get(path).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store, private"


def test_no_cookie_outlasts_the_browsers_session(client, content):
    cookies = client.get("/accounts/login/").cookies

    assert {(cookie["max-age"], cookie["expires"]) for cookie in cookies.values()} == {("", "")}


@pytest.mark.django_db
def test_an_absent_page_is_in_our_look(client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert b"sevenfold.css" in response.content


@pytest.mark.django_db
def test_an_absent_page_is_in_our_look_in_development_too(client, settings):
    settings.DEBUG = True

    response = client.get("/nowhere/")

    assert b"URLconf" not in response.content
    assert response["Content-Security-Policy"] == client.get("/healthz")["Content-Security-Policy"]


def test_a_form_that_holds_too_much_is_answered_in_our_look_with_what_to_do(content, ana, signed_in):
    response = signed_in(ana).post("/workbook/opening/", {"helps": "x" * 2_700_000})

    page = response.content.decode()
    assert response.status_code == 400
    assert "press Back in your browser, and all of it is still there" in page
    assert "sevenfold.css" in page
    assert "x" * 100 not in page


def test_a_form_that_makes_no_sense_is_answered_in_our_look_too(client, db):
    response = client.post("/accounts/login/", b"x", content_type="multipart/form-data; boundary=")

    assert (response.status_code, b"We could not read this" in response.content) == (400, True)


@pytest.mark.django_db
def test_an_error_page_says_nothing_of_the_error(content, ana, monkeypatch):
    def fail(*_args: object, **_kwargs: object) -> None:
        message = "canary-5501"
        raise RuntimeError(message)

    monkeypatch.setattr("config.views.leads_any_group", fail)
    client = Client(raise_request_exception=False)
    client.force_login(ana)

    response = client.get("/")

    assert response.status_code == 500
    assert b"canary-5501" not in response.content
    assert b"RuntimeError" not in response.content


def test_a_log_line_names_the_place_and_never_the_words():
    try:
        int("canary-5501")
    except ValueError:
        record = logging.LogRecord(
            "django.request", logging.ERROR, "", 0, "Internal error", None, sys.exc_info()
        )

    line = PlaceFormatter().format(record)

    assert "ValueError" in line
    assert "test_a_log_line_names_the_place" in line
    assert "canary-5501" not in line


@pytest.mark.django_db
def test_a_database_that_is_away_is_said_kindly_with_a_time_to_try_again():
    request = RequestFactory().get("/workbook/")

    response = DatabaseAwayMiddleware(lambda _request: None).process_exception(
        request, OperationalError("locked")
    )

    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    assert b"locked" not in response.content


@pytest.mark.django_db
def test_the_way_to_a_safe_connection_is_not_stored_either(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    answer = client.get("/join/AAAAABBBBB/")

    assert answer.status_code == 301
    assert answer["Cache-Control"] == "no-store, private"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
