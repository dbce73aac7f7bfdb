"""Pages in states that a journey seldom meets, looked at like all others."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import expect

from accounts.models import User
from tests.journeys.conftest import Visitor
from tests.journeys.test_story import make_person
from tests.wellness.written import include, write_goal, write_row
from wellness.models import Prompt
from wellness.saving import Draft, save_draft
from wellness.workbooks import current_workbook

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MANY = 60
TOO_LONG = "The walk to the river. " * 2_000


def test_the_summary_empty_kept_twice_and_too_long_and_a_page_that_is_not_there(
    visitor: Callable[..., Visitor],
) -> None:
    make_person("sam@example.org", "Sam")
    person = User.objects.get(name="Sam")
    sam = visitor()
    sam.sign_in_as(person)
    sam.go("/workbook/summary/")
    sam.look("empty summary")
    sam.go("/workbook/summary/order/")
    sam.look("nothing to put in order")
    sam.go("/workbook/nowhere/")
    sam.look("not found")

    include(person, note="Please read this slowly.")
    include(person, note="Please read this when there is time.")
    sam.go("/workbook/summary/")
    expect(sam.page.get_by_text("We kept both").first).to_be_visible()
    sam.look("both kept")
    note = sam.page.locator("textarea[name*=note]")
    note.evaluate("field => field.removeAttribute('maxlength')")
    note.fill(TOO_LONG)
    sam.page.get_by_text("One text is too long to save.").first.wait_for()
    sam.look("too long a text")


def test_goals_and_rows_empty_kept_twice_out_of_reach_and_too_long(visitor: Callable[..., Visitor]) -> None:
    make_person("sam@example.org", "Sam")
    person = User.objects.get(name="Sam")
    sam = visitor(looks=[(360, "light")])
    page = sam.page
    sam.sign_in_as(person)
    sam.go("/workbook/goals/")
    sam.look("no goals")

    goal = write_goal(person, "Walk on Sunday", "Find my shoes")
    write_twice(person, "goals", goal, "title")
    sam.go(f"/workbook/goals/{goal}/")
    expect(page.get_by_text("We kept both").first).to_be_visible()
    sam.look("a goal kept twice")
    person_row = write_row(person, "network", who="Ida")
    write_twice(person, "network", person_row, "who")
    sam.go("/workbook/network/")
    sam.look("a row kept twice")

    page.context.set_offline(True)
    page.locator("textarea").first.press_sequentially(" and Jo")
    expect(page.locator("[data-save-line]")).to_contain_text("Not saved yet. We keep trying.")
    sam.look("a row without a network")
    page.context.set_offline(False)
    page.locator("textarea").first.evaluate("field => field.removeAttribute('maxlength')")
    page.locator("textarea").first.fill(TOO_LONG)
    expect(page.get_by_text("too long for one answer.").first).to_be_visible()
    sam.look("too long a row")


def test_lists_with_very_many_rows(visitor: Callable[..., Visitor]) -> None:
    make_person("sam@example.org", "Sam")
    person = User.objects.get(name="Sam")
    for number in range(MANY):
        write_row(person, "network", who=f"Someone {number}", what_for="Tea and quiet.")
        write_goal(person, f"Walk {number}")
    sam = visitor()
    sam.sign_in_as(person)

    sam.go("/workbook/network/")
    expect(sam.page.locator("[data-row]")).to_have_count(MANY)
    sam.look("very many people and places")
    sam.go("/workbook/goals/")
    expect(sam.page.locator("[data-row]")).to_have_count(MANY)
    sam.look("very many goals")
    sam.go("/workbook/summary/")
    sam.look("very much to choose from")


def write_twice(person: User, part: str, row: UUID, key: str) -> None:
    """Write one answer from a page that had not seen the one that is stored."""
    workbook = current_workbook(person)
    prompt = Prompt.objects.get(part__edition=workbook.edition_id, part__slug=part, key=key)
    save_draft(person, workbook, Draft(prompt.pk, 0, uuid4(), "From another page.", row=row))
