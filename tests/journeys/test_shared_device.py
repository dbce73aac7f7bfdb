"""A shared phone or computer: each way to sign in asks, and no page stays in sight after ten minutes without use."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor
from tests.journeys.test_story import PASSWORD, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAM = "sam@example.org"
SHARED = "This is a shared phone or computer"
# The last seconds pass by themselves: a clock that is put forward over a page's going waits for a page that is gone.
NINE_MINUTES, ALMOST_ONE_MORE = "09:00", "00:55"
PHONE_WITH_A_LOCK = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def sam(visitor: Callable[..., Visitor], live_server, settings) -> Visitor:
    settings.LEAVE_QUICKLY_URL = f"{live_server.url}/healthz"
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    make_person(SAM, "Sam")
    return visitor()


def by_password(sam: Visitor, _code: Callable[[str], str]) -> None:
    sam.go("/accounts/login/")
    sam.page.fill("input[name=login]", SAM)
    sam.page.fill("input[name=password]", PASSWORD)
    sam.page.get_by_label(SHARED).check()
    press(sam.page, "Sign in")


def by_code(sam: Visitor, code: Callable[[str], str]) -> None:
    sam.go("/accounts/login/code/")
    sam.page.fill("input[name=email]", SAM)
    sam.page.get_by_label(SHARED).check()
    press(sam.page, "Send me a code")
    sam.page.fill("input[name=code]", code(SAM))
    press(sam.page, "Continue")


def by_passkey(sam: Visitor, _code: Callable[[str], str]) -> None:
    """Sam adds a passkey on a phone of their own, signs out, and signs in with it."""
    wire = sam.page.context.new_cdp_session(sam.page)
    wire.send("WebAuthn.enable")
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE_WITH_A_LOCK})
    sam.sign_in(SAM, PASSWORD)
    sam.page.wait_for_url("**/workbook/")
    sam.go("/accounts/2fa/webauthn/add/")
    sam.page.fill("input[name=password]", PASSWORD)
    press(sam.page, "Continue")
    press(sam.page, "Add it")
    sam.page.wait_for_url("**/recovery-codes/**")
    sam.go("/accounts/logout/")
    press(sam.page, "Sign out")
    sam.go("/accounts/login/")
    sam.page.get_by_label(SHARED).check()
    press(sam.page, "Use a passkey")


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize("way", [by_password, by_code, by_passkey])
def test_each_way_in_ends_with_the_browser_and_after_ten_minutes(sam, code_mailed, way):
    page = sam.page
    page.clock.install()
    way(sam, code_mailed)
    page.wait_for_url("**/workbook/")

    (session,) = [cookie for cookie in page.context.cookies() if cookie["name"] == "sessionid"]
    assert session["expires"] == -1
    page.clock.fast_forward(NINE_MINUTES)
    page.keyboard.press("Tab")
    page.clock.fast_forward(NINE_MINUTES)
    expect(page.get_by_role("heading", name="Good to see you, Sam")).to_be_visible()
    page.clock.fast_forward(ALMOST_ONE_MORE)
    page.wait_for_url("**/healthz")


def test_a_page_that_rests_does_not_end_the_one_in_use(sam, code_mailed):
    page = sam.page
    page.context.clock.install()
    by_password(sam, code_mailed)
    page.wait_for_url("**/workbook/")
    other = page.context.new_page()
    other.goto(f"{sam.home}/workbook/physical/")

    page.context.clock.fast_forward(NINE_MINUTES)
    other.keyboard.press("Tab")
    page.context.clock.fast_forward(ALMOST_ONE_MORE)

    page.wait_for_url("**/healthz")
    other.reload()
    expect(other.get_by_role("heading", name="Body and sleep")).to_be_visible()


def test_a_device_of_ones_own_stays(sam):
    page = sam.page
    page.clock.install()
    sam.sign_in(SAM, PASSWORD)
    page.wait_for_url("**/workbook/")

    page.clock.fast_forward("20:00")

    expect(page.get_by_role("heading", name="Good to see you, Sam")).to_be_visible()
