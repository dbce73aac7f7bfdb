"""A form that holds more than the site takes in one go: what was written is one page back, as the answer says."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.factories import FacilitatorFactory
from tests.journeys.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TOO_MUCH = "The walk to the river. " * 120_000


@pytest.mark.parametrize("has_scripts", [True, False])
def test_back_brings_the_words_again(visitor: Callable[..., Visitor], *, has_scripts: bool) -> None:
    place = FacilitatorFactory()
    lee = visitor(java_script_enabled=has_scripts)
    lee.sign_in_as(place.person)
    lee.go(f"/groups/{place.group.slug}/lead/introduction/")
    field = lee.page.locator("main textarea").first
    field.evaluate("field => field.removeAttribute('maxlength')")
    field.fill(TOO_MUCH)

    lee.page.locator("main form .btn-primary").first.click()
    expect(lee.page.locator("h1")).to_have_text("This is too much at once")
    lee.page.go_back()

    assert field.input_value() == TOO_MUCH
