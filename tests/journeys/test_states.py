"""Pages in states that a journey seldom meets, looked at like all others."""

from collections.abc import Callable

import pytest

from accounts.models import User
from tests.journeys.conftest import Visitor
from tests.journeys.test_story import make_person
from tests.wellness.written import include

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TOO_LONG = "The walk to the river. " * 2_000


def test_the_summary_empty_and_too_long_and_a_page_that_is_not_there(
    visitor: Callable[..., Visitor],
) -> None:
    make_person("sam@example.org", "Sam")
    person = User.objects.get(name="Sam")
    sam = visitor(java_script_enabled=True)
    sam.sign_in_as(person)
    sam.go("/workbook/summary/")
    sam.look("empty summary")
    sam.go("/workbook/summary/order/")
    sam.look("nothing to put in order")
    sam.go("/workbook/nowhere/")
    sam.look("not found")

    include(person, note="Please read this slowly.")
    sam.go("/workbook/summary/")
    note = sam.page.locator("textarea[name*=note]")
    note.evaluate("field => field.removeAttribute('maxlength')")
    note.fill(TOO_LONG)
    sam.page.get_by_text("One text is too long to save.").first.wait_for()
    sam.look("too long a text")
