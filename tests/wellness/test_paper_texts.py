"""Words made ready for paper: nothing lost, nothing that stops typesetting, right to left where they begin so."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellness.paper.texts import (
    LONGEST_WORD,
    Paragraph,
    breakable,
    direction_of,
    one_line,
    paragraphs_of,
    settable,
)

pytestmark = pytest.mark.without_database

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=200)


def test_an_empty_line_ends_a_paragraph_and_other_line_ends_stay():
    found = paragraphs_of("Tea.\nThen bed.\n\n \nA walk.\n")

    assert found == [Paragraph(["Tea.", "Then bed."]), Paragraph(["A walk."])]


def test_one_line_has_no_line_ends():
    assert one_line(" Two\n good   nights ") == Paragraph(["Two good nights"])


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("hello", "ltr"),
        ("שלום Sam", "rtl"),
        ("مرحبا", "rtl"),
        ("Sam שלום", "ltr"),
        ("1. שלום", "rtl"),
        ("", "ltr"),
    ],
)
def test_the_first_letter_gives_the_direction(text, direction):
    assert direction_of(text) == direction


def test_what_cannot_be_set_is_left_out_or_stands_as_unknown():
    assert settable("a\0b\x07c\td\ud800e\ufffff") == "abc d\ufffde\ufffdf"


@given(ANYTHING)
def test_no_character_is_left_that_stops_typesetting(text):
    kept = settable(text)

    assert {unicodedata.category(letter) for letter in kept} & {"Cc", "Cs"} == set()
    assert settable(kept) == kept


def test_a_very_long_word_can_be_broken_and_a_usual_one_not():
    word = "x" * 100

    assert max(map(len, breakable(word).split("\N{ZERO WIDTH SPACE}"))) == LONGEST_WORD
    assert breakable(word).replace("\N{ZERO WIDTH SPACE}", "") == word
    assert breakable("x" * LONGEST_WORD) == "x" * LONGEST_WORD


def test_a_word_is_not_broken_before_an_accent():
    word = "x" * (LONGEST_WORD - 1) + "e\N{COMBINING ACUTE ACCENT}" * 3

    assert "\N{ZERO WIDTH SPACE}\N{COMBINING ACUTE ACCENT}" not in breakable(word)
