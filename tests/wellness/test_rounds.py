"""Rounds: one fresh workbook at a time, what comes along from the one before, and going back while it is empty."""

from uuid import uuid4

import pytest

from accounts.vault import vault_for
from tests.factories import UserFactory
from tests.wellness.editions import publish_newer
from tests.wellness.written import include, rate, write, write_goal, write_row
from wellness.carrying import LASTING, carry_over, questions_without_place
from wellness.goals import goals_of
from wellness.keeping import keep_for_summary, kept_prompts
from wellness.models import CheckIn, Edition, Entry, PartRow, Prompt, Workbook
from wellness.progress import note_done
from wellness.rounds import is_as_it_began, put_away, rounds_of, start_round
from wellness.rows import note_marks, remove_row, rows_of
from wellness.saving import Draft, save_draft
from wellness.workbooks import copies_by_slot, current_workbook, entries_of

pytestmark = pytest.mark.usefixtures("content")


def start(person, *kinds):
    return start_round(person, current_workbook(person), kinds or LASTING)


def texts(person, workbook=None) -> dict[str, str]:
    """Every answer in no row, by part and key."""
    workbook = workbook or current_workbook(person)
    return {f"{entry.part_slug}.{entry.key}": entry.text for entry in entries_of(workbook, vault_for(person))}


def goals(person):
    return goals_of(current_workbook(person), vault_for(person))


def row_of(key) -> PartRow:
    return PartRow.objects.get(pk=key)


def test_a_fresh_workbook_begins_empty_but_for_what_lasts(ana):
    write(ana, "physical", "now", "Awake at four.")
    write(ana, "crisis-plan", "ring", "Mo 0123")
    write(ana, "keeping-well", "daily", "Breakfast.")

    started = start(ana)

    assert (started.workbook.round, started.carried.answers) == (2, 2)
    assert texts(ana) == {"crisis-plan.ring": "Mo 0123", "keeping-well.daily": "Breakfast."}


def test_the_earlier_workbook_stays_as_it_is(ana):
    write(ana, "physical", "now", "Awake at four.")
    write(ana, "crisis-plan", "ring", "Mo 0123")
    first = current_workbook(ana)
    before = list(Entry.objects.of(first).values())

    start(ana)
    write(ana, "crisis-plan", "ring", "Kay 0456")

    assert list(Entry.objects.of(first).values()) == before
    assert texts(ana, first)["crisis-plan.ring"] == "Mo 0123"


def test_only_what_was_chosen_comes_along(ana):
    write(ana, "crisis-plan", "ring", "Mo 0123")
    write_row(ana, "network", who="Mo")

    start(ana, "network")

    rows = rows_of(current_workbook(ana), vault_for(ana), kind="network")
    assert (texts(ana), [row.text("who") for row in rows]) == ({}, ["Mo"])


def test_goals_come_with_steps_and_ticks_those_done_or_put_aside_stay(ana):
    first = write_goal(ana, "Sleep", "Curtains", "No phone")
    done, aside = write_goal(ana, "Swim"), write_goal(ana, "Paint", "Buy paper")
    step = PartRow.objects.filter(above=first).order_by("position").first()
    note_marks(ana, step, {"done": True})
    note_marks(ana, row_of(first), {"again": "2026-12-01", "keep": True})
    note_marks(ana, row_of(done), {"state": "done"})
    note_marks(ana, row_of(aside), {"state": "aside"})

    start(ana)

    (goal,) = goals(ana)
    assert (goal.title, [(each.text, each.is_done) for each in goal.steps]) == (
        "Sleep",
        [("Curtains", True), ("No phone", False)],
    )
    assert (goal.again.isoformat(), vault_for(ana).open(row_of(goal.id), "marks")["keep"]) == (
        "2026-12-01",
        True,
    )


def test_rows_keep_their_order_and_what_was_taken_out_stays_out(ana):
    for who in ("Mo", "Kay", "Lou"):
        key = write_row(ana, "network", who=who)
    remove_row(row_of(key))

    start(ana)

    rows = rows_of(current_workbook(ana), vault_for(ana), kind="network")
    assert [row.text("who") for row in rows] == ["Mo", "Kay"]


