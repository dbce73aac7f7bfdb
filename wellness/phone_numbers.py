"""Finding phone numbers in what a person wrote, so that they can be rung with one touch."""

import re
from dataclasses import dataclass

FEWEST_DIGITS, MOST_DIGITS = 3, 15
# A plus, then digits with the marks that people put between them; an extension is not dialled.
CANDIDATE = re.compile(r"\+?\(?\d(?:(?:[ \t.\-()]*|/)\d)*")
# Dates and times have digits too.
DAY_OR_TIME = re.compile(r"\d{1,2}\.\d{2}|\d{1,4}([-./])\d{1,2}\1\d{1,4}")


@dataclass(frozen=True)
class CallLink:
    """A number to ring: the line it stands on without it, as written, and as a phone dials it."""

    name: str
    written: str
    dialled: str


def call_links(text: str) -> list[CallLink]:
    """Return the numbers found in a text, the first of each line that has one, in order."""
    return [link for line in text.splitlines() if (link := _call_link(line))]


def _call_link(line: str) -> CallLink | None:
    for found in CANDIDATE.finditer(line):
        dialled = _dialled(found.group())
        if _can_be_rung(found.group(), dialled):
            name = f"{line[: found.start()]} {line[found.end() :]}"
            return CallLink(_tidy(name), found.group().strip(), dialled)
    return None


def _can_be_rung(written: str, dialled: str) -> bool:
    is_long_enough = FEWEST_DIGITS <= len(dialled.lstrip("+")) <= MOST_DIGITS
    return is_long_enough and not DAY_OR_TIME.fullmatch(written)


def _dialled(written: str) -> str:
    international = written.strip().startswith("+")
    # The zero in "+44 (0)20" is dialled inside the country alone.
    kept = written.replace("(0)", "") if international else written
    digits = "".join(str(int(digit)) for digit in kept if digit.isdecimal())
    return f"+{digits}" if international else digits


def _tidy(name: str) -> str:
    return " ".join(name.split()).strip(" ,;:-\N{EN DASH}\N{EM DASH}()")
