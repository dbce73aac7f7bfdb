"""The protocol by which entries are saved: nothing is overwritten unseen, nothing is stored twice."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from django.db import connection

from accounts.models import User
from accounts.vault import vault_for
from tests.factories import UserFactory
from wellness.models import ConflictCopy, Entry, Prompt
from wellness.saving import (
    LONGEST_TEXT,
    Draft,
    KeptBoth,
    Saved,
    TooLong,
    Unreadable,
    plain_text,
    save_draft,
    save_drafts,
)
from wellness.workbooks import copies_by_slot, current_workbook, entries_of

pytestmark = pytest.mark.usefixtures("content")


class Page:
    """What a browser does: it saves one answer of a person, knowing the version it has seen."""

    def __init__(self, person: User, key: str = "helps") -> None:
        self.person = person
        self.workbook = current_workbook(person)
        self.prompt = Prompt.objects.get(
            part__edition=self.workbook.edition_id, part__slug="physical", key=key
        )

    def save(self, text: str, *, base: int = 0, operation: UUID | None = None, follows: UUID | None = None):
        draft = Draft(self.prompt.pk, base, operation or uuid4(), text, follows)
        return save_draft(self.person, self.workbook, draft)

    @property
    def entry(self) -> str:
        return entries_of(self.workbook, vault_for(self.person))[0].text

    @property
    def copies(self) -> list[str]:
        kept = copies_by_slot(self.workbook, vault_for(self.person), [self.prompt.pk])
        return [copy.text for copies in kept.values() for copy in copies]


@pytest.fixture
def page(ana) -> Page:
    return Page(ana)


def test_a_first_save_is_version_one(page):
    saved = page.save("Tea.")

    assert (type(saved), saved.version, page.entry) == (Saved, 1, "Tea.")


def test_a_save_on_the_current_version_is_the_next_version(page):
    page.save("Tea.")

    saved = page.save("Tea, and the radio.", base=1)

    assert (type(saved), saved.version, page.entry) == (Saved, 2, "Tea, and the radio.")


def test_the_same_save_again_gets_the_same_answer_and_changes_nothing(page):
    operation = uuid4()
    first = page.save("Tea.", operation=operation)

    again = page.save("Tea.", operation=operation)

    assert again == first
    assert Entry.objects.get().version == 1


def test_the_same_operation_with_another_text_is_a_new_save(page):
    operation = uuid4()
    page.save("Tea.", operation=operation)

    on_top = page.save("Coffee.", base=1, operation=operation)
    beside = page.save("Cocoa.", base=1, operation=operation)

    assert (type(on_top), on_top.version, type(beside)) == (Saved, 2, KeptBoth)
    assert (page.entry, page.copies) == ("Coffee.", ["Cocoa."])


def test_a_save_on_an_older_version_keeps_both_texts(page):
    page.save("Tea.")
    page.save("From the phone.", base=1)

    answer = page.save("From the laptop.", base=1)

    assert (type(answer), answer.version, answer.current) == (KeptBoth, 2, "From the phone.")
    assert (page.entry, page.copies) == ("From the phone.", ["From the laptop."])


def test_two_first_saves_keep_both_texts(page):
    page.save("From the phone.")

    answer = page.save("From the laptop.")

    assert isinstance(answer, KeptBoth)
    assert (page.entry, page.copies) == ("From the phone.", ["From the laptop."])


def test_a_conflicting_save_again_makes_no_second_copy(page):
    page.save("Tea.")
    operation = uuid4()

    answers = [page.save("Coffee.", operation=operation) for _ in range(3)]

    assert [type(answer) for answer in answers] == [KeptBoth] * 3
    assert page.copies == ["Coffee."]


def test_a_conflicting_save_under_a_used_operation_is_kept_once_however_often_it_comes(page):
    operation = uuid4()
    page.save("Tea.")
    page.save("Coffee.", operation=operation)

    for _ in range(2):
        page.save("Cocoa.", operation=operation)

    assert page.copies == ["Coffee.", "Cocoa."]


def test_a_page_that_goes_on_writing_brings_its_own_copy_up_to_date(page):
    page.save("Tea.")
    first, second = uuid4(), uuid4()
    page.save("Cof", operation=first)

    page.save("Coffee.", operation=second, follows=first)
    page.save("Coffee, then a walk.", follows=second)

    assert (page.entry, page.copies) == ("Tea.", ["Coffee, then a walk."])


def test_a_copy_of_another_page_with_the_same_words_is_not_shared(page):
    page.save("Tea.")
    mine, theirs = uuid4(), uuid4()
    page.save("The same.", operation=mine)
    page.save("The same.", operation=theirs)

    page.save("Something else.", follows=mine)

    assert sorted(page.copies) == ["Something else.", "The same."]


def test_a_text_that_goes_on_from_a_save_whose_answer_was_lost_makes_no_conflict(page):
    operation = uuid4()
    page.save("Tea", operation=operation)

    saved = page.save("Tea and toast.", follows=operation)

    assert (type(saved), saved.version, page.copies) == (Saved, 2, [])


def test_words_that_are_there_already_are_saved_whatever_version_they_build_on(page):
    page.save("Tea.")
    page.save("Coffee.", base=1)

    answer = page.save("Coffee.", base=1)

    assert (type(answer), answer.version, page.copies) == (Saved, 2, [])


def test_an_answer_can_be_emptied_and_keeps_its_version(page):
    page.save("Tea.")

    emptied = page.save("", base=1)

    assert (type(emptied), emptied.version, page.entry) == (Saved, 2, "")


def test_a_longest_text_is_saved_and_a_longer_one_is_not(page):
    text = "é" * LONGEST_TEXT

    assert isinstance(page.save(text), Saved)
    assert page.save(f"{text}é", base=1) == TooLong(LONGEST_TEXT + 1)
    assert page.entry == text


@pytest.mark.parametrize(
    "text", ["🫖👩‍👩‍👧", "أمي تتصل בשבת", "\nsecond line first", "  spaces  ", "<b>&amp;</b>", "\x00"]
)
def test_words_of_every_kind_come_back_as_they_were(page, text):
    page.save(text)

    assert page.entry == text


def test_line_ends_of_a_form_are_those_that_a_script_sends():
    assert plain_text("one\r\ntwo\rthree\n") == "one\ntwo\nthree\n"


def test_nothing_is_saved_over_an_entry_that_does_not_open(page):
    page.save("Tea.")
    entry = Entry.objects.get()
    sealed = bytes(entry.sealed)
    Entry.objects.update(sealed=sealed[:-1] + bytes([sealed[-1] ^ 1]))

    answer = page.save("Coffee.", base=1)

    assert answer == Unreadable(str(entry.pk)[:8])
    assert bytes(Entry.objects.get().sealed)[:-1] == sealed[:-1]


def test_a_copy_that_does_not_open_is_never_written_over(page):
    page.save("Tea.")
    operation = uuid4()
    page.save("Coffee.", operation=operation)
    broken = ConflictCopy.objects.get()
    ConflictCopy.objects.update(sealed=b"\x01" + bytes(200))

    page.save("Coffee and cake.", follows=operation)

    assert page.copies == ["", "Coffee and cake."]
    assert bytes(ConflictCopy.objects.get(pk=broken.pk).sealed) == b"\x01" + bytes(200)


def test_a_page_is_saved_whole_with_what_can_be_saved(ana, page):
    other = Page(ana, "now")
    page.save("Tea.")
    drafts = [Draft(page.prompt.pk, 0, uuid4(), "Coffee."), Draft(other.prompt.pk, 0, uuid4(), "Tired.")]

    outcomes = save_drafts(ana, page.workbook, drafts)

    assert [type(outcomes[each.prompt.pk, None]) for each in (page, other)] == [KeptBoth, Saved]


def test_entries_of_two_people_have_nothing_to_do_with_each_other(page):
    other = Page(UserFactory())
    page.save("Tea.")

    saved = other.save("Coffee.")

    assert (type(saved), page.entry, other.entry) == (Saved, "Tea.", "Coffee.")


def test_saving_a_page_takes_as_many_queries_for_six_answers_as_for_one(ana, django_assert_num_queries):
    workbook = current_workbook(ana)
    prompts = Prompt.objects.filter(part__edition=workbook.edition_id, part__slug="physical")
    save_drafts(ana, workbook, [Draft(prompt.pk, 0, uuid4(), "one") for prompt in prompts])

    # a savepoint and its release around: entries, their copies, the data key, one update
    with django_assert_num_queries(6):
        save_drafts(ana, workbook, [Draft(prompt.pk, 1, uuid4(), "two") for prompt in prompts])
    with django_assert_num_queries(6):
        save_drafts(ana, workbook, [Draft(prompts[0].pk, 2, uuid4(), "three")])


@pytest.mark.django_db(transaction=True)
def test_first_saves_at_the_same_moment_lose_nothing(ana):
    page, texts = Page(ana), [f"text {number}" for number in range(8)]

    # SQLite lets one writer in after the other; PostgreSQL lets all of them in at once.
    if connection.vendor == "postgresql":
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda text: saved_on_a_connection_of_its_own(page, text), texts))
    else:
        answers = [page.save(text) for text in texts]

    assert sorted(type(answer).__name__ for answer in answers) == ["KeptBoth"] * 7 + ["Saved"]
    assert sorted([page.entry, *page.copies]) == texts


def saved_on_a_connection_of_its_own(page: Page, text: str):
    try:
        return page.save(text)
    finally:
        connection.close()
