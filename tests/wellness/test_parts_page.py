"""A page of the workbook, with the Save button that needs no script."""

import html
import re
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from accounts.vault import vault_for
from tests.factories import UserFactory
from tests.wellness.written import rate, write
from wellness.interests import interests_of
from wellness.models import ConflictCopy, Entry, Topic
from wellness.part_page import part_page
from wellness.workbooks import current_workbook, entries_of, page_mark

pytestmark = pytest.mark.usefixtures("content")
PAGE = "/workbook/physical/"


@pytest.fixture
def online(ana, signed_in) -> Client:
    return signed_in(ana)


def words(response) -> str:
    return html.unescape(response.content.decode())


def form_of(client: Client, address: str = PAGE) -> dict[str, str]:
    """Return what a browser without script would send from a page as it stands."""
    page = client.get(address).content.decode()
    page = page[page.index("data-saving=") :]
    inputs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    areas = re.findall(r'<textarea id="[^"]+" name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    chosen = re.findall(r'<input type="(?:radio|checkbox)" name="([^"]+)" value="([^"]*)" checked', page)
    return {name: html.unescape(value) for name, value in [*inputs, *areas, *chosen]}


def answers(person: User) -> dict[str, str]:
    return {entry.key: entry.text for entry in entries_of(current_workbook(person), vault_for(person))}


def test_a_page_has_three_open_questions_and_three_more(online):
    page = words(online.get(PAGE))
    before, after = page.split("More questions, if you want")

    assert [text.count("<textarea") for text in (before, after)] == [3, 3]
    assert page.count("<h1") == 1


def test_a_page_is_saved_whole(online, ana):
    topic = Topic.objects.filter(dimension__slug="physical").first()
    sent = form_of(online) | {"now": "Tired.\r\nVery.", "helps": "Tea 🫖", "rating": "6", "done": "1"}

    saved = online.post(PAGE, sent | {f"topic-{topic.pk}": "strong"}, follow=True)

    page = part_page(ana, current_workbook(ana), "physical")
    assert answers(ana) == {"now": "Tired.\nVery.", "helps": "Tea 🫖"}
    assert (page.rating, page.is_done, interests_of(ana)) == (6, True, {topic.pk: "strong"})
    assert saved.redirect_chain == [(PAGE, 302)]
    assert re.search(r"Saved at \d\d:\d\d\.", words(saved))


def test_a_page_sent_back_as_it_is_changes_nothing(online, ana):
    write(ana, "physical", "helps", "\n  Tea.\n")
    rate(ana, physical=6)

    online.post(PAGE, form_of(online))

    assert Entry.objects.values_list("version", flat=True).get() == 1
    assert answers(ana) == {"helps": "\n  Tea.\n"}


def test_a_form_sent_twice_is_saved_once(online, ana):
    sent = form_of(online) | {"helps": "Tea."}

    for _ in range(2):
        online.post(PAGE, sent)

    assert (answers(ana), ConflictCopy.objects.count()) == ({"helps": "Tea."}, 0)
    assert Entry.objects.get().version == 1


def test_two_tabs_keep_both_texts_and_save_the_rest(online, ana):
    first = form_of(online) | {"helps": "From the first tab."}
    second = form_of(online) | {"helps": "From the second tab.", "now": "Tired."}
    online.post(PAGE, first)

    page = words(online.post(PAGE, second | {"then": "next"}, follow=True))

    assert answers(ana) == {"helps": "From the first tab.", "now": "Tired."}
    assert page.index("We kept both") < page.index("From the second tab.")


def test_a_stale_page_does_not_take_back_a_rating_given_elsewhere(online, ana):
    rate(ana, physical=3)
    stale = form_of(online)
    rate(ana, physical=7)

    online.post(PAGE, stale | {"helps": "Tea."})

    assert (stale["rating"], part_page(ana, current_workbook(ana), "physical").rating) == ("3", 7)


def test_a_text_that_is_too_long_comes_back_whole_and_the_rest_is_saved(online, ana):
    sent = form_of(online) | {"helps": "é" * 20_001, "now": "Tired."}

    answer = online.post(PAGE, sent)

    assert answer.status_code == 400
    assert "é" * 20_001 in words(answer)
    assert "This is 1 letter too long for one answer." in words(answer)
    assert '<li><a href="#f-helps">' in words(answer)
    assert answers(ana) == {"now": "Tired."}


def test_an_entry_that_does_not_open_is_shown_with_its_code_and_left_alone(online, ana):
    write(ana, "physical", "helps", "Tea.")
    sent = form_of(online) | {"helps": "Coffee.", "now": "Tired."}
    Entry.objects.update(sealed=b"\x01" + bytes(300))
    code = str(Entry.objects.get().pk)[:8]

    shown, refused = words(online.get(PAGE)), online.post(PAGE, sent)

    assert f"give this code: {code}" in shown
    assert 'name="helps"' not in shown
    assert (refused.status_code, "Coffee." in words(refused)) == (400, True)
    assert bytes(Entry.objects.get(prompt__key="helps").sealed) == b"\x01" + bytes(300)


def test_more_questions_stand_open_when_something_is_written_there(online, ana):
    closed = words(online.get(PAGE))
    write(ana, "physical", "small-step", "Lie down.")

    assert '<details class="more">' in closed
    assert '<details class="more" open>' in words(online.get(PAGE))


def test_what_a_person_writes_is_shown_as_text(online, ana):
    write(ana, "physical", "helps", "</textarea><script>alert(1)</script>")

    assert "<script>alert" not in online.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("address", "then", "leads_to"),
    [
        ("/workbook/opening/", "next", "/workbook/physical/"),
        ("/workbook/physical/", "back", "/workbook/opening/"),
        ("/workbook/crisis-plan/", "next", "/workbook/keeping-well/"),
        ("/workbook/keeping-well/", "next", "/workbook/"),
        ("/workbook/social/", "enough", "/workbook/enough/"),
        ("/workbook/social/", "https://elsewhere.example", "/workbook/social/"),
    ],
)
def test_every_button_saves_and_leads_on(online, ana, address, then, leads_to):
    key = {"/workbook/crisis-plan/": "signs", "/workbook/keeping-well/": "daily"}.get(address, "helps")

    answer = online.post(address, form_of(online, address) | {key: "Words.", "then": then})

    assert (answer.url, answers(ana)) == (leads_to, {key: "Words."})


def test_the_first_way_asks_one_thing_and_says_whose_it_is(online):
    page = words(online.get("/workbook/opening/?first=1"))
    sent = {"helps": "Tea.", "then": "next", "operation": str(uuid4())}

    answer = online.post("/workbook/opening/?first=1", sent)

    assert ('name="rating"' in page, "Parts of my workbook" in page) == (False, False)
    assert answer.url == "/workbook/interests/?first=1"
    assert "Saved. Only you can read this." in words(online.get("/workbook/interests/"))


def test_no_rating_is_asked_for_on_the_first_way(online):
    assert 'name="rating"' not in words(online.get(f"{PAGE}?first=1"))


@pytest.mark.parametrize(
    "page", [PAGE, "/workbook/goals/new/", "/workbook/check-ins/today/", "/workbook/summary/"]
)
def test_the_honest_page_comes_before_the_first_line(signed_in, page):
    client = signed_in(UserFactory(privacy_read_at=None))

    honest = client.get(page)
    after = client.post(honest["Location"])

    assert honest["Location"].startswith("/privacy/?next=")
    assert after["Location"] == page
    assert client.get(page).status_code == 200


def test_what_somebody_sent_before_the_honest_page_is_kept(signed_in):
    new = UserFactory(privacy_read_at=None)

    signed_in(new).post(
        PAGE, {**form_of(signed_in(UserFactory())), "helps": "Tea.", "mark": page_mark(current_workbook(new))}
    )

    assert answers(new) == {"helps": "Tea."}


def test_an_unknown_part_is_not_found(online):
    assert online.get("/workbook/no-such-part/").status_code == 404


def test_each_person_sees_their_own_answers(online, signed_in):
    other = UserFactory()
    write(other, "physical", "helps", "Only the other one wrote this.")

    assert "Only the other one" not in words(online.get(PAGE))
    assert "Only the other one" in words(signed_in(other).get(PAGE))


def test_a_page_takes_the_same_queries_however_much_is_written(online, ana, django_assert_num_queries):
    write(ana, "physical", "helps", "Tea.")
    online.get(PAGE)
    # session, person; workbook, parts, prompts, entries, copies, key; done; topics, their words and dimensions;
    # today's check-in; the key of interests and the person's own
    with django_assert_num_queries(16):
        online.get(PAGE)

    for key in ("now", "support", "in-the-way", "alongside", "small-step"):
        write(ana, "physical", key, "Words.")
    online.post(PAGE, {"helps": "A second text.", "version-helps": "0"})
    rate(ana, physical=6, social=3)
    with django_assert_num_queries(16):
        online.get(PAGE)
