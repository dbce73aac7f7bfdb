"""Goals: what, why, steps to tick, who can help, when to look again; working on it, done or put aside."""

import html
import re
from datetime import date
from uuid import UUID, uuid4

import pytest

from accounts.models import User
from accounts.vault import vault_for
from tests.factories import UserFactory
from tests.wellness.written import write_goal
from wellness.goals import Goal, GoalState, goals_of
from wellness.models import EarlierText, Entry, PartRow
from wellness.workbooks import current_workbook

pytestmark = pytest.mark.usefixtures("content")
PAGE, NEW = "/workbook/goals/", "/workbook/goals/new/"


@pytest.fixture
def online(ana, signed_in):
    return signed_in(ana)


@pytest.fixture
def goal(ana) -> UUID:
    return write_goal(ana, "Swim once a week.", "Find my things", "Look up the times")


def words(response) -> str:
    return html.unescape(response.content.decode())


def goals(person: User) -> list[Goal]:
    return goals_of(current_workbook(person), vault_for(person))


def form_of(response) -> dict[str, str]:
    """Return what the page would send as it stands."""
    page = response.content.decode()
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    areas = re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    chosen = re.findall(r'<input type="(?:radio|checkbox)" name="([^"]+)" value="([^"]*)"[^>]* checked', page)
    return {name: html.unescape(value) for name, value in [*hidden, *areas, *chosen]}


def named(form: dict[str, str], key: str, number: int = 0) -> str:
    """Return the name of a page's field by its prompt's key; `number` tells steps apart."""
    return [name for name in form if name.startswith(f"{key}@")][number]


def test_an_empty_list_says_what_a_goal_can_be(online):
    assert "A goal can be small" in words(online.get(PAGE))


def test_a_goal_is_written_down_with_its_steps(online, ana):
    form = form_of(online.get(NEW))
    form[named(form, "title")] = "Swim 🏊"
    form[named(form, "why")] = "It is quiet.\r\nI sleep."
    form[named(form, "step")] = "Find my things"
    form[named(form, "step", 1)] = "שחייה"
    form[named(form, "was-done", 1).removeprefix("was-")] = "1"

    answer = online.post(NEW, form, follow=True)

    (kept,) = goals(ana)
    assert (kept.title, kept.why) == ("Swim 🏊", "It is quiet.\nI sleep.")
    assert [(step.text, step.is_done) for step in kept.steps] == [("Find my things", False), ("שחייה", True)]
    assert answer.redirect_chain == [(PAGE, 302)]
    assert re.search(r"Saved at \d\d:\d\d\.", words(answer))


def test_a_new_goal_without_a_word_makes_none(online, ana):
    online.post(NEW, form_of(online.get(NEW)))

    assert (goals(ana), PartRow.objects.count()) == ([], 0)


def test_a_form_sent_twice_makes_one_goal(online, ana):
    form = form_of(online.get(NEW))
    form[named(form, "title")] = "Swim."

    for _ in range(2):
        online.post(NEW, form)

    assert [kept.title for kept in goals(ana)] == ["Swim."]


def test_going_back_and_sending_other_words_keeps_both(online, ana):
    form = form_of(online.get(NEW))
    title = named(form, "title")
    online.post(NEW, form | {title: "Swim."})

    answer = online.post(NEW, form | {title: "Ring my brother."}, follow=True)

    assert [kept.title for kept in goals(ana)] == ["Swim."]
    assert ("Ring my brother." in words(answer), "We kept both" in words(answer)) == (True, True)


def test_a_step_is_ticked_off_in_the_list(online, ana, goal):
    form = form_of(online.get(PAGE))

    online.post(PAGE, form | {named(form, "was-done").removeprefix("was-"): "1"})

    assert [step.is_done for step in goals(ana)[0].steps] == [True, False]


def test_a_step_ticked_in_another_tab_stays_ticked(online, ana, goal):
    first, second = form_of(online.get(PAGE)), form_of(online.get(PAGE))
    online.post(PAGE, first | {named(first, "was-done", 0).removeprefix("was-"): "1"})

    online.post(PAGE, second | {named(second, "was-done", 1).removeprefix("was-"): "1"})

    assert [step.is_done for step in goals(ana)[0].steps] == [True, True]


