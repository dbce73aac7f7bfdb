"""Where a person can get help now: the emergency number and help lines of a country.

Numbers are shown as they were entered, with where they were read and when somebody last checked them. A member state
of the European Union without a row of its own has the number that works in all of them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf.global_settings import LANGUAGES as EVERY_LANGUAGE
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from django_countries import countries

from wellness.help_phrases import in_own_words
from wellness.models import HelpCountry, HelpLine

LANGUAGE_CODES = frozenset(code for code, _name in EVERY_LANGUAGE)
EUROPEAN_UNION = "EU"
MEMBER_STATES = frozenset([
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
])  # fmt: skip
PHONE_NUMBER = re.compile(r"\+?\d[\d ()-]*")
WORD_TO_NUMBER = re.compile(r"(?:(?P<word>\w+) to )?(?P<number>\+?\d[\d ]*)")


@dataclass(frozen=True)
class Contact:
    """A number to show, and the link that rings or texts it; no link where the words hold no plain number.

    `word` is what to text to it, where it asks for a word.
    """

    shown: str
    href: str
    word: str = ""


@dataclass(frozen=True)
class HelpRow:
    """A help line in words; what is not known is empty."""

    name: str
    call: Contact | None
    text: Contact | None
    hours: str
    languages: str
    sign_language: str
    region: str
    source: str
    checked_on: date | None


@dataclass(frozen=True)
class Help:
    """What there is for one country; `emergency` is None where we know none, or no country is chosen."""

    code: str
    country: str
    emergency: Contact | None
    rows: list[HelpRow]

    @property
    def has_unchecked(self) -> bool:
        return any(row.checked_on is None for row in self.rows)

    @property
    def sourced(self) -> list[HelpRow]:
        """The lines that say where their figures were read."""
        return [row for row in self.rows if row.source]


@dataclass(frozen=True)
class EmergencyNumber:
    """A country and its number for danger to life now."""

    code: str
    country: str
    contact: Contact | None


def known_country(*codes: str) -> str:
    """Return the first of these that is a country's code in capitals; "" where none is."""
    candidates = (code.strip().upper() for code in codes)
    return next((code for code in candidates if code == EUROPEAN_UNION or code in countries.countries), "")


def help_in(code: str) -> Help:
    """Return the emergency number and help lines for a country's code, or what can be said where we have none."""
    wanted = [code, EUROPEAN_UNION] if code in MEMBER_STATES else [code]
    found = HelpCountry.objects.filter(code__in=wanted).prefetch_related("lines")
    return describe_help(code, {row.code: (row, list(row.lines.all())) for row in found})


def describe_help(code: str, known: Mapping[str, tuple[HelpCountry, Sequence[HelpLine]]]) -> Help:
    """Return in words what is known for a country's code, or else of the European Union where it belongs to it."""
    found = known.get(code) or (known.get(EUROPEAN_UNION) if code in MEMBER_STATES else None)
    if found is None:
        return Help(code, _country_name(code), None, [])
    row, lines = found
    return Help(code, _country_name(code), call_contact(row.emergency), [_row(line) for line in lines])


def country_choices() -> list[tuple[str, str]]:
    """Return every country's code and name, by name, for a list to choose from."""
    return [(country.code, country.name) for country in countries]


def emergency_numbers() -> list[EmergencyNumber]:
    """Return the emergency numbers we know, by country."""
    return describe_numbers(HelpCountry.objects.all())


def describe_numbers(rows: Iterable[HelpCountry]) -> list[EmergencyNumber]:
    """Return the emergency numbers of some countries, by the name of the country."""
    known = [EmergencyNumber(row.code, _country_name(row.code), call_contact(row.emergency)) for row in rows]
    return sorted(known, key=lambda number: number.country)


def call_contact(words: str) -> Contact | None:
    """Return who to ring, as entered: "116 123", or "111, then option 2", which rings 111."""
    if not words:
        return None
    number = PHONE_NUMBER.match(words)
    return Contact(in_own_words(words), f"tel:{_digits(number.group())}" if number else "")


def text_contact(words: str) -> Contact | None:
    """Return where to text, as entered: "988", or "HELLO to 12345", which starts a text with that word."""
    if not words:
        return None
    match = WORD_TO_NUMBER.fullmatch(words)
    if match is None:
        return Contact(in_own_words(words), "")
    number, word = match["number"], match["word"] or ""
    return Contact(number, f"sms:{_digits(number)}" + (f"?body={word}" if word else ""), word)


def _row(line: HelpLine) -> HelpRow:
    return HelpRow(
        name=line.name,
        call=call_contact(line.call),
        text=text_contact(line.text),
        hours=in_own_words(line.hours),
        languages=_language_names(line.languages),
        sign_language=in_own_words(line.sign_language),
        region=in_own_words(line.region),
        source=in_own_words(line.source),
        checked_on=line.checked_on,
    )


def _country_name(code: str) -> str:
    return _("European Union") if code == EUROPEAN_UNION else countries.name(code)


def _language_names(codes: str) -> str:
    """Return languages in the reader's own words: "en, es" is "English, Spanish" or "inglés, español".

    Other words stay as they are.
    """
    names = (_language_name(code.strip()) for code in codes.split(","))
    return ", ".join(name for name in names if name)


def _language_name(code: str) -> str:
    if code.lower() not in LANGUAGE_CODES:
        return code
    name = str(get_language_info(code.lower())["name_translated"])
    return name.lower() if (get_language() or "").startswith("es") else name


def _digits(number: str) -> str:
    return re.sub(r"[^\d+]", "", number)
