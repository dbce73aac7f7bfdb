"""A fresh workbook in a browser, while a page of the one before is still open in another tab."""

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from accounts.vault import vault_for
from tests.wellness.written import include, rate, write, write_goal
from wellness.models import Entry
from wellness.workbooks import current_workbook

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EMAIL, PASSWORD = "ana@example.org", "seven quiet petals"


@pytest.fixture
def ana(content) -> User:
    person = User.objects.create_user(EMAIL, PASSWORD, name="Ana", privacy_read_at=timezone.now())
    EmailAddress.objects.create(user=person, email=EMAIL, verified=True, primary=True)
    write(person, "physical", "now", "Awake at four.")
    write(person, "crisis-plan", "ring", "Mo 020 7946 0123")
    write_goal(person, "Sleep", "Curtains")
    rate(person, physical=3)
    include(person, note="Please read this slowly.")
    return person


def texts(person: User) -> set[str]:
    vault = vault_for(person)
    return {vault.open(entry, "sealed") for entry in Entry.objects.written_by(person)}


def test_an_old_tab_keeps_its_words_and_writes_into_no_workbook(visitor, ana):
    someone = visitor()
    someone.sign_in(EMAIL, PASSWORD)
    someone.page.wait_for_url("**/workbook/")
    someone.go("/workbook/physical/")
    old_tab, someone.page = someone.page, someone.page.context.new_page()
    page = someone.page
    someone.go("/workbook/rounds/")
    someone.look("rounds")
    page.get_by_role("link", name="Start a fresh workbook").click()
    someone.look("new round")
    page.get_by_role("button", name="Start a fresh workbook").click()
    expect(page.get_by_text("Your fresh workbook is here.")).to_be_visible()
    rate(ana, physical=6)
    before = texts(ana)

    old_tab.fill("textarea[name=now]", "Typed too late.")
    expect(old_tab.get_by_text("Please copy it, then open your workbook.")).to_be_visible()

    assert old_tab.input_value("textarea[name=now]") == "Typed too late."
    assert (texts(ana), current_workbook(ana).round) == (before, 2)
    for stop in ("1/", "1/?with=2", "1/physical/", "1/goals/", "1/crisis-plan/", "1/summary/"):
        someone.go(f"/workbook/rounds/{stop}")
        someone.look(stop)
    old_tab.close(run_before_unload=False)
