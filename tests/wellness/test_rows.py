"""Parts that are lists: rows added, put in order, taken out and brought back, on one page or two at once."""

import html
import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from accounts.vault import vault_for
from tests.factories import UserFactory
from tests.wellness.test_goals import form_of, named
from tests.wellness.written import write_row
from wellness import rows as rows_module
from wellness.models import Entry, Part, PartRow
from wellness.rows import Place, remove_row, rows_at, rows_of
from wellness.workbooks import current_workbook, page_mark

pytestmark = pytest.mark.usefixtures("content")
PAGE, SAVE = "/workbook/network/", "/workbook/network/save/"
SOME_ROW = "6f1ed9a4-8a5c-4b8e-9d1c-2f0c8f1b7a11"


@pytest.fixture
def online(ana, signed_in):
    return signed_in(ana)


def words(response) -> str:
    return html.unescape(response.content.decode())


def people(person: User, key: str = "who") -> list[str]:
    rows = rows_of(current_workbook(person), vault_for(person), kind=Part.Kind.NETWORK)
    return [row.text(key) for row in rows]


def test_a_row_is_written_without_a_script(online, ana):
    form = form_of(online.get(PAGE))

    answer = online.post(
        PAGE, form | {named(form, "who"): "My aunt ☎️", named(form, "what-for"): "Tea and talk"}, follow=True
    )

    assert (people(ana), people(ana, "what-for")) == (["My aunt ☎️"], ["Tea and talk"])
    assert (len(re.findall(r'name="who@', words(answer))), "Saved at" in words(answer)) == (2, True)


def test_a_hard_time_is_asked_about_below_its_warning(online):
    page = words(online.get("/workbook/hard-time/"))

    assert page.index("Looking back can stir things up.") < page.index("<textarea")


def test_adding_another_saves_the_page_and_leads_to_an_empty_row(online, ana):
    form = form_of(online.get(PAGE))

    answer = online.post(PAGE, form | {named(form, "who"): "My aunt", "then": "add"})

    assert (answer.url, people(ana)) == (f"{PAGE}#new-row", ["My aunt"])


def test_a_page_sent_twice_makes_one_row(online, ana):
    form = form_of(online.get(PAGE))

    for _ in range(2):
        online.post(PAGE, form | {named(form, "who"): "My aunt"})

    assert people(ana) == ["My aunt"]


def test_fields_that_save_themselves_go_into_one_row(online, ana):
    row = uuid4()

    for key, text in (("who", "My aunt"), ("what-for", "Tea")):
        online.post(SAVE, {"field": f"{key}@{row}", "text": text, "base": "0", "operation": str(uuid4())})

    assert (people(ana), people(ana, "what-for")) == (["My aunt"], ["Tea"])


def test_a_page_saved_whole_after_saving_itself_repeats_nothing(online, ana):
    form = form_of(online.get(PAGE))
    who = named(form, "who")
    online.post(SAVE, {"field": who, "text": "My aunt", "base": "0", "operation": str(uuid4())})

    online.post(PAGE, form | {who: "My aunt", f"version-{who}": "1"})

    assert people(ana) == ["My aunt"]


def test_two_tabs_add_a_row_each(online, ana):
    first, second = form_of(online.get(PAGE)), form_of(online.get(PAGE))

    online.post(PAGE, second | {named(second, "who"): "The library"})
    online.post(PAGE, first | {named(first, "who"): "My aunt"})

    assert people(ana) == ["The library", "My aunt"]


def test_a_row_emptied_is_not_shown_again(online, ana):
    row = write_row(ana, "network", who="My aunt")
    form = form_of(online.get(PAGE))

    online.post(PAGE, form | {f"who@{row}": ""})

    assert f"row-{row}" not in words(online.get(PAGE))


def test_an_empty_row_with_a_second_text_is_still_shown(online, ana):
    row = write_row(ana, "network", who="My aunt")
    form = form_of(online.get(PAGE))
    online.post(PAGE, form | {f"who@{row}": ""})

    online.post(PAGE, form | {f"who@{row}": "My aunt Rosa"})

    assert "My aunt Rosa" in words(online.get(PAGE))


def test_rows_change_places_by_buttons(online, ana):
    for name in ("One", "Two", "Three"):
        write_row(ana, "network", who=name)
    down = re.search(r'value="(before@[^"]+)">.*?Move down', words(online.get(PAGE)), re.DOTALL)

    online.post(PAGE, form_of(online.get(PAGE)) | {"then": down.group(1)})

    assert people(ana) == ["Two", "One", "Three"]


def test_moving_to_the_end_is_what_dropping_below_the_last_does(online, ana):
    first = write_row(ana, "network", who="One")
    write_row(ana, "network", who="Two")

    online.post(PAGE, {"then": f"before@{first}@"})

    assert people(ana) == ["Two", "One"]


def test_a_row_taken_out_is_brought_back_with_its_words(online, ana):
    row = write_row(ana, "network", who="My aunt")
    online.post(PAGE, form_of(online.get(PAGE)) | {"then": f"remove@{row}"})
    gone, shown = people(ana), words(online.get(PAGE))

    online.post(PAGE, {"then": f"back@{row}"})

    assert (gone, "1 taken out" in shown, people(ana)) == ([], True, ["My aunt"])


