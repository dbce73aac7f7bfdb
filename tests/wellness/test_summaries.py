"""What a workbook suggests for a summary, what is in it, and that no save loses a word."""

import pytest
from django.utils.translation import override

from accounts.vault import vault_for
from tests.wellness.written import UNSEEN, include, rate, set_goal, write
from wellness.interests import note_interests
from wellness.models import PartRow, Summary, Topic
from wellness.rows import note_marks
from wellness.saving import LONGEST_TEXT
from wellness.sharing import content_digest, content_to_share
from wellness.summaries import open_summary
from wellness.summary_saving import CannotSave, Change, changes_in, save_summary
from wellness.workbooks import current_workbook

pytestmark = pytest.mark.usefixtures("content")
HELPS = "helps.physical"
LONG = "x" * (LONGEST_TEXT + 1)
ALL_SCRIPTS = "Tea ☕ and 👩‍👩‍👧 — שלום, مرحبا <b>&amp;</b>\nsecond line\ttab"


def opened(person):
    return open_summary(person, current_workbook(person), vault_for(person))


def item(person, key=HELPS):
    return next(each for each in opened(person).items if each.key == key)


def save(person, *changes):
    return save_summary(person=person, workbook=current_workbook(person), changes=changes)


def lines(person):
    content = content_to_share(person, vault_for(person))
    return [line["words"] for section in content["sections"] for line in section["lines"]]


def test_suggestions_come_in_page_order_from_what_is_written(ana):
    write(ana, "crisis-plan", "ring", "My sister")
    write(ana, "social", "support", "Company on Sundays")
    write(ana, "physical", "small-step", "Lie down for ten minutes")
    write(ana, "physical", "now", "Not for a summary")
    write(ana, "opening", "helps", "Tea")
    write(ana, "physical", "helps", "Clean sheets")
    write(ana, "emotional", "helps", "   ")
    rate(ana, physical=4)
    goal = set_goal(ana, "Walk the dog", "Find the lead", "Ask Sam")
    note_interests(person=ana, strengths={Topic.objects.get(slug="sleeping-better").pk: "strong"})

    found = [(each.key, each.words) for each in opened(ana).items if not each.is_ratings]

    assert found == [
        ("helps.opening", "Tea"),
        ("helps.physical", "Clean sheets"),
        ("support.social", "Company on Sundays"),
        ("small-step.physical", "Lie down for ten minutes"),
        (goal, "Walk the dog\n- Find the lead\n- Ask Sam"),
        ("topics", "Sleeping better"),
        ("crisis.ring", "My sister"),
        ("note", ""),
    ]
    assert opened(ana).items[0].is_ratings


def test_nothing_is_in_a_summary_until_it_is_included(ana):
    write(ana, "physical", "helps", "Clean sheets")
    rate(ana, physical=4)

    assert content_to_share(ana, vault_for(ana)) is None

    include(ana, HELPS)

    assert lines(ana) == ["Clean sheets"]
    assert content_to_share(ana, vault_for(ana))["ratings"] is None


def test_leaving_out_takes_it_out_again(ana):
    write(ana, "physical", "helps", "Clean sheets")
    include(ana, HELPS)

    save(ana, Change(HELPS, item(ana).base, included=False, words="Clean sheets"))

    assert content_to_share(ana, vault_for(ana)) is None


def test_reworded_here_changes_nothing_in_the_workbook(ana):
    write(ana, "physical", "helps", "Clean sheets")

    save(ana, Change(HELPS, item(ana).base, included=True, words="A made bed"))

    assert lines(ana) == ["A made bed"]
    assert item(ana).now == "Clean sheets"


def test_a_note_alone_is_a_summary(ana):
    include(ana, note="Thank you for asking.")

    content = content_to_share(ana, vault_for(ana))

    assert [(section["heading"], section["lines"][0]["words"]) for section in content["sections"]] == [
        ("A note from me", "Thank you for asking.")
    ]


def test_a_reworded_text_left_out_keeps_its_words(ana):
    write(ana, "physical", "helps", "Clean sheets")
    save(ana, Change(HELPS, item(ana).base, included=True, words="A made bed"))

    save(ana, Change(HELPS, item(ana).base, included=False, words="A made bed"))

    assert item(ana).words == "A made bed"


