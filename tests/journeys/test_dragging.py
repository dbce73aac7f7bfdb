"""Rows put in another order by dragging them, with a mouse and with a finger: the order stays when the page loads again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from tests.journeys.conftest import Visitor
from tests.journeys.test_story import make_person
from tests.wellness.written import include, write, write_goal, write_row

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAMES = ("Bake", "Sleep")


def goals(sam: User) -> str:
    for name in NAMES:
        write_goal(sam, name)
    return "/workbook/goals/"


def network(sam: User) -> str:
    for name in NAMES:
        write_row(sam, "network", who=name)
    return "/workbook/network/"


def summary(sam: User) -> str:
    for part, name in zip(("physical", "social"), NAMES, strict=True):
        write(sam, part, "helps", name)
    include(sam, "helps.physical", "helps.social")
    return "/workbook/summary/order/"


def rows(page: Page) -> Locator:
    """Return the rows that stand beside each other: those of the innermost list."""
    return page.locator("[data-ordered] > [data-row]:not(:has([data-row]))")


def order(page: Page) -> list[str]:
    said = rows(page).evaluate_all(
        "rows => rows.map(row => row.innerText"
        " + [...row.querySelectorAll('textarea, input')].map(field => field.value).join(' '))"
    )
    return [name for words in said for name in NAMES if name in words]


def middle(found: Locator) -> tuple[float, float]:
    box = found.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def by_mouse(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=8)
    page.mouse.up()


def by_finger(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    touch = page.context.new_cdp_session(page)
    for kind, places in (
        ("touchStart", [start]),
        ("touchMove", [end]),
        ("touchMove", [end]),
        ("touchEnd", []),
    ):
        points = [{"x": across, "y": down} for across, down in places]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


@pytest.mark.parametrize("drag", [by_mouse, by_finger])
@pytest.mark.parametrize("written", [goals, network, summary])
def test_what_is_dragged_stays_where_it_was_dropped(
    visitor: Callable[..., Visitor],
    written: Callable[[User], str],
    drag: Callable[[Page, tuple[float, float], tuple[float, float]], None],
) -> None:
    make_person("sam@example.org", "Sam")
    person = User.objects.get(name="Sam")
    path = written(person)
    someone = visitor(viewport={"width": 800, "height": 2400}, has_touch=True)
    someone.sign_in_as(person)
    someone.go(path)
    page = someone.page
    assert order(page) == ["Bake", "Sleep"]

    handle = rows(page).nth(1).locator("[data-drag]")
    expect(handle).to_be_visible()
    with page.expect_navigation():
        drag(page, middle(handle), middle(rows(page).nth(0)))
    page.goto(someone.home + path)

    assert order(page) == ["Sleep", "Bake"]
