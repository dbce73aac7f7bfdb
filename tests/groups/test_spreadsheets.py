"""Files for spreadsheets hold words and run none, in whatever way they are read."""

import csv
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.spreadsheets import csv_file, plain_cell

pytestmark = pytest.mark.without_database

PAYLOADS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "|cmd",
    "%0A=1",
    "  =1+1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\ufeff=1+1",
    "\u200b=1+1",
    "\u202e=1+1",
    "\x00=1+1",
    "\xa0=1+1",
    "\u3000=1+1",
    "＝1+1",  # noqa: RUF001 - as wide as an ideograph, and a formula to some
    "＠SUM(1)",  # noqa: RUF001
    "﹢1",
    "a;=1+1",
    "a\t=1+1",
    'a",=1+1,"',
    'a";=1+1;"',
    "a\n=1+1",
    "a\r\n=1+1",
    "a\u2028=1+1",
    "a\x85=1+1",
    '=cmd|" /C calc"!A0',
    '=HYPERLINK("https://example.org","x")',
    "<script>alert(1)</script>",
    "<table><tr><td>=1</td></tr></table>",
    "<img src=x onerror=alert(1)>",
    "'=1+1",
]
STARTS = "=+-@|%"
SEPARATORS = [",", ";", "\t", "|", ":"]


def cells(file, separator):
    return [
        cell for row in csv.reader(file.decode("utf-8-sig").splitlines(), delimiter=separator) for cell in row
    ]


def is_live(cell):
    bare = "".join(letter for letter in cell if unicodedata.category(letter) not in {"Cc", "Cf"}).strip()
    return unicodedata.normalize("NFKC", bare[:1]).startswith(tuple(STARTS)) or "<" in cell


def test_the_check_would_notice_a_live_cell():
    naive = "Group,a;=1+1\r\n=1+1,b\r\n<b>,c\r\n".encode("utf-8-sig")

    assert [cell for cell in cells(naive, ",") if is_live(cell)] == ["=1+1", "<b>"]
    assert "=1+1" in [cell for cell in cells(naive, ";") if is_live(cell)]


@pytest.mark.parametrize("separator", SEPARATORS[:3])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_is_live_however_cells_are_parted(payload, separator):
    file = csv_file([["Group", "Here"], [payload, 3], [f"Tuesday {payload}", 0]])

    assert [cell for cell in cells(file, separator) if is_live(cell)] == []


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_no_words_at_all_make_a_live_cell(words):
    file = csv_file([words])

    assert [cell for separator in SEPARATORS[:3] for cell in cells(file, separator) if is_live(cell)] == []
    assert len(file.decode("utf-8-sig").splitlines()) == 1


def test_plain_words_stay_as_they_are():
    assert plain_cell("Tuesday Group, Ñandú (2)") == "Tuesday Group, Ñandú (2)"


def test_numbers_stay_numbers_and_the_file_says_its_letters():
    assert csv_file([["Grupo", 3]]) == b'\xef\xbb\xbf"Grupo",3\r\n'
