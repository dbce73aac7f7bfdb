"""The pages of rounds: starting a fresh workbook, reading the earlier ones, wheels beside each other where chosen."""

import html
import re

import pytest

from tests.factories import UserFactory
from tests.wellness.editions import publish_newer
from tests.wellness.printed import text_of
from tests.wellness.written import include, rate, write, write_goal, write_row
from wellness.carrying import LASTING
from wellness.models import CheckIn, Entry, PartText, Workbook
from wellness.rounds import start_round
from wellness.workbooks import current_workbook, page_mark

pytestmark = pytest.mark.usefixtures("content")
PAGE, NEW, BACK = "/workbook/rounds/", "/workbook/rounds/new/", "/workbook/rounds/back/"
FIRST = "/workbook/rounds/1/"
KIND_WORDS = "A smaller petal is not a step back. It may mean you see more clearly."


@pytest.fixture
def online(ana, signed_in):
    return signed_in(ana)


def words(response) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def begin_again(person, *kinds) -> Workbook:
    return start_round(person, current_workbook(person), kinds or LASTING).workbook


def mark(person) -> str:
    return page_mark(current_workbook(person))


def test_rounds_stay_out_of_sight_until_there_is_something_in_the_workbook(online, ana):
    at_first = words(online.get("/workbook/"))
    write(ana, "opening", "helps", "Tea.")

    later = words(online.get("/workbook/"))

    assert (PAGE in at_first, PAGE in later) == (False, True)


def test_an_empty_workbook_offers_no_fresh_one(online):
    page, form = words(online.get(PAGE)), online.get(NEW)

    assert ("still empty" in page, NEW in page, form.url) == (True, False, PAGE)


def test_the_form_says_what_happens_and_offers_what_is_there_with_everything_ticked(online, ana):
    write(ana, "crisis-plan", "ring", "Mo")
    write_goal(ana, "Sleep")

    page = words(online.get(NEW))

    assert re.findall(r'name="along" value="(\w+)"[^>]* checked', page) == ["crisis_plan", "goals"]
    assert "What you have now stays as it is. It is called workbook 1." in page
    assert "What you share stays shared until you take it back." in page


def test_starting_takes_along_what_is_ticked_and_says_what_is_true_now(online, ana):
    write(ana, "crisis-plan", "ring", "Mo")
    write_row(ana, "network", who="Kay")

    page = words(online.post(NEW, {"mark": mark(ana), "along": ["network", "nonsense"]}, follow=True))

    assert "Your fresh workbook is here. Workbook 1 stays, for you to read." in page
    assert (current_workbook(ana).round, Entry.objects.of(current_workbook(ana)).count()) == (2, 1)


def test_pressed_twice_or_in_two_tabs_one_is_started(online, ana):
    write(ana, "physical", "now", "Hm.")
    form = {"mark": mark(ana)}

    answers = [online.post(NEW, form) for _ in range(2)]

    assert [answer.url for answer in answers] == ["/workbook/", "/workbook/"]
    assert Workbook.objects.of(ana).count() == 2


@pytest.mark.parametrize("sent", [{}, {"mark": "x"}, {"mark": ""}])
def test_a_form_that_is_not_of_this_workbook_starts_nothing(online, ana, sent):
    write(ana, "physical", "now", "Hm.")

    online.post(NEW, sent)
    online.post(BACK, sent)

    assert Workbook.objects.of(ana).count() == 1


def test_answers_to_questions_that_are_gone_are_named_before_anything_happens(online, ana):
    write(ana, "crisis-plan", "medicines", "None.")
    publish_newer(without="medicines")

    assert "Which medicines and allergies should people know about?" in words(online.get(NEW))


def test_an_unused_fresh_workbook_can_be_put_away(online, ana):
    write(ana, "physical", "now", "Hm.")
    begin_again(ana)
    page = words(online.get(PAGE))

    answer = words(online.post(BACK, {"mark": mark(ana)}, follow=True))

    assert "Go back to the workbook before" in page
    assert "You are back in the workbook you had before." in answer
    assert Workbook.objects.of(ana).count() == 1


def test_a_used_one_offers_no_way_back_and_stays_when_a_page_from_before_asks(online, ana):
    write(ana, "physical", "now", "Hm.")
    begin_again(ana)
    form = {"mark": mark(ana)}
    write(ana, "physical", "now", "New.")

    page, answer = words(online.get(PAGE)), words(online.post(BACK, form, follow=True))

    assert ("Go back to the workbook before" in page, "so it stays" in answer) == (False, True)
    assert Workbook.objects.of(ana).count() == 2


