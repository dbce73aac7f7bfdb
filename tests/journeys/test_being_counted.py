"""Being counted and reading the report, in a browser: asked once, agreed to, taken back; the report in every look."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from groups.models import PeerSession, RatingsGiven
from tests.factories import AdminFactory, MembershipFactory
from tests.groups.planning_rows import a_session
from tests.groups.report_rows import a_report_table
from tests.journeys.conftest import EVERY_LOOK, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_participant_is_asked_agrees_and_takes_it_back(visitor: Callable[..., Visitor]) -> None:
    place = MembershipFactory()
    a_session(place.group, 1, starts_at=timezone.now() - timedelta(days=1), state=PeerSession.State.HELD)
    someone = visitor()
    someone.sign_in_as(place.person)
    someone.go(f"/groups/{place.group.slug}/")
    someone.look("asked on the group's page")
    someone.page.get_by_role("link", name="Read more").click()
    someone.look("asked")

    someone.page.get_by_role("button", name="Yes, count my numbers").click()
    expect(someone.page.get_by_text("Thank you. Your numbers are counted")).to_be_visible()
    someone.look("counted")
    someone.page.get_by_role("button", name="Count my answer").click()
    expect(someone.page.get_by_role("alert")).to_be_visible()
    someone.look("no answer chosen")

    someone.page.get_by_role("button", name="Take my numbers out").click()
    expect(someone.page.get_by_text("Your numbers are taken out.")).to_be_visible()
    assert not RatingsGiven.objects.exists()


def test_an_admin_reads_the_report_in_every_look(visitor: Callable[..., Visitor]) -> None:
    admin = visitor(looks=(*EVERY_LOOK, (320, "light")))
    admin.sign_in_as(AdminFactory(language="es"))
    admin.go("/report/")
    admin.look("no figures")

    a_report_table(joined=(24,), session_01=(14, 10), session_last=None, helpful=(9, 8, 7))
    admin.go("/report/")
    expect(admin.page.get_by_role("row")).to_have_count(13)
    admin.look("report")
    admin.page.emulate_media(media="print")
    expect(admin.page.get_by_role("navigation", name="Tablas del informe")).to_be_hidden()
