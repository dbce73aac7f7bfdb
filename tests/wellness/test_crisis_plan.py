"""The crisis plan: read first, the note from a better day on top, then people to ring; changed on its form."""

import html
from uuid import uuid4

import pytest

from tests.wellness.written import write
from wellness.models import Entry

pytestmark = pytest.mark.usefixtures("content")
PAGE = "/workbook/crisis-plan/"
FORM = 'data-saving="'


@pytest.fixture
def online(ana, signed_in):
    return signed_in(ana)


def words(response) -> str:
    return html.unescape(response.content.decode())


def in_order(page: str, *told: str) -> bool:
    places = [page.index(each) for each in told]
    return places == sorted(places)


def test_an_empty_plan_opens_on_its_three_lines(online):
    page = words(online.get(PAGE))

    assert in_order(
        page, FORM, 'name="signs"', 'name="helps"', 'name="ring"', "More questions", 'name="note"'
    )
    assert "not a legal document" in page


def test_a_plan_is_read_with_the_note_first_then_people_to_ring_then_what_helps(online, ana):
    write(ana, "crisis-plan", "signs", "I clean at night.")
    write(ana, "crisis-plan", "helps", "Soup.")
    write(ana, "crisis-plan", "ring", "Sam: 07700 900123\nthe neighbour, knock")
    write(ana, "crisis-plan", "note", "You came out of it before.")

    page = words(online.get(PAGE))

    assert in_order(
        page,
        "You came out of it before.",
        'href="tel:07700900123"',
        "the neighbour, knock",
        "Get help now</b>",
        "Soup.",
        "I clean at night.",
        "not a legal document",
        "Change my plan",
    )
    assert (FORM in page, page.count("the neighbour"), page.count('href="tel:')) == (False, 1, 1)


def test_what_is_empty_is_left_out(online, ana):
    write(ana, "crisis-plan", "helps", "Soup.")
    write(ana, "crisis-plan", "want", "  ")

    page = words(online.get(PAGE))

    assert ("What helps" in page, "What would you like to happen" in page, 'class="letter"' in page) == (
        True,
        False,
        False,
    )


def test_changing_it_opens_the_form_with_every_answer(online, ana):
    write(ana, "crisis-plan", "helps", "Soup.")

    page = words(online.get(f"{PAGE}?change=1"))

    assert (FORM in page, "Soup.</textarea>" in page) == (True, True)


def test_saving_without_a_script_leads_to_the_plan_as_it_reads_now(online, ana):
    answer = online.post(f"{PAGE}?change=1", {"note": "It passed.", "helps": "Soup."}, follow=True)

    page = words(answer)
    assert (answer.redirect_chain, in_order(page, "Saved at", "It passed.", "Soup.")) == ([(PAGE, 302)], True)


def test_words_that_could_not_be_saved_stay_on_the_form(online, ana):
    write(ana, "crisis-plan", "helps", "Soup.")

    answer = online.post(f"{PAGE}?change=1", {"note": "x" * 20_001})

    assert (answer.status_code, FORM in words(answer), "x" * 20_001 in words(answer)) == (400, True, True)


def test_a_second_text_is_shown_in_the_plan_too(online, ana):
    write(ana, "crisis-plan", "ring", "Sam: 07700 900123")
    online.post(
        f"{PAGE}save/", {"field": "ring", "text": "Kay: 07700 900456", "base": "0", "operation": str(uuid4())}
    )

    page = words(online.get(PAGE))

    assert ("We kept both" in page, "Kay: 07700 900456" in page, 'href="tel:07700900123"' in page) == (
        True,
        True,
        True,
    )


@pytest.mark.parametrize("key", ["note", "ring", "helps"])
def test_an_answer_that_does_not_open_is_named_and_the_rest_is_read(online, ana, key):
    write(ana, "crisis-plan", key, "Words.")
    write(ana, "crisis-plan", "want", "Stay at home.")
    Entry.objects.filter(prompt__key=key).update(sealed=b"\x01" + bytes(300))

    page = words(online.get(PAGE))

    code = str(Entry.objects.get(prompt__key=key).pk)[:8]
    assert (code in page, "Stay at home." in page) == (True, True)


def test_what_is_written_is_shown_as_text(online, ana):
    write(ana, "crisis-plan", "note", "<script>alert(1)</script>")
    write(ana, "crisis-plan", "ring", "<b>Sam</b> 07700 900123")

    page = online.get(PAGE).content.decode()

    assert ("<script>alert" in page, "<b>Sam" in page) == (False, False)


def test_every_page_leads_to_it_with_one_touch(online):
    for address in ("/workbook/", "/workbook/physical/", "/workbook/goals/", "/accounts/me/", "/help-now/"):
        page = words(online.get(address))
        assert page.index(f'href="{PAGE}"') < page.index("<main")
