"""Earlier words of an answer: kept where it is worth it, brought back, deleted, gone after thirty days."""

import html
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from accounts.vault import vault_for
from tests.factories import UserFactory
from tests.wellness.written import write, write_goal, write_row
from wellness.earlier import MANY_LETTERS, earlier_words, is_worth_keeping, letters_gone
from wellness.models import ConflictCopy, EarlierText, Entry, PartRow
from wellness.rows import remove_row
from wellness.workbooks import current_workbook, entries_of

pytestmark = pytest.mark.usefixtures("content")
MORNING = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
LONG = "The walk to the river, before the shops open."
AT_ONCE, LATER = timedelta(seconds=3), timedelta(minutes=6)


@pytest.fixture
def online(ana, signed_in):
    return signed_in(ana)


def words(response) -> str:
    return html.unescape(response.content.decode())


def written(person: User) -> list[str]:
    return [entry.text for entry in entries_of(current_workbook(person), vault_for(person))]


def earlier(person: User) -> list[str]:
    return [each.text for each in earlier_words(Entry.objects.get(), vault_for(person))]


def address(entry: Entry) -> str:
    return f"/workbook/physical/earlier/{entry.pk}/"


def rewrite(person: User, *texts: str) -> Entry:
    """Write one text over the other, each on another day."""
    for day, text in enumerate(texts):
        with time_machine.travel(MORNING + timedelta(days=day), tick=False):
            write(person, "physical", "helps", text)
    return Entry.objects.get()


@pytest.mark.parametrize(
    ("old", "new", "stood", "is_kept"),
    [
        (LONG, "", AT_ONCE, True),
        (LONG, LONG + " And tea.", LATER, False),
        ("Helo", "Hello", AT_ONCE, False),
        ("Helo", "Hello", LATER, True),
        (LONG, LONG.replace("river", "sea"), AT_ONCE, False),
        (LONG, "A warm bath.", AT_ONCE, True),
        ("  ", "", LATER, False),
        ("", "Tea.", LATER, False),
    ],
)
def test_a_text_is_kept_where_it_stood_or_where_much_of_it_goes(old, new, stood, is_kept):
    assert is_worth_keeping(old, new, stood) is is_kept


@given(st.text(), st.text(), st.text(), st.text())
def test_what_is_cut_out_of_the_middle_is_counted_and_no_more(start, middle, new, end):
    gone = letters_gone(start + middle + end, start + new + end)

    assert 0 <= gone <= len(middle)
    assert (gone > 0) or not middle or middle in new or new + end != middle + end


@given(st.text(min_size=MANY_LETTERS))
def test_deleting_everything_is_always_worth_keeping(text):
    assert is_worth_keeping(text, "", AT_ONCE) is bool(text.strip())


def test_words_written_over_can_be_looked_at_and_brought_back(online, ana):
    entry = rewrite(ana, LONG, "Nothing.")

    shown = words(online.get("/workbook/physical/"))
    page = words(online.get(address(entry)))
    answer = online.post(address(entry), {"back": EarlierText.objects.get().pk}, follow=True)

    assert (address(entry) in shown, LONG in page, "From 2 November 2026" in page) == (True, True, True)
    assert (written(ana), earlier(ana)) == ([LONG], ["Nothing."])
    assert (answer.redirect_chain[0][0], "Your earlier words are back." in words(answer)) == (
        "/workbook/physical/",
        True,
    )


def test_an_answer_that_was_never_changed_offers_no_earlier_words(online, ana):
    write(ana, "physical", "helps", LONG)

    assert "Earlier words" not in words(online.get("/workbook/physical/"))


def test_bringing_back_twice_changes_nothing_more(online, ana):
    entry = rewrite(ana, LONG, "Nothing.")
    kept = EarlierText.objects.get().pk

    online.post(address(entry), {"back": kept})
    answer = online.post(address(entry), {"back": kept}, follow=True)

    assert (written(ana), "not kept any more" in words(answer)) == ([LONG], True)


def test_a_page_that_was_open_meanwhile_keeps_both(online, ana):
    entry = rewrite(ana, LONG, "Nothing.")
    online.post(address(entry), {"back": EarlierText.objects.get().pk})

    online.post(
        "/workbook/physical/save/", {"field": "helps", "text": "Tea.", "base": "2", "operation": str(uuid4())}
    )

    assert (written(ana), vault_for(ana).open(ConflictCopy.objects.get(), "sealed")) == ([LONG], "Tea.")


def test_deleting_them_leaves_the_answer(online, ana):
    entry = rewrite(ana, LONG, "Nothing.")

    online.post(address(entry), {"then": "delete"})

    assert (written(ana), EarlierText.objects.count()) == (["Nothing."], 0)


