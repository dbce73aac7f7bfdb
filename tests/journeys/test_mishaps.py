"""Pages that one comes upon by mishap, looked at like any other: a list that is full, no page here, too many tries."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import expect

from groups.views.limits import WRONG_CODES
from tests.factories import UserFactory
from tests.journeys.conftest import Visitor
from tests.wellness.written import write_row
from wellness import rows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NETWORK = "/workbook/network/"


@pytest.fixture
def full(visitor: Callable[..., Visitor], monkeypatch) -> Callable[..., Visitor]:
    """Return a function that opens a list that holds as much as it can, with one more row typed."""
    sam = UserFactory(name="Sam")
    write_row(sam, "network", who="Mo")
    monkeypatch.setattr(rows, "MOST_ROWS", 1)

    def type_one_more(**options: object) -> Visitor:
        someone = visitor(**options)
        someone.sign_in_as(sam)
        someone.go(NETWORK)
        someone.page.locator("#new-row textarea").first.fill("The library on Thursdays")
        return someone

    return type_one_more


def test_a_list_that_is_full_says_so_beside_the_words(full):
    sam = full()

    expect(sam.page.get_by_text("This list holds as much as it can.").first).to_be_visible()
    sam.look("a full list")


def test_a_list_that_is_full_gives_the_words_back_without_scripts(full):
    sam = full(java_script_enabled=False)

    sam.page.locator("main form button[data-without-script]").click()

    expect(sam.page.locator("main textarea").last).to_have_value("The library on Thursdays")


def test_an_address_that_only_takes_forms_and_too_many_wrong_codes(visitor):
    kim = visitor()
    for number in range(WRONG_CODES.most):
        Client().get(f"/join/AAAAA-{number:05}/")

    kim.go("/join/AAAAA-AAAAA/")
    kim.look("too many wrong codes")
    kim.go("/accounts/language/")
    kim.look("an address that only takes forms")

    expect(kim.page.get_by_role("heading", name="We cannot find this page")).to_be_visible()
