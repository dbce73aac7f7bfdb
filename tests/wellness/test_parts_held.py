"""A form that cannot be saved as it comes is answered by a page that still holds the text."""

import html
import re
from uuid import uuid4

import pytest
from django.test import Client

from accounts.vault import vault_for
from tests.browsers import FROM_HERE
from tests.factories import UserFactory
from wellness.goals import goals_of
from wellness.models import Entry
from wellness.workbooks import current_workbook, entries_of, page_mark

pytestmark = pytest.mark.usefixtures("content")
PAGE = "/workbook/physical/"
TEXT = "Words that took\nme all evening <3 🫖"


def words(response) -> str:
    return html.unescape(response.content.decode())


def sent_again(response) -> dict[str, str]:
    """Return what a page that holds text would send when its button is pressed."""
    page = response.content.decode()
    page = page[page.index("<h1>") :]
    inputs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    areas = re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return {name: html.unescape(value) for name, value in [*inputs, *areas]}


def entries(person) -> list[str]:
    return [entry.text for entry in entries_of(current_workbook(person), vault_for(person))]


def test_a_page_sent_while_signed_out_holds_the_text_and_saves_after_signing_in(client, ana):
    mark = page_mark(current_workbook(ana))

    held = client.post(PAGE, {"helps": TEXT, "version-helps": "0", "mark": mark, "rating": "6"})
    client.force_login(ana)
    client.post(PAGE, sent_again(held))

    assert (held.status_code, TEXT in words(held)) == (403, True)
    assert entries(ana) == [TEXT]


def test_a_page_whose_token_is_old_holds_the_text_and_saves_when_sent_again(ana):
    strict = Client(enforce_csrf_checks=True, headers=FROM_HERE)
    strict.force_login(ana)
    strict.get(PAGE)

    held = strict.post(PAGE, {"helps": TEXT, "version-helps": "0", "csrfmiddlewaretoken": "x" * 64})
    again = sent_again(held)
    strict.post(PAGE, again)

    assert (held.status_code, TEXT in words(held)) == (403, True)
    assert entries(ana) == [TEXT]


def test_signing_in_elsewhere_makes_the_token_old_and_still_nothing_is_lost(ana):
    strict = Client(enforce_csrf_checks=True, headers=FROM_HERE)
    strict.get("/help-now/")
    token = strict.cookies["csrftoken"].value

    held = strict.post(PAGE, {"helps": TEXT, "csrfmiddlewaretoken": token})
    strict.force_login(ana)
    strict.cookies["csrftoken"] = "y" * 32
    held_again = strict.post(PAGE, sent_again(held))
    strict.post(PAGE, sent_again(held_again))

    assert (held.status_code, held_again.status_code) == (403, 403)
    assert entries(ana) == [TEXT]


def test_a_page_of_another_person_shows_the_text_and_saves_nothing(signed_in, ana):
    mark = page_mark(current_workbook(UserFactory()))

    held = signed_in(ana).post(PAGE, {"helps": TEXT, "mark": mark})

    assert (held.status_code, TEXT in words(held)) == (403, True)
    assert not Entry.objects.exists()


def test_opening_a_page_while_signed_out_leads_to_signing_in_and_back(client):
    answer = client.get(PAGE)

    assert answer.url == "/accounts/login/?next=/workbook/physical/"


def test_a_goal_sent_while_signed_out_is_held_too(client, ana):
    row, step = uuid4(), uuid4()
    held = client.post("/workbook/goals/new/", {f"title@{row}": "Swim.", f"step@{row}@{step}": TEXT})
    client.force_login(ana)
    client.post("/workbook/goals/new/", sent_again(held))

    (goal,) = goals_of(current_workbook(ana), vault_for(ana))
    assert (held.status_code, goal.title, [each.text for each in goal.steps]) == (403, "Swim.", [TEXT])