def test_an_earlier_workbook_is_read_in_the_words_of_its_edition(online, ana):
    write(ana, "physical", "now", "Awake <at> four.")
    rate(ana, physical=3, social="hard")
    write(ana, "crisis-plan", "medicines", "None.")
    newer = publish_newer(without="medicines")
    PartText.objects.filter(part__edition=newer, part__slug="physical").update(name="Body")
    begin_again(ana)

    page, body, plan = (words(online.get(FIRST + place)) for place in ("", "physical/", "crisis-plan/"))

    assert ("Body and sleep: 3 out of 10." in page, "Money" in page) == (True, False)
    assert re.findall(r'href="/workbook/rounds/1/([\w-]+)/"', page) == [
        "physical",
        "social",
        "crisis-plan",
        "pdf",
    ]
    assert ("Awake <at> four." in body, "3 out of 10" in body, "<textarea" in body) == (True, True, False)
    assert ("My crisis plan" in plan, "None." in plan, "This is an earlier plan." in plan) == (
        True,
        True,
        True,
    )


def test_goals_and_lists_are_read_with_their_steps(online, ana):
    write_goal(ana, "Sleep", "Curtains")
    write_row(ana, "hard-time", signs="Mail stays shut", ask="Mo")
    begin_again(ana)

    goals, learned = words(online.get(FIRST + "goals/")), words(online.get(FIRST + "hard-time/"))

    assert ("Sleep" in goals, "Curtains" in goals, "I am working on it" in goals) == (True, True, True)
    assert ("An early sign" in learned, "Mail stays shut" in learned, "Mo" in learned) == (True, True, True)


def test_a_second_text_of_a_step_is_read_too(online, ana):
    goal = write_goal(ana, "Sleep", "Curtains")
    step = Entry.objects.get(prompt__key="step")
    name = f"step@{goal}@{step.row_id}"
    online.post("/workbook/goals/save/", {"field": name, "text": "Blinds", "base": "0"})
    begin_again(ana)

    goals = words(online.get(FIRST + "goals/"))

    assert ("Curtains" in goals, "Blinds" in goals) == (True, True)


def test_a_part_with_nothing_in_it_says_so_and_one_that_never_was_is_absent(online, ana):
    write(ana, "physical", "now", "Hm.")
    begin_again(ana)

    assert "Nothing is written here." in words(online.get(FIRST + "social/"))
    assert online.get(FIRST + "nothing/").status_code == 404


@pytest.mark.parametrize("place", ["2/", "3/", "0/", "2/physical/"])
def test_the_present_workbook_and_one_that_never_was_have_no_page_to_read(online, ana, place):
    write(ana, "physical", "now", "Hm.")
    begin_again(ana)

    assert online.get(PAGE + place).status_code == 404


def test_an_earlier_workbook_of_another_person_is_not_there(signed_in, ana):
    write(ana, "physical", "now", "Hm.")
    begin_again(ana)

    assert signed_in(UserFactory()).get(FIRST).status_code == 404


def test_wheels_stand_together_only_where_chosen_with_kind_words(online, ana):
    rate(ana, physical=8, social=4)
    publish_newer()
    begin_again(ana)
    rate(ana, physical=3, money=2)

    alone, together = words(online.get(FIRST)), words(online.get(FIRST + "?with=2"))

    assert ("petal-earlier" in alone, KIND_WORDS in alone) == (False, True)
    assert together.index(KIND_WORDS) < together.index("petal-earlier")
    assert "The petals are workbook 2. The fine line is workbook 1." in together
    assert "Body and sleep: 3 out of 10, earlier 8." in together
    assert "Money: 2 out of 10." in together
    assert "People: open, earlier 4." in together


def test_a_dimension_that_only_the_earlier_workbook_had_is_still_seen(online, ana):
    newer = publish_newer()
    rate(ana, money=7)
    newer.published_at = None
    newer.save()
    begin_again(ana)
    rate(ana, physical=3)

    assert "Money: open, earlier 7." in words(online.get(FIRST + "?with=2"))


@pytest.mark.parametrize("chosen", ["1", "3", "x", "", "٢"])
def test_a_workbook_to_compare_that_is_not_there_shows_the_one_wheel(online, ana, chosen):
    rate(ana, physical=8)
    begin_again(ana)
    rate(ana, physical=3)

    answer = online.get(FIRST, {"with": chosen})

    assert (answer.status_code, "petal-earlier" in words(answer)) == (200, False)


def test_check_ins_of_workbooks_with_different_dimensions_stand_in_one_table(online, ana):
    rate(ana, physical=8)
    publish_newer()
    begin_again(ana)
    rate(ana, money=2, physical="hard")

    page = words(online.get("/workbook/check-ins/"))
    table = page[page.index("<table") : page.index("</table")]
    rows = [re.findall(r'class="number">([^<]*)<', row) for row in table.split("<tr>")[1:]]

    assert (rows[0][0], rows[0][-1], len(rows[0])) == ("Body and sleep", "Money", 8)
    assert [(row[0], row[-1]) for row in rows[1:]] == [("Hard to say", "2"), ("8", "\N{EN DASH}")]
    assert page.count("(workbook 1)") == 2


