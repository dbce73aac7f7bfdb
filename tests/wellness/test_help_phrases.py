"""Get help now in Spanish: what the help lines say in words is said in Spanish, whether the database is there or not."""

import html
import re

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.db import OperationalError, connection

from wellness.content_files import read_countries
from wellness.help_phrases import PHRASES
from wellness.models import HelpLine

PAGE, SPANISH = "/help-now/", {"accept-language": "es"}
COUNTRIES = read_countries(settings.CONTENT_DIR)
# Names of services, and codes of languages, are the same in every language.
NAMES = {"name", "languages"}
WORD_TO_NUMBER = re.compile(r"[A-Z]+ to [\d ]+")
ADDRESS = re.compile(r"\b[\w-]+(\.[\w-]+)+\b")
WORD = re.compile(r"[^\W\d_]{2,}")


def is_worded(value: str) -> bool:
    """Tell whether a value says something in words, beside numbers and addresses of sites."""
    return bool(WORD.search(ADDRESS.sub("", value))) and not WORD_TO_NUMBER.fullmatch(value)


def values_of(code: str) -> set[str]:
    """Return what the lines of a country say, beside their names."""
    lines = COUNTRIES[code]["lines"]
    return {value for line in lines for key, value in line.items() if key not in NAMES}


def spoken(code: str) -> set[str]:
    """Return the words of a country's lines that no page in Spanish may hold, its way to text a word among them."""
    return {value for value in values_of(code) if is_worded(value) or WORD_TO_NUMBER.fullmatch(value)}


def gone(*_args: object) -> None:
    raise OperationalError


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html.unescape(response.content.decode())).split())


def test_every_worded_value_that_ships_is_a_known_phrase():
    assert {value for code in COUNTRIES for value in values_of(code) if is_worded(value)} == PHRASES


def test_every_phrase_is_said_otherwise_in_spanish():
    with (settings.BASE_DIR / "locale/es/LC_MESSAGES/django.po").open("rb") as file:
        said = {message.id: message.string for message in read_po(file)}

    assert [phrase for phrase in PHRASES if said.get(phrase, "") in {"", phrase}] == []


@pytest.mark.parametrize("code", COUNTRIES)
def test_a_page_in_spanish_holds_no_english_of_the_lines(client, content, code):
    page = text_of(client.get(PAGE, {"country": code}, headers=SPANISH))

    assert {value for value in spoken(code) if value in page} == set()


@pytest.mark.parametrize("code", COUNTRIES)
def test_a_page_in_spanish_holds_none_while_the_database_is_away(client, db, code):
    client.raise_request_exception = False
    with connection.execute_wrapper(gone):
        page = text_of(client.get(PAGE, {"country": code}, headers=SPANISH))

    assert "Pedir ayuda ahora" in page
    assert {value for value in spoken(code) if value in page} == set()


def test_the_lines_of_britain_read_as_spanish(client, content):
    page = text_of(client.get(PAGE, {"country": "GB"}, headers=SPANISH))

    assert "Horario: las 24 horas, todos los días" in page
    assert "Manda SHOUT al 85258" in page
    assert "(Inglaterra)" in page


def test_a_word_to_text_reads_as_before_in_english(client, content):
    assert "Text SHOUT to 85258" in text_of(client.get(PAGE, {"country": "GB"}))


def test_what_an_admin_typed_is_shown_as_typed(client, content):
    HelpLine.objects.filter(name="Shout").update(hours="weekdays from nine", text="HOLA to 12345")

    page = text_of(client.get(PAGE, {"country": "GB"}, headers=SPANISH))

    assert "Horario: weekdays from nine" in page
    assert "Manda HOLA al 12345" in page