def test_marks_for_the_summary_and_second_texts_come_along(ana):
    workbook = current_workbook(ana)
    prompt = Prompt.objects.get(part__edition=workbook.edition, part__slug="crisis-plan", key="ring")
    for text in ("Mo", "Kay"):
        save_draft(ana, workbook, Draft(prompt.pk, 0, uuid4(), text))
    keep_for_summary(workbook, prompt.pk, kept=True)

    start(ana)

    fresh = current_workbook(ana)
    copies = copies_by_slot(fresh, vault_for(ana), [prompt.pk])
    assert [copy.text for copy in copies[prompt.pk, None]] == ["Kay"]
    assert kept_prompts(fresh) == {prompt.pk}


def test_a_fresh_workbook_has_the_current_edition_and_answers_find_their_question_there(ana):
    write(ana, "crisis-plan", "ring", "Mo 0123")
    newer = publish_newer()

    start(ana)

    fresh = current_workbook(ana)
    assert (fresh.edition, texts(ana)) == (newer, {"crisis-plan.ring": "Mo 0123"})
    assert Workbook.objects.of(ana).get(round=1).edition == Edition.objects.get(number=1)


def test_words_whose_question_is_gone_are_named_and_stay_readable(ana):
    write(ana, "crisis-plan", "ring", "Mo 0123")
    write(ana, "crisis-plan", "medicines", "None, thank you.")
    first = current_workbook(ana)
    newer = publish_newer(without="medicines")

    named = questions_without_place(ana, first, newer.pk, LASTING)
    start(ana)

    assert named == ["Which medicines and allergies should people know about?"]
    assert texts(ana) == {"crisis-plan.ring": "Mo 0123"}
    assert texts(ana, first)["crisis-plan.medicines"] == "None, thank you."


def test_a_row_comes_without_the_answer_that_is_not_asked_for_any_more(ana):
    write_row(ana, "network", who="Mo", reach="Text first")
    write_row(ana, "network", reach="Only a number")
    newer = publish_newer(without="reach")

    named = questions_without_place(ana, current_workbook(ana), newer.pk, LASTING)
    start(ana)

    rows = rows_of(current_workbook(ana), vault_for(ana), kind="network")
    assert [{key: entry.text for key, entry in row.entries.items()} for row in rows] == [{"who": "Mo"}]
    assert named == ["How do you reach them, or get there?"]


def test_what_does_not_open_stays_and_is_told_of(ana):
    write(ana, "crisis-plan", "ring", "Mo 0123")
    write(ana, "crisis-plan", "helps", "Tea.")
    spoilt = Entry.objects.get(prompt__key="ring")
    Entry.objects.filter(pk=spoilt.pk).update(sealed=b"\x01" + bytes(300))

    started = start(ana)

    assert (started.carried.answers, started.carried.references) == (1, [str(spoilt.pk)[:8]])
    assert texts(ana) == {"crisis-plan.helps": "Tea."}


def test_copies_are_sealed_for_their_own_rows(ana):
    write(ana, "crisis-plan", "ring", "Mo 0123")
    start(ana)
    first, copy = Entry.objects.order_by("workbook__round")

    copy.sealed = first.sealed

    assert not vault_for(ana).try_open(copy, "sealed").is_readable


def test_pressed_twice_one_workbook_is_started_and_nothing_is_copied_twice(ana):
    write(ana, "crisis-plan", "ring", "Mo 0123")
    write_goal(ana, "Sleep")
    first = current_workbook(ana)

    started = [start_round(ana, first, LASTING) for _ in range(2)]

    assert [each.workbook.round for each in started] == [2, 2]
    assert (started[1].carried, Workbook.objects.of(ana).count(), len(goals(ana))) == (None, 2, 1)


def test_nothing_is_started_after_a_workbook_in_which_nothing_is_new(ana):
    empty = start(ana)
    write(ana, "crisis-plan", "ring", "Mo 0123")
    start(ana)

    again = start(ana)

    assert (empty.workbook.round, empty.carried, again.workbook.round, again.carried) == (1, None, 2, None)


