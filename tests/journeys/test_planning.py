"""A facilitator plans ten sessions on a phone for a group that wants two different things; people say what they want."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from groups.models import PeerSession
from groups.snapshots import current_snapshot
from tests import factories
from wellness.interests import note_interests
from wellness.models import Topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = [(360, "light"), (360, "dark")]
# Two camps that share nothing, and one person who is alone with what they want.
CAMPS = [
    *[["sleeping-better", "too-much-stress", "worry-and-panic", "low-days"]] * 5,
    *[["money-worries", "forms-and-letters", "going-back-to-work", "saying-no"]] * 3,
    ["drawing-and-painting"],
]


@pytest.fixture
def lee():
    return factories.FacilitatorFactory(
        peer_lead__person__name="Lee",
        group__name="Tuesday Group",
        group__time_zone="Europe/London",
        group__meets="online",
        group__link="https://meet.example.org/tuesday",
    )


@pytest.fixture
def members(lee, content):
    ids = dict(Topic.objects.values_list("slug", "pk"))
    people = []
    for slugs in CAMPS:
        person = factories.MembershipFactory(group=lee.group).person
        strengths = {ids[slug]: "strong" if place == 0 else "interested" for place, slug in enumerate(slugs)}
        note_interests(person=person, strengths=strengths)
        people.append(person)
    return people


def signed_in(visitor, person, looks=PHONE):
    someone = visitor(looks=looks)
    someone.page.set_viewport_size({"width": 360, "height": 800})
    someone.sign_in_as(person)
    return someone


def press(page, name) -> None:
    page.locator("main").get_by_role("button", name=name).first.click()


def follow(page, name: str) -> None:
    page.locator("main").get_by_role("link", name=name).first.click()


def tick_and_mark(member, home) -> None:
    page = member.page
    member.go(home)
    follow(page, "What would you like to talk about?")
    member.look("topics")
    page.fill("#find-topic", "sleeping")
    press(page, "Search")
    member.look("topics found")
    page.get_by_label("Sleeping better").check(force=True)
    press(page, "Show all topics")
    expect(page.locator(".topic-group", has_text="Body and sleep")).to_contain_text("1 picked")
    page.select_option("#find-part", label="Feelings")
    press(page, "Search")
    for name in ("Anger", "Low days", "Worry and panic"):
        page.get_by_label(name, exact=True).check(force=True)
    press(page, "Save and go on")
    for name in ("Sleeping better", "Anger", "Low days", "Worry and panic"):
        page.get_by_label(name, exact=True).check(force=True)
    press(page, "Save")
    expect(page.get_by_text("Three is the most.")).to_be_visible()
    member.look("four marks")
    page.get_by_label("Anger", exact=True).uncheck(force=True)
    press(page, "Save")
    expect(page.get_by_text("Saved. Your group never sees who chose what.")).to_be_visible()


def suggest_something(member, home) -> None:
    page = member.page
    member.go(f"{home}topics/")
    follow(page, "Suggest a topic")
    press(page, "Send without my name")
    member.look("nothing to send")
    page.fill("#words", "Cooking for one.")
    press(page, "Send without my name")
    expect(page.get_by_text("It waits for those who lead.")).to_be_visible()
    member.look("a suggestion that waits")


def make_a_topic(lead, home) -> None:
    page = lead.page
    lead.go(f"{home}lead/")
    follow(page, "1 suggestion for a topic")
    lead.look("interests with a suggestion")
    follow(page, "Answer it")
    lead.look("a suggestion")
    press(page, "Make this topic")
    lead.look("a topic that lacks its words")
    page.get_by_label("What is it called?").fill("Good meals for little")
    page.get_by_label("What would the session be like?").fill("We swap meals.")
    page.get_by_label("Which part of life is it about?").select_option(label="Body and sleep")
    press(page, "Make this topic")
    expect(page.get_by_text("Nobody reads whose idea it was.")).to_be_visible()


def read_the_answer(member, home) -> None:
    page = member.page
    member.go(home)
    follow(page, "There is an answer to your suggestion")
    expect(page.get_by_text("It became a topic: “Good meals for little”.")).to_be_visible()
    member.look("what became of it")


def draft_a_plan(lead, home) -> None:
    page = lead.page
    lead.go(f"{home}lead/programme/")
    lead.look("nothing planned")
    press(page, "Suggest a plan")
    expect(page.get_by_text("Here is a draft.")).to_be_visible()
    names = page.locator("#draft ~ .programme-line h3").all_inner_texts()
    assert {"Sleeping better", "Money worries"} <= {name.strip() for name in names}
    assert "Drawing and painting" not in names
    expect(page.get_by_text("A few people would still have nothing that they noted.")).to_be_visible()
    lead.look("a draft for both camps")


def topic_of(page, name: str):
    return page.locator("#draft ~ .programme-line > li", has=page.get_by_role("heading", name=name))


def change_the_draft(lead) -> None:
    page = lead.page
    topic_of(page, "Sleeping better").get_by_role("button", name=re.compile("^Pin")).click()
    expect(topic_of(page, "Sleeping better")).to_contain_text("You pinned this.")
    topic_of(page, "Low days").get_by_role("button", name=re.compile("^Drop")).click()
    expect(page.get_by_role("heading", name="Dropped", exact=True)).to_be_visible()
    lead.look("one pinned, one dropped")
    swap = topic_of(page, "Worry and panic")
    swap.locator("summary").click()
    lead.look("a swap to fill in")
    swap.get_by_label("Instead of this, talk about").select_option(label="Good meals for little")
    swap.get_by_label("Why?").fill("Winter is long, and we like to eat.")
    swap.get_by_role("button", name="Swap them").click()
    expect(topic_of(page, "Good meals for little")).to_contain_text("The group will read:")
    lead.look("swapped")


def choose_it(lead) -> None:
    page = lead.page
    press(page, "Suggest again")
    press(page, "Choose this plan")
    expect(page.get_by_text("The group now sees 10 sessions.")).to_be_visible()
    lead.look("a plan chosen")


def see_what_answers_me(member, home) -> None:
    page = member.page
    member.go(home)
    mine = page.locator("#programme ~ .programme-line > li", has_text="You asked for this.")
    expect(mine.filter(has=page.get_by_role("heading", name="Sleeping better"))).to_have_count(1)
    expect(mine.filter(has=page.get_by_role("heading", name="Money worries"))).to_have_count(0)
    expect(page.get_by_text("Winter is long, and we like to eat.")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("people noted")
    member.look("the programme as the group reads it")


def plan_again_after_two_were_held(lead, home) -> None:
    sessions = PeerSession.objects.order_by("position")[:2]
    for session in sessions:
        session.state, session.starts_at = "held", timezone.now() - timedelta(days=8 - session.position)
        session.save()
    dropped = PeerSession.objects.filter(state="planned", kind="topic").latest("position")
    page = lead.page
    lead.go(f"{home}lead/sessions/{dropped.pk}/drop/")
    page.locator("main .btn-care").click()
    lead.go(f"{home}lead/programme/")
    press(page, "Suggest a plan")
    lead.look("planning again")
    held = page.locator("#settled ~ .programme-line > li", has_text="Took place")
    expect(held).to_have_count(2)


def test_planning_ten_sessions_for_a_split_group_on_a_phone(visitor, lee, members):
    home = f"/groups/{lee.group.slug}/"
    newcomer = factories.MembershipFactory(group=lee.group).person
    current_snapshot(lee.group)
    lead, member = signed_in(visitor, lee.person), signed_in(visitor, newcomer)

    tick_and_mark(member, home)
    suggest_something(member, home)
    make_a_topic(lead, home)
    read_the_answer(member, home)
    draft_a_plan(lead, home)
    change_the_draft(lead)
    choose_it(lead)
    see_what_answers_me(member, home)
    plan_again_after_two_were_held(lead, home)


def test_a_fourth_mark_in_the_workbook_goes_back_to_interested_and_says_why(visitor, members):
    someone = signed_in(visitor, members[0], looks=[(360, "light")])
    page = someone.page
    someone.go("/workbook/emotional/")
    choices = [
        page.get_by_role("group", name=name, exact=True) for name in ("Anger", "Low days", "Loss and grief")
    ]

    for choice in choices:
        choice.get_by_label("This would help me a lot").check(force=True)

    expect(page.locator("[data-save-line]")).to_contain_text(
        "Three is the most for “This would help me a lot”."
    )
    expect(choices[-1].get_by_label("Interested")).to_be_checked()
    someone.look("a fourth mark")
    page.reload()
    expect(choices[-1].get_by_label("Interested")).to_be_checked()
