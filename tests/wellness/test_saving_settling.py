"""Putting aside one of two texts that were kept: only on being asked, and only what the page showed."""

import html
import re
from uuid import uuid4

import pytest

from accounts.models import User
from accounts.vault import vault_for
from tests.factories import UserFactory
from tests.wellness.written import write
from wellness.models import ConflictCopy, Entry, Prompt
from wellness.saving import Draft, save_draft
from wellness.workbooks import current_workbook, entries_of

pytestmark = pytest.mark.usefixtures("content")


@pytest.fixture
def online(ana, signed_in):
    return signed_in(ana)


def two_texts(person: User) -> ConflictCopy:
    write(person, "physical", "helps", "The first text.")
    workbook = current_workbook(person)
    prompt = Prompt.objects.get(part__edition=workbook.edition_id, part__slug="physical", key="helps")
    save_draft(person, workbook, Draft(prompt.pk, 0, uuid4(), "The second text."))
    return ConflictCopy.objects.get(workbook=workbook)


def address(copy: ConflictCopy) -> str:
    return f"/workbook/physical/kept/{copy.pk}/"


def shown(client, copy: ConflictCopy) -> dict[str, str]:
    page = client.get(address(copy)).content.decode()
    return dict(re.findall(r'<input type="hidden" name="(version|operation)" value="([^"]*)"', page))


def texts(person: User) -> list[str]:
    return [entry.text for entry in entries_of(current_workbook(person), vault_for(person))]


def words(response) -> str:
    return html.unescape(response.content.decode())


def test_both_texts_are_shown_and_nothing_needs_to_be_chosen(online, ana):
    page = words(online.get(address(two_texts(ana))))

    assert ("The first text." in page, "The second text." in page) == (True, True)
    assert ("Keep both and go back" in page, ConflictCopy.objects.count()) == (True, 1)


def test_a_text_that_is_the_answer_by_now_is_not_told_twice(online, ana):
    two_texts(ana)
    before = words(online.get("/workbook/physical/"))
    write(ana, "physical", "helps", "The second text.\n")
    alike = words(online.get("/workbook/physical/"))
    write(ana, "physical", "helps", "The third text.")
    after = words(online.get("/workbook/physical/"))

    told = [
        ("Also written, in another place" in page, page.count("The second text."))
        for page in (before, alike, after)
    ]
    assert told == [(True, 1), (False, 1), (True, 1)]


def test_two_second_texts_with_the_same_words_are_told_once(online, ana):
    copy = two_texts(ana)
    save_draft(ana, current_workbook(ana), Draft(copy.entry.prompt_id, 0, uuid4(), "The second text."))

    page = words(online.get("/workbook/physical/"))

    assert (page.count("The second text."), ConflictCopy.objects.count()) == (1, 2)


def test_where_the_answer_does_not_open_its_second_text_is_still_told(online, ana):
    two_texts(ana)
    Entry.objects.update(sealed=b"\x01" + bytes(300))

    assert "The second text." in words(online.get("/workbook/physical/"))


@pytest.mark.parametrize(("aside", "left"), [("first", "The second text."), ("second", "The first text.")])
def test_the_text_put_aside_is_deleted_and_the_other_is_the_answer(online, ana, aside, left):
    copy = two_texts(ana)

    online.post(address(copy), shown(online, copy) | {"aside": aside})

    assert (texts(ana), ConflictCopy.objects.count()) == ([left], 0)


@pytest.mark.parametrize("aside", ["first", "second"])
def test_nothing_is_deleted_when_a_text_has_changed_since_it_was_shown(online, ana, aside):
    copy = two_texts(ana)
    form = shown(online, copy)
    write(ana, "physical", "helps", "The first text, and more.")

    answer = online.post(address(copy), form | {"aside": aside}, follow=True)

    assert (texts(ana), ConflictCopy.objects.count()) == (["The first text, and more."], 1)
    assert "One of the texts has changed since." in words(answer)


def test_texts_that_do_not_open_stay_both(online, ana):
    copy = two_texts(ana)
    form = shown(online, copy)
    Entry.objects.update(sealed=b"\x01" + bytes(300))

    page = words(online.get(address(copy)))
    online.post(address(copy), form | {"aside": "first"})

    assert ("both stay as they are" in page, 'name="aside"' in page) == (True, False)
    assert (bytes(Entry.objects.get().sealed), ConflictCopy.objects.count()) == (b"\x01" + bytes(300), 1)


@pytest.mark.parametrize("method", ["get", "post"])
def test_texts_of_others_are_not_found(online, method):
    other = UserFactory()
    copy = two_texts(other)

    answers = [
        getattr(online, method)(f"/workbook/physical/kept/{key}/", {"aside": "second"})
        for key in (copy.pk, uuid4())
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert ConflictCopy.objects.count() == 1
