"""Time zones by their places, as people name them in their own language."""

import unicodedata
from collections import defaultdict
from functools import cache
from zoneinfo import available_timezones

from babel.dates import get_timezone_location

# The Spanish that we write is that of Latin America.
LOCALES = {"es": "es_419"}


@cache
def place_of(zone: str, language: str) -> str:
    """Return the city that a time zone is named for, in a language, by the Unicode Common Locale Data Repository."""
    city = get_timezone_location(zone, return_city=True, locale=LOCALES.get(language, language))
    return city.rpartition("/")[2].replace("_", " ")


@cache
def zones_by_place(regions: tuple[str, ...], language: str) -> dict[str, list[tuple[str, str]]]:
    """Return the zones of each region with their places, in the order of a dictionary.

    Of two zones of one place the one is listed that bears its present name: Kolkata, not Calcutta.
    """
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for zone in sorted(available_timezones(), key=lambda zone: (not _bears_its_name(zone), zone)):
        region = zone.partition("/")[0]
        if region in regions:
            found[region].setdefault(place_of(zone, language), zone)
    return {region: _in_order(places) for region, places in sorted(found.items())}


def _bears_its_name(zone: str) -> bool:
    return zone.rpartition("/")[2].replace("_", " ") == place_of(zone, "en")


def _in_order(places: dict[str, str]) -> list[tuple[str, str]]:
    return [(places[place], place) for place in sorted(places, key=_plain)]


def _plain(place: str) -> str:
    """Return a name without its accents, small: how a dictionary orders it."""
    return "".join(
        sign for sign in unicodedata.normalize("NFD", place) if not unicodedata.combining(sign)
    ).casefold()