def test_words_taken_stay_when_the_workbook_changes_and_newer_ones_are_offered(ana):
    write(ana, "physical", "helps", "Clean sheets")
    include(ana, HELPS)
    assert not item(ana).has_newer

    write(ana, "physical", "helps", "A warm bath")

    assert lines(ana) == ["Clean sheets"]
    assert item(ana).has_newer


def test_newer_words_are_taken_when_asked_for(ana):
    write(ana, "physical", "helps", "Clean sheets")
    include(ana, HELPS)
    write(ana, "physical", "helps", "A warm bath")

    save(ana, Change(HELPS, item(ana).base, included=True, words="Clean sheets", takes_newer=True))

    assert lines(ana) == ["A warm bath"]
    assert not item(ana).has_newer


def test_what_is_left_out_goes_along_with_the_workbook(ana):
    write(ana, "physical", "helps", "Clean sheets")
    include(ana, HELPS)
    save(ana, Change(HELPS, item(ana).base, included=False, words="Clean sheets"))

    write(ana, "physical", "helps", "A warm bath")

    assert (item(ana).words, item(ana).has_newer) == ("A warm bath", False)


def test_a_goal_that_was_deleted_stays_in_the_summary_with_its_words(ana):
    goal = set_goal(ana, "Walk the dog")
    include(ana, goal)

    PartRow.objects.of(current_workbook(ana)).delete()

    assert lines(ana) == ["Walk the dog"]


def test_a_step_that_is_done_says_so(ana):
    goal = set_goal(ana, "Walk the dog", "Find the lead")

    note_marks(ana, PartRow.objects.exclude(above=None).get(), {"done": True})

    assert item(ana, goal).words == "Walk the dog\n- Find the lead (done)"


def test_another_language_makes_no_newer_words_of_a_goal(ana):
    goal = set_goal(ana, "Walk the dog", "Find the lead")
    note_marks(ana, PartRow.objects.exclude(above=None).get(), {"done": True})
    include(ana, goal)

    with override("es"):
        assert item(ana, goal).now != item(ana, goal).words
        assert not item(ana, goal).has_newer


def test_ratings_are_kept_as_they_were_when_included(ana, time_machine):
    time_machine.move_to("2026-11-02 12:00")
    rate(ana, physical=4, social="hard", emotional="skip")
    include(ana, "ratings")
    time_machine.move_to("2026-11-09 12:00")
    rate(ana, physical=8)

    ratings = content_to_share(ana, vault_for(ana))["ratings"]

    rated = {petal["slug"]: (petal["rating"], petal["words"]) for petal in ratings["petals"]}
    assert ratings["day"] == "2026-11-02"
    assert (rated["physical"], rated["social"], rated["emotional"]) == (
        (4, ""),
        (None, "Hard to say"),
        (None, ""),
    )
    assert len(rated) == 7
    assert item(ana, "ratings").has_newer


def test_two_tabs_that_change_different_things_keep_both_changes(ana):
    write(ana, "physical", "helps", "Clean sheets")
    write(ana, "social", "helps", "My sister")
    shown = item(ana).base
    shown_other = item(ana, "helps.social").base
    untouched = Change("helps.social", shown_other, included=False, words="My sister")

    save(
        ana,
        Change(HELPS, shown, included=False, words="Clean sheets"),
        Change("helps.social", shown_other, included=True, words="Sis"),
    )
    saved = save(ana, Change(HELPS, shown, included=True, words="A made bed"), untouched)

    assert lines(ana) == ["A made bed", "Sis"]
    assert saved.second_texts == 0


def test_two_tabs_that_change_the_same_words_keep_both_texts(ana):
    write(ana, "physical", "helps", "Clean sheets")
    shown = item(ana).base

    save(ana, Change(HELPS, shown, included=True, words="First tab"))
    saved = save(ana, Change(HELPS, shown, included=True, words="Second tab"))

    assert saved.second_texts == 1
    assert (item(ana).words, item(ana).also) == ("Second tab", ("First tab",))
    assert lines(ana) == ["Second tab"]


