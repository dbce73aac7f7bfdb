"""The whole story in a browser: set up by an admin, joined by Sam, led by Lee, and back to Sam."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from groups.models import Group, Invitation
from tests import factories
from wellness.interests import note_interests
from wellness.models import Topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "seven quiet petals"
SAM, LEE, ROBIN = "sam@example.org", "lee@example.org", "robin@example.org"
WROTE = "Tea in the big mug. Abu's voice notes 🙂 شاي"
SLEEP = "Awake at four most nights. Better since Sunday."


def make_person(email: str, name: str, **fields: object) -> User:
    person = User.objects.create_user(email, PASSWORD, name=name, privacy_read_at=timezone.now(), **fields)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def press(page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def follow(page, name: str) -> None:
    page.locator("main").get_by_role("link", name=name, exact=True).first.click()


def set_up_by_admin(robin) -> None:
    """Robin confirms that Lee has lived experience and makes a group that Lee leads."""
    page = robin.page
    robin.sign_in(ROBIN, PASSWORD)
    robin.go("/admin/groups/peerlead/add/")
    choose(page, "person", "Lee")
    page.check("input[name=confirm]")
    page.click("input[name=_save]")
    robin.go("/admin/groups/group/add/")
    page.fill("input[name=name]", "Tuesday Group")
    page.fill("input[name=link]", "https://example.org/meet")
    page.fill("input[name=safety_contact]", "Robin, 020 7946 0123")
    page.select_option("select[name=time_zone]", "Europe/London")
    page.locator("#memberships-group .add-row a").click()
    choose(page, "memberships-0-person", "Lee")
    page.select_option("select[name=memberships-0-role]", "facilitator")
    page.click("input[name=_save]")
    expect(page.get_by_text("was added successfully")).to_be_visible()


def choose(page, field: str, words: str) -> None:
    """Choose a person in one of the admin's fields that search while one types."""
    page.locator(f"#id_{field} + .select2").click()
    page.locator(".select2-search__field").last.fill(words)
    page.locator(".select2-results__option", has_text=words).first.click()


def invite(lee) -> str:
    """Lee makes an invitation and reads its code."""
    page = lee.page
    lee.sign_in(LEE, PASSWORD)
    page.wait_for_url("**/groups/**")
    lee.look("Lee arrives")
    group = Group.objects.get()
    lee.go(f"/groups/{group.slug}/lead/")
    lee.look("the leads' page")
    lee.go(f"/groups/{group.slug}/lead/invitations/")
    lee.look("invitations")
    press(page, "Make an invitation")
    lee.look("an invitation")
    link = page.locator(".facts a").first.get_attribute("href")
    return link.split("/join/")[1].strip("/")


def join(sam, code: str, code_mailed) -> None:
    """Sam opens the link, makes an account, proves the address and is in."""
    page = sam.page
    sam.go("/")
    sam.look("the front page")
    sam.go(f"/join/{code}/")
    sam.look("the invitation")
    follow(page, "Make an account")
    sam.look("sign-up")
    page.fill("input[name=email]", SAM)
    page.fill("input[name=password1]", PASSWORD)
    press(page, "Make my account")
    sam.look("the mailed code")
    page.fill("input[name=code]", code_mailed(SAM))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Join this group")).to_be_visible()
    press(page, "Join this group")


def first_ten_minutes(sam) -> None:
    """Sam gives a name, reads the honest page, writes one line, notes topics, sees the group, and stops."""
    page = sam.page
    expect(page.get_by_role("heading", name="What shall we call you?")).to_be_visible()
    sam.look("the name")
    page.fill("main input[name=name]", "Sam")
    press(page, "Next")
    sam.look("the honest page")
    press(page, "I have read this")
    sam.look("the opening question")
    page.fill("textarea[name=helps]", WROTE)
    expect(page.locator("[data-save-line]")).to_contain_text("Saved")
    press(page, "Next")
    expect(page.get_by_text("Only you can read this").first).to_be_visible()
    sam.look("topics")
    page.locator(".topic-group summary").first.click()
    page.locator(".topic-card").first.get_by_label("This would help me a lot").check(force=True)
    press(page, "Save and see my group")
    expect(page.get_by_text("You can just listen.").first).to_be_visible()
    sam.look("the group, first time")
    follow(page, "That is enough for today")
    sam.look("enough for today")


