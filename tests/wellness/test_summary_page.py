"""The summary page in the browser's words: buttons without a script, the preview with one."""

import html
import re
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import FROM_HERE
from tests.factories import UserFactory
from tests.wellness.written import include, rate, set_goal, write
from wellness.interests import note_interests
from wellness.models import Summary, Topic
from wellness.saving import LONGEST_TEXT
from wellness.workbooks import current_workbook

pytestmark = pytest.mark.usefixtures("content")
PAGE = "/workbook/summary/"
PREVIEW = "/workbook/summary/preview/"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
AREA = re.compile(r'<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>', re.DOTALL)
TICKED = re.compile(r'<input type="checkbox" name="([^"]+)" checked')
SHEET = re.compile(r'<article class="summary-view".*?</article>', re.DOTALL)


@pytest.fixture
def online(ana, signed_in):
    write(ana, "physical", "helps", "Clean sheets")
    write(ana, "social", "helps", "My sister")
    return signed_in(ana)


def words(response) -> str:
    return html.unescape(response.content.decode())


def form_of(client, **changes) -> dict[str, str]:
    """Return what a browser would send from the page as it stands, with changes."""
    page = client.get(PAGE).content.decode()
    fields = [*HIDDEN.findall(page), *AREA.findall(page)]
    sent = {
        name: html.unescape(value).replace("\n", "\r\n")
        for name, value in fields
        if name != "csrfmiddlewaretoken"
    }
    return {
        **sent,
        **dict.fromkeys(TICKED.findall(page), "on"),
        **{name.replace("__", "-"): text for name, text in changes.items()},
    }


def sheet_in(response) -> str:
    return SHEET.search(words(response)).group(0)


def test_the_page_suggests_and_the_sheet_is_empty_at_first(online):
    page = words(online.get(PAGE))

    assert "Clean sheets" in page
    assert "Still an empty page" in page
    assert "checked" not in page


def test_a_person_without_a_word_can_still_write_a_note(ana, signed_in):
    page = words(signed_in(ana).get(PAGE))

    assert "Nothing to gather yet" in page
    assert 'name="words-note"' in page


def test_including_and_saving_shows_it_on_the_sheet(online):
    response = online.post(PAGE, form_of(online, **{"include-helps.physical": "on"}), follow=True)

    assert "Saved. Only you can read this, until you share it." in words(response)
    assert "Clean sheets" in sheet_in(response)
    assert "My sister" not in sheet_in(response)


def test_include_all_of_these_needs_no_script(online):
    response = online.post(PAGE, form_of(online, all="helps"))

    assert response["Location"] == f"{PAGE}#helps"
    assert re.findall("Clean sheets|My sister", sheet_in(online.get(PAGE))) == ["Clean sheets", "My sister"]


def test_going_on_saves_first(online):
    response = online.post(PAGE, form_of(online, then="share", **{"include-helps.physical": "on"}))

    assert response["Location"] == reverse("sharing:shared")
    assert "Clean sheets" in sheet_in(online.get(PAGE))


def test_newer_words_are_offered_and_taken_with_one_button(ana, online):
    include(ana, "helps.physical")
    write(ana, "physical", "helps", "A warm bath")
    assert "Use my newer words" in words(online.get(PAGE))

    online.post(PAGE, form_of(online, newer="helps.physical"))

    assert "A warm bath" in sheet_in(online.get(PAGE))
    assert "Use my newer words" not in words(online.get(PAGE))


def test_the_preview_saves_and_answers_with_the_same_sheet_as_the_page(online):
    answer = online.post(
        PREVIEW, form_of(online, **{"include-helps.physical": "on", "words-note": "Hello 👋 שלום"})
    ).json()

    assert answer["status"] == "saved"
    assert html.unescape(answer["sheet"]).strip() == sheet_in(online.get(PAGE))
    assert "Hello 👋 שלום" in answer["sheet"]


def test_a_summary_open_for_long_can_fetch_a_fresh_token(ana, online):
    written = form_of(online, **{"words-note": "Hello"})
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ana)

    refused = strict.post(PREVIEW, written)
    token = strict.get(PREVIEW).json()["token"]
    saved = strict.post(PREVIEW, written, headers={"X-CSRFToken": token})

    assert (refused.status_code, saved.json()["status"]) == (HTTPStatus.FORBIDDEN, "saved")


