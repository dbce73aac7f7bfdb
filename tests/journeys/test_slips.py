"""A facilitator prints slips, and enters the three that came back: nothing is counted before the third."""

import pytest
from playwright.sync_api import expect

from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SLIPS = (["Sleeping better", "Anger"], ["Sleeping better"], ["Sleeping better", "Low days"])


def enter(page, topics, star=None) -> None:
    for name in topics:
        page.get_by_label(name, exact=True).check(force=True)
    if star:
        line = page.locator(".slip-line", has=page.get_by_label(star, exact=True))
        line.get_by_label("This would help me a lot").check(force=True)
    page.get_by_role("button", name="Save, then the next one").click()


def test_slips_from_paper_are_counted_from_the_third_on(visitor, content):
    lee, lead = factories.FacilitatorFactory(), visitor()
    page = lead.page
    lead.sign_in_as(lee.person)
    lead.go(f"/groups/{lee.group.slug}/lead/interests/")
    page.get_by_role("link", name="Print slips").click()
    expect(page.get_by_role("button", name="Print this page")).to_be_visible()
    lead.look("slips to print")

    page.get_by_role("link", name="Enter slips").click()
    lead.look("no slip yet")
    enter(page, SLIPS[0])
    expect(page.get_by_text("1 slip is entered.")).to_be_visible()
    enter(page, ["Anger"])
    page.get_by_role("button", name="Undo the last one").click()
    enter(page, SLIPS[1], star="Sleeping better")
    expect(page.get_by_text("2 slips are entered.")).to_be_visible()
    lead.look("two slips")
    lead.go(f"/groups/{lee.group.slug}/lead/interests/")
    expect(page.get_by_text("Nothing to see here yet")).to_be_visible()

    page.get_by_role("link", name="Enter slips").click()
    enter(page, SLIPS[2])
    lead.go(f"/groups/{lee.group.slug}/lead/interests/")

    expect(page.get_by_text("3 people have answered.")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Sleeping better")
    expect(page.locator("main")).to_contain_text("a few people")
    lead.look("counted")
