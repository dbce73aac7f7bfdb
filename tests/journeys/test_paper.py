"""Printing from the browser: one tap with a script, the browser's own menu without one, and nothing but the words on paper."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_story import PASSWORD, make_person
from tests.wellness.printed import text_of
from tests.wellness.written import include, rate, write, write_goal

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ANA = "ana@example.org"
PLAN, CARD, SUMMARY = "/workbook/crisis-plan/", "/workbook/crisis-plan/card/", "/workbook/summary/"
NOTE_PRINTS = "window.prints = 0; window.print = () => { window.prints += 1; };"


@pytest.fixture
def ana(content):
    person = make_person(ANA, "Ana")
    write(person, "crisis-plan", "note", "You came out of it before.")
    write(person, "crisis-plan", "ring", "Sam: 07700 900123")
    write(person, "crisis-plan", "helps", "Soup.")
    write_goal(person, "Bake", "Buy flour")
    rate(person, physical=4)
    include(person, "ratings", note="Please read this slowly.")
    return person


def printed(page: Page) -> str:
    """Return the words of the page as it would be printed."""
    return text_of(page.pdf(format="A4"))


@pytest.mark.usefixtures("ana")
def test_a_plan_and_a_card_print_with_one_tap(visitor):
    person = visitor()
    page = person.page
    page.add_init_script(NOTE_PRINTS)
    person.sign_in(ANA, PASSWORD)
    page.wait_for_url("**/workbook/**")
    person.go("/workbook/paper/")
    person.look("what can be printed")

    for path, stop in ((PLAN, "the plan"), (CARD, "the card")):
        person.go(path)
        person.look(stop)
        page.get_by_role("button", name="Print this page").click()
        assert page.evaluate("window.prints") == 1


@pytest.mark.usefixtures("ana")
def test_on_paper_there_are_only_the_words(visitor):
    person = visitor()
    page = person.page
    person.sign_in(ANA, PASSWORD)
    page.wait_for_url("**/workbook/**")

    person.go(PLAN)
    plan = printed(page)
    person.go(CARD)
    card = printed(page)
    person.go(SUMMARY)
    summary = printed(page)

    assert plan.startswith("My crisis plan You came out of it before. 07700 900123 Sam What helps")
    assert card.startswith("A card for my wallet Cut along the full lines.")
    assert summary.startswith("Ana ")
    assert [
        word for word in ("Leave quickly", "My groups", "Get help", "Print") if word in plan + card + summary
    ] == []
    assert ("Body and sleep 4" in summary, "Include" in summary) == (True, False)


@pytest.mark.usefixtures("ana")
def test_without_a_script_the_page_says_how_to_print(visitor):
    person = visitor(java_script_enabled=False)
    person.sign_in(ANA, PASSWORD)
    person.go(CARD)

    expect(person.page.get_by_text("choose Print in the menu of your browser")).to_be_visible()
    expect(person.page.locator("[data-print]")).to_be_hidden()
