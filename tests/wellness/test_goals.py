"""Goals: what, why and steps; two pages that edit one goal keep both."""

import html
import re
from uuid import uuid4

import pytest

from accounts.models import User
from accounts.vault import vault_for
from tests.factories import UserFactory
from tests.wellness.written import set_goal
from wellness.goals import GoalContent, Step, goals_of
from wellness.models import Goal
from wellness.workbooks import current_workbook

pytestmark = pytest.mark.usefixtures("content")
PAGE, NEW = "/workbook/goals/", "/workbook/goals/new/"


@pytest.fixture
def online(ana, signed_in):
    return signed_in(ana)


@pytest.fixture
def goal(ana) -> Goal:
    set_goal(ana, "Swim once a week.", "Find my things", "Look up the times")
    return Goal.objects.get()


def words(response) -> str:
    return html.unescape(response.content.decode())


def contents(person: User) -> list[GoalContent]:
    return [goal.content for goal in goals_of(current_workbook(person), vault_for(person))]


def address(goal: Goal) -> str:
    return f"/workbook/goals/{goal.pk}/"


def sent(title: str, *steps: str, version: int = 0, **more: str) -> dict[str, str]:
    lines = {f"step-{number}": step for number, step in enumerate(steps, start=1)}
    return {"title": title, "why": "", "version": str(version), "operation": str(uuid4())} | lines | more


def test_an_empty_list_says_what_a_goal_can_be(online):
    assert "A goal can be small" in words(online.get(PAGE))


def test_a_goal_is_written_down_with_its_steps(online, ana):
    form = sent("Swim 🏊", "Find my things", "", "שחייה") | {"why": "It is quiet.\r\nI sleep.", "done-3": "1"}

    answer = online.post(NEW, form, follow=True)

    steps = [Step("Find my things"), Step("שחייה", done=True)]
    assert contents(ana) == [GoalContent("Swim 🏊", "It is quiet.\nI sleep.", steps)]
    assert answer.redirect_chain == [(PAGE, 302)]
    assert re.search(r"Saved at \d\d:\d\d\. Only you can read this\.", words(answer))


def test_a_form_sent_twice_makes_one_goal(online, ana):
    form = sent("Swim.")

    for _ in range(2):
        online.post(NEW, form)

    assert contents(ana) == [GoalContent("Swim.")]


def test_going_back_and_sending_other_words_makes_a_second_goal(online, ana):
    form = sent("Swim.")
    online.post(NEW, form)

    online.post(NEW, form | {"title": "Ring my brother."})

    assert [content.title for content in contents(ana)] == ["Swim.", "Ring my brother."]


def test_a_step_is_ticked_off(online, ana, goal):
    online.post(
        address(goal),
        sent("Swim once a week.", "Find my things", "Look up the times", version=1, **{"done-1": "1"}),
    )

    assert contents(ana)[0].steps == [Step("Find my things", done=True), Step("Look up the times")]
    assert "Done</span>" in words(online.get(PAGE))


def test_saving_for_more_steps_stays_on_the_page_with_empty_lines(online, goal):
    form = sent("Swim.", "one", "two", "three", version=1) | {"more": "1"}

    answer = online.post(address(goal), form, follow=True)

    assert answer.redirect_chain == [(address(goal), 302)]
    assert 'id="step-5"' in words(answer)


def test_there_are_ten_steps_at_most(online, ana, goal):
    form = sent("Swim.", *[f"step {number}" for number in range(1, 13)], version=1)

    online.post(address(goal), form)

    assert len(contents(ana)[0].steps) == 10
    assert 'id="step-11"' not in words(online.get(address(goal)))


def test_two_tabs_keep_both(online, ana, goal):
    online.post(address(goal), sent("From the first tab.", version=1))
    second = sent("From the second tab.", version=1)

    answer = online.post(address(goal), second, follow=True)
    online.post(address(goal), second)

    assert [content.title for content in contents(ana)] == ["From the first tab.", "From the second tab."]
    assert "We kept both, one below the other." in words(answer)


def test_the_same_words_from_two_tabs_are_one_goal(online, ana, goal):
    for _ in range(2):
        online.post(address(goal), sent("Swim twice.", version=1))

    assert contents(ana) == [GoalContent("Swim twice.")]


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        (sent("", "Find my things"), "Write a few words here, so that you know this goal again."),
        (sent("x" * 201, "Find my things"), "Make this shorter. You can say more under the next question."),
        (sent("Swim.", "Find my things", why="y" * 5001), "Make this shorter, then save again."),
        (sent("Swim.", "Find my things", "z" * 301), "Make this step shorter."),
    ],
)
def test_what_cannot_be_saved_comes_back_whole_and_says_what_to_do(online, ana, form, problem):
    answer = online.post(NEW, form)

    assert (answer.status_code, problem in words(answer), contents(ana)) == (400, True, [])
    assert [text for text in form.values() if text and text not in words(answer)] == []


def test_a_goal_that_does_not_open_is_shown_with_its_code_and_left_alone(online, goal):
    Goal.objects.update(sealed=b"\x01" + bytes(300))
    code = str(goal.pk)[:8]

    refused = online.post(address(goal), sent("Swim.", version=1))

    assert (code in words(online.get(PAGE)), code in words(online.get(address(goal)))) == (True, True)
    assert (refused.status_code, "Swim." in words(refused)) == (400, True)
    assert bytes(Goal.objects.get().sealed) == b"\x01" + bytes(300)


def test_deleting_says_what_it_means_and_can_be_backed_out_of(online, goal):
    page = words(online.get(f"{address(goal)}delete/"))

    assert ("deleted for good" in page, "Keep it" in page, Goal.objects.count()) == (True, True, 1)


def test_a_deleted_goal_is_gone(online, goal):
    online.post(f"{address(goal)}delete/")

    assert Goal.objects.count() == 0


@pytest.mark.parametrize("place", ["", "delete/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_goals_of_others_and_goals_that_never_were_look_the_same(online, place, method):
    other = UserFactory()
    set_goal(other, "Only the other one wrote this.")
    foreign, absent = Goal.objects.get().pk, uuid4()

    answers = [
        getattr(online, method)(f"/workbook/goals/{key}/{place}", sent("Mine now.", version=1))
        for key in (foreign, absent)
    ]

    bodies = [
        re.sub(r'value="\w{64}"', "", words(answer)).replace(str(foreign), str(absent)) for answer in answers
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert bodies[0] == bodies[1]
    assert contents(other)[0].title == "Only the other one wrote this."


def test_what_a_person_writes_is_shown_as_text(online, ana):
    set_goal(ana, "<script>alert(1)</script>", "<b>step</b>")

    page = online.get(PAGE).content.decode()

    assert ("<script>alert" in page, "<b>step" in page) == (False, False)


def test_the_queries_do_not_grow_with_goals(online, ana, goal, django_assert_num_queries):
    online.get(PAGE)
    # session, person, workbook, goals, key
    with django_assert_num_queries(5):
        online.get(PAGE)

    set_goal(ana, "Ring my brother.", "Find the number")
    set_goal(ana, "Plant beans.")
    with django_assert_num_queries(5):
        online.get(PAGE)
