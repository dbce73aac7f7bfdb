"""Tables as CSV files that no spreadsheet runs: what people typed stays words, in whatever way the file is opened.

A program may take the semicolon or the tab for what parts cells, and then a cell begins in the middle of what was
typed; so neither is ever within one. A cell that would begin a formula begins with an apostrophe, as spreadsheets mark
words (OWASP, CSV Injection). The file begins with the mark of UTF-8, without which Excel guesses.
"""

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from io import StringIO

Cell = str | int

FORMULA_BEGINS = frozenset("=+-@|%")
# What parts cells or rows somewhere, and what begins a tag.
SPOKEN = str.maketrans(
    ';\t\r\n\v\f<>"',
    ",     \N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}",
)


def csv_file(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return rows as a file: numbers as they are, words as `plain_cell` makes them."""
    written = StringIO()
    csv.writer(written, quoting=csv.QUOTE_NONNUMERIC).writerows([_cell(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def plain_cell(words: str) -> str:
    """Return words as a cell that holds them and does nothing."""
    seen = "".join(
        letter for letter in words.translate(SPOKEN) if unicodedata.category(letter) not in {"Cc", "Cf"}
    )
    seen = " ".join(seen.split())
    begins = unicodedata.normalize("NFKC", seen[:1])[:1]
    return f"'{seen}" if begins in FORMULA_BEGINS else seen


def _cell(cell: Cell) -> Cell:
    return cell if isinstance(cell, int) else plain_cell(cell)
