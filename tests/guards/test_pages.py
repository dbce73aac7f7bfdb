"""Every page is valid HTML with one heading, a language and a title that names no health matter."""

import re

import html5lib
import pytest
from django.test import Client

from tests.guards.access_table import TABLE, Row
from tests.guards.access_world import ROLES, World, build_world
from tests.guards.test_access import path_of

HEALTH_WORDS = re.compile(
    r"health|wellness|crisis|mental|suicid|illness|therapy|recovery|depress|anxi|medicine|hospital",
    re.IGNORECASE,
)


def who_sees(row: Row) -> str:
    outcomes = dict(zip(ROLES, row.get.split(), strict=True))
    return next(
        role for role in ("facilitator", "owner", "other_group", "admin", "visitor") if outcomes[role] == "ok"
    )


NO_PAGES = {
    "healthz",
    "wellness:save",
    "wellness:save_check_in",
    "wellness:save_interest",
    "wellness:summary_preview",
}
OPENED = [row for row in TABLE if "ok" in row.get.split() and row.name not in NO_PAGES]
PAGES = [row for row in OPENED if not row.name.endswith("_pdf")]


@pytest.fixture
def world(content) -> World:
    return build_world()


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.name)
def test_a_page_is_well_made(world, row):
    client, role = Client(), who_sees(row)
    if role != "visitor":
        client.force_login(world.people[role])

    response = client.get(path_of(row, world.names))
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(response.content.decode())

    title = page.findtext("head/title")
    assert page.get("lang") == "en"
    assert len(page.findall(".//h1")) == 1
    assert len(page.findall(".//main")) == 1
    assert title.strip()
    assert not HEALTH_WORDS.search(title), title
