"""Editions: drafts are changed and published; what is published never changes."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories import UserFactory
from wellness.dimensions import current_dimensions, dimensions_of
from wellness.editions import copy_to_draft, publish_edition
from wellness.models import Dimension, Edition, Part, PartText, Prompt, PromptText, Workbook

pytestmark = pytest.mark.usefixtures("content")


@pytest.fixture
def published():
    return Edition.objects.get()


@pytest.fixture
def draft(published):
    return copy_to_draft(published)


def words(edition):
    """Everything an edition says, in order."""
    texts = PromptText.objects.filter(prompt__part__edition=edition).order_by(
        "prompt__part__position", "prompt__position", "language"
    )
    parts = PartText.objects.filter(part__edition=edition).order_by("part__position", "language")
    return (
        list(
            parts.values_list(
                "part__slug",
                "part__kind",
                "part__dimension",
                "language",
                "name",
                "meaning",
                "opening",
                "low",
                "high",
            )
        ),
        list(texts.values_list("prompt__key", "prompt__is_more", "language", "question", "hint")),
    )


def test_a_copy_is_a_draft_that_says_the_same(published, draft):
    assert not draft.is_published
    assert draft.number == 2
    assert words(draft) == words(published)


def test_changing_a_copy_leaves_the_published_edition_alone(published, draft):
    before = words(published)

    PromptText.objects.filter(prompt__part__edition=draft).update(question="Changed?")
    Part.objects.filter(edition=draft, slug="social").delete()

    assert words(published) == before


def test_copying_takes_no_more_queries_for_more_prompts(published, django_assert_max_num_queries):
    with django_assert_max_num_queries(65):
        copy_to_draft(published)


def test_publishing_makes_a_draft_the_current_edition(published, draft):
    assert Edition.objects.current() == published

    publish_edition(draft)

    assert Edition.objects.current() == draft
    assert draft.is_published


def test_publishing_an_edition_twice_is_refused(published):
    first = published.published_at

    with pytest.raises(ValidationError, match="stays as it is"):
        publish_edition(published)

    published.refresh_from_db()
    assert published.published_at == first


def test_an_older_draft_published_later_is_the_current_edition(draft, published):
    newer = copy_to_draft(published)
    publish_edition(newer)

    publish_edition(draft)

    assert Edition.objects.current() == draft
    assert draft.number == 4


def test_a_draft_with_gaps_is_refused_with_a_sentence_for_each(draft):
    PartText.objects.filter(part__edition=draft, part__slug="social").delete()
    Prompt.objects.filter(part__edition=draft, part__slug="opening").delete()
    PromptText.objects.filter(prompt__part__edition=draft, prompt__key="ring").delete()
    Part.objects.filter(edition=draft, kind="dimension").exclude(slug="social").delete()

    with pytest.raises(ValidationError) as caught:
        publish_edition(draft)

    assert caught.value.messages == [
        "social has no words yet.",
        "opening has no prompt yet.",
        "A prompt has no words yet: crisis-plan, ring.",
    ]
    assert not Edition.objects.get(pk=draft.pk).is_published


def test_an_empty_draft_says_which_kinds_of_part_it_lacks(db):
    with pytest.raises(ValidationError) as caught:
        publish_edition(Edition.objects.create(number=7))

    assert caught.value.messages == [
        "There is no part of this kind yet: opening question.",
        "There is no part of this kind yet: dimension.",
        "There is no part of this kind yet: goals.",
        "There is no part of this kind yet: community and support network.",
        "There is no part of this kind yet: what I learned from a hard time.",
        "There is no part of this kind yet: crisis plan.",
        "There is no part of this kind yet: keeping well.",
    ]


def one_of_each(edition):
    part = edition.parts.get(slug="social")
    prompt = part.prompts.first()
    return [edition, part, part.texts.get(language="en"), prompt, prompt.texts.get(language="en")]


def test_no_row_of_a_published_edition_passes_for_valid(published):
    for row in one_of_each(published):
        with pytest.raises(ValidationError, match="stays as it is"):
            row.full_clean()


def test_no_row_can_be_added_to_a_published_edition(published):
    part = published.parts.get(slug="social")

    for row in (Part(edition=published, slug="extra"), Prompt(part=part, key="extra"), PartText(part=part)):
        with pytest.raises(ValidationError, match="stays as it is"):
            row.clean()


def test_a_part_cannot_be_moved_out_of_a_published_edition(published, draft):
    part = published.parts.get(slug="social")
    part.edition = draft

    with pytest.raises(ValidationError, match="stays as it is"):
        part.clean()


def test_every_row_of_a_draft_is_valid(draft):
    for row in one_of_each(draft):
        row.full_clean()

    assert words(draft)


def test_a_workbook_keeps_the_words_of_the_edition_it_began_with(published, draft):
    workbook = Workbook.objects.create(person=UserFactory(), edition=published)
    PartText.objects.filter(part__edition=draft, part__slug="physical").update(name="Body")

    publish_edition(draft)

    assert dimensions_of(workbook.edition_id, "en")[0].name == "Body and sleep"
    assert current_dimensions("en")[0].name == "Body"


def test_current_dimensions_come_in_page_order_in_two_queries(django_assert_num_queries):
    with django_assert_num_queries(2):
        dimensions = current_dimensions("en")

    assert [(words.slug, words.hue) for words in dimensions][:2] == [
        ("physical", "hue-1"),
        ("environmental", "hue-2"),
    ]
    assert len(dimensions) == 7


def test_dimensions_in_a_language_without_words_are_in_the_sites_own():
    assert [words.name for words in current_dimensions("fr")] == [
        words.name for words in current_dimensions("en")
    ]


def test_words_in_the_language_asked_for_come_before_the_sites_own():
    part = Part.objects.get(slug="social")
    PartText.objects.filter(part=part, language="es").update(name="Gente")

    assert [words.name for words in current_dimensions("es") if words.slug == "social"] == ["Gente"]
    assert [words.name for words in current_dimensions("en") if words.slug == "social"] == ["People"]


def test_an_eighth_dimension_is_added_to_an_edition(draft):
    money = Dimension.objects.create(slug="money", hue="hue-8", icon="coins", position=7)
    part = Part.objects.create(edition=draft, slug="money", kind="dimension", dimension=money, position=85)
    PartText.objects.create(part=part, language="en", name="Money", opening="Hello.")
    PromptText.objects.create(
        prompt=Prompt.objects.create(part=part, key="now", position=0), language="en", question="How?"
    )

    publish_edition(draft)

    assert [words.slug for words in current_dimensions("en")][-1] == "money"


def test_there_are_no_dimensions_before_anything_is_published():
    Edition.objects.update(published_at=None)

    assert current_dimensions("en") == []


@pytest.mark.parametrize("key", ["rating", "then", "mark", "operation", "topic-3", "version-now"])
def test_a_prompt_cannot_take_a_name_that_its_page_uses(draft, key):
    prompt = Prompt(part=draft.parts.first(), key=key, position=9)

    with pytest.raises(ValidationError, match="something else"):
        prompt.full_clean()


def test_a_dimension_needs_an_icon_that_can_be_drawn():
    with pytest.raises(ValidationError, match="no icon of this name"):
        Dimension(slug="money", hue="hue-8", icon="no-such-thing").full_clean()

    Dimension(slug="money", hue="hue-8", icon="coins").full_clean()
