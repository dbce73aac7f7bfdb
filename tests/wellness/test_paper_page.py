"""The page of what can be printed, and the ways to it."""

import pytest

from tests.wellness.written import include, write, write_goal

pytestmark = pytest.mark.usefixtures("content")
PAGE = "/workbook/paper/"
ALWAYS = {"/workbook/pdf/", "/workbook/blank/pdf/"}
OTHERS = {
    "/workbook/summary/pdf/",
    "/workbook/goals/pdf/",
    "/workbook/crisis-plan/pdf/",
    "/workbook/crisis-plan/card/",
}


@pytest.fixture
def online(ana, signed_in):
    return signed_in(ana)


def offered(response) -> set[str]:
    page = response.content.decode()
    return {path for path in ALWAYS | OTHERS if f'href="{path}"' in page}


def test_at_first_there_are_the_workbook_and_an_empty_one(online):
    assert offered(online.get(PAGE)) == ALWAYS


def test_what_was_begun_is_offered(online, ana):
    write(ana, "crisis-plan", "helps", "Soup.")
    write_goal(ana, "Bake")
    include(ana, note="Please read this slowly.")

    assert offered(online.get(PAGE)) == ALWAYS | OTHERS


def test_it_says_that_a_file_stays_on_the_device(online):
    assert "A file stays on this phone or computer" in online.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "page", ["/workbook/", "/workbook/summary/", "/workbook/goals/", "/workbook/crisis-plan/"]
)
def test_pages_with_something_to_print_lead_to_it(online, ana, page):
    write(ana, "crisis-plan", "helps", "Soup.")
    write_goal(ana, "Bake")
    include(ana, note="Please read this slowly.")

    assert f'href="{PAGE}"' in online.get(page).content.decode()