def test_what_was_taken_out_can_be_deleted_for_good(online, ana):
    row = write_row(ana, "network", who="My aunt")
    remove_row(PartRow.objects.get(pk=row))

    asked = words(online.get(f"{PAGE}rows/{row}/delete/"))
    online.post(f"{PAGE}rows/{row}/delete/")

    assert ("My aunt" in asked, "deleted for good" in asked, "Keep it" in asked) == (True, True, True)
    assert (PartRow.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_row_that_is_in_use_cannot_be_deleted_for_good(online, ana):
    row = write_row(ana, "network", who="My aunt")

    answer = online.post(f"{PAGE}rows/{row}/delete/")

    assert (answer.status_code, people(ana)) == (404, ["My aunt"])


def test_after_thirty_days_it_is_not_offered_any_more(online, ana):
    row = write_row(ana, "network", who="My aunt")
    remove_row(PartRow.objects.get(pk=row))

    with time_machine.travel(timezone.now() + timedelta(days=30, minutes=1)):
        online.force_login(ana)
        assert "taken out" not in words(online.get(PAGE))


@pytest.mark.parametrize("then", ["remove@{row}", "back@{row}", "before@{row}@"])
def test_rows_of_others_are_not_touched(online, ana, then):
    other = UserFactory()
    theirs = [write_row(other, "network", who=name) for name in ("One", "Two")]
    write_row(ana, "network", who="Mine")

    online.post(PAGE, {"then": then.format(row=theirs[0])})

    assert (people(other), people(ana)) == (["One", "Two"], ["Mine"])


def test_naming_a_row_of_another_person_writes_into_a_row_of_ones_own(online, ana):
    other = UserFactory()
    theirs = write_row(other, "network", who="Theirs")

    online.post(SAVE, {"field": f"who@{theirs}", "text": "Mine", "base": "0", "operation": str(uuid4())})

    assert (people(other), people(ana)) == (["Theirs"], ["Mine"])


def test_a_row_of_one_part_is_not_a_row_of_another(online, ana):
    row = write_row(ana, "network", who="My aunt")

    online.post(
        "/workbook/hard-time/save/",
        {"field": f"signs@{row}", "text": "I stop eating", "base": "0", "operation": str(uuid4())},
    )

    assert Entry.objects.get(prompt__key="signs").row_id != row


@pytest.mark.parametrize(
    "field", ["who", "who@", "who@x", f"who@{SOME_ROW}@x@y", f"nonsense@{SOME_ROW}", f"state@{SOME_ROW}"]
)
def test_a_field_that_no_page_of_ours_has_is_refused(online, field):
    answer = online.post(SAVE, {"field": field, "text": "Words", "operation": str(uuid4())})

    assert (answer.status_code, PartRow.objects.count(), Entry.objects.count()) == (400, 0, 0)


def test_a_full_list_says_so_and_keeps_every_word_on_the_page(online, ana, monkeypatch):
    monkeypatch.setattr(rows_module, "MOST_ROWS", 1)
    write_row(ana, "network", who="My aunt")
    form = form_of(online.get(PAGE))
    new = [name for name in form if name.startswith("who@")][-1]

    whole = online.post(PAGE, form | {new: "The library"})
    by_itself = online.post(SAVE, {"field": new, "text": "The library", "operation": str(uuid4())})

    assert (whole.status_code, "The library" in words(whole)) == (403, True)
    assert "holds as much as it can" in words(whole)
    assert (by_itself.status_code, by_itself.json()["status"]) == (409, "full")
    assert people(ana) == ["My aunt"]


def test_a_row_that_does_not_open_breaks_nothing_else(online, ana):
    closed, fine = write_row(ana, "network", who="My aunt"), write_row(ana, "network", who="The library")
    Entry.objects.filter(row=closed).update(sealed=b"\x01" + bytes(300))

    page = words(online.get(PAGE))

    assert (str(Entry.objects.get(row=closed).pk)[:8] in page, "The library" in page) == (True, True)
    assert f"who@{fine}" in page


def test_rows_made_at_once_by_two_pages_are_one(ana):
    workbook, place = current_workbook(ana), Place(uuid4())
    part = Part.objects.get(edition=workbook.edition_id, slug="network")

    made = [rows_at(ana, workbook, part.pk, [place])[place.row] for _ in range(2)]

    assert (made[0].pk == made[1].pk, PartRow.objects.count()) == (True, 1)


def test_a_page_of_someone_else_holds_the_rows_it_was_sent(online, ana):
    form = form_of(online.get(PAGE))

    held = online.post(
        PAGE, form | {named(form, "who"): "Not Ana's", "mark": page_mark(current_workbook(UserFactory()))}
    )

    assert (held.status_code, "Not Ana's" in words(held), people(ana)) == (403, True, [])


def test_the_queries_do_not_grow_with_rows(online, ana, django_assert_num_queries):
    write_row(ana, "network", who="My aunt")
    online.get(PAGE)
    # session, person, workbook, parts, prompts, done, copies, rows and their words, those taken out, key
    with django_assert_num_queries(11):
        online.get(PAGE)

    for name in ("One", "Two", "Three"):
        write_row(ana, "network", who=name, reach="020 7946 0000")
    with django_assert_num_queries(11):
        online.get(PAGE)
