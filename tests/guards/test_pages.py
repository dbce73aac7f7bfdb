"""Every page is valid HTML with one heading, a language, the crisis plan at hand and a title that names no health matter."""

import html5lib
import pytest
from django.test import Client

from tests.guards.access_table import TABLE, Row
from tests.guards.access_world import ROLES, World, build_world
from tests.guards.test_access import in_batches, path_of
from tests.neutral import HEALTH


def who_sees(row: Row) -> str:
    outcomes = dict(zip(ROLES, row.get.split(), strict=True))
    return next(
        role
        for role in (
            "facilitator",
            "owner",
            "other_group",
            "other_facilitator",
            "volunteer",
            "admin",
            "visitor",
        )
        if outcomes[role] == "ok"
    )


NO_PAGES = {
    "healthz",
    "groups:material",
    "wellness:save",
    "wellness:save_check_in",
    "wellness:save_interest",
    "wellness:summary_preview",
}
OPENED = [row for row in TABLE if "ok" in row.get.split() and row.name not in NO_PAGES]
PLAN = 'href="/workbook/crisis-plan/"'
PAGES = [row for row in OPENED if not row.name.endswith(("_pdf", "_calendar"))]


@pytest.fixture
def world(content) -> World:
    return build_world()


@pytest.mark.parametrize("rows", in_batches(PAGES), ids=lambda rows: rows[0].name)
def test_pages_are_well_made(world, rows):
    problems = {row.name: found for row in rows if (found := _problems(world, row))}

    assert problems == {}


def _problems(world: World, row: Row) -> list[str]:
    client, role = Client(), who_sees(row)
    if role != "visitor":
        client.force_login(world.people[role])
    body = client.get(path_of(row, world.names)).content.decode()
    try:
        page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(body)
    except html5lib.html5parser.ParseError as error:
        return [str(error)]
    title = page.findtext("head/title")
    before_the_main_part, _main, _rest = body.partition("<main")
    is_well = {
        "language": page.get("lang") == "en",
        "one heading": len(page.findall(".//h1")) == 1,
        "one main part": len(page.findall(".//main")) == 1,
        "title": bool(title.strip()),
        "the crisis plan at hand": role == "visitor" or PLAN in before_the_main_part,
        f"no health word in {title}": not HEALTH.search(title),
    }
    return [name for name, holds in is_well.items() if not holds]
