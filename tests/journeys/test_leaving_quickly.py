"""Leaving quickly: blank at once, signed out even where the network is slow or gone, nothing to go back to."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from tests.journeys.conftest import Visitor
from tests.journeys.test_story import make_person
from tests.journeys.test_writing_away import STORED_BY_THE_BROWSER, write
from wellness.models import Entry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGE, SIGN_OUT, ELSEWHERE = "/workbook/physical/", "**/accounts/leave-quickly/", "**/healthz"
WROTE = "canary in the coal mine"
BLANK_WITHIN_MS = 100
# Presses the button and returns, as things stand when that press is over: milliseconds, whether anything shows, the title.
PRESS = """() => {
  const start = performance.now();
  document.querySelector(".leave-quickly button").click();
  return [performance.now() - start, document.body.checkVisibility(), document.title.trim().replace("\\u200b", "")];
}"""


@pytest.fixture
def sam(visitor: Callable[..., Visitor], live_server, settings) -> Visitor:
    """Sam, signed in, with words saved in the first part; another page lies behind it."""
    settings.LEAVE_QUICKLY_URL = f"{live_server.url}/healthz"
    make_person("sam@example.org", "Sam")
    sam = visitor()
    sam.sign_in_as(User.objects.get(name="Sam"))
    sam.go("/workbook/")
    sam.go(PAGE)
    write(sam.page, WROTE)
    expect(sam.page.locator("[data-save-line]")).to_contain_text("Saved at")
    return sam


@pytest.fixture
def hanging(sam) -> Iterator[Callable[[str], None]]:
    """Return a function that lets requests to some addresses hang; they end with the test."""
    held: list[Route] = []
    yield lambda address: sam.page.context.route(address, lambda route: held.append(route))  # noqa: PLW0108 - playwright writes on what it is given
    for route in held:
        route.abort()


def press_shift(page: Page, times: int, key: str = "Shift") -> None:
    for _time in range(times):
        page.keyboard.press(key)


def is_left(page: Page) -> bool:
    """Say whether the page is on its way or gone; one that stays is given a moment to go."""
    page.wait_for_timeout(300)
    return page.url.endswith("/healthz") or not page.evaluate("document.body.checkVisibility()")


def session_key(page: Page) -> str:
    return next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "sessionid")


def test_the_page_is_blank_at_once_while_the_network_hangs(sam, hanging):
    hanging(SIGN_OUT)
    hanging(ELSEWHERE)

    took, shows, title = sam.page.evaluate(PRESS)

    assert (shows, title) == (False, "")
    assert took <= BLANK_WITHIN_MS


def test_the_person_is_signed_out_while_the_other_site_hangs(sam, hanging):
    hanging(ELSEWHERE)
    before = Client()
    before.cookies["sessionid"] = session_key(sam.page)

    with sam.page.context.expect_event("response", lambda answer: answer.url.endswith("/leave-quickly/")):
        sam.page.evaluate(PRESS)

    assert before.get("/accounts/me/").status_code == 302


@pytest.mark.parametrize("is_hanging", [False, True])
def test_going_back_shows_nothing(sam, hanging, is_hanging):
    page = sam.page
    sam.go("/workbook/social/")
    if is_hanging:
        hanging(SIGN_OUT)
    page.locator(".leave-quickly button").click()
    page.wait_for_url(ELSEWHERE)

    for _step in range(2):
        page.go_back()
        assert "/accounts/login/" in page.url
        assert WROTE not in page.content()


def test_a_page_that_the_browser_kept_whole_is_not_shown_again(sam, hanging):
    page = sam.page
    page.context.clear_cookies()

    with page.expect_navigation():
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")

    assert "/accounts/login/" in page.url


def test_a_page_that_the_browser_kept_whole_is_shown_to_who_is_still_there(sam):
    sam.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")

    expect(sam.page.locator("#f-helps")).to_have_value(WROTE)


def test_nothing_stays_in_the_browser(sam):
    page = sam.page
    page.locator(".leave-quickly button").click()
    page.wait_for_url(ELSEWHERE)

    assert page.evaluate(STORED_BY_THE_BROWSER) == ["{}", "{}", ""]
    assert {cookie["name"] for cookie in page.context.cookies()} <= {"csrftoken"}
    assert all(cookie["expires"] == -1 for cookie in page.context.cookies())


def test_other_pages_of_the_site_that_are_open_go_too(sam):
    other = sam.page.context.new_page()
    other.goto(sam.home + PAGE)

    sam.page.locator(".leave-quickly button").click()

    other.wait_for_url(ELSEWHERE)


def test_shift_three_times_leaves(sam):
    press_shift(sam.page, 2)
    assert not is_left(sam.page)

    press_shift(sam.page, 1)

    sam.page.wait_for_url(ELSEWHERE)


def test_typing_capitals_does_not_leave(sam):
    sam.page.locator("#f-support").press_sequentially("")
    press_shift(sam.page, 5, "Shift+A")

    assert not is_left(sam.page)
    expect(sam.page.locator("#f-support")).to_have_value("AAAAA")


def test_choosing_words_with_shift_and_the_mouse_does_not_leave(sam):
    for _time in range(4):
        sam.page.locator("#f-helps").click(modifiers=["Shift"])

    assert not is_left(sam.page)


def test_three_presses_far_apart_do_not_leave(sam):
    for _time in range(3):
        press_shift(sam.page, 1)
        sam.page.wait_for_timeout(1_100)

    assert not is_left(sam.page)


def test_shift_is_turned_off_in_the_settings(sam):
    page = sam.page
    sam.go("/accounts/leave-quickly/")
    page.get_by_role("link", name="Turn Shift on or off").click()
    page.get_by_label("Leave quickly when I press Shift three times").uncheck()
    page.locator("main").get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Saved.")).to_be_visible()

    press_shift(page, 4)

    assert not is_left(page)


def test_it_works_without_javascript(visitor, sam):
    other = visitor(java_script_enabled=False)
    other.sign_in_as(User.objects.get(name="Sam"))
    other.go(PAGE)

    other.page.locator(".leave-quickly button").click()

    other.page.wait_for_url(ELSEWHERE)
    other.go("/workbook/")
    assert "/accounts/login/" in other.page.url


def test_it_is_explained_once(sam):
    page = sam.page
    note = page.locator("[data-leaving-note]")
    expect(note).to_contain_text("blanks this page and signs you out")
    sam.look("leaving explained")

    note.get_by_role("button", name="I know now").click()

    expect(note).to_have_count(0)
    sam.go("/workbook/")
    expect(note).to_have_count(0)
    assert Entry.objects.count() == 1
