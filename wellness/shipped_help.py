"""Help lines as they ship, for when the database is away. What admins changed since is not in them."""

from functools import cache

from django.conf import settings

from wellness.content_files import read_countries
from wellness.content_loading import help_line
from wellness.help_lines import EmergencyNumber, Help, describe_help, describe_numbers
from wellness.models import HelpCountry, HelpLine


def shipped_help(code: str) -> Help:
    """Return the emergency number and help lines for a country's code, without the database."""
    return describe_help(code, _shipped())


def shipped_numbers() -> list[EmergencyNumber]:
    """Return the emergency numbers that ship, by country, without the database."""
    return describe_numbers(row for row, _lines in _shipped().values())


@cache
def _shipped() -> dict[str, tuple[HelpCountry, list[HelpLine]]]:
    shipped = {}
    for code, fields in read_countries(settings.CONTENT_DIR).items():
        country = HelpCountry(code=code, emergency=fields["emergency"])
        shipped[code] = (country, [help_line(country, *line) for line in enumerate(fields["lines"])])
    return shipped
