"""Loading fills a new installation, and never touches what an admin has changed."""

import re
import shutil

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from wellness.content_files import ContentError
from wellness.content_loading import load_content
from wellness.models import (
    Dimension,
    Edition,
    HelpCountry,
    HelpLine,
    Part,
    PartText,
    Prompt,
    PromptText,
    Topic,
    TopicText,
)

pytestmark = pytest.mark.usefixtures("no_content")


@pytest.fixture
def folder(tmp_path):
    """Copy the content, to be spoilt."""
    return shutil.copytree(settings.CONTENT_DIR, tmp_path / "content")


def rewrite(file, old, new):
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def names(edition, language) -> list[str]:
    texts = PartText.objects.filter(part__edition=edition, language=language)
    return list(texts.order_by("part__position").values_list("name", flat=True))


def topic_names(slug) -> dict[str, str]:
    return dict(TopicText.objects.filter(topic__slug=slug).values_list("language", "name"))


def stored():
    models = [Dimension, Edition, PartText, PromptText, Topic, TopicText, HelpCountry, HelpLine]
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_first_run_loads_and_publishes_the_first_edition(db):
    loaded = load_content()

    topics = Topic.objects.filter(is_offered=True).count()
    assert Edition.objects.current() == Edition.objects.get(number=1)
    assert loaded == {
        "parts": 13,
        "parts of a draft": 0,
        "topics": topics,
        "topic texts": TopicText.objects.count(),
        "help lines": HelpLine.objects.count(),
    }


def test_second_run_changes_nothing(content):
    before = stored()

    loaded = load_content()

    assert set(loaded.values()) == {0}
    assert stored() == before


def test_what_an_admin_edited_or_deleted_stays_so(content):
    TopicText.objects.filter(topic__slug="sleeping-better").update(name="Nights")
    Topic.objects.filter(slug="anger").update(is_offered=False)
    HelpLine.objects.filter(country__code="GB", name="Shout").delete()
    HelpCountry.objects.filter(code="US").update(emergency="911 or 988")
    before = stored()

    load_content()

    assert stored() == before


def test_topics_are_loaded_beside_an_edition_that_is_there_already(content):
    Topic.objects.all().delete()

    assert load_content()["topics"] == Topic.objects.count()
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("en/topics.yaml", "  line:", "  lnie:", "en/topics.yaml, sleeping-better: unknown lnie"),
        ("en/topics.yaml", "  sensitive: false\n", "", "en/topics.yaml, sleeping-better: missing sensitive"),
        (
            "en/topics.yaml",
            "sensitive: false",
            "sensitive: perhaps",
            "sleeping-better, sensitive: should be true or false",
        ),
        (
            "en/topics.yaml",
            "dimension: physical",
            "dimension: bodily",
            "sleeping-better, dimension: bodily is not one of",
        ),
        (
            "en/topics.yaml",
            "slug: sleeping-better",
            "slug: anger",
            "en/topics.yaml: the same slug twice: anger",
        ),
        (
            "en/topics.yaml",
            "slug: sleeping-better",
            "slug: sleeping better",
            "topics.yaml, sleeping better: Enter a valid",
        ),
        ("en/edition.yaml", "- key: helps", "- kye: helps", "part opening, prompts, item 1: unknown kye"),
        ("en/edition.yaml", "kind: opening", "kind: start", "part opening, kind: start is not one of"),
        ("en/edition.yaml", "parts:", "pages:", "en/edition.yaml: unknown pages"),
        ("en/edition.yaml", "name:", "name: [", "en/edition.yaml: cannot be read"),
        ("dimensions.yaml", "icon: moon", "icon: 4", "physical, icon: should be text (put it in quotes)"),
        (
            "help-lines.yaml",
            'emergency: "911"',
            "emergency: 911",
            "US, emergency: should be text (put it in quotes)",
        ),
        ("help-lines.yaml", "GB:", "NO:", "help-lines.yaml, False: is no country code"),
        (
            "help-lines.yaml",
            'name: "Shout"',
            'name: "Samaritans"',
            "GB, lines: the same name twice: Samaritans",
        ),
    ],
)
def test_a_mistake_in_a_file_is_named_with_its_place_and_nothing_is_stored(
    db, folder, file, old, new, complaint
):
    shutil.rmtree(folder / "es")
    rewrite(folder / file, old, new)

    with pytest.raises(ContentError) as caught:
        load_content(folder)

    assert complaint in str(caught.value)
    assert not Edition.objects.exists()
    assert not Topic.objects.exists()


def test_words_that_are_too_long_are_named_and_nothing_is_stored(db, folder):
    rewrite(folder / "en/topics.yaml", "Sleeping better", "Sleep " * 20)

    with pytest.raises(ContentError, match=r"en/topics\.yaml, Sleep Sleep"):
        load_content(folder)

    assert not Edition.objects.exists()


def test_a_missing_file_is_named(db, folder):
    (folder / "en/topics.yaml").unlink()

    with pytest.raises(ContentError, match=r"en/topics\.yaml: cannot be read"):
        load_content(folder)


def test_a_second_language_is_published_with_the_same_pages_at_once(db, folder):
    load_content(folder)

    edition = Edition.objects.get()
    assert (edition.is_published, names(edition, "en")[1], names(edition, "es")[1]) == (
        True,
        "Body and sleep",
        "Cuerpo y sueño",
    )
    assert topic_names("sleeping-better") == {"en": "Sleeping better", "es": "Dormir mejor"}
    assert PartText.objects.filter(language="es").count() == Part.objects.count()
    assert PromptText.objects.filter(language="es").count() == Prompt.objects.count()


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        (
            "es/edition.yaml",
            "slug: opening",
            "slug: beginning",
            "es/edition.yaml: does not have the same pages as en/edition.yaml",
        ),
        (
            "es/topics.yaml",
            "slug: sleeping-better",
            "slug: sleeping-well",
            "es/topics.yaml: does not have the same topics as en/topics.yaml",
        ),
        (
            "es/topics.yaml",
            "dimension: physical",
            "dimension: social",
            "es/topics.yaml: does not have the same topics as en/topics.yaml",
        ),
        (
            "es/topics.yaml",
            "  sensitive: true",
            "  sensitive: false",
            "es/topics.yaml: does not have the same topics as en/topics.yaml",
        ),
    ],
)
def test_a_second_language_with_other_pages_or_topics_is_refused(db, folder, file, old, new, complaint):
    rewrite(folder / file, old, new)

    with pytest.raises(ContentError, match=re.escape(complaint)):
        load_content(folder)


def test_command_says_what_it_loaded_and_the_second_time_that_there_is_nothing_to_do(db, capsys):
    call_command("load_content")
    call_command("load_content")

    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("Loaded 13 parts, ")
    assert second == "Nothing to load: the wording is there already."


def test_command_names_the_mistake_without_a_stack_trace(db, folder, settings):
    settings.CONTENT_DIR = folder
    rewrite(folder / "dimensions.yaml", "hue:", "colour:")

    with pytest.raises(CommandError, match=r"dimensions\.yaml, physical: unknown colour"):
        call_command("load_content")
