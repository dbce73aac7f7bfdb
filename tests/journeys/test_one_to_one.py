"""One to one in a browser: offered, taken up, arranged, moved, a card for it, notes of both, called off, up to ten."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from groups.models import HelpCard, Meeting
from groups.one_to_one import agree, offer_one_to_one
from tests import factories

TOO_LONG = "We talked about mornings. " * 200
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lee():
    return factories.FacilitatorFactory(
        peer_lead__person__name="Lee",
        peer_lead__person__time_zone="Europe/London",
        group__name="Tuesday Group",
        group__time_zone="Europe/London",
    )


@pytest.fixture
def ana(lee):
    return factories.MembershipFactory(
        group=lee.group, person__name="Ana", person__time_zone="Europe/London", asked_at=timezone.now()
    )


def signed_in(visitor, place):
    someone = visitor()
    someone.sign_in_as(place.person)
    return someone


def press(page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def follow(page, name: str) -> None:
    page.locator("main").get_by_role("link", name=re.compile(name)).first.click()


def offer(lead, member, home) -> None:
    page, own = lead.page, member.page
    lead.go(f"{home}lead/one-to-one/")
    lead.look("nobody yet")
    press(page, "Offer it")
    expect(page.get_by_text("Choose a person.").first).to_be_visible()
    lead.look("offered to nobody")
    page.select_option("[name=place]", label="Ana")
    press(page, "Offer it")
    lead.look("offered")
    member.go(home)
    follow(own, "One to one with Lee")
    member.look("an offer")
    press(own, "Yes, I would like that")
    expect(own.get_by_text("The next thing is a day that suits you both.")).to_be_visible()
    member.look("taken up")


def set_a_session(lead, days: int) -> None:
    page = lead.page
    follow(page, "Set a session")
    page.fill("[name=day]", (timezone.localdate() + timedelta(days=days)).isoformat())
    page.fill("[name=clock]", "15:00")
    page.fill("[name=address]", "12 Mill Lane")
    press(page, "Save")
    expect(page.get_by_text("The session is set.")).to_be_visible()


def suggest_and_take(lead, member) -> None:
    page, own = lead.page, member.page
    own.reload()
    own.locator(".programme-line a").first.click()
    follow(own, "Another time, or not this time")
    member.look("another time")
    press(own, "Suggest this time")
    expect(own.get_by_text("Choose the day.").first).to_be_visible()
    member.look("another time, not said")
    own.fill("[name=day]", (timezone.localdate() + timedelta(days=3)).isoformat())
    own.fill("[name=clock]", "16:30")
    press(own, "Suggest this time")
    expect(own.get_by_text("the session stays as it is.")).to_be_visible()
    member.look("suggested")
    lead.go(page.url.split("/one-to-one/")[0].removeprefix(lead.home) + "/lead/")
    follow(page, "Another time is suggested")
    lead.look("what is suggested")
    press(page, "Move it there")
    expect(page.get_by_text(re.compile("16:30 now"))).to_be_visible()
    lead.look("moved")


def write_notes(lead, member) -> None:
    page, own = lead.page, member.page
    own.reload()
    press(own, "Save for both")
    expect(own.get_by_text("Write a line or two, then save.")).to_be_visible()
    member.look("an empty note")
    own.fill("#text", TOO_LONG)
    press(own, "Save for both")
    expect(own.get_by_text("4,000 letters at most.")).to_be_visible()
    assert own.locator("#text").input_value() == TOO_LONG
    member.look("too long a note")
    own.fill("#text", "My mornings.")
    press(own, "Save for both")
    expect(own.locator(".letter")).to_contain_text("My mornings.")
    page.locator(".programme-line h3 a").first.click()
    expect(page.locator(".letter")).to_contain_text("My mornings.")
    page.fill("#text", "We look at the plan next time.")
    press(page, "Save for both")
    own.reload()
    expect(own.locator(".letter")).to_have_count(2)
    member.look("notes of both")


def keep_a_card_that_is_opened(lead, member) -> None:
    page, own = lead.page, member.page
    follow(own, "If I need help during a session")
    member.look("a card")
    where = own.get_by_label("Where I am today")
    where.evaluate("field => field.removeAttribute('maxlength')")
    where.fill(TOO_LONG)
    press(own, "Keep this card ready")
    expect(own.get_by_text("500 letters at most.").first).to_be_visible()
    member.look("too long a card")
    where.fill("At my sister's, 12 Mill Lane")
    press(own, "Keep this card ready")
    expect(own.get_by_text("Your card is ready.")).to_be_visible()
    member.look("a card that is ready")
    expect(page.get_by_role("button", name="Open the card")).to_have_count(0)
    Meeting.objects.update(starts_at=timezone.now() + timedelta(minutes=5))
    HelpCard.objects.update(opens_from=None)  # as where its person knew of that time from the first
    page.reload()
    lead.look("a card to open")
    page.get_by_role("button", name="Open the card").click()
    expect(page.get_by_text("At my sister's, 12 Mill Lane")).to_be_visible()
    lead.look("an opened card")
    own.reload()
    expect(own.get_by_text(re.compile("Lee opened your card at"))).to_be_visible()
    member.look("who opened it")


def call_it_off(lead, member) -> None:
    page, own = lead.page, member.page
    follow(own, "Back to the session")
    follow(own, "Another time, or not this time")
    press(own, "Call this session off")
    expect(own.get_by_text("You called it off.")).to_be_visible()
    member.look("called off")
    follow(page, "Back to the session")
    follow(page, "Back to one to one")
    expect(page.get_by_text("Ana called it off.")).to_be_visible()
    lead.look("called off by the other")


def fill_all_ten(lead, ana) -> None:
    page = lead.page
    two = Meeting.objects.get().one_to_one
    Meeting.objects.bulk_create(
        Meeting(one_to_one=two, starts_at=timezone.now() + timedelta(days=10 + week), address="12 Mill Lane")
        for week in range(9)
    )
    page.reload()
    set_a_session(lead, 30)
    expect(page.get_by_role("link", name="Set a session")).to_have_count(0)
    lead.look("all ten")
    assert Meeting.objects.exclude(state="cancelled").count() == 10
    assert two.participant == ana


def test_an_offer_that_is_not_wanted_and_sessions_that_cannot_be_set(visitor, lee, ana):
    home = f"/groups/{lee.group.slug}/"
    lead, member = signed_in(visitor, lee), signed_in(visitor, ana)
    offer_one_to_one(place=ana, by=lee.person)
    member.go(home)
    follow(member.page, "One to one with Lee")
    follow(member.page, "No, thank you")
    member.look("saying no")
    press(member.page, "No, thank you")
    expect(member.page.get_by_text("It has ended.")).to_be_visible()
    member.look("an offer that was not wanted")
    lead.go(f"{home}lead/one-to-one/")
    lead.look("an offer that came to nothing")

    again = offer_one_to_one(place=ana, by=lee.person)
    agree(one_to_one=again, by=ana.person)
    lead.go(f"{home}lead/one-to-one/")
    follow(lead.page, "Ana")
    follow(lead.page, "Set a session")
    press(lead.page, "Save")
    expect(lead.page.get_by_text("Choose the day.").first).to_be_visible()
    lead.look("a session without a day")


def test_one_to_one_from_the_offer_to_all_ten(visitor, lee, ana):
    home = f"/groups/{lee.group.slug}/"
    lead, member = signed_in(visitor, lee), signed_in(visitor, ana)

    offer(lead, member, home)
    follow(lead.page, "Ana")
    set_a_session(lead, 2)
    lead.look("a session of two")
    suggest_and_take(lead, member)
    write_notes(lead, member)
    keep_a_card_that_is_opened(lead, member)
    call_it_off(lead, member)
    fill_all_ten(lead, ana)
    follow(member.page, "Back to one to one")
    follow(member.page, "Stop")
    member.look("stopping")
    press(member.page, "Stop")
    expect(member.page.get_by_text("It has ended.")).to_be_visible()
