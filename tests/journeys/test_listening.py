"""Listen: words of ours are read aloud by a voice on the device; without such a voice there is no button."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.journeys.conftest import Visitor
from tests.journeys.test_story import make_person
from tests.journeys.test_writing_away import write
from wellness.models import Entry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGE = "/workbook/physical/"
ON_DEVICE = {"name": "Own", "lang": "en-GB", "localService": True, "default": False}
ELSEWHERE = {"name": "Sent away", "lang": "en-GB", "localService": False, "default": True}
OTHER_LANGUAGE = {"name": "Propio", "lang": "es-ES", "localService": True, "default": False}
QUESTION = "What gives your body some ease?"
HINT = "A hot water bottle, clean sheets, a nap, a slow walk. Small things count."
# Stands in for the browser's voices, which come a moment after the page, as they do on phones.
VOICES = """(voices) => {
  const speech = Object.assign(new EventTarget(), {
    said: [], cancelled: 0, known: [],
    getVoices() { return this.known; },
    speak(utterance) { this.said.push(utterance); },
    cancel() { this.cancelled += 1; },
    come(known) { this.known = known; this.dispatchEvent(new Event("voiceschanged")); },
  });
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  setTimeout(() => speech.come(voices), 50);
}"""


@pytest.fixture
def opened(visitor: Callable[..., Visitor]) -> Callable[..., Visitor]:
    """Return a function that opens a part for Sam on a device with some voices."""

    def open_part(*voices: dict[str, object], **options: object) -> Visitor:
        make_person("sam@example.org", "Sam")
        sam = visitor(**options)
        sam.sign_in_as(User.objects.get(name="Sam"))
        sam.page.add_init_script(
            f"({VOICES})({list(voices)!r})".replace("True", "true").replace("False", "false")
        )
        sam.go(PAGE)
        return sam

    return open_part


def button(page: Page, words: str = f"Listen: {QUESTION}"):
    return page.get_by_role("button", name=words, exact=True)


def said(page: Page) -> list[list[str]]:
    return page.evaluate("speechSynthesis.said.map((each) => [each.text, each.voice.name, each.lang])")


def test_a_question_and_its_hint_are_read_by_the_voice_on_the_device(opened):
    page = opened(ELSEWHERE, ON_DEVICE).page
    write(page, "Nobody hears this.")

    button(page).click()

    assert said(page) == [[QUESTION, "Own", "en-GB"], [HINT, "Own", "en-GB"]]


def test_the_opening_is_read_from_its_name_on(opened):
    page = opened(ON_DEVICE).page

    button(page, "Listen: Body and sleep").click()

    texts = [text for text, _voice, _language in said(page)]
    assert texts[:2] == [
        "Body and sleep",
        "This is about your body: how it sleeps, eats, moves, rests and hurts.",
    ]
    assert texts[2].startswith("Bad nights make everything harder.")
    assert len(texts) == 3


@pytest.mark.parametrize("voices", [[], [ELSEWHERE], [OTHER_LANGUAGE]])
def test_there_is_no_button_without_a_voice_on_the_device_in_the_language_of_the_page(opened, voices):
    page = opened(*voices).page
    page.wait_for_timeout(300)

    expect(page.locator("[data-listen-button]")).to_have_count(0)


def test_a_button_goes_when_the_voice_goes(opened):
    page = opened(ON_DEVICE).page
    expect(button(page)).to_be_visible()

    page.evaluate("speechSynthesis.come([])")

    expect(page.locator("[data-listen-button]")).to_have_count(0)


def test_a_second_press_stops(opened):
    page = opened(ON_DEVICE).page
    button(page).click()

    button(page, f"Stop: {QUESTION}").click()

    expect(button(page)).to_be_visible()
    assert page.evaluate("speechSynthesis.cancelled") >= 1


def test_it_says_listen_again_when_all_is_read(opened):
    page = opened(ON_DEVICE).page
    button(page).click()

    page.evaluate("speechSynthesis.said.at(-1).onend()")

    expect(button(page)).to_be_visible()


def test_another_button_takes_over(opened):
    page = opened(ON_DEVICE).page
    button(page).click()

    button(page, "Listen: How has your body been this past week?").click()

    expect(button(page)).to_be_visible()
    expect(button(page, "Stop: How has your body been this past week?")).to_be_visible()


def test_it_falls_silent_at_once_when_the_page_goes(opened):
    page = opened(ON_DEVICE).page
    button(page).click()

    assert page.evaluate("dispatchEvent(new Event('pagehide')), speechSynthesis.cancelled") >= 1


def test_it_falls_silent_at_once_when_the_page_is_left_quickly(opened, settings, live_server):
    settings.LEAVE_QUICKLY_URL = f"{live_server.url}/healthz"
    page = opened(ON_DEVICE).page
    button(page).click()

    leave = "document.querySelector('.leave-quickly button').click(), speechSynthesis.cancelled"

    assert page.evaluate(leave) >= 1
    page.wait_for_url("**/healthz")  # a browser that is closed on its way may never close


def test_a_row_that_is_added_can_be_listened_to(opened):
    sam = opened(ON_DEVICE)
    sam.go("/workbook/network/")
    first = sam.page.locator("[data-listen-button]").count()

    sam.page.get_by_role("button", name="Add another").click()

    expect(sam.page.locator("[data-listen-button]")).to_have_count(2 * first - 1)  # the opening has one too


def test_pages_with_buttons_are_open_to_all(opened):
    sam = opened(ON_DEVICE)
    expect(button(sam.page)).to_be_visible()

    sam.look("a part that can be listened to")

    assert Entry.objects.count() == 0
