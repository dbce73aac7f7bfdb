"""Writing on a phone when things go wrong: nothing that was typed is lost, nothing is said to be saved before it is."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from accounts.vault import vault_for
from tests.factories import UserFactory
from tests.journeys.conftest import Visitor
from tests.journeys.test_story import PASSWORD, make_person
from wellness.models import ConflictCopy, Entry
from wellness.rows import rows_of
from wellness.views import saves
from wellness.workbooks import current_workbook, entries_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
PAGE, SAVE = "/workbook/physical/", "**/workbook/physical/save/"
TEXT = "The walk to the river. 🌊 نهر"
TEN_MINUTES, HALF_A_MINUTE = 600_000, 30_000
STORED_BY_THE_BROWSER = """async () => {
  const caught = [JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage}), document.cookie];
  for (const {name} of await indexedDB.databases()) caught.push(name);
  for (const name of await caches.keys()) caught.push(name);
  return caught;
}"""


@pytest.fixture
def sam(visitor: Callable[..., Visitor]) -> Visitor:
    """Sam, signed in, with the first part open on a phone."""
    make_person("sam@example.org", "Sam")
    sam = visitor(**PHONE)
    sam.sign_in_as(User.objects.get(name="Sam"))
    return sam


def write(page: Page, text: str = TEXT) -> None:
    page.locator("#f-helps").press_sequentially(text)


def says(page: Page, words: str) -> None:
    expect(page.locator("[data-save-line]")).to_contain_text(words)


def pass_half_a_minute(page: Page) -> None:
    """Let the page's clock run second by second, with time between for answers to come."""
    for _second in range(30):
        page.clock.run_for(1_000)
        page.evaluate("() => fetch('/healthz').catch(() => null)")


def written(name: str = "Sam") -> list[str]:
    person = User.objects.get(name=name)
    return [entry.text for entry in entries_of(current_workbook(person), vault_for(person))]


def test_ten_minutes_without_a_network(sam):
    page = sam.page
    page.clock.install()
    sam.go(PAGE)
    page.context.set_offline(True)
    write(page, "The walk to ")
    page.clock.run_for(2_000)
    says(page, "Not saved yet. We keep trying. Please keep this page open.")
    sam.look("no network")
    page.clock.run_for(TEN_MINUTES)
    write(page, "the river.")
    page.clock.run_for(2_000)

    page.context.set_offline(False)
    pass_half_a_minute(page)

    says(page, "Saved at")
    assert (written(), ConflictCopy.objects.count()) == (["The walk to the river."], 0)


