"""The overview: where things stand in words, one next step, the wheel; and the page that says it is enough."""

import html
import re
from datetime import UTC, datetime

import pytest
import time_machine

from tests.factories import UserFactory
from tests.wellness.written import rate, set_goal, write
from wellness.models import CheckIn, Entry
from wellness.overview import overview_of
from wellness.progress import note_done
from wellness.workbooks import NothingPublished, current_workbook

pytestmark = pytest.mark.usefixtures("content")
PAGE = "/workbook/"


@pytest.fixture
def online(ana, signed_in):
    return signed_in(ana)


def words(response) -> str:
    return html.unescape(response.content.decode())


def addresses(response) -> set[str]:
    return set(re.findall(r'href="(/[^"]*)"', words(response)))


def states(person) -> dict[str, str]:
    overview = overview_of(person, current_workbook(person))
    return {stands.part.slug: str(stands.state.words) for stands in overview.states}


def mark_done(person, slug: str) -> None:
    workbook = current_workbook(person)
    overview = overview_of(person, workbook)
    note_done(workbook, next(each.part.id for each in overview.states if each.part.slug == slug), done=True)


def test_a_new_workbook_begins_with_the_opening_question(ana, online):
    page = words(online.get(PAGE))
    overview = overview_of(ana, current_workbook(ana))

    assert (overview.is_untouched, overview.wheel.is_empty, overview.next_step.slug) == (
        True,
        True,
        "opening",
    )
    assert set(states(ana).values()) == {"Not started"}
    assert "Good to see you, Ana" in page


def test_each_part_says_how_far_it_is(ana):
    write(ana, "opening", "helps", "Tea.")
    write(ana, "physical", "now", "Tired.")
    rate(ana, social=4)
    mark_done(ana, "physical")

    assert {slug: state for slug, state in states(ana).items() if state != "Not started"} == {
        "opening": "In progress",
        "physical": "Done for now",
        "social": "In progress",
    }


def test_coming_back_there_is_nothing_to_catch_up_on(ana, online):
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC)):
        write(ana, "opening", "helps", "Tea.")

    page = words(online.get(PAGE))
    assert "Nothing to catch up on." in page
    assert 'You last wrote in <a href="/workbook/opening/">A place to start</a>.' in page


def test_coming_back_to_ratings_alone_there_is_nothing_to_catch_up_on(ana, online):
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC)):
        rate(ana, social=4)

    page = words(online.get(PAGE))
    assert ("Nothing to catch up on." in page, "You last wrote in" in page) == (True, False)


@pytest.mark.parametrize(("day", "is_greeted"), [(14, False), (15, True)])
def test_somebody_is_greeted_as_coming_back_after_two_weeks(ana, online, day, is_greeted):
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC)):
        write(ana, "social", "now", "Quiet.")
    with time_machine.travel(datetime(2026, 2, 1, 12, tzinfo=UTC)):
        write(ana, "opening", "helps", "Tea.")
        rate(ana, physical=4)

    with time_machine.travel(datetime(2026, 3, day, 12, tzinfo=UTC)):
        page = words(online.get(PAGE))

    assert (">People</a>." in page) == is_greeted
    assert ("Go on where you like" in page) != is_greeted


def test_the_next_step_is_the_first_part_not_started_then_one_in_progress_then_the_summary(ana, online):
    for slug in states(ana):
        mark_done(ana, slug)
    write(ana, "physical", "now", "Tired.")
    after_all = words(online.get(PAGE))
    workbook = current_workbook(ana)
    overview = overview_of(ana, workbook)
    for stands in overview.states[1:3]:
        note_done(workbook, stands.part.id, done=False)

    one_left = overview_of(ana, workbook)
    note_done(workbook, overview.states[2].part.id, done=True)
    started_left = overview_of(ana, workbook)

    assert (one_left.next_step.slug, started_left.next_step.slug) == ("environmental", "physical")
    assert re.search(r'class="primary-action" href="/workbook/summary/"', after_all)


