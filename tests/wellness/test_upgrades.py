"""A later version's wording comes once, as a draft; nothing that an admin changed is written over."""

import shutil

import pytest
from django.conf import settings as site
from django.core.management import call_command

from tests.wellness.test_content_loading import names, rewrite, stored, topic_names
from wellness.content_files import read_content
from wellness.content_loading import load_content
from wellness.editions import copy_to_draft, publish_edition
from wellness.models import Dimension, Edition, LoadedWording, Part, PartText, Topic, TopicText
from wellness.shipped_wording import digest_of_edition, digest_of_files

NEW_TOPIC = """
- slug: rainy-days
  dimension: emotional
  name: "Rainy days"
  line: "We swap what we do when it pours."
  sensitive: false
"""


def english(folder):
    """Leave Spanish out of a folder, as versions before it did."""
    shutil.rmtree(folder / "es")
    return folder


@pytest.fixture(autouse=True)
def _installed(no_content, tmp_path):
    """Install a version from before there was Spanish."""
    load_content(english(shutil.copytree(site.CONTENT_DIR, tmp_path / "before")))


@pytest.fixture
def folder(tmp_path):
    """Copy the English content, as a later version would ship it."""
    return english(shutil.copytree(site.CONTENT_DIR, tmp_path / "content"))


@pytest.fixture
def spanish():
    """Return the content of a later version, with Spanish."""
    return site.CONTENT_DIR


def reworded(folder):
    rewrite(folder / "en/edition.yaml", '"Body and sleep"', '"Body and rest"')
    return folder


def test_new_wording_comes_as_a_draft_and_what_is_published_stays(folder):
    before = names(Edition.objects.get(), "en")

    loaded = load_content(reworded(folder))

    draft = Edition.objects.get(number=2)
    assert (loaded["parts of a draft"], draft.is_published, names(draft, "en")[1]) == (
        13,
        False,
        "Body and rest",
    )
    assert names(Edition.objects.current(), "en") == before


def test_the_same_wording_comes_once_whatever_became_of_its_draft(folder):
    reworded(folder)
    load_content(folder)
    PartText.objects.filter(part__edition__number=2).update(name="Ours")

    load_content(folder)
    Edition.objects.get(number=2).delete()
    load_content(folder)

    assert [edition.number for edition in Edition.objects.all()] == [1]


def test_going_back_to_the_version_before_brings_nothing(folder, tmp_path):
    load_content(reworded(folder))

    assert set(load_content(tmp_path / "before").values()) == {0}


def test_an_edition_of_ones_own_stays_the_current_one(folder):
    own = copy_to_draft(Edition.objects.get())
    PartText.objects.filter(part__edition=own, part__slug="social").update(name="My people")
    publish_edition(own)

    load_content(reworded(folder))

    assert (Edition.objects.current(), names(own, "en")[5]) == (own, "My people")
    assert Edition.objects.get(number=3).is_published is False


def test_a_draft_that_came_can_be_published(folder):
    load_content(reworded(folder))

    publish_edition(Edition.objects.get(number=2))

    assert names(Edition.objects.current(), "en")[1] == "Body and rest"


def test_an_installation_from_before_this_was_remembered_gets_no_copy_of_what_it_has(folder):
    LoadedWording.objects.all().delete()
    Dimension.objects.create(slug="money", hue="hue-8", icon="coins")
    before = stored()

    load_content(folder)

    assert (stored(), LoadedWording.objects.get().edition.number) == (before, 1)


def test_an_installation_from_before_gets_what_is_new_as_a_draft(spanish):
    LoadedWording.objects.all().delete()

    load_content(spanish)

    draft = Edition.objects.get(number=2)
    assert (names(draft, "es")[1], names(draft, "en")[1]) == ("Cuerpo y sueño", "Body and sleep")
    assert names(Edition.objects.get(number=1), "es") == []
    assert not draft.is_published


def test_a_language_that_comes_later_is_added_to_topics_and_nothing_written_over(spanish):
    TopicText.objects.filter(topic__slug="sleeping-better").update(name="Nights")
    Topic.objects.filter(slug="anger").update(is_offered=False)

    load_content(spanish)

    assert topic_names("sleeping-better") == {"en": "Nights", "es": "Dormir mejor"}
    assert not Topic.objects.get(slug="anger").is_offered
    assert set(load_content(spanish).values()) == {0}


def test_a_new_topic_waits_until_an_admin_offers_it(folder):
    with (folder / "en/topics.yaml").open("a") as file:
        file.write(NEW_TOPIC)

    loaded = load_content(folder)

    topic = Topic.objects.get(slug="rainy-days")
    assert (loaded["topics"], topic.is_offered, topic.dimension.slug) == (1, False, "emotional")
    assert topic_names("rainy-days") == {"en": "Rainy days"}


def test_files_and_the_edition_loaded_from_them_have_one_digest(spanish):
    load_content(spanish)

    content = read_content(spanish, ["en", "es"])
    assert digest_of_files(content.editions) == digest_of_edition(Edition.objects.get(number=2))


@pytest.mark.parametrize(
    "said", ['name: "Body', 'low: "Worn', 'hint: "A hot', 'question: "How has', "more: true"]
)
def test_every_word_counts_in_the_digest(folder, said):
    before = digest_of_files(read_content(folder, ["en"]).editions)

    rewrite(folder / "en/edition.yaml", said, said.replace('"', '"x').replace("true", "false"))

    assert digest_of_files(read_content(folder, ["en"]).editions) != before


def test_the_command_says_where_the_draft_waits(folder, settings, capsys):
    settings.CONTENT_DIR = reworded(folder)

    call_command("load_content")

    assert capsys.readouterr().out.strip() == (
        "Loaded 13 parts of a draft. The draft waits in the admin, under Editions, to be looked at and published."
    )


def test_a_draft_has_the_parts_that_the_files_have_in_their_order(folder):
    load_content(reworded(folder))

    slugs = [
        list(Part.objects.filter(edition__number=number).values_list("slug", flat=True)) for number in (1, 2)
    ]
    assert slugs[0] == slugs[1]