def test_answers_that_are_lost_on_the_way_back_save_once(sam):
    page, lost = sam.page, []

    def lose_the_answer(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort("connectionreset")

    sam.go(PAGE)
    page.route(SAVE, lose_the_answer, times=2)
    write(page)

    says(page, "Saved at")
    assert (lost, written(), Entry.objects.get().version, ConflictCopy.objects.count()) == (
        [200, 200],
        [TEXT],
        1,
        0,
    )


def test_a_database_that_is_locked_or_full_is_said_in_words_and_tried_again(sam, monkeypatch):
    page, tries = sam.page, []
    save_draft = saves.save_draft

    def locked_twice(*args: object) -> object:
        tries.append(args)
        if len(tries) < 3:
            raise OperationalError
        return save_draft(*args)

    monkeypatch.setattr(saves, "save_draft", locked_twice)
    sam.go(PAGE)
    write(page)

    says(page, "Not saved yet. We keep trying.")
    says(page, "Saved at")
    assert (len(tries), written()) == (3, [TEXT])


def test_a_session_that_ends_while_typing_is_begun_again_in_place(sam):
    page = sam.page
    sam.go(PAGE)
    Session.objects.all().delete()
    write(page)
    dialog = page.get_by_role("dialog", name="You have been signed out")
    expect(dialog).to_be_visible()
    sam.look("signed out while writing")

    sam.sign_in_again(dialog, "sam@example.org", PASSWORD)

    expect(dialog).to_be_hidden(timeout=HALF_A_MINUTE)
    says(page, "Saved at")
    assert (page.locator("#f-helps").input_value(), written()) == (TEXT, [TEXT])


def test_another_person_signing_in_gets_none_of_it(sam):
    page, other = sam.page, UserFactory(name="Mia")
    sam.go(PAGE)
    sam.sign_in_as(other)
    write(page)

    expect(page.get_by_role("dialog", name="Someone else has signed in")).to_be_visible()
    sam.look("someone else has signed in")
    assert TEXT not in page.content()
    assert (written("Mia"), written()) == ([], [])


@pytest.mark.parametrize("late", ["saving.js", "saving_words.js"])
def test_what_is_typed_and_chosen_before_the_script_arrives_is_saved(sam, late):
    page, held = sam.page, list[Route]()

    def hold(route: Route) -> None:
        held.append(route)

    page.route(f"**/{late}", hold)
    page.goto(sam.home + PAGE, wait_until="commit")
    write(page)
    page.locator("input[name=rating][value='4']").check(force=True)

    held[0].continue_()

    says(page, "Saved at")
    expect(page.locator("[data-save-line] svg")).to_be_visible()
    page.unroute(f"**/{late}")
    page.reload()
    assert page.locator("#f-helps").input_value() == TEXT
    assert page.locator("input[name=rating][value='4']").is_checked()


def test_leaving_with_words_that_are_not_saved_asks_first(sam):
    page, asked = sam.page, []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    sam.go(PAGE)
    page.context.set_offline(True)
    write(page)
    says(page, "Not saved yet")

    page.close(run_before_unload=True)
    page.wait_for_timeout(300)

    assert (asked, page.locator("#f-helps").input_value()) == (["beforeunload"], TEXT)
    page.context.set_offline(False)
    says(page, "Saved at")


def test_two_tabs_keep_both_texts_and_stay_in_words(sam):
    first, second = sam.page, sam.page.context.new_page()
    sam.go(PAGE)
    second.goto(sam.home + PAGE)
    write(first, "From the bus.")
    says(first, "Saved at")

    write(second, "From the kitchen.")

    expect(second.get_by_role("heading", name="We kept both")).to_be_visible()
    expect(second.locator("[data-elsewhere]")).to_have_text("From the bus.")
    second.close()
    first.reload()
    expect(first.get_by_text("From the kitchen.")).to_be_visible()
    sam.look("two texts for one question")
    assert written() == ["From the bus."]


def test_a_row_added_without_a_network_is_saved_after_it(sam):
    page = sam.page
    sam.go("/workbook/network/")
    page.context.set_offline(True)
    page.locator("textarea").first.press_sequentially("My aunt")
    page.get_by_role("button", name="Add another").click()
    page.locator("[data-new-row] textarea").nth(3).press_sequentially("The library")
    says(page, "Not saved yet")

    page.context.set_offline(False)

    says(page, "Saved at")
    person = User.objects.get(name="Sam")
    rows = rows_of(current_workbook(person), vault_for(person), kind="network")
    assert sorted(row.text("who") for row in rows) == ["My aunt", "The library"]


def test_an_answer_that_is_too_long_says_so_beside_it(sam):
    page = sam.page
    sam.go(PAGE)
    page.locator("#f-helps").fill("x" * 20_001)

    expect(page.locator("#f-helps-error")).to_contain_text("This is 1 letter too long for one answer.")
    says(page, "Not saved. Please look at the note above.")
    sam.look("an answer that is too long")


def test_nothing_that_was_typed_is_left_in_the_browser(sam):
    page = sam.page
    sam.go(PAGE)
    page.context.set_offline(True)
    write(page)
    says(page, "Not saved yet")
    while_waiting = page.evaluate(STORED_BY_THE_BROWSER)
    page.context.set_offline(False)
    says(page, "Saved at")

    kept = while_waiting + page.evaluate(STORED_BY_THE_BROWSER)

    assert [text for text in kept if "river" in text or "physical" in text] == []
