"""A real browser on the running site, watched: no request to another host, no break of the content policy."""

import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.core import mail
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect

from accounts.models import User

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A machine that does several things at once is slow, not wrong.
expect.set_options(timeout=15_000)
# A journey takes these in turn, one at each stop; the main story is looked at in every look.
LOOKS = ((360, "light"), (1280, "dark"))
EVERY_LOOK = (*LOOKS, (360, "dark"), (1280, "light"))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What another colour scheme may break in a page of the same width.
RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"]
# Only what is broken is told, and briefly: telling the rest takes longer than finding it.
BROKEN = """rules => axe.run({runOnly: rules, resultTypes: ["violations"]}).then(({violations}) =>
  violations.map(({id, nodes}) => `${id} ${nodes[0].html.slice(0, 200)}`))"""
LISTEN = """
window.policyBreaks = [];
document.addEventListener('securitypolicyviolation', (event) =>
  window.policyBreaks.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


# The longest first, so that no core waits for the last one.
LONGEST = (
    "test_story",
    "test_every_page",
    "test_peer_sessions",
    "test_one_to_one",
    "test_planning",
    "test_joining",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    return {
        "executable_path": shutil.which("chromium-headless-shell") or shutil.which("chromium"),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@dataclass
class Visitor:
    """Someone at a browser of their own; `look` is what happens at each stop of a journey."""

    page: Page
    home: str
    looks: Iterator[Sequence[tuple[int, str]]]
    strays: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        self.page.goto(self.home + path)

    def sign_in(self, email: str, password: str) -> None:
        self.go("/accounts/login/")
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", password)
        self.page.locator("main .btn-primary").first.click()

    def sign_in_as(self, person: User) -> None:
        """Sign someone in without the form."""
        client = Client()
        client.force_login(person)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.home}
        self.page.context.add_cookies([cookie])

    def sign_in_again(self, dialog: Locator, email: str, password: str) -> None:
        """Follow a dialog's link to sign in, in a tab of its own, and come back."""
        with self.page.context.expect_page() as opened:
            dialog.get_by_role("link", name="Sign in again").click()
        tab = opened.value
        tab.fill("input[name=login]", email)
        tab.fill("input[name=password]", password)
        tab.locator("main .btn-primary").first.click()
        expect(tab).not_to_have_url("**/accounts/login/**")
        self.page.bring_to_front()

    def look(self, stop: str) -> None:
        """Look at the page as it stands, in the widths and schemes that are this visitor's at this stop."""
        # A page that has only just begun to arrive has nothing to look at yet.
        self.page.wait_for_load_state()
        # From the top: scrolled, something may lie half beneath the strip, and count as too small to hit.
        self.page.evaluate("window.scrollTo(0, 0)")
        widths = set[int]()
        for width, scheme in next(self.looks):
            self.page.set_viewport_size({"width": width, "height": 800})
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            self._inspect(f"{stop} at {width} px, {scheme}", RULES_OF_COLOUR if width in widths else RULES)
            widths.add(width)
        self.problems += [f"{stop}: {broken}" for broken in self.page.evaluate("window.policyBreaks")]

    def _inspect(self, where: str, rules: list[str]) -> None:
        wider = self.page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
        if wider:
            self.problems.append(f"{where}: wider than the window")
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        self.problems += [f"{where}: {broken}" for broken in self.page.evaluate(BROKEN, rules)]

    def note_stray(self, address: str) -> None:
        if urlsplit(address).scheme in {"http", "https"} and not address.startswith(self.home):
            self.strays.append(address)


@pytest.fixture
def visitor(browser: Browser, live_server, settings, content) -> Iterator[Callable[[], Visitor]]:
    """Return a function that opens a new browser for someone, whose looks are switched on SQLite."""
    everyone: list[Visitor] = []

    def open_browser(looks: Sequence[tuple[int, str]] | None = None, **options: object) -> Visitor:
        # Without motion: a colour looked at halfway from dark to light is nobody's colour.
        context = browser.new_context(
            locale="en-GB", timezone_id="Europe/London", reduced_motion="reduce", **options
        )
        context.add_init_script(LISTEN)
        page = context.new_page()
        page.set_default_timeout(10_000)
        in_turn = [[look] for look in LOOKS] if looks is None else [looks]
        someone = Visitor(page, live_server.url, looks=cycle(in_turn if _is_sqlite(settings) else [()]))
        context.on("request", lambda request: someone.note_stray(request.url))
        page.on("pageerror", lambda error: someone.problems.append(f"script: {error}"))
        everyone.append(someone)
        return someone

    yield open_browser
    for someone in everyone:
        someone.page.context.close()
    assert [problem for someone in everyone for problem in someone.problems] == []
    assert [stray for someone in everyone for stray in someone.strays] == []


def _is_sqlite(settings) -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


@pytest.fixture
def code_mailed() -> Callable[[str], str]:
    """Return a function that reads the newest code mailed to an address."""

    def read(address: str) -> str:
        letters = [letter for letter in mail.outbox if address in letter.to]
        found = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", letters[-1].body, re.MULTILINE)
        assert found, letters[-1].body
        return found.group(1)

    return read
