"""Pages in states that a journey seldom meets, looked at like all others."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from accounts.models import User
from tests.journeys.conftest import Visitor
from tests.journeys.test_story import make_person
from tests.wellness.written import include

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
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
