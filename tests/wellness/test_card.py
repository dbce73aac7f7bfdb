"""The card for the wallet: three lines of a plan on faces that hold them whole, on a page that prints and as a file."""

import html
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wellness.printed import facts_of, letters_of, placed_words, text_of
from tests.wellness.written import write
from wellness.fields import Field
from wellness.models import Entry
from wellness.paper.card import MOST_FACES, Cards, Face, card_faces
from wellness.paper.sheet import Paper
from wellness.paper.typesetting import cards_pdf
from wellness.parts import PromptWords

PAPER = Paper("a4", "en", is_right_to_left=False, day=date(2026, 11, 3))
# In points: a face, and what stays free at each edge but for the tails of letters.
FACE_HEIGHT, EDGE, HEADING_RISE = 54 / 25.4 * 72, 5 / 25.4 * 72, 7
PAGE, FILE = "/workbook/crisis-plan/card/", "/workbook/crisis-plan/card/pdf/"


def field(key: str, text: str) -> Field:
    return Field(PromptWords(1, key, "", "", is_more=False), text)


def told(faces: list[Face]) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(face.heading, [(line.number, line.text) for line in face.lines]) for face in faces]


def lowest_line(content: bytes) -> float:
    """Return how far below the upper edge of the faces the lowest line of text stands."""
    words = placed_words(content)
    heading = next(height for text, _left, height in words if text.startswith(("Who I ring", "What helps")))
    upper_edge = heading + EDGE + HEADING_RISE
    return upper_edge - min(height for _text, _left, height in words)


@pytest.fixture
def online(ana, content, signed_in):
    return signed_in(ana)


def words(response) -> str:
    return html.unescape(response.content.decode())


def test_a_card_holds_who_to_ring_what_helps_and_signs():
    fields = [
        field("signs", "I clean at night."),
        field("ring", "Sam: 07700 900123\nKay, knock"),
        field("helps", "Soup."),
    ]

    assert told(card_faces(fields, "999")) == [
        ("Who I ring", [("07700 900123", "Sam"), ("", "Kay, knock"), ("999", "If someone may be in danger")]),
        ("What helps then", [("", "Soup.")]),
        ("Signs that I am not well", [("", "I clean at night.")]),
    ]


def test_nothing_written_makes_no_card_whatever_the_country():
    assert card_faces([field("ring", " "), field("note", "It passed.")], "999") == []


def test_a_long_list_goes_on_overleaf_in_order():
    people = "\n".join(f"Person {number}: 07700 90{number:04}" for number in range(12))

    faces = card_faces([field("ring", people)])

    assert {face.heading for face in faces} == {"Who I ring"}
    assert [line.text for face in faces for line in face.lines] == [
        f"Person {number}" for number in range(12)
    ]
    assert len(faces) > 1


def test_more_than_a_sheet_holds_says_where_the_rest_is():
    faces = card_faces([field("helps", "A walk to the river and back. " * 300)])

    assert (len(faces), faces[-1].lines[0].text) == (MOST_FACES, "The rest is in my plan.")


@given(st.lists(st.text(st.characters(codec="utf-8", categories=["L", "Zs", "P"]), max_size=80), max_size=6))
def test_no_word_is_lost_while_there_is_room(lines):
    text = "\n".join(lines)

    faces = card_faces([field("helps", text)])

    shown = letters_of("".join(line.text for face in faces for line in face.lines))
    assert len(faces) == MOST_FACES or shown == letters_of(text)


@pytest.mark.parametrize(
    "line",
    [
        "A walk to the river and back, then soup. ",
        "Mmmm wwww MMMM WWWW @@@@ ",
        "iiii llll tttt ffff ",
        "Привет, как дела сегодня вечером? ",
        "שלום עולם מה שלומך היום ",
        "مرحبا بالعالم كيف حالك اليوم ",
        "你好今天很好我想去散步",
        "🙂 🫖 🌧 ",
        "one\n",
        "W" * 40,
        "Sam Sam: 07700 900123\n",
    ],
)
def test_a_full_face_is_not_cut_off(line):
    key = "ring" if "07700" in line else "helps"
    faces = card_faces([field(key, line * 60)])[:2]

    content = cards_pdf(Cards(PAPER, faces))

    assert len(faces) == 2
    assert lowest_line(content) <= FACE_HEIGHT - EDGE


def test_the_page_shows_the_card_and_how_to_print_it(online, ana):
    ana.country = "GB"
    ana.save()
    write(ana, "crisis-plan", "ring", "Sam: 07700 900123")
    write(ana, "crisis-plan", "helps", "<b>Soup.</b>")

    page = online.get(PAGE).content.decode()

    assert page.count('class="card-face"') == 2
    assert ("07700 900123" in page, "999" in page, "<b>Soup" in page) == (True, True, False)
    assert "choose Print in the menu of your browser" in page
    assert f'href="{FILE}"' in page


def test_an_empty_card_leads_to_the_plan(online):
    page = words(online.get(PAGE))

    assert ("Nothing on the card yet" in page, 'href="/workbook/crisis-plan/?change=1"' in page) == (
        True,
        True,
    )
    assert FILE not in page


def test_the_file_has_the_same_faces(online, ana):
    write(ana, "crisis-plan", "ring", "Sam: 07700 900123")
    write(ana, "crisis-plan", "signs", "I clean at night.")

    content = online.get(FILE).content

    assert "Who I ring 07700 900123 Sam Signs that I am not well I clean at night." in text_of(content)
    assert facts_of(content)["read aloud"]


def test_both_texts_and_what_does_not_open_are_on_it(online, ana):
    write(ana, "crisis-plan", "helps", "Soup.")
    write(ana, "crisis-plan", "signs", "I clean at night.")
    online.post(
        "/workbook/crisis-plan/save/",
        {"field": "helps", "text": "Bread.", "base": "0", "operation": str(uuid4())},
    )
    Entry.objects.filter(prompt__key="signs").update(sealed=b"\x01" + bytes(300))

    page = words(online.get(PAGE))

    code = str(Entry.objects.get(prompt__key="signs").pk)[:8]
    assert ("Soup." in page, "Bread." in page, code in page) == (True, True, True)
