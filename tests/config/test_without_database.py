"""While the database is away, help is still there: numbers come from the file that ships."""

import html
import re

from django.conf import settings
from django.db import OperationalError, connection
from django.template.loader import render_to_string
from django.test import Client

from wellness.content_files import read_countries

ELSEWHERE = "https://findahelpline.com"


def gone(*_args: object) -> None:
    raise OperationalError


def page_while_away(path: str, client: Client | None = None, **query: str):
    browser = client or Client()
    browser.raise_request_exception = False
    with connection.execute_wrapper(gone):
        return browser.get(path, query)


def words(response) -> str:
    return html.unescape(response.content.decode())


def test_help_is_there_with_the_numbers_that_ship(db):
    response = page_while_away("/help-now/", country="GB")

    assert response.status_code == 200
    assert ['href="tel:999"' in words(response), 'href="tel:116123"' in words(response)] == [True, True]
    assert "Samaritans" in words(response)
    assert ELSEWHERE in words(response)


def test_help_is_there_for_someone_signed_in_too(ana, signed_in):
    client = signed_in(ana)

    response = page_while_away("/help-now/", client)

    assert response.status_code == 200
    assert 'href="tel:911"' in words(response)
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_a_country_without_numbers_has_a_kind_word_and_a_list_elsewhere(db):
    page = words(page_while_away("/help-now/", country="JP"))

    assert "We have no numbers for Japan yet" in page
    assert ELSEWHERE in page


def test_it_says_what_it_says_while_the_database_is_there(content, client):
    numbers = re.compile(r'href="(?:tel|sms):[^"]*"')

    for code in ("", "US", "IE", "FR", "AU"):
        there = numbers.findall(words(client.get("/help-now/", {"country": code})))
        assert numbers.findall(words(page_while_away("/help-now/", country=code))) == there


def test_any_other_page_says_who_to_ring(ana, signed_in):
    response = page_while_away("/workbook/", signed_in(ana))

    assert response.status_code == 503
    assert 'href="tel:911"' in words(response)
    assert ELSEWHERE in words(response)


def test_the_page_of_an_error_says_who_to_ring():
    page = render_to_string("500.html")

    assert 'href="tel:999"' in page
    assert ELSEWHERE in page


def test_numbers_that_stand_in_a_page_are_those_that_ship():
    shipped = {country["emergency"] for country in read_countries(settings.CONTENT_DIR).values()}

    assert set(re.findall('href="tel:([0-9]+)"', render_to_string("500.html"))) == shipped
