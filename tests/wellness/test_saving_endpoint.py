"""Where a page saves itself, one field at a time: every answer is JSON that its script can act on."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client

from accounts.vault import vault_for
from tests.factories import UserFactory
from tests.wellness.written import write
from wellness.check_ins import recent_check_ins
from wellness.interests import interests_of
from wellness.models import ConflictCopy, Entry, Topic
from wellness.progress import is_done
from wellness.workbooks import current_workbook, entries_of, page_mark

pytestmark = pytest.mark.usefixtures("content")
SAVE = "/workbook/physical/save/"
NO_ROOM, ROOM_AGAIN = 1, 2**30
MORNING = datetime(2026, 11, 22, 10, 32, tzinfo=UTC)


@pytest.fixture
def online(ana, signed_in):
    return signed_in(ana)


def post(client: Client, field: str, text: str, **more: str):
    return client.post(SAVE, {"field": field, "text": text, "operation": str(uuid4()), **more})


def texts(person) -> list[str]:
    return [entry.text for entry in entries_of(current_workbook(person), vault_for(person))]


@time_machine.travel(MORNING, tick=False)
def test_a_saved_text_is_answered_with_its_version_and_the_time_where_the_person_is(online, ana):
    ana.time_zone = "Australia/Sydney"
    ana.save()

    answer = post(online, "helps", "Tea.", base="0")

    assert (answer.status_code, answer.json()) == (
        200,
        {"status": "saved", "version": 1, "saved_at": "21:32"},
    )
    assert texts(ana) == ["Tea."]


def test_a_text_written_elsewhere_meanwhile_is_answered_with_both_kept(online, ana):
    write(ana, "physical", "helps", "From the phone.")

    answer = post(online, "helps", "From the laptop.", base="0")

    kept = answer.json()
    assert (answer.status_code, kept["status"], kept["text"], kept["version"]) == (
        409,
        "kept_both",
        "From the phone.",
        1,
    )
    assert vault_for(ana).open(ConflictCopy.objects.get(), "sealed") == "From the laptop."


def test_a_text_that_is_too_long_is_answered_with_what_to_do(online):
    answer = post(online, "helps", "x" * 20_001)

    assert (answer.status_code, answer.json()["status"]) == (400, "too_long")
    assert answer.json()["message"].startswith("This is 1 letter too long for one answer. Make it shorter")
    assert not Entry.objects.exists()


@pytest.fixture
def full_disk(transactional_db) -> Iterator[Callable[[int], None]]:
    """Return a function that sets how many pages the database may have, never fewer than it has."""
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite can be told that its disk is full")

    def set_most(pages: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute(f"PRAGMA max_page_count = {pages}")

    yield set_most
    set_most(ROOM_AGAIN)


def test_a_full_disk_stores_nothing_and_says_when_to_try_again(online, full_disk):
    post(online, "helps", "Tea.", base="0")
    full_disk(NO_ROOM)
    refused = post(online, "now", "x" * 20_000, base="0")
    full_disk(ROOM_AGAIN)
    saved = post(online, "now", "x" * 20_000, base="0")

    assert (refused.status_code, refused["Retry-After"]) == (503, "5")
    assert (saved.json()["status"], Entry.objects.count()) == ("saved", 2)


def test_an_entry_that_does_not_open_is_answered_with_its_code(online, ana):
    write(ana, "physical", "helps", "Tea.")
    Entry.objects.update(sealed=b"\x01" + bytes(300))

    answer = post(online, "helps", "Coffee.", base="1")

    assert (answer.status_code, answer.json()["status"]) == (409, "unreadable")
    assert str(Entry.objects.get().pk)[:8] in answer.json()["message"]
    assert bytes(Entry.objects.get().sealed) == b"\x01" + bytes(300)


def test_a_script_hears_that_nobody_is_signed_in(client):
    answers = [client.get(SAVE), post(client, "helps", "Tea.")]

    assert [(answer.status_code, answer.json()["status"]) for answer in answers] == [(401, "signed_out")] * 2
    assert not Entry.objects.exists()


def test_a_page_made_for_another_person_saves_nothing(online, ana):
    other = page_mark(current_workbook(UserFactory()))

    answer = post(online, "helps", "Not Ana's.", mark=other)

    assert (answer.status_code, answer.json()["status"]) == (409, "other_person")
    assert texts(ana) == []


def test_a_page_of_ones_own_saves(online, ana):
    answer = post(online, "helps", "Tea.", mark=page_mark(current_workbook(ana)))

    assert answer.json()["status"] == "saved"


def test_a_page_with_a_stale_token_is_refused_and_can_fetch_a_fresh_one(ana):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ana)
    fields = {"field": "helps", "text": "Tea.", "operation": str(uuid4())}

    refused = strict.post(SAVE, fields)
    token = strict.get(SAVE).json()["token"]
    saved = strict.post(SAVE, fields, headers={"X-CSRFToken": token})

    assert (refused.status_code, saved.status_code) == (403, 200)


@pytest.mark.parametrize(("sent", "kept"), [("0", 0), ("10", 10), ("skip", "skip"), ("hard", "hard")])
def test_a_rating_goes_into_the_check_in_of_the_day(online, ana, sent, kept):
    answer = post(online, "rating", sent)

    assert answer.json()["status"] == "saved"
    assert [each.ratings for each in recent_check_ins(current_workbook(ana), vault_for(ana))] == [
        {"physical": kept}
    ]


def test_a_rating_can_be_taken_back(online, ana):
    post(online, "rating", "6")

    post(online, "rating", "")

    assert recent_check_ins(current_workbook(ana), vault_for(ana)) == []


def test_a_topic_saves_itself(online, ana):
    topic = Topic.objects.filter(dimension__slug="physical").first()

    post(online, f"topic-{topic.pk}", "strong")

    assert interests_of(ana) == {topic.pk: "strong"}


def test_a_part_is_called_done_and_not_done_again(online, ana):
    part_id = (
        Entry._meta.get_field("prompt").related_model.objects.filter(part__slug="physical").first().part_id
    )

    post(online, "done", "1")
    after = is_done(current_workbook(ana), part_id)
    post(online, "done", "")

    assert (after, is_done(current_workbook(ana), part_id)) == (True, False)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("nonsense", "Tea."),
        ("rating", "11"),
        ("rating", "-1"),
        ("rating", "٣"),
        ("topic-0", "strong"),
        ("topic-x", ""),
    ],
)
def test_what_no_page_of_ours_sends_is_refused_and_stores_nothing(online, ana, field, text):
    answer = post(online, field, text)

    assert (answer.status_code, answer.json()["status"]) == (400, "not_understood")
    assert (texts(ana), interests_of(ana)) == ([], {})


def test_a_rating_has_no_place_in_a_part_that_is_no_dimension(online):
    answer = online.post("/workbook/opening/save/", {"field": "rating", "text": "5"})

    assert answer.status_code == 400


@pytest.mark.parametrize("base", ["", "x", "-1", "9" * 30, "1.5", "²"])
def test_a_version_that_is_none_counts_as_nothing_seen(online, ana, base):
    write(ana, "physical", "helps", "Tea.")

    answer = post(online, "helps", "Coffee.", base=base)

    assert answer.json()["status"] == "kept_both"


def test_an_unknown_part_is_not_found(online):
    assert online.post("/workbook/no-such-part/save/", {"field": "helps", "text": "Tea."}).status_code == 404


def test_saving_takes_the_same_queries_whatever_is_written(online, ana, django_assert_num_queries):
    for key in ("now", "helps", "support"):
        write(ana, "physical", key, "Words.")

    post(online, "helps", "Words again.", base="1")
    # session, person, workbook, part, prompt; a savepoint and its release around entries, copies, key, update
    with django_assert_num_queries(11):
        post(online, "helps", "Other words.", base="2")
