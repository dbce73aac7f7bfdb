"""Names that are one long word, of a group and of people, on a narrow phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.factories import FacilitatorFactory, VolunteerFactory
from tests.journeys.conftest import Visitor
from tests.journeys.test_story import make_person
from tests.wellness.written import write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Wohngruppenbegleitung" * 3


def test_no_page_is_wider_for_a_long_name(visitor: Callable[..., Visitor]) -> None:
    lead = FacilitatorFactory(group__name=LONG)
    FacilitatorFactory(peer_lead=lead.peer_lead)
    VolunteerFactory(group=lead.group, peer_lead__person__name=LONG)
    lee = visitor(looks=((360, "light"),))
    lee.sign_in_as(lead.person)

    lee.go("/groups/")
    lee.look("my groups")
    lee.go(f"/groups/{lead.group.slug}/lead/hand-on/")
    lee.look("handing over")
    lee.go(f"/groups/{lead.group.slug}/lead/members/note/")
    lee.page.get_by_role("textbox").fill(LONG)
    lee.page.locator("main form .btn-primary").click()
    expect(lee.page.get_by_text("is on the list now")).to_be_visible()
    lee.look("someone noted")


def test_a_crisis_plan_keeps_a_long_name_in_its_button(visitor: Callable[..., Visitor]) -> None:
    ana = make_person("ana@example.org", "Ana")
    write(ana, "crisis-plan", "ring", f"{LONG} 020 7946 0141")
    own = visitor(looks=((360, "light"),))
    own.sign_in_as(ana)

    own.go("/workbook/crisis-plan/")

    expect(own.page.get_by_role("link", name=LONG)).to_be_visible()
    own.look("a plan with a long name")