def write(sam) -> None:
    """Sam writes and rates in a part; what was typed is there after a reload, with no button pressed."""
    page = sam.page
    sam.go("/workbook/")
    sam.look("the workbook")
    sam.go("/workbook/physical/")
    page.fill("textarea[name=support]", SLEEP)
    page.locator(".rating input[value='4']").check(force=True)
    expect(page.locator("[data-save-line]")).to_contain_text("Saved")
    page.wait_for_timeout(1500)
    page.reload()
    expect(page.locator("textarea[name=support]")).to_have_value(SLEEP)
    expect(page.locator("input[name=rating][value='4']")).to_be_checked()
    sam.look("a part")
    for path in (
        "/workbook/crisis-plan/",
        "/workbook/goals/",
        "/workbook/goals/new/",
        "/help-now/",
        "/accounts/me/",
    ):
        sam.go(path)
        sam.look(path)


def share(sam) -> None:
    """Sam puts a summary together, sees what Lee will see, and shares it."""
    page = sam.page
    sam.go("/workbook/summary/")
    page.get_by_label("Include this").first.check(force=True)
    page.fill("textarea[name=words-note]", "Please go slowly with me.")
    expect(page.locator("[data-sheet]")).to_contain_text("Please go slowly with me.")
    sam.look("the summary")
    press(page, "Next: who may read it")
    sam.look("with whom")
    follow(page, "Look at what Lee would see")
    expect(page.get_by_text("This is the whole page that Lee will see. Nothing else.")).to_be_visible()
    sam.look("before sharing")
    page.get_by_label("Yes, a few lines back would be good").check(force=True)
    page.get_by_role("button", name=re.compile("Share with Lee")).click()
    sam.look("after sharing")


def lead(lee) -> None:
    """Lee reads what Sam shared, sees interests without names, and plans the sessions."""
    page = lee.page
    group = Group.objects.get()
    lee.go(f"/groups/{group.slug}/lead/summaries/")
    lee.look("shared summaries")
    page.locator("main").get_by_role("link", name=re.compile("Sam")).first.click()
    expect(page.get_by_text("Please go slowly with me.")).to_be_visible()
    lee.look("a shared summary")
    page.fill("textarea[name=text]", "Thank you, Sam. We will.")
    press(page, "Send the reply")
    lee.go(f"/groups/{group.slug}/lead/interests/")
    expect(page.locator("main")).not_to_contain_text("Sam")
    expect(page.locator("main")).to_contain_text("a few people")
    lee.look("interests")
    lee.go(f"/groups/{group.slug}/lead/programme/")
    lee.look("before a plan")
    press(page, "Suggest a plan")
    lee.look("a draft plan")
    press(page, "Choose this plan")
    lee.look("a chosen plan")
    for path in ("members/", "introduction/", "sessions/new/"):
        lee.go(f"/groups/{group.slug}/lead/{path}")
        lee.look(path)


def see_programme(sam) -> None:
    """Sam sees the sessions, which of them answer what Sam noted, that Lee opened the page, and takes it back."""
    page = sam.page
    group = Group.objects.get()
    sam.go(f"/groups/{group.slug}/")
    expect(page.get_by_text("You asked for this.").first).to_be_visible()
    sam.look("the programme")
    sam.go("/workbook/summary/shared/")
    expect(page.locator("main")).to_contain_text("Thank you, Sam. We will.")
    expect(page.locator("main")).to_contain_text("Lee")
    sam.look("what is shared")
    page.get_by_role("button", name=re.compile("Take it back")).first.click()
    sam.look("taken back")


def others_note_topics() -> None:
    """Two more people of the group note topics, so that there is something to count."""
    group = Group.objects.get()
    topics = list(Topic.objects.order_by("dimension__position", "position")[:6])
    for name in ("Maria", "Kit"):
        person = factories.MembershipFactory(group=group, person__name=name).person
        note_interests(person=person, strengths={topic.pk: "interested" for topic in topics})


def test_from_invitation_to_programme(visitor, code_mailed):
    make_person(LEE, "Lee")
    make_person(ROBIN, "Robin", is_staff=True, is_superuser=True)
    robin, lee, sam = visitor(), visitor(), visitor()

    set_up_by_admin(robin)
    join(sam, invite(lee), code_mailed)
    first_ten_minutes(sam)
    write(sam)
    share(sam)
    others_note_topics()
    lead(lee)
    see_programme(sam)

    assert Invitation.objects.get().uses == 1
    lee.go(f"/groups/{Group.objects.get().slug}/lead/summaries/")
    expect(lee.page.locator("main")).not_to_contain_text("Sam")
    robin.go("/admin/")
    robin.go("/groups/")
    robin.look("an admin with no group")