def test_tabs_that_go_on_typing_leave_one_second_text_each(ana):
    write(ana, "physical", "helps", "")
    shown = item(ana, "note").base

    for typed in ("One", "One and", "One and more"):
        save(ana, Change("note", shown, included=False, words=typed))
        save(ana, Change("note", shown, included=False, words=f"Other {typed}"))

    assert (item(ana, "note").words, item(ana, "note").also) == ("Other One and more", ("One and more",))


def test_a_second_text_goes_only_when_the_page_showed_it(ana):
    write(ana, "physical", "helps", "Clean sheets")
    shown = item(ana).base
    for words in ("First tab", "Second tab"):
        save(ana, Change(HELPS, shown, included=True, words=words))
    mark = item(ana).second_mark

    save(ana, Change(HELPS, shown, included=True, words="Third tab", forgets=mark))
    assert set(item(ana).also) == {"First tab", "Second tab"}

    save(ana, Change(HELPS, item(ana).base, included=True, words="Third tab", forgets=item(ana).second_mark))
    assert item(ana).also == ()


def test_a_second_text_goes_once_the_summary_says_the_same(ana):
    write(ana, "physical", "helps", "Clean sheets")
    shown = item(ana).base
    for words in ("First tab", "Second tab"):
        save(ana, Change(HELPS, shown, included=True, words=words))

    save(ana, Change(HELPS, item(ana).base, included=True, words="First tab"))

    assert (item(ana).words, item(ana).also) == ("First tab", ())


def test_the_same_save_again_changes_nothing(ana):
    write(ana, "physical", "helps", "Clean sheets")
    change = Change(HELPS, item(ana).base, included=True, words="A made bed")

    save(ana, change)
    save(ana, change)

    assert Summary.objects.of(current_workbook(ana)).get().version == 1
    assert item(ana).also == ()


@pytest.mark.parametrize("words", [ALL_SCRIPTS, "y" * LONGEST_TEXT])
def test_any_words_come_back_as_they_were_written(ana, words):
    include(ana, note=words)

    assert lines(ana) == [words]


def test_a_text_that_is_too_long_is_held_and_the_rest_is_saved(ana):
    write(ana, "physical", "helps", "Clean sheets")

    saved = save(
        ana,
        Change(HELPS, item(ana).base, included=True, words="Mine"),
        Change("note", UNSEEN, included=False, words=LONG),
    )

    assert [each.held for each in saved.items if each.key == "note"] == [LONG]
    assert lines(ana) == ["Mine"]


def test_a_form_says_only_what_its_page_showed():
    posted = {
        "base-note": "0-a",
        "words-note": "a\r\nb",
        "include-topics": "on",
        "words-topics": "x",
        "all": "helps",
        "base-helps.social": "0-b",
        "newer": "helps.social",
    }

    assert changes_in(posted) == [
        Change("note", "0-a", included=False, words="a\nb"),
        Change("helps.social", "0-b", included=True, words=None, takes_newer=True),
    ]


def test_a_summary_that_does_not_open_is_never_written_over(ana):
    include(ana, note="Kept")
    row = Summary.objects.of(current_workbook(ana)).get()
    Summary.objects.filter(pk=row.pk).update(sealed=b"\x01" + bytes(row.sealed)[1:-1] + b"!")
    before = Summary.objects.get(pk=row.pk)

    with pytest.raises(CannotSave, match=str(row.pk)[:8]):
        include(ana, note="New")

    after = Summary.objects.get(pk=row.pk)
    assert (bytes(after.sealed), after.version) == (bytes(before.sealed), before.version)
    assert opened(ana).reference == str(row.pk)[:8]
    assert content_to_share(ana, vault_for(ana)) is None


def test_the_digest_changes_with_any_word(ana):
    include(ana, note="Thank you")
    content = content_to_share(ana, vault_for(ana))

    assert content_digest(content) == content_digest(dict(reversed(content.items())))
    assert content_digest(content) != content_digest({**content, "name": "Anna"})