def test_two_days_of_different_editions_show_every_dimension(online, ana):
    rate(ana, physical=8)
    publish_newer()
    begin_again(ana)
    rate(ana, money=2)
    earlier, later = CheckIn.objects.order_by("workbook__round")

    page = words(online.get(f"/workbook/check-ins/{earlier.pk}/?with={later.pk}"))

    assert ("Money: 2 out of 10." in page, "Body and sleep: open, earlier 8." in page) == (True, True)


def test_a_plan_that_was_left_is_offered_where_the_new_one_is_empty_and_brought_over(online, ana):
    write(ana, "crisis-plan", "ring", "Mo 020 7946 0123")
    write(ana, "physical", "now", "Hm.")
    begin_again(ana, "goals")
    empty = words(online.get("/workbook/crisis-plan/"))

    brought = online.post(FIRST + "crisis-plan/", {"mark": mark(ana)})
    plan = words(online.get("/workbook/crisis-plan/"))

    assert FIRST + "crisis-plan/" in empty
    assert brought.url == "/workbook/crisis-plan/"
    assert ("It is in your workbook now." in plan, 'href="tel:02079460123"' in plan) == (True, True)


def test_what_does_not_last_is_not_brought_over(online, ana):
    write(ana, "physical", "now", "Hm.")
    begin_again(ana)

    page = words(online.get(FIRST + "physical/"))
    online.post(FIRST + "physical/", {"mark": mark(ana)})

    assert "Copy it into my workbook" not in page
    assert Entry.objects.of(current_workbook(ana)).count() == 0


def test_the_summary_begins_with_what_is_in_the_present_workbook(online, ana):
    write(ana, "physical", "helps", "A walk from before.")
    write(ana, "keeping-well", "daily", "Breakfast.")
    begin_again(ana)

    page = words(online.get("/workbook/summary/"))

    assert ("Breakfast." in page, "A walk from before." in page) == (True, False)


def test_an_earlier_summary_is_read_as_it_was_put_together(online, ana):
    write(ana, "physical", "helps", "Clean sheets.")
    include(ana, "helps.physical", **{"helps.physical": "Sheets, and quiet.", "note": "Please read slowly."})
    begin_again(ana)
    include(ana, note="A new one.")

    overview, page = (words(online.get(path)) for path in (FIRST, f"{FIRST}summary/"))

    assert f'href="{FIRST}summary/"' in overview
    assert ("Sheets, and quiet." in page, "Please read slowly." in page, "A new one." in page) == (
        True,
        True,
        False,
    )
    assert "Only to read." in page


def test_the_day_of_an_earlier_summary_is_the_day_it_was_saved(online, ana, time_machine):
    time_machine.move_to("2026-03-02 12:00Z")
    include(ana, note="Please read slowly.")
    begin_again(ana)
    write(ana, "opening", "helps", "Tea.")
    time_machine.move_to("2026-11-02 12:00Z")
    online.force_login(ana)

    page = words(online.get(f"{FIRST}summary/"))

    assert ("2 March 2026</p>" in page, "2 November 2026</p>" in page) == (True, False), page


def test_words_kept_for_an_earlier_summary_and_left_out_are_readable_too(online, ana):
    write(ana, "physical", "helps", "Clean sheets.")
    include(ana, **{"helps.physical": "Sheets, and quiet."})
    begin_again(ana)

    page = words(online.get(f"{FIRST}summary/"))

    assert "Nothing was included in it." in page
    assert "Sheets, and quiet." in page.split("Also kept, not on the page")[1]


def test_where_no_summary_was_put_together_there_is_none_to_read(online, ana):
    write(ana, "physical", "helps", "Clean sheets.")
    begin_again(ana)

    assert f"{FIRST}summary/" not in words(online.get(FIRST))
    assert online.get(f"{FIRST}summary/").status_code == 404


def test_an_earlier_workbook_comes_as_a_file_that_says_what_it_said(online, ana):
    write(ana, "physical", "helps", "Clean sheets.")
    begin_again(ana)
    write(ana, "physical", "helps", "A walk.")

    answer = online.get(f"{FIRST}pdf/")

    file = text_of(answer.content)
    assert ("Clean sheets." in file, "A walk." in file) == (True, False)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="my-workbook-1.pdf"'
    assert f'href="{FIRST}pdf/"' in words(online.get(FIRST))