def test_they_are_sealed_for_this_person_alone(ana):
    rewrite(ana, LONG, "Nothing.")
    row = EarlierText.objects.get()

    assert LONG.encode() not in bytes(row.sealed)
    assert vault_for(UserFactory()).try_open(row, "sealed").is_readable is False


def test_one_that_does_not_open_is_named_and_the_others_are_there(online, ana):
    entry = rewrite(ana, LONG, "Tea and the radio on.", "Nothing.")
    closed = EarlierText.objects.order_by("kept_at").first()
    EarlierText.objects.filter(pk=closed.pk).update(sealed=b"\x01" + bytes(300))

    with time_machine.travel(MORNING + timedelta(days=3)):
        online.force_login(ana)
        page = words(online.get(address(entry)))
        answer = online.post(address(entry), {"back": closed.pk}, follow=True)

    assert (str(closed.pk)[:8] in page, "Tea and the radio on." in page) == (True, True)
    assert ("These words do not open right now." in words(answer), written(ana)) == (True, ["Nothing."])


def test_after_thirty_days_they_are_gone(online, ana):
    entry = rewrite(ana, LONG, "Nothing.")

    with time_machine.travel(MORNING + timedelta(days=31, minutes=1)):
        online.force_login(ana)
        shown, page = words(online.get("/workbook/physical/")), words(online.get(address(entry)))
        call_command("tidy")

    assert ("Earlier words" in shown, LONG in page, EarlierText.objects.count()) == (False, False, 0)


def test_tidying_leaves_what_can_still_be_brought_back(ana):
    rewrite(ana, LONG, "Nothing.")
    recent, old = write_row(ana, "network", who="My aunt"), write_row(ana, "network", who="The library")
    with time_machine.travel(MORNING):
        remove_row(PartRow.objects.get(pk=old))

    with time_machine.travel(MORNING + timedelta(days=30, hours=12)):
        remove_row(PartRow.objects.get(pk=recent))
        call_command("tidy")

    assert EarlierText.objects.count() == 1
    assert list(PartRow.objects.values_list("pk", flat=True)) == [recent]


@pytest.mark.parametrize("aside", ["first", "second"])
def test_a_second_text_put_aside_can_be_brought_back(online, ana, aside):
    entry = rewrite(ana, "Tea.")
    online.post(
        "/workbook/physical/save/", {"field": "helps", "text": LONG, "base": "0", "operation": str(uuid4())}
    )
    copy = ConflictCopy.objects.get()

    online.post(
        f"/workbook/physical/kept/{copy.pk}/",
        {"aside": aside, "version": entry.version, "operation": copy.operation},
    )

    kept, gone = (LONG, "Tea.") if aside == "first" else ("Tea.", LONG)
    assert (written(ana), earlier(ana), ConflictCopy.objects.count()) == ([kept], [gone], 0)


def test_a_row_that_was_emptied_stays_with_its_earlier_words(online, ana):
    row = write_row(ana, "network", who=LONG)

    online.post("/workbook/network/", {f"who@{row}": "", f"version-who@{row}": "1"})

    assert f"/workbook/network/earlier/{Entry.objects.get().pk}/" in words(online.get("/workbook/network/"))


def test_a_goal_that_was_emptied_stays_with_its_earlier_words(online, ana):
    goal = write_goal(ana, LONG)

    online.post(f"/workbook/goals/{goal}/", {f"title@{goal}": "", f"version-title@{goal}": "1"})

    assert f'href="/workbook/goals/{goal}/"' in words(online.get("/workbook/goals/"))


def test_a_step_brought_back_leads_to_its_goal(online, ana):
    goal = write_goal(ana, "Swim.", LONG)
    step = Entry.objects.get(prompt__key="step")
    online.post(
        f"/workbook/goals/{goal}/",
        {f"step@{goal}@{step.row_id}": "", f"version-step@{goal}@{step.row_id}": "1"},
    )

    answer = online.post(
        f"/workbook/goals/earlier/{step.pk}/", {"back": EarlierText.objects.get().pk}, follow=True
    )

    assert (answer.redirect_chain[0][0], LONG in words(answer)) == (f"/workbook/goals/{goal}/", True)


def test_earlier_words_of_another_answer_are_not_brought_back_here(online, ana):
    rewrite(ana, LONG, "Nothing.")
    write(ana, "physical", "now", "Tired.")
    other = Entry.objects.get(prompt__key="now")

    online.post(address(other), {"back": EarlierText.objects.get().pk})

    assert sorted(written(ana)) == ["Nothing.", "Tired."]