def test_a_step_ticks_itself_where_there_is_a_script(online, ana, goal):
    name = named(form_of(online.get(PAGE)), "was-done").removeprefix("was-")

    answer = online.post("/workbook/goals/save/", {"field": name, "text": "1"})

    assert (answer.json()["status"], goals(ana)[0].steps[0].is_done) == ("saved", True)


def test_a_day_to_look_again_is_kept_and_can_be_taken_back(online, ana, goal):
    address = f"{PAGE}{goal}/"
    form = form_of(online.get(address))
    again = named(form, "was-again").removeprefix("was-")

    online.post(address, form | {again: "2027-01-05"})
    kept, shown = goals(ana)[0].again, words(online.get(PAGE))
    online.post(address, form_of(online.get(address)) | {again: ""})

    assert (kept, "5 January 2027" in shown, goals(ana)[0].again) == (date(2027, 1, 5), True, None)


@pytest.mark.parametrize(
    ("state", "place"), [(GoalState.DONE, ">Done</h2>"), (GoalState.ASIDE, ">Put aside</h2>")]
)
def test_a_goal_that_is_done_or_put_aside_stands_apart(online, ana, goal, state, place):
    address = f"{PAGE}{goal}/"
    form = form_of(online.get(address))

    online.post(address, form | {named(form, "state"): state.value})

    page = words(online.get(PAGE))
    assert (goals(ana)[0].state, page.index(place) < page.index("Swim once")) == (state, True)


@pytest.mark.parametrize("chosen", ["never", "2027-13-40", "<b>"])
def test_a_choice_that_does_not_exist_changes_nothing_and_the_words_are_saved(online, ana, goal, chosen):
    address = f"{PAGE}{goal}/"
    form = form_of(online.get(address))
    again = named(form, "was-again").removeprefix("was-")

    online.post(
        address, form | {named(form, "state"): chosen, again: chosen, named(form, "why"): "It is quiet."}
    )

    (kept,) = goals(ana)
    assert (kept.state, kept.again, kept.why) == (GoalState.WORKING, None, "It is quiet.")


def test_the_order_is_changed_by_buttons(online, ana, goal):
    write_goal(ana, "Ring my brother.")
    write_goal(ana, "Plant beans.")
    first, _second, third = goals(ana)

    online.post(PAGE, {"then": f"before@{third.id}@{first.id}"})

    assert [kept.title for kept in goals(ana)] == ["Plant beans.", "Swim once a week.", "Ring my brother."]


@pytest.mark.parametrize("key", ["title", "why", "helpers"])
def test_a_goal_is_there_whatever_was_written_first(online, ana, key):
    form = form_of(online.get(NEW))

    answer = online.post(NEW, form | {named(form, key): "My sister"}, follow=True)

    assert "My sister" in words(answer)
    assert [getattr(each, key) for each in goals(ana)] == ["My sister"]


def test_a_goal_that_was_emptied_stays_while_it_holds_a_second_text(online, goal):
    address = f"{PAGE}{goal}/"
    seen = form_of(online.get(address))
    emptied = seen | {name: "" for name in seen if name.startswith(("title@", "step@"))}
    online.post(address, emptied)
    online.post(address, seen | {named(seen, "title"): "Swim in the lake"})
    EarlierText.objects.all().delete()

    listed = words(online.get(PAGE))

    assert ("A goal without a name" in listed, f'href="{address}"' in listed) == (True, True)
    assert "Swim in the lake" in words(online.get(address))


def test_a_step_that_was_emptied_stays_while_it_holds_a_second_text(online, goal):
    address = f"{PAGE}{goal}/"
    seen = form_of(online.get(address))
    online.post(address, seen | {named(seen, "step"): ""})
    EarlierText.objects.all().delete()

    online.post(address, seen | {named(seen, "step"): "Ask Jo along"})

    assert "Ask Jo along" in words(online.get(address))


