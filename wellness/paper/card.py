"""The card for the wallet: the three first lines of a crisis plan on faces the size of a bank card.

A face takes as many lines as are sure to fit, so that nothing is cut off: the width of a line is guessed generously.
What does not fit goes on to the next face, up to the most that one sheet of paper holds.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from wellness.crisis_plan import NUMBERS_TO_RING, WHAT_HELPS
from wellness.fields import Field
from wellness.paper.answers import unreadable_words
from wellness.paper.sheet import Paper
from wellness.paper.texts import BREAK_HERE, Paragraph, one_line
from wellness.phone_numbers import call_links
from wellness.suggestion import CRISIS
from wellness.suggestions import KEY_LABELS
from wellness.wheel import text_width

SIGNS = "signs"
ON_THE_CARD = (NUMBERS_TO_RING, WHAT_HELPS, SIGNS)
MOST_FACES = 8
# In rows of a face: all of them, the gap after each text, how much a number adds, and letters that stand taller.
ROWS, GAP, NUMBER_ADDS, TALL = 8.6, 0.35, 0.3, 1.35
# After so many letters a word may be broken: of the broadest letters, less than a row.
LONGEST_ON_A_CARD = 18
# So many rows stay together.
FEWEST_ROWS = 2
# A face's width between its margins, and the size of its letters and numbers, in points.
WIDTH, LETTERS, NUMBER_LETTERS = 212.0, 10.0, 13.0
# The last of the letters that our first typeface has nearly all of, with the marks that are set like them.
LAST_LATIN = 0x24F
WORD = re.compile(f"[^ {BREAK_HERE}]+[ {BREAK_HERE}]*")


@dataclass(frozen=True)
class CardLine:
    """Words on a face, after a number that stands large, where there is one."""

    words: Paragraph
    number: str = ""

    @property
    def text(self) -> str:
        return " ".join(self.words.lines)


@dataclass(frozen=True)
class Face:
    """One side of a card."""

    heading: str
    lines: Sequence[CardLine]


@dataclass(frozen=True)
class Cards:
    """A sheet of cards to cut out and fold: two faces side by side make one card."""

    paper: Paper
    faces: Sequence[Face]

    @property
    def title(self) -> str:
        return _("My card")

    @property
    def how(self) -> str:
        return _("Cut along the full lines. Fold along the broken line, so that both sides show.")


def card_faces(fields: Iterable[Field], emergency: str = "") -> list[Face]:
    """Return the faces of a card made of a plan's fields; none where its three lines are empty.

    `emergency` is the number for danger to life where the person is.
    """
    by_key = {each.prompt.key: each for each in fields}
    found = [(key, _lines(by_key[key], key)) for key in ON_THE_CARD if key in by_key]
    if not any(lines for _key, lines in found):
        return []
    faces = [face for key, lines in found for face in _faces(key, _with_emergency(key, lines, emergency))]
    return faces if len(faces) <= MOST_FACES else [*faces[: MOST_FACES - 1], _going_on()]


def _with_emergency(key: str, lines: list[CardLine], emergency: str) -> list[CardLine]:
    if key != NUMBERS_TO_RING or not emergency:
        return lines
    return [*lines, CardLine(one_line(_("If someone may be in danger")), emergency)]


def _going_on() -> Face:
    return Face(_("There is more"), [CardLine(one_line(_("The rest is in my plan.")))])


def _lines(field: Field, key: str) -> list[CardLine]:
    if field.reference:
        return [CardLine(one_line(unreadable_words(field.reference)))]
    texts = [field.text, *(copy.text for copy in field.copies)]
    told = [line for text in texts for line in text.splitlines() if line.strip()]
    return [_line(line, is_number=key == NUMBERS_TO_RING) for line in told]


def _line(line: str, *, is_number: bool) -> CardLine:
    calls = call_links(line) if is_number else []
    if calls:
        return CardLine(one_line(calls[0].name, LONGEST_ON_A_CARD), calls[0].written)
    return CardLine(one_line(line, LONGEST_ON_A_CARD))


def _faces(key: str, lines: Iterable[CardLine]) -> list[Face]:
    """Put lines on as many faces as they need, in order; a text longer than what is left goes on overleaf."""
    faces: list[list[CardLine]] = []
    left = 0.0
    for line in lines:
        rows, number = list(_rows(line)), line.number
        while rows:
            adds, height = GAP + (NUMBER_ADDS if number else 0), _row_height(line)
            room = int((left - adds) / height)
            if room < min(len(rows), FEWEST_ROWS):
                faces.append([])
                left = ROWS
                continue
            faces[-1].append(CardLine(_joined(rows[:room]), number))
            left -= adds + height * len(rows[:room])
            rows, number = rows[room:], ""
    return [Face(str(KEY_LABELS[CRISIS][key]), held) for held in faces]


def _rows(line: CardLine) -> Iterator[str]:
    """Yield a text broken into rows that are sure to fit between the margins of a face."""
    row, room = "", WIDTH - text_width(f"{line.number} " if line.number else "", NUMBER_LETTERS)
    for word in WORD.findall(line.text):
        if row and text_width((row + word).rstrip(), LETTERS) > room:
            yield row
            row, room = "", WIDTH
        row += word
    yield row


def _joined(rows: Iterable[str]) -> Paragraph:
    return one_line("".join(rows), LONGEST_ON_A_CARD)


def _row_height(line: CardLine) -> float:
    return 1.0 if all(ord(letter) <= LAST_LATIN for letter in line.text) else TALL
