"""The summary and the check-in when things go wrong: they save as a workbook page does, and say only what is so."""

from collections.abc import Callable, Mapping

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.vault import vault_for
from tests.factories import UserFactory
from tests.journeys.conftest import Visitor
from tests.journeys.test_story import PASSWORD, make_person
from tests.journeys.test_writing_away import HALF_A_MINUTE, PHONE, says
from tests.wellness.written import write
from wellness.check_ins import recent_check_ins
from wellness.models import CheckIn, Summary
from wellness.summaries import open_summary
from wellness.workbooks import current_workbook

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SUMMARY, TODAY = "/workbook/summary/", "/workbook/check-ins/today/"
NOTE = "Please ask me about the garden. 🌱"


@pytest.fixture
def sam(visitor: Callable[..., Visitor]) -> Visitor:
    """Sam, signed in on a phone, who wrote one thing in the workbook."""
    person = make_person("sam@example.org", "Sam")
    write(person, "physical", "helps", "Clean sheets")
    sam = visitor(**PHONE)
    sam.sign_in_as(person)
    return sam


def type_note(page: Page) -> None:
    page.locator("#words-note").press_sequentially(NOTE)


def note_of(name: str) -> str:
    person = User.objects.get(name=name)
    items = open_summary(person, current_workbook(person), vault_for(person)).items
    return next(item.words for item in items if item.key == "note")


def test_a_summary_waits_for_the_network_and_stays_when_next_is_pressed(sam):
    page = sam.page
    sam.go(SUMMARY)
    page.context.set_offline(True)
    type_note(page)
    says(page, "Not saved yet. We keep trying.")
    expect(page.locator("[data-save-line] svg")).to_be_hidden()
    page.get_by_role("button", name="Next: who may read it").click()
    says(page, "Not saved yet. We keep trying.")
    expect(page.locator("#words-note")).to_have_value(NOTE)
    sam.look("a summary without a network")

    page.context.set_offline(False)

    says(page, "Saved at")
    expect(page.locator("[data-sheet]")).to_contain_text(NOTE)
    assert note_of("Sam") == NOTE


def test_a_summary_goes_on_after_signing_in_again(sam):
    page = sam.page
    sam.go(SUMMARY)
    Session.objects.all().delete()
    type_note(page)
    dialog = page.get_by_role("dialog", name="You have been signed out")
    expect(dialog).to_be_visible()
    sam.look("signed out at the summary")

    sam.sign_in_again(dialog, "sam@example.org", PASSWORD)

    expect(dialog).to_be_hidden(timeout=HALF_A_MINUTE)
    says(page, "Saved at")
    assert note_of("Sam") == NOTE


def test_another_person_signing_in_sees_nothing_of_a_summary(sam):
    page, other = sam.page, UserFactory(name="Mia")
    sam.go(SUMMARY)
    sam.sign_in_as(other)
    type_note(page)

    expect(page.get_by_role("dialog", name="Someone else has signed in")).to_be_visible()
    assert (NOTE in page.content(), "Clean sheets" in page.content()) == (False, False)
    assert not Summary.objects.exists()


def test_a_summary_with_one_text_too_long_saves_the_rest(sam):
    page = sam.page
    sam.go(SUMMARY)
    page.get_by_label("Include this").first.check(force=True)
    page.locator("#words-note").fill("x" * 20_001)

    says(page, "One text is too long to save. Make it shorter. All the rest is saved.")
    expect(page.locator("[data-sheet]")).to_contain_text("Clean sheets")
    page.get_by_label("Include this").first.uncheck(force=True)
    expect(page.locator("[data-sheet]")).not_to_contain_text("Clean sheets")
    page.locator("#words-note").fill("")
    says(page, "Saved at")


def test_a_check_in_saves_itself_once_the_network_is_back(sam):
    page, asked = sam.page, []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    sam.go(TODAY)
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_hidden()
    page.context.set_offline(True)
    rate(page, "physical", 4)
    says(page, "Not saved yet. We keep trying.")
    sam.look("a check-in without a network")
    page.close(run_before_unload=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]

    page.context.set_offline(False)

    says(page, "Saved at")
    sam.look("a check-in that is saved")
    page.get_by_role("link", name="Done").click()
    expect(page).to_have_url(f"{sam.home}/workbook/check-ins/")
    assert rated() == [{"physical": 4}]


def test_a_check_in_goes_on_after_signing_in_again(sam):
    page = sam.page
    sam.go(TODAY)
    rate(page, "physical", 4)
    says(page, "Saved at")
    Session.objects.all().delete()
    rate(page, "social", 7)
    dialog = page.get_by_role("dialog", name="You have been signed out")
    expect(dialog).to_be_visible()
    sam.look("signed out in the middle of a check-in")
    dialog.get_by_role("button", name="Not now").click()
    says(page, "Not saved yet. Please sign in again.")
    sam.look("a check-in, signed out")

    rate(page, "emotional", 5)
    sam.sign_in_as(User.objects.get(name="Sam"))
    page.evaluate("dispatchEvent(new Event('focus'))")

    says(page, "Saved at")
    assert rated() == [{"physical": 4, "social": 7, "emotional": 5}]


def test_a_check_in_that_cannot_be_saved_says_so_and_is_left_as_it_was(sam):
    page = sam.page
    sam.go(TODAY)
    rate(page, "physical", 4)
    says(page, "Saved at")
    CheckIn.objects.update(sealed=b"\x01" + bytes(300))

    rate(page, "social", 7)

    says(page, "Your rating could not be saved today.")
    sam.look("a check-in that is refused")
    assert bytes(CheckIn.objects.get().sealed) == b"\x01" + bytes(300)


def rate(page: Page, dimension: str, rating: int) -> None:
    page.locator(f"input[name=rating-{dimension}][value='{rating}']").check(force=True)


def rated() -> list[Mapping[str, object]]:
    person = User.objects.get(name="Sam")
    return [day.ratings for day in recent_check_ins(current_workbook(person), vault_for(person))]


def test_a_page_that_was_open_for_long_holds_words_under_names_of_their_own(sam):
    page = sam.page
    sam.go(SUMMARY)
    type_note(page)
    says(page, "Saved at")
    page.evaluate("""() => {
      const form = document.querySelector('[data-summary]');
      form.elements.csrfmiddlewaretoken.value = 'old';
      HTMLFormElement.prototype.submit.call(form);
    }""")

    expect(page.get_by_role("heading", name="This page was open for a long time")).to_be_visible()
    expect(page.get_by_label("What you wrote", exact=True)).to_have_value("Clean sheets")
    expect(page.get_by_label("What you wrote, 2")).to_have_value(NOTE)
    assert page.locator("textarea").count() == 2
    sam.look("a page that was open for long")
    page.get_by_role("button", name="Send it again").click()
    expect(page).to_have_url(f"{sam.home}{SUMMARY}")
