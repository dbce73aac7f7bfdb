"""What is kept for a summary, and in which order its person puts it."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from accounts.vault import vault_for
from tests.wellness.written import include, set_goal, write, write_row
from wellness.models import KeptPrompt, Summary
from wellness.sharing import content_to_share
from wellness.suggestion import SECTIONS
from wellness.summaries import open_summary, ranked
from wellness.workbooks import current_workbook

pytestmark = pytest.mark.usefixtures("content")
PAGE, ORDER, PART = "/workbook/summary/", "/workbook/summary/order/", "/workbook/physical/"


@pytest.fixture
def online(ana, signed_in):
    return signed_in(ana)


def words(response) -> str:
    return html.unescape(response.content.decode())


def suggested(person: User) -> dict[str, str]:
    summary = open_summary(person, current_workbook(person), vault_for(person))
    return {item.key: item.now for item in summary.items}


def shared(person: User) -> list[str]:
    """Return the lines in the order in which others would read them."""
    content = content_to_share(person, vault_for(person))
    return [line["words"] for section in content["sections"] for line in section["lines"]]


def test_an_answer_is_offered_when_it_is_kept_and_no_longer_when_it_is_not(online, ana):
    write(ana, "physical", "now", "Tired.")
    before = suggested(ana)

    online.post(PART, {"was-keep-now": "", "keep-now": "1"})
    kept = suggested(ana)
    online.post(PART, {"was-keep-now": "1"})

    assert ("kept.physical.now" in before, kept["kept.physical.now"]) == (False, "Tired.")
    assert "kept.physical.now" not in suggested(ana)


def test_keeping_saves_itself(online, ana):
    write(ana, "physical", "now", "Tired.")

    answer = online.post(f"{PART}save/", {"field": "keep-now", "text": "1"})

    assert (answer.json()["status"], suggested(ana)["kept.physical.now"]) == ("saved", "Tired.")
    assert re.search(r'name="keep-now" value="1" checked', words(online.get(PART)))


def test_keeping_twice_is_one_mark(online):
    for _ in range(2):
        online.post(f"{PART}save/", {"field": "keep-now", "text": "1"})

    assert KeptPrompt.objects.count() == 1


@pytest.mark.parametrize(
    "address", [f"{PART}save/", "/workbook/network/save/", "/workbook/no-such-part/save/"]
)
def test_what_cannot_be_kept_is_refused(online, address):
    answer = online.post(address, {"field": "keep-nonsense", "text": "1"})

    assert (answer.status_code in {400, 404}, KeptPrompt.objects.count()) == (True, 0)


def test_a_page_that_showed_it_kept_in_another_tab_does_not_take_it_back(online, ana):
    online.post(f"{PART}save/", {"field": "keep-now", "text": "1"})

    online.post(PART, {"was-keep-now": "", "helps": "Tea."})

    assert KeptPrompt.objects.count() == 1


def test_kept_things_are_told_apart_and_not_in_the_summary_by_themselves(online, ana):
    write(ana, "physical", "now", "Tired.")
    online.post(PART, {"was-keep-now": "", "keep-now": "1"})

    page = words(online.get(PAGE))

    assert "You kept this for your summary." in page
    assert content_to_share(ana, vault_for(ana)) is None


def test_rows_and_the_further_parts_are_offered_without_how_to_reach_someone(ana):
    person = write_row(ana, "network", who="My aunt", what_for="Tea", reach="020 7946 0000")
    sign = write_row(ana, "hard-time", signs="I clean at night.", do="Sit down.", ask="Denise")
    write(ana, "keeping-well", "daily", "Breakfast.")
    write(ana, "crisis-plan", "want", "Stay at home.")
    write(ana, "crisis-plan", "note", "It passed.")

    offered = suggested(ana)

    assert offered[f"network.{person}"] == "My aunt\nTea"
    assert offered[f"learned.{sign}"] == "I clean at night.\nSit down.\nDenise"
    assert (offered["well.daily"], offered["crisis.want"]) == ("Breakfast.", "Stay at home.")
    assert "crisis.note" not in offered


def test_a_row_can_be_kept(online, ana):
    row = write_row(ana, "network", who="My aunt")

    online.post("/workbook/network/save/", {"field": f"keep@{row}", "text": "1"})

    assert "You kept this for your summary." in words(online.get(PAGE))


@pytest.fixture
def three(ana) -> list[str]:
    for part, text in (("physical", "One"), ("social", "Two"), ("emotional", "Three")):
        write(ana, part, "helps", text)
    write(ana, "physical", "support", "Four")
    keys = ["helps.physical", "helps.social", "helps.emotional"]
    include(ana, *keys, "support.physical")
    return keys


@pytest.mark.parametrize(
    ("then", "order"),
    [
        ("before@helps.emotional@helps.physical", ["Three", "One", "Two", "Four"]),
        ("before@helps.physical@", ["Two", "Three", "One", "Four"]),
        ("before@support@helps", ["Four", "One", "Two", "Three"]),
        ("before@helps.physical@support.physical", ["One", "Two", "Three", "Four"]),
        ("before@nonsense@helps", ["One", "Two", "Three", "Four"]),
        ("nonsense", ["One", "Two", "Three", "Four"]),
    ],
)
def test_the_order_is_the_persons(online, ana, three, then, order):
    answer = online.post(ORDER, {"then": then})

    assert (answer.status_code, shared(ana)) == (302, order)


def test_the_buttons_of_the_page_move_what_they_say(online, ana, three):
    up = re.findall(
        r'value="(before@[^"]+)">.*?Move up<span class="visually-hidden">: ([^<]+)',
        words(online.get(ORDER)),
        re.DOTALL,
    )
    then = next(value for value, name in up if "Three" in name)

    online.post(ORDER, {"then": then})

    assert shared(ana) == ["One", "Three", "Two", "Four"]


def test_lines_of_one_thing_are_told_apart_where_it_is_put_in_order(online, ana):
    goal = set_goal(ana, "Two good nights", "Turn the clock round", "Ask the doctor")
    include(ana, goal)

    assert "Two good nights · Turn the clock round · Ask the doctor" in words(online.get(ORDER))


def test_a_long_thing_is_told_by_its_first_words_and_ends_after_one(online, ana):
    goal = set_goal(
        ana, "Two good nights in a row, most weeks of the winter", "Turn the clock round " * 3, "Ask"
    )
    include(ana, goal)

    page = words(online.get(ORDER))

    assert re.search(r"Two good nights.*", page)[0].endswith("clock round …</p>")
    assert "· …" not in page


def test_an_order_stays_when_words_change_and_new_things_come_after(online, ana, three):
    online.post(ORDER, {"then": "before@helps.emotional@helps.physical"})
    write(ana, "spiritual", "helps", "Five")

    include(ana, "helps.spiritual", **{"helps.social": "Two!"})

    assert shared(ana) == ["Three", "One", "Two!", "Five", "Four"]


def test_an_empty_summary_says_there_is_nothing_to_put_in_order(online):
    assert "nothing to put in order" in words(online.get(ORDER))


def test_a_summary_that_does_not_open_is_left_alone(online, ana, three):
    Summary.objects.update(sealed=b"\x01" + bytes(300))

    answer = online.post(ORDER, {"then": "before@helps.emotional@helps.physical"}, follow=True)

    assert "we will not write over it" in words(answer)
    assert bytes(Summary.objects.get().sealed) == b"\x01" + bytes(300)


@given(st.lists(st.sampled_from([*SECTIONS, "helps.physical", "gone"])))
def test_ranking_loses_and_repeats_nothing_whatever_the_order(order):
    assert sorted(ranked(SECTIONS, list(dict.fromkeys(order)))) == sorted(SECTIONS)