def test_the_preview_says_what_is_too_long_and_saves_the_rest(online):
    too_long = {"words-note": "z" * (LONGEST_TEXT + 1), "include-helps.physical": "on"}

    answer = online.post(PREVIEW, form_of(online, **too_long))

    assert (answer.status_code, answer.json()["status"]) == (HTTPStatus.BAD_REQUEST, "too_long")
    assert ("helps.physical" in answer.json()["bases"], "Clean sheets" in answer.json()["sheet"]) == (
        True,
        True,
    )


def test_the_preview_gives_new_marks_only_for_what_the_page_shows(online):
    first_tab = form_of(online)
    online.post(PREVIEW, form_of(online, **{"words-helps.social": "Sis"}))

    answer = online.post(PREVIEW, {**first_tab, "words-note": "Hello"}).json()

    assert "helps.social" not in answer["bases"]
    assert "note" in answer["bases"]


def test_two_tabs_are_told_that_both_were_kept(online):
    first_tab, second_tab = form_of(online), form_of(online)
    online.post(PAGE, {**first_tab, "words-note": "From the first"})

    response = online.post(PAGE, {**second_tab, "words-note": "From the second"}, follow=True)

    page = words(response)
    assert "You wrote in two places. We kept both" in page
    assert '<div class="conflict-text"><p class="written" dir="auto">From the first</p></div>' in page
    assert "From the second" in sheet_in(response)
    assert "From the first" not in sheet_in(response)


def test_a_text_that_is_too_long_stays_on_the_page(online):
    too_long = "z" * (LONGEST_TEXT + 3)

    response = online.post(PAGE, form_of(online, **{"words-note": too_long, "include-helps.physical": "on"}))

    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert "3 letters too long" in words(response)
    assert too_long in words(response)
    assert "Clean sheets" in sheet_in(response)


def test_a_leading_empty_line_survives_the_page(online):
    online.post(PAGE, form_of(online, **{"words-note": "\r\n\r\nLate start"}))

    assert form_of(online)["words-note"] == "\r\n\r\nLate start"


def test_a_page_made_for_someone_else_saves_nothing(online, signed_in):
    sam = UserFactory(name="Sam")
    elsewhere = form_of(online, **{"words-note": "Ana wrote this"})

    responses = [signed_in(sam).post(address, elsewhere) for address in (PAGE, PREVIEW)]

    assert [response.status_code for response in responses] == [HTTPStatus.FORBIDDEN, HTTPStatus.CONFLICT]
    assert not Summary.objects.of(current_workbook(sam)).exists()


def test_signed_out_while_writing_keeps_the_text_on_the_page(online):
    written = form_of(online, **{"words-note": "Almost lost"})
    out = Client(headers=FROM_HERE)

    page, preview = out.post(PAGE, written), out.post(PREVIEW, written)

    assert "Almost lost" in words(page)
    assert (preview.status_code, preview.json()["status"]) == (HTTPStatus.UNAUTHORIZED, "signed_out")


def test_a_summary_that_does_not_open_is_said_with_its_reference(ana, online):
    include(ana, note="Kept")
    row = Summary.objects.of(current_workbook(ana)).get()
    Summary.objects.filter(pk=row.pk).update(sealed=b"\x01broken")

    response = online.get(PAGE)

    assert f"Please tell us this code: {str(row.pk)[:8]}" in words(response)
    assert "<form" not in words(response).split("<h1>")[1].split("</main>")[0]


def test_another_persons_words_are_never_suggested(online, signed_in):
    sam = UserFactory(name="Sam")

    assert "Clean sheets" not in words(signed_in(sam).get(PAGE))


@pytest.mark.parametrize("many", [False, True])
def test_the_page_asks_the_database_the_same_however_much_is_written(
    ana, online, many, django_assert_num_queries
):
    rate(ana, physical=4)
    set_goal(ana, "Walk")
    include(ana, "helps.physical", note="Hello")
    topics = list(Topic.objects.values_list("pk", flat=True))
    note_interests(person=ana, strengths=dict.fromkeys(topics if many else topics[:1], "strong"))
    if many:
        for part in ("emotional", "spiritual", "intellectual"):
            write(ana, part, "helps", "More")
            write(ana, part, "support", "More")
        for title in ("Two", "Three"):
            set_goal(ana, title)
    online.get(PAGE)

    with django_assert_num_queries(18):
        online.get(PAGE)
