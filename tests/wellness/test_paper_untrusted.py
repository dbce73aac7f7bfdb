"""What a person writes is text on paper, whatever it looks like: never markup, never code, never a way to a file."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.wellness.printed import facts_of, letters_of, lines_of, placed_words, text_of
from wellness.paper.card import CardLine, Cards, Face
from wellness.paper.sheet import (
    Call,
    Contents,
    Letter,
    Paper,
    Ratings,
    Ruled,
    Scale,
    Sheet,
    Step,
    Steps,
    part_heading,
    question,
    said,
    softly,
    title,
    written,
)
from wellness.paper.texts import LONGEST_WORD, one_line, paragraphs_of
from wellness.paper.typesetting import LOOKS, cards_pdf, sheet_pdf
from wellness.paper.wheels import paper_wheel
from wellness.wheel import Petal, draw_wheel

pytestmark = pytest.mark.without_database

PAPER = Paper("a4", "en", is_right_to_left=False, day=date(2026, 11, 3))
PAGE_WIDTH = 595
FEW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MARKUP = [
    "#import",
    "#let x = 1",
    '#read("house.typ")',
    "$x^2$",
    "*",
    "_",
    "`",
    "@you",
    "<label>",
    "\\",
    '"',
    "#",
    "]",
    "//",
    "/*",
    "=",
    "{{",
    "\0",
]
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=300)
LIKE_CODE = st.lists(st.sampled_from([*MARKUP, "tea", "7", " ", "\n"]), max_size=40).map("".join)


def every_piece(text: str) -> Sheet:
    """Return a sheet with a text in every place that a text can have."""
    pieces = [
        title(text),
        part_heading(text),
        Contents(),
        question(text),
        said(text),
        softly(text),
        written(text),
        Letter(paragraphs_of(text)),
        Call(text, one_line(text)),
        Steps([Step(paragraphs_of(text), is_done=True, note=text)]),
        Ratings([text, text], [[text, text]]),
        Scale(text, text),
        Ruled(2),
    ]
    return Sheet(text, PAPER, pieces)


def on_paper(text: str) -> str:
    return text_of(sheet_pdf(Sheet("My workbook", PAPER, [title("Words"), written(text)])))


@FEW
@given(LIKE_CODE)
def test_what_looks_like_code_stands_there_as_it_was_written(text):
    assert letters_of(text.replace("\0", "")) in letters_of(on_paper(text))


@FEW
@given(ANYTHING)
@example("a\ud800 \udfff\0\x1b[31m\u2028\ufffe")
@example("")
def test_any_text_anywhere_makes_a_file(text):
    content = sheet_pdf(every_piece(text))

    assert facts_of(content)["tagged"]


@FEW
@given(ANYTHING)
@example("a\ud800 \udfff\0\x1b[31m\u2028\ufffe")
def test_any_text_makes_a_card(text):
    faces = [Face(text, [CardLine(one_line(text), text)])]

    assert facts_of(cards_pdf(Cards(PAPER, faces)))["tagged"]


@pytest.mark.parametrize(
    "text",
    [
        '#read("house.typ")',
        '#include "sheet.typ"',
        '#import "@preview/cetz:0.3.0"',
        '#image("/etc/hostname")',
        "#sys.inputs",
        "\\u{41} \\# $ sum $",
        'It\'s "fine" -- really ... ~now',
        "1. one\n- two\n= three",
        '","kind":"heading"}]',
        "http://example.org/a_b*c*",
    ],
)
def test_markup_is_printed_as_it_is(text):
    page = on_paper(text)

    assert letters_of(text) in letters_of(page)
    assert "How every sheet looks" not in page


@pytest.mark.parametrize(
    ("text", "typeface"),
    [
        ("Ελληνικά και Привет", "NotoSans"),
        ("مرحبا بالعالم", "NotoSansArabic"),
        ("שלום עולם", "NotoSansHebrew"),
        ("Tea 🫖 and 🙂", "NotoEmoji"),
        ("你好 今天很好", "NotoSansCJK"),
        ("नमस्ते", "NotoSansDevanagari"),
    ],
)
def test_other_scripts_have_letters_of_their_own_and_are_read_aloud(text, typeface):
    facts = facts_of(sheet_pdf(Sheet("My workbook", PAPER, [title("Words"), written(text)])))

    assert facts["read aloud"]
    assert any(typeface in name for name in facts["typefaces"])


@pytest.mark.parametrize(
    ("text", "starts_right"), [("שלום עולם", True), ("hello", False), ("مرحبا 12 tea", True)]
)
def test_words_begin_at_the_side_of_their_first_letter(text, starts_right):
    content = sheet_pdf(Sheet("My workbook", PAPER, [title("Words"), written(text)]))

    left_edge = next(left for words, left, _height in placed_words(content) if words != "Words")
    assert (left_edge > PAGE_WIDTH / 2) == starts_right


def test_a_letter_without_a_typeface_loses_nothing_else():
    content = sheet_pdf(Sheet("My workbook", PAPER, [title("Words"), written("Tea \U000e1234 and bread")]))

    facts = facts_of(content)
    assert (facts["tagged"], facts["read aloud"]) == (True, False)
    assert {"Tea", "and", "bread"} <= set(text_of(content).split())


def test_a_word_without_end_stays_on_the_page():
    content = sheet_pdf(Sheet("My workbook", PAPER, [title("A word"), written("W" * 500)]))

    lines = [line.count("W") for line in lines_of(content) if "W" in line]
    assert (sum(lines), max(lines)) == (500, LONGEST_WORD)


def test_the_looks_read_nothing_but_their_data_and_each_other():
    source = "\n".join(look.read_text() for look in LOOKS.glob("*.typ"))

    imports = set(re.findall(r"#import (\S+)", source))
    assert imports == {'"house.typ":', '"wheel.typ":'}
    assert source.count("json(") == source.count("json(bytes(sys.inputs.data))") == 2
    assert not re.search(
        r"\b(read|include|eval|plugin|csv|yaml|toml|xml|cbor)\s*\(?\s*\"|\beval\(|@preview", source
    )


def test_no_words_of_ours_stand_in_the_looks():
    wheel = paper_wheel(
        draw_wheel([Petal("one", "ж", "hue-1", rating=7), Petal("two", "ж", "hue-2", words="ж")])
    )
    sheet = every_piece("ж")

    page = text_of(sheet_pdf(replace(sheet, pieces=[*sheet.pieces, wheel])))

    assert set(re.findall(r"[A-Za-z]+", page)) == {"November", "Page", "of"}
