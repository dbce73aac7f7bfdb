"""Somebody's words made ready for paper: no character that cannot be set, direction by the first letter, no line too long."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# So many letters without a gap may be broken: a longer word would run off the paper.
LONGEST_WORD = 30
BREAK_HERE = "\N{ZERO WIDTH SPACE}"
WORD = re.compile(rf"[^\s{BREAK_HERE}]+")
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
# What stands with the letter before it.
CLINGING = {"Mn", "Mc", "Me", "Cf", "Sk"}
RIGHT_TO_LEFT = {"R", "AL"}
# The last two of every plane, and a stretch of the first, are no characters and never will be.
NO_CHARACTERS = range(0xFDD0, 0xFDF0)
LAST_OF_PLANE = 0xFFFE


@dataclass(frozen=True)
class Paragraph:
    """Lines of a text that stand together; `direction` is "ltr" or "rtl"."""

    lines: Sequence[str]
    direction: str = "ltr"


def paragraphs_of(text: str) -> list[Paragraph]:
    """Return a text as paragraphs: an empty line ends one, every other line end is kept."""
    found: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            found[-1].append(breakable(line.strip()))
        else:
            found.append([])
    return [Paragraph(lines, direction_of(" ".join(lines))) for lines in found if lines]


def one_line(text: str, longest: int = LONGEST_WORD) -> Paragraph:
    """Return a text as one line, its words broken after `longest` letters."""
    line = breakable(" ".join(text.split()), longest)
    return Paragraph([line], direction_of(line))


def direction_of(text: str) -> str:
    """Return the direction of the first letter that has one, as a page with dir="auto" finds it."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    first = next((kind for kind in kinds if kind == "L" or kind in RIGHT_TO_LEFT), "L")
    return "rtl" if first in RIGHT_TO_LEFT else "ltr"


def breakable(line: str, longest: int = LONGEST_WORD) -> str:
    """Return a settable line with places to break a very long word."""
    return WORD.sub(lambda word: _broken(word.group(), longest), settable(line))


def settable(text: str) -> str:
    """Return a text with nothing in it that stops typesetting."""
    return "".join(_settable_letter(letter) for letter in text)


def _settable_letter(letter: str) -> str:
    if unicodedata.category(letter) == "Cc":
        return " " if letter in "\t\n" else ""
    is_none = (ord(letter) & LAST_OF_PLANE) == LAST_OF_PLANE or ord(letter) in NO_CHARACTERS
    return UNKNOWN if is_none or unicodedata.category(letter) == "Cs" else letter


def _broken(word: str, longest: int) -> str:
    if len(word) <= longest:
        return word
    broken, since = [], 0
    for letter in word:
        if since >= longest and unicodedata.category(letter) not in CLINGING:
            broken.append(BREAK_HERE)
            since = 0
        broken.append(letter)
        since += 1
    return "".join(broken)
