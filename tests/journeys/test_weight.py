"""What pages weigh over the wire, from the server that is used in production, with compressed static files."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.journeys.served import Server

pytestmark = pytest.mark.browser

FIRST_VISIT_BYTES = 100_000
LATER_PAGE_BYTES = 15_000
PASSWORD = "a long enough one"
MAKE_PERSON = f"""
from allauth.account.models import EmailAddress
from django.utils import timezone
from accounts.models import User
from groups.models import Group, Membership
person = User.objects.create_user("mia@example.org", {PASSWORD!r}, name="Mia", privacy_read_at=timezone.now())
EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
group = Group.objects.create(name="Tuesday", safety_contact="Robin, 020 7946 0123", slug="tuesday")
Membership.objects.create(group=group, person=person, seat=1)
"""
LATER_PAGES = [
    "/workbook/",
    "/workbook/opening/",
    "/workbook/physical/",
    "/workbook/crisis-plan/",
    "/workbook/interests/",
    "/workbook/summary/",
    "/workbook/check-ins/today/",
    "/workbook/goals/",
    "/workbook/paper/",
    "/workbook/crisis-plan/card/",
    "/groups/tuesday/",
    "/help-now/",
    "/privacy/",
    "/accounts/me/",
]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Serve the site from collected files and a database of its own."""
    server = Server(
        DJANGO_SETTINGS_MODULE="config.settings",
        ALLOWED_HOSTS="127.0.0.1",
        DATABASE_URL=f"sqlite:///{tmp_path}/site.sqlite3",
        STATIC_ROOT=str(tmp_path / "static"),
    )
    server.manage("prepare")
    server.manage("collectstatic", "--noinput", "-v0", "-i", "admin")
    server.manage("shell", "-v0", "-c", MAKE_PERSON)
    server.start()
    yield server.address
    server.stop()


class Scale:
    """Adds up the bytes of every answer, headers included, as they came over the wire."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.bytes = 0
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", self._add)

    def _add(self, event: dict[str, float]) -> None:
        self.bytes += int(event["encodedDataLength"])

    def weigh(self, url: str) -> int:
        self.bytes = 0
        self.page.goto(url, wait_until="networkidle")
        return self.bytes


def test_pages_are_light(address, page):
    scale = Scale(page)
    weights = {"first visit": scale.weigh(f"{address}/")}
    page.goto(f"{address}/accounts/login/")
    page.fill("input[name=login]", "mia@example.org")
    page.fill("input[name=password]", PASSWORD)
    page.locator("main .btn-primary").first.click()
    page.wait_for_url("**/workbook/**")
    scale.weigh(f"{address}/workbook/physical/")
    names = page.evaluate("performance.getEntriesByType('resource').map((each) => each.name)")
    loaded = [urlsplit(name).path for name in names]
    weights |= {path: scale.weigh(address + path) for path in LATER_PAGES}

    # What a script imports is named by its content too: nobody keeps half of an old version.
    assert [
        name for name in loaded if "/static/" in name and not re.search(r"\.[0-9a-f]{12}\.\w+$", name)
    ] == []
    assert any("/saving_wire." in name for name in loaded)
    assert weights.pop("first visit") <= FIRST_VISIT_BYTES
    assert {path: weight for path, weight in weights.items() if weight > LATER_PAGE_BYTES} == {}
