"""A stranger finds a group, asks, waits, is offered a place, says what they would like, comes, and looks back on it."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from groups.archiving import archive_group
from groups.models import Group, Membership, PeerSession
from tests import factories
from tests.groups.letter_queue import run_worker
from wellness.models import Topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "seven quiet petals"
KIM, LEE, DOT = "kim@example.org", "lee@example.org", "dot@example.org"
ASKED = "I saw you on a list. May I just listen at first?"


def make_person(email: str, name: str) -> User:
    person = factories.UserFactory(email=email, name=name)
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def press(page, name) -> None:
    page.locator("main").get_by_role("button", name=name).click()


def follow(page, name: str) -> None:
    page.locator("main").get_by_role("link", name=name, exact=True).first.click()


def link_mailed(address: str) -> str:
    """Return the path in the newest letter to an address."""
    run_worker()
    letters = [letter for letter in mail.outbox if address in letter.to]
    found = re.search(r"https://sevenfold\.example\.org(/\S+)", letters[-1].body)
    assert found, letters[-1].body
    return found.group(1)


@pytest.fixture
def group():
    """Return a group with one place, which Dot has, led by Lee."""
    lee = factories.PeerLeadFactory(person=make_person(LEE, "Lee"), is_public=True)
    group = factories.GroupFactory(
        name="Tuesday Group",
        joining=Group.Joining.ASK,
        town="Leeds",
        meets="both",
        size_limit=1,
        shows_names=True,
    )
    factories.FacilitatorFactory(group=group, peer_lead=lee)
    factories.MembershipFactory(group=group, person=make_person(DOT, "Dot"))
    return group


def find_and_ask(kim) -> None:
    page = kim.page
    kim.go("/")
    follow(page, "Find a group")
    kim.look("groups to find")
    page.get_by_label("Town").select_option("Leeds")
    page.get_by_label("Day").select_option("Sunday")
    press(page, "Show groups")
    expect(page.get_by_text("No group fits all of that")).to_be_visible()
    kim.look("nothing found")
    follow(page, "Show all groups")
    page.locator("main").get_by_role("link", name=re.compile("Tuesday Group")).click()
    kim.look("a group")
    follow(page, "Ask to join")
    press(page, "Send it")
    kim.look("asking, with something to put right")
    page.get_by_label("What shall we call you?").fill("Kim")
    page.get_by_label("Your e-mail").fill(KIM)
    page.get_by_label(re.compile("something you would like to say")).fill(ASKED)
    kim.look("asking")
    press(page, "Send it")
    expect(page.get_by_text("It is sent. Well done for asking.")).to_be_visible()
    kim.look("asked")


def accept(lee, group) -> None:
    page = lee.page
    lee.sign_in(LEE, PASSWORD)
    page.wait_for_url("**/groups/**")
    page.get_by_role("link", name="1 person asks to join").click()
    expect(page.get_by_text(ASKED)).to_be_visible()
    lee.look("a request")
    follow(page, "No place this time Kim")
    lee.look("the letter of no place")
    follow(page, "Not yet")
    press(page, "Yes, invite them Kim")
    expect(page.get_by_text("Someone who asked to join")).to_be_visible()
    lee.look("in line")
    for path in ("joining/", "invitations/"):
        lee.go(f"/groups/{group.slug}/lead/{path}")
        lee.look(path)
    press(page, "Make an invitation")
    lee.look("an invitation")
    follow(page, "Print a flyer")
    lee.look("a flyer")


def say_goodbye(dot, group) -> None:
    page = dot.page
    dot.sign_in(DOT, PASSWORD)
    page.wait_for_url("**/workbook/**")
    dot.go(f"/groups/{group.slug}/not-right/")
    dot.look("something is not right")
    dot.go(f"/groups/{group.slug}/leave/")
    dot.look("leaving")
    page.get_by_label("Would you like to leave a few words?").fill("Thank you for the tea.")
    press(page, "Leave the group")
    expect(page.get_by_role("heading", name="Go well")).to_be_visible()
    dot.look("a goodbye")
    dot.go("/groups/")
    dot.look("where Dot was")


def join(kim, code_mailed) -> None:
    page = kim.page
    kim.go(link_mailed(KIM))
    expect(page.get_by_text("There is a place for you")).to_be_visible()
    kim.look("a place is held")
    follow(page, "Make an account")
    page.fill("input[name=email]", KIM)
    page.fill("input[name=password1]", PASSWORD)
    press(page, "Make my account")
    page.fill("input[name=code]", code_mailed(KIM))
    page.keyboard.press("Enter")
    press(page, "Join this group")
    expect(page.get_by_role("heading", name="What shall we call you?")).to_be_visible()


def take_part(kim, group) -> None:
    page = kim.page
    page.fill("main input[name=name]", "Kim")
    press(page, "Next")
    kim.go(f"/groups/{group.slug}/")
    follow(page, "Some short questions, if you like")
    kim.look("what joining asks")
    page.get_by_label("Ring me").check(force=True)
    page.get_by_label("Breaks").check(force=True)
    press(page, "Save")
    kim.look("a number to put right")
    page.get_by_label(re.compile("My number")).fill("020 7946 0999")
    page.get_by_label("The others here may read my first name").check(force=True)
    press(page, "Save")
    expect(page.locator("main").get_by_text("Kim", exact=True)).to_be_visible()
    kim.look("the group, with first names")


def stand_in_line(sam, lee, group) -> None:
    """Sam has an account and comes by a code; the group is full again."""
    page = lee.page
    lee.go(f"/groups/{group.slug}/lead/invitations/")
    press(page, "Make an invitation")
    code = page.locator(".facts a").first.get_attribute("href").split("/join/")[1].strip("/")
    page = sam.page
    sam.sign_in("sam@example.org", PASSWORD)
    page.wait_for_url("**/workbook/**")
    sam.go(f"/join/{code}/")
    sam.look("a full group")
    press(page, "Stand in line")
    expect(page.get_by_text("You are first in line")).to_be_visible()
    sam.look("in line")
    sam.go("/groups/")
    sam.look("groups, with a line")


def note_interests(kim, group) -> None:
    page = kim.page
    kim.go(f"/groups/{group.slug}/")
    follow(page, "What would you like to talk about?")
    page.fill("#find-topic", "sleeping")
    press(page, "Search")
    page.get_by_label("Sleeping better").check(force=True)
    press(page, "Save and go on")
    page.get_by_label("Sleeping better").check(force=True)
    press(page, "Save")
    expect(page.get_by_text("Saved. Your group never sees who chose what.")).to_be_visible()


def come_and_look_back(kim, lee, group) -> None:
    """Kim came to a session about what they noted; Lee notes it, and Kim says what they take with them."""
    days_go_by = timezone.now() - timedelta(days=9)
    Membership.objects.filter(group=group).update(joined_at=days_go_by)
    sleep = Topic.objects.get(slug="sleeping-better")
    session = PeerSession.objects.create(
        group=group, topic=sleep, starts_at=timezone.now() - timedelta(hours=2)
    )
    lee.go(f"/groups/{group.slug}/lead/sessions/{session.pk}/attendance/")
    press(lee.page, "Save, and all the others were here")
    expect(lee.page.get_by_text("Noted.")).to_be_visible()
    page = kim.page
    kim.go(f"/groups/{group.slug}/")
    expect(page.get_by_text("You asked for this.").first).to_be_visible()
    follow(page, "What do you take with you?")
    page.fill("#takeaway", "A walk helps.")
    page.get_by_label("Yes, a lot").check(force=True)
    press(page, "Send without my name")
    expect(page.get_by_text("It is kept without your name.")).to_be_visible()
    kim.look("the group, looked back on")
    lee.go(f"/groups/{group.slug}/lead/sessions/{session.pk}/after/")
    expect(lee.page.locator("main")).not_to_contain_text("A walk helps.")


def come_to_an_end(kim, lee, group) -> None:
    """Kim and Lee look at the group once it is archived: they still find what is theirs."""
    archive_group(group=group, by=factories.AdminFactory())
    kim.go(f"/groups/{group.slug}/")
    expect(kim.page.get_by_text("What is yours stays here for you to read.")).to_be_visible()
    kim.look("the group, at its end")
    lee.go(f"/groups/{group.slug}/lead/")
    expect(lee.page.get_by_text("Nobody can join it any more.")).to_be_visible()
    lee.look("leading, at the group's end")


def test_from_finding_a_group_to_looking_back_on_a_session(visitor, group, code_mailed):
    make_person("sam@example.org", "Sam")
    kim, lee, dot, sam = visitor(), visitor(), visitor(), visitor()

    find_and_ask(kim)
    accept(lee, group)
    kim.go(link_mailed(KIM))
    expect(kim.page.get_by_text("You are first in line")).to_be_visible()
    kim.look("where Kim stands")
    say_goodbye(dot, group)
    join(kim, code_mailed)
    take_part(kim, group)
    note_interests(kim, group)
    come_and_look_back(kim, lee, group)
    stand_in_line(sam, lee, group)

    lee.go(f"/groups/{group.slug}/lead/members/")
    expect(lee.page.locator("main")).to_contain_text("020 7946 0999")
    expect(lee.page.locator("main")).to_contain_text("Thank you for the tea.")
    lee.look("members")
    assert Membership.objects.participants().get(group=group).person.name == "Kim"
    come_to_an_end(kim, lee, group)
