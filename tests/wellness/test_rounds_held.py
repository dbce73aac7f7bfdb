"""Pages of an earlier workbook, still open in a tab: no word is lost, and none goes into the wrong workbook."""

import html

import pytest

from tests.wellness.editions import publish_newer
from tests.wellness.written import write, write_goal
from wellness.carrying import LASTING
from wellness.interests import interests_of
from wellness.models import CheckIn, Entry, PartRow, Summary, Topic
from wellness.rounds import put_away, start_round
from wellness.workbooks import current_workbook, page_mark

pytestmark = pytest.mark.usefixtures("content")
TEXT = "Words that took\nme all evening <3"


@pytest.fixture
def online(ana, signed_in):
    return signed_in(ana)


@pytest.fixture
def old_mark(ana) -> str:
    """Return the mark of a page that was opened before a fresh workbook, in a newer edition, was started."""
    write(ana, "physical", "now", "Before.")
    mark = page_mark(current_workbook(ana))
    publish_newer(without="medicines")
    start_round(ana, current_workbook(ana), LASTING)
    return mark


def words(response) -> str:
    return html.unescape(response.content.decode())


def stored() -> list:
    return [list(model.objects.order_by("pk").values()) for model in (Entry, PartRow, CheckIn, Summary)]


ROW = "5c0a8e5e-9d0f-4d5e-8a55-0b3a3c9f2d11"
FORMS = {
    "/workbook/physical/": {"now": TEXT, "version-now": "1"},
    "/workbook/crisis-plan/": {"medicines": TEXT, "version-medicines": "0"},
    "/workbook/gone/": {"now": TEXT},
    "/workbook/network/": {f"who@{ROW}": TEXT},
    "/workbook/goals/new/": {f"title@{ROW}": TEXT},
    f"/workbook/goals/{ROW}/": {f"title@{ROW}": TEXT},
    "/workbook/goals/": {"done-was": "", "a": TEXT},
    "/workbook/check-ins/today/": {"rating-physical": "4", "a": TEXT},
    "/workbook/summary/": {"base-note": "0-", "words-note": TEXT},
}


@pytest.mark.parametrize("address", FORMS)
def test_a_form_from_an_earlier_workbook_is_held_and_nothing_is_stored(online, old_mark, address):
    before = stored()

    held = online.post(address, FORMS[address] | {"mark": old_mark})

    assert (held.status_code, TEXT in words(held)) == (403, True)
    assert ("another of your workbooks" in words(held), "made for someone else" in words(held)) == (
        True,
        False,
    )
    assert stored() == before


@pytest.mark.parametrize("slug", ["physical", "money", "gone"])
def test_a_page_that_saves_itself_is_told_and_keeps_its_words(online, old_mark, slug):
    before = stored()
    save = {"field": "now", "text": TEXT, "base": "1", "mark": old_mark}

    answer = online.post(f"/workbook/{slug}/save/", save)

    # A status that the page's script does not know, with a message: it shows it, and the words stay in their field.
    assert (answer.status_code, answer.json()["status"]) == (409, "other_round")
    assert "Please copy it, then open your workbook." in answer.json()["message"]
    assert stored() == before


def test_the_summary_that_saves_itself_is_told_too(online, old_mark):
    answer = online.post(
        "/workbook/summary/preview/", {"base-note": "0-", "words-note": TEXT, "mark": old_mark}
    )

    assert (answer.status_code, answer.json()["status"]) == (409, "other_round")
    assert not Summary.objects.exists()


def test_a_page_of_an_earlier_workbook_puts_nothing_in_another_order(online, old_mark):
    online.post("/workbook/summary/order/", {"then": "before@helps@ratings", "mark": old_mark})

    assert not Summary.objects.exists()


def test_a_page_open_for_long_learns_that_its_person_is_still_signed_in(online, old_mark):
    answer = online.get("/workbook/physical/save/").json()

    assert old_mark.startswith(answer["person"])


def test_a_page_of_a_workbook_that_was_put_away_is_held_too(online, ana):
    write_goal(ana, "Sleep")
    first = current_workbook(ana)
    start_round(ana, first, LASTING)
    fresh = current_workbook(ana)
    put_away(ana, fresh)

    held = online.post("/workbook/physical/", {"now": TEXT, "mark": page_mark(fresh)})

    assert (held.status_code, TEXT in words(held)) == (403, True)
    assert "another of your workbooks" in words(held)
    assert not Entry.objects.filter(prompt__key="now").exists()


def test_a_page_of_the_present_workbook_goes_on_saving(online, ana, old_mark):
    save = {"field": "now", "text": TEXT, "base": "0", "mark": page_mark(current_workbook(ana))}

    answer = online.post("/workbook/physical/save/", save)

    assert answer.json()["status"] == "saved"
    assert Entry.objects.of(current_workbook(ana)).filter(prompt__key="now").count() == 1


def test_topics_belong_to_the_person_and_are_saved_from_a_page_of_any_round(online, ana, old_mark):
    topic, other = Topic.objects.order_by("pk")[:2]

    online.post(
        "/workbook/interests/", {f"topic-{topic.pk}": "strong", f"was-topic-{topic.pk}": "", "mark": old_mark}
    )
    save = {"field": f"topic-{other.pk}", "text": "interested", "mark": old_mark}
    answer = online.post("/workbook/interests/save/", save)

    assert answer.json()["status"] == "saved"
    assert interests_of(ana) == {topic.pk: "strong", other.pk: "interested"}
