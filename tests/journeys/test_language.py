"""Choosing a language at the foot of a page, by a visitor whose browser asks for Spanish."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def browser_context_args(browser_context_args):
    return browser_context_args | {"locale": "es-MX", "java_script_enabled": False}


def test_the_first_page_is_in_the_browsers_language_and_stays_as_chosen_without_javascript(page, live_server):
    page.goto(f"{live_server.url}/help-now/?country=IE")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pedir ayuda ahora")

    page.get_by_role("button", name="English").click()

    expect(page).to_have_url(f"{live_server.url}/help-now/?country=IE")
    expect(page.get_by_role("heading", level=1)).to_have_text("Get help now")

    page.goto(f"{live_server.url}/privacy/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Who can see what you write")