def test_two_tabs_keep_both(online, ana, goal):
    address = f"{PAGE}{goal}/"
    form = form_of(online.get(address))
    title = named(form, "title")

    online.post(address, form | {title: "From the first tab."})
    answer = online.post(address, form | {title: "From the second tab."}, follow=True)

    assert goals(ana)[0].title == "From the first tab."
    assert ("From the second tab." in words(answer), "We kept both" in words(answer)) == (True, True)


def test_what_is_too_long_stays_on_the_page_and_says_what_to_do(online, ana):
    form = form_of(online.get(NEW))
    form[named(form, "title")] = "Swim."
    form[named(form, "step")] = "z" * 20_001

    answer = online.post(NEW, form)

    assert (answer.status_code, "This is 1 letter too long" in words(answer)) == (400, True)
    assert ("z" * 20_001 in words(answer), goals(ana)[0].title) == (True, "Swim.")


def test_a_goal_that_does_not_open_is_shown_with_its_code_and_left_alone(online, ana, goal):
    entry = Entry.objects.get(row=goal)
    Entry.objects.filter(pk=entry.pk).update(sealed=b"\x01" + bytes(300))
    code, address = str(entry.pk)[:8], f"{PAGE}{goal}/"

    online.post(address, form_of(online.get(address)) | {f"title@{goal}": "Swim."})

    assert (code in words(online.get(PAGE)), code in words(online.get(address))) == (True, True)
    entry.refresh_from_db()
    assert bytes(entry.sealed) == b"\x01" + bytes(300)


def test_marks_that_do_not_open_are_left_alone_and_it_is_said(online, ana, goal):
    PartRow.objects.filter(pk=goal).update(marks=b"\x01" + bytes(300))
    address = f"{PAGE}{goal}/"
    form = form_of(online.get(address))

    answer = online.post(
        address, form | {f"state@{goal}": "done", named(form, "why"): "It is quiet."}, follow=True
    )

    assert "A choice could not be saved here today" in words(answer)
    assert (goals(ana)[0].why, bytes(PartRow.objects.get(pk=goal).marks)) == (
        "It is quiet.",
        b"\x01" + bytes(300),
    )


def test_a_goal_taken_out_can_be_brought_back_with_its_steps(online, ana, goal):
    online.post(f"{PAGE}{goal}/", {"then": f"remove@{goal}"})
    gone, shown = goals(ana), words(online.get(PAGE))

    online.post(PAGE, {"then": f"back@{goal}"})

    assert (gone, "1 taken out" in shown, "Swim once a week." in shown) == ([], True, True)
    assert [step.text for step in goals(ana)[0].steps] == ["Find my things", "Look up the times"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_goals_of_others_and_goals_that_never_were_look_the_same(online, method):
    other = UserFactory()
    foreign, absent = write_goal(other, "Only the other one wrote this."), uuid4()

    answers = [
        getattr(online, method)(f"{PAGE}{key}/", {f"title@{key}": "Mine now."}) for key in (foreign, absent)
    ]

    bodies = [
        re.sub(r'value="\w{64}"', "", words(answer)).replace(str(foreign), str(absent)) for answer in answers
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert bodies[0] == bodies[1]
    assert goals(other)[0].title == "Only the other one wrote this."


def test_what_a_person_writes_is_shown_as_text(online, ana):
    write_goal(ana, "<script>alert(1)</script>", "<b>step</b>")

    page = online.get(PAGE).content.decode()

    assert ("<script>alert" in page, "<b>step" in page) == (False, False)


def test_the_queries_do_not_grow_with_goals(online, ana, goal, django_assert_num_queries):
    online.get(PAGE)
    # session, person, workbook, parts, done, rows and their words, questions, second texts, those taken out, key
    with django_assert_num_queries(11):
        online.get(PAGE)

    write_goal(ana, "Ring my brother.", "Find the number")
    write_goal(ana, "Plant beans.")
    with django_assert_num_queries(11):
        online.get(PAGE)