def test_the_wheel_shows_the_latest_rating_and_no_earlier_day(ana):
    with time_machine.travel(datetime(2026, 11, 1, tzinfo=UTC)):
        rate(ana, physical=3, social=7)
    with time_machine.travel(datetime(2026, 11, 9, tzinfo=UTC)):
        rate(ana, physical=6, emotional="hard")

    petals = {drawn.petal.slug: drawn.petal for drawn in overview_of(ana, current_workbook(ana)).wheel.petals}

    assert (petals["physical"].rating, petals["physical"].earlier) == (6, None)
    assert (petals["social"].rating, petals["social"].earlier) == (7, None)
    assert (petals["emotional"].rating, petals["emotional"].words) == (None, "Hard to say")


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_leads_to_each_part_whatever_the_language(ana, online, language):
    ana.language = language
    ana.save(update_fields=["language"])

    led_to = addresses(online.get(PAGE))

    parts = {f"/workbook/{slug}/" for slug in states(ana)}
    assert (len(parts), parts - led_to) == (13, set())


def test_goals_are_named_once_with_how_far_they_are(ana, online):
    for title in ("Swim.", "Sleep.", "Sing.", "Rest."):
        set_goal(ana, title, "A step")

    page = words(online.get(PAGE))

    assert (page.count(">My goals<"), page.count("0 of 1 step done")) == (1, 3)
    assert re.search(r">My goals</a>(?:(?!</li>).)*Swim\. <[^>]+>\(0 of 1 step done\)", page, re.DOTALL)


def test_there_are_no_percentages(ana, online):
    rate(ana, physical=6)

    assert "%" not in words(online.get(PAGE))


def test_a_long_goal_ends_after_a_whole_word(ana, online):
    set_goal(ana, "See my sister " + "every second Sunday " * 5)

    page = words(online.get(PAGE))

    assert "every second Sunday every second …" in page


def test_a_goal_and_a_check_in_that_do_not_open_break_nothing(ana, online):
    rate(ana, physical=6)
    set_goal(ana, "Swim.")
    CheckIn.objects.update(sealed=b"\x01" + bytes(300))
    Entry.objects.update(sealed=b"\x01" + bytes(300))

    page = words(online.get(PAGE))

    assert f"A goal that we cannot open right now ({str(Entry.objects.get().pk)[:8]})" in page


def test_enough_says_where_things_stand(ana, online):
    nothing_yet = words(online.get("/workbook/enough/"))
    write(ana, "opening", "helps", "Tea.")
    set_goal(ana, "Swim.", "Find my things")

    page = words(online.get("/workbook/enough/"))

    assert "Looking around is a start too." in nothing_yet
    assert ("A place to start" in page, "Swim." in page, "0 of 1" in page) == (True, True, False)


def test_the_first_way_ends_with_thanks_for_a_start(online):
    assert "You made a start." in words(online.get("/workbook/enough/?first=1"))


def test_each_person_sees_their_own_overview(ana, online):
    other = UserFactory()
    set_goal(other, "Only the other one wrote this.")

    assert "Only the other one" not in words(online.get(PAGE))


def test_without_a_published_edition_no_workbook_is_started(ana):
    overview = overview_of(ana, current_workbook(ana))
    edition = current_workbook(ana).edition
    edition.published_at = None
    edition.save()

    with pytest.raises(NothingPublished):
        current_workbook(UserFactory())
    assert overview.is_untouched


@pytest.mark.parametrize("page", [PAGE, "/workbook/enough/"])
def test_the_queries_do_not_grow_with_what_is_written(ana, online, page, django_assert_num_queries):
    write(ana, "opening", "helps", "Tea.")
    set_goal(ana, "Swim.")
    online.get(page)
    # session, person; workbook, parts, check-ins, key; parts done, parts with entries, goals and their words
    with django_assert_num_queries(10):
        online.get(page)

    for key in ("now", "helps", "support"):
        write(ana, "physical", key, "Words.")
    for title in ("One.", "Two.", "Three."):
        set_goal(ana, title, "A step")
    rate(ana, physical=6, social=3)
    with django_assert_num_queries(10):
        online.get(page)