def test_taking_the_same_along_again_copies_only_what_is_missing_and_writes_over_nothing(ana):
    write(ana, "crisis-plan", "ring", "Mo 0123")
    write(ana, "crisis-plan", "helps", "Tea.")
    write_goal(ana, "Sleep")
    first = current_workbook(ana)
    start(ana, "goals")
    write(ana, "crisis-plan", "ring", "Kay 0456")

    carried = [carry_over(ana, first, current_workbook(ana), LASTING).answers for _ in range(2)]

    assert carried == [1, 0]
    assert texts(ana) == {"crisis-plan.ring": "Kay 0456", "crisis-plan.helps": "Tea."}
    assert [goal.title for goal in goals(ana)] == ["Sleep"]


def full(person):
    write(person, "crisis-plan", "ring", "Mo 0123")
    write_goal(person, "Sleep", "Curtains")
    start(person)
    return current_workbook(person)


def test_an_unused_fresh_workbook_is_put_away_and_the_one_before_is_there_again(ana):
    fresh = full(ana)

    assert put_away(ana, fresh)

    assert (current_workbook(ana).round, texts(ana), PartRow.objects.count()) == (
        1,
        {"crisis-plan.ring": "Mo 0123"},
        2,
    )


USES = {
    "a word": lambda ana: write(ana, "physical", "now", "Hm."),
    "a word in what came along": lambda ana: write(ana, "crisis-plan", "ring", "Kay 0456"),
    "a row": lambda ana: write_row(ana, "network", who="Mo"),
    "a rating": lambda ana: rate(ana, physical=4),
    "a tick": lambda ana: note_marks(ana, row_of(goals(ana)[0].steps[0].id), {"done": True}),
    "taking out": lambda ana: remove_row(row_of(goals(ana)[0].id)),
    "done for now": lambda ana: note_done(current_workbook(ana), current_part(ana).pk, done=True),
    "a summary": lambda ana: include(ana, note="Hello"),
}


def current_part(person):
    return current_workbook(person).edition.parts.get(slug="physical")


@pytest.mark.parametrize("use", USES)
def test_a_workbook_with_something_new_is_not_put_away(ana, use):
    fresh = full(ana)

    USES[use](ana)

    assert (is_as_it_began(ana, fresh), put_away(ana, fresh)) == (False, False)
    assert current_workbook(ana) == fresh


def test_a_word_typed_and_taken_back_is_nothing_new(ana):
    fresh = full(ana)

    write(ana, "physical", "now", "H")
    write(ana, "physical", "now", "")

    assert put_away(ana, fresh)


def test_the_first_workbook_and_an_earlier_one_are_never_put_away(ana):
    first = current_workbook(ana)
    assert not put_away(ana, first)
    write(ana, "physical", "now", "Hm.")
    start(ana)

    assert not put_away(ana, first)
    assert Workbook.objects.of(ana).count() == 2


def test_rounds_come_latest_first_each_ending_when_the_next_began(ana):
    write(ana, "physical", "now", "Hm.")
    start(ana)
    one, two = Workbook.objects.of(ana).order_by("round")

    assert [(each.number, each.ended_at, each.is_current) for each in rounds_of(ana)] == [
        (2, None, True),
        (1, two.started_at, False),
    ]
    assert one.started_at < two.started_at


def test_the_new_round_has_check_ins_of_its_own(ana):
    rate(ana, physical=3)
    start(ana)
    rate(ana, physical=6)

    assert [
        (row.workbook.round, vault_for(ana).open(row, "sealed"))
        for row in CheckIn.objects.order_by("workbook__round")
    ] == [
        (1, {"physical": 3}),
        (2, {"physical": 6}),
    ]


def test_nothing_of_another_person_comes_along(ana):
    sam = UserFactory()
    write(sam, "crisis-plan", "ring", "Sam's sister")
    write(ana, "physical", "now", "Hm.")

    start(ana)

    assert texts(ana) == {}


def test_carrying_asks_as_often_for_many_rows(ana, django_assert_max_num_queries):
    for number in range(12):
        write_goal(ana, f"Goal {number}", "One", "Two")
    write(ana, "crisis-plan", "ring", "Mo 0123")

    with django_assert_max_num_queries(75):
        start(ana)

    assert len(goals(ana)) == 12
