"""A group's sessions in a browser: dates by rule, can't come, who came, and after it."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from playwright.sync_api import expect

from groups.models import Membership, PeerSession
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "seven quiet petals"


def with_sign_in(place: Membership) -> Membership:
    place.person.set_password(PASSWORD)
    place.person.save()
    EmailAddress.objects.create(user=place.person, email=place.person.email, verified=True, primary=True)
    return place


@pytest.fixture
def lee():
    long_ago = timezone.now() - timedelta(days=90)
    return with_sign_in(
        factories.FacilitatorFactory(
            peer_lead__person__name="Lee",
            group__name="Tuesday Group",
            group__time_zone="Europe/London",
            group__meets="both",
            group__address="12 Mill Lane",
            group__link="https://meet.example.org/tuesday",
            joined_at=long_ago,
        )
    )


@pytest.fixture
def members(lee):
    long_ago = timezone.now() - timedelta(days=60)
    return [
        with_sign_in(factories.MembershipFactory(group=lee.group, person__name=name, joined_at=long_ago))
        for name in ("Ana", "Kit", "Dot")
    ]


def signed_in(visitor, place):
    someone = visitor()
    someone.sign_in(place.person.email, PASSWORD)
    someone.page.wait_for_url(re.compile("/(groups|workbook)/"))
    return someone


def press(page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def follow(page, name: str) -> None:
    page.locator("main").get_by_role("link", name=re.compile(name)).first.click()


def set_dates(lead, home) -> None:
    page = lead.page
    lead.go(f"{home}lead/sessions/series/")
    lead.look("a rule for dates")
    page.fill("[name=first]", (timezone.now() + timedelta(days=7)).date().isoformat())
    page.fill("[name=clock]", "18:00")
    page.fill("[name=times]", "4")
    press(page, "Show the days")
    page.locator("[name=left_out]").nth(1).check(force=True)
    press(page, "Set these dates")
    expect(page.get_by_text("No session")).to_be_visible()
    lead.look("the days")
    press(page, "Set these dates")
    expect(page.get_by_text("4 sessions have their dates now.")).to_be_visible()
    lead.look("the dated programme")


def save_the_last(lead) -> None:
    """Save the last session, and come back to it with what is so now in sight."""
    page = lead.page
    page.locator(".programme-line > li").last.get_by_role("link", name=re.compile("Change it")).click()
    press(page, "Save")
    expect(page.locator(".session:target h3")).to_be_in_viewport()
    expect(page.get_by_text("Saved. The group sees it like this now.")).to_be_in_viewport()
    lead.look("a session that was saved")


def cannot_come(member, home) -> None:
    page = member.page
    member.go(home)
    member.look("the group")
    follow(page, "^I can't come")
    member.look("can't come")
    page.fill("#word", "My sister visits.")
    press(page, "Say that I can't come")
    expect(page.get_by_text("Those who lead know.")).to_be_visible()
    member.look("the group without me")
    follow(page, "I can come after all")
    member.look("said before")


def note_who_came(lead, home, session) -> None:
    page = lead.page
    lead.go(f"{home}lead/")
    lead.look("what needs me")
    follow(page, "Someone can't come")
    expect(page.get_by_text("My sister visits.")).to_be_visible()
    lead.look("who can't come")
    lead.go(f"{home}lead/sessions/{session.pk}/attendance/")
    page.get_by_role("group", name="Kit").get_by_label("Could not come").check(force=True)
    lead.look("who came")
    press(page, "Save, and all the others were here")
    expect(page.get_by_text("Noted.")).to_be_visible()


def answer(member, home, *, looks: bool) -> None:
    page = member.page
    member.go(home)
    follow(page, "What do you take with you")
    if looks:
        member.look("after the session")
    page.fill("#takeaway", "A walk helps.")
    page.get_by_label("Yes, a lot").check(force=True)
    press(page, "Send without my name")
    expect(page.get_by_text("It is kept without your name.")).to_be_visible()


def agree_and_know_what_to_do(lead, member, home) -> None:
    page = lead.page
    lead.go(f"{home}lead/agreement/")
    lead.look("an agreement to write")
    press(page, "Save as version 1")
    member.go(home)
    follow(member.page, "What we agreed on")
    member.look("the agreement")
    member.go(f"{home}worried/")
    member.look("worried about someone")


def look_back(lead, home, session) -> None:
    page = lead.page
    for path in ("", "after/", "debrief/"):
        lead.go(f"{home}lead/sessions/{session.pk}/{path}")
        lead.look(f"a session that was, {path}")
    page.get_by_label("What went well?").fill("The tea.")
    press(page, "Save")
    ahead = PeerSession.objects.filter(state="planned").earliest("starts_at")
    for path in ("hand-over/", "drop/"):
        lead.go(f"{home}lead/sessions/{ahead.pk}/{path}")
        lead.look(f"a session ahead, {path}")
    lead.go(f"{home}lead/ending/")
    lead.look("the ending")


def test_sessions_from_dates_to_what_comes_after(visitor, lee, members):
    home = f"/groups/{lee.group.slug}/"
    last = PeerSession.objects.create(
        group=lee.group, kind="welcome", starts_at=timezone.now() - timedelta(hours=2)
    )
    lead = signed_in(visitor, lee)

    set_dates(lead, home)
    save_the_last(lead)
    people = [signed_in(visitor, place) for place in members]
    cannot_come(people[0], home)
    note_who_came(lead, home, last)
    for person in people:
        answer(person, home, looks=person is people[0])
    agree_and_know_what_to_do(lead, people[0], home)
    look_back(lead, home, last)
