"""The wording that ships is complete."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from lucide.templatetags.lucide import lucide

from tests.reading import sentences
from wellness.content_files import read_content
from wellness.models import HelpLine, Part, Prompt, PromptText, Topic, TopicText

DIMENSIONS = ["physical", "environmental", "occupational", "intellectual", "social", "emotional", "spiritual"]
OPEN = ["now", "helps", "support"]
MORE = ["in-the-way", "alongside", "small-step"]
LANGUAGES = ["en", "es"]
UNKIND = re.compile(
    r"\b(sufferers?|victims?|patients?|compliance|overdue|failed|missed|apologies|declined|committed suicide)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def files():
    return read_content(settings.CONTENT_DIR, LANGUAGES)


def part_of(files, slug, language="en"):
    return next(part for part in files.editions[language] if part["slug"] == slug)


def test_seven_dimensions_ship_in_a_gentle_order(files):
    assert [dimension["slug"] for dimension in files.dimensions] == DIMENSIONS


def test_each_dimension_has_a_hue_of_its_own_and_an_icon_that_exists(files):
    assert [dimension["hue"] for dimension in files.dimensions] == [f"hue-{number}" for number in range(1, 8)]
    assert all(lucide(dimension["icon"]).startswith("<svg") for dimension in files.dimensions)


def test_parts_come_in_order_with_the_opening_first_and_keeping_well_last(files):
    assert [part["slug"] for part in files.editions["en"]] == [
        "opening",
        *DIMENSIONS,
        "goals",
        "network",
        "hard-time",
        "crisis-plan",
        "keeping-well",
    ]


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_each_dimension_has_six_prompts_three_of_them_open(files, dimension):
    part = part_of(files, dimension)

    assert [prompt["key"] for prompt in part["prompts"] if not prompt.get("more")] == OPEN
    assert [prompt["key"] for prompt in part["prompts"] if prompt.get("more")] == MORE


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_each_dimension_says_what_it_means_and_what_both_ends_of_its_rating_mean(files, dimension, language):
    part = part_of(files, dimension, language)

    assert all(part[words] for words in ("name", "meaning", "opening", "low", "high"))
    assert len(sentences(part["meaning"])) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_prompt_of_one_part_asks_something_else(files, language):
    for part in files.editions[language]:
        questions = Counter(prompt["question"] for prompt in part["prompts"])
        assert max(questions.values()) == 1, part["slug"]


def test_crisis_plan_has_its_three_lines_first_and_says_what_it_is_not(files):
    plan = part_of(files, "crisis-plan")

    assert [prompt["key"] for prompt in plan["prompts"] if not prompt.get("more")] == [
        "signs",
        "helps",
        "ring",
    ]
    assert [prompt["key"] for prompt in plan["prompts"] if prompt.get("more")] == [
        "note",
        "helps-not",
        "want",
        "not-want",
        "medicines",
        "looking-after",
    ]
    assert "not a legal document" in plan["opening"]
    assert "No es un documento legal" in part_of(files, "crisis-plan", "es")["opening"]


@pytest.mark.parametrize(
    ("slug", "keys"),
    [
        ("goals", ["title", "why", "step", "helpers", "look-again"]),
        ("network", ["who", "what-for", "reach"]),
        ("hard-time", ["signs", "do", "ask"]),
        ("keeping-well", ["daily", "weekly", "now-and-then"]),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_further_parts_ask_what_their_pages_are_made_for(files, slug, keys, language):
    part = part_of(files, slug, language)

    assert [prompt["key"] for prompt in part["prompts"]] == keys
    assert part["meaning"]
    assert all(prompt["hint"] for prompt in part["prompts"])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["stir things up", "with someone you trust", "or not do it at all"]),
        ("es", ["mover muchas cosas por dentro", "con alguien de confianza", "o no hacerla"]),
    ],
)
def test_a_hard_time_opens_with_its_warning(files, language, said):
    warning = part_of(files, "hard-time", language)["opening"].split("\n")[0]

    assert [words for words in said if words not in warning] == []


def test_topic_library_has_at_least_six_topics_a_dimension_and_forty_two_in_all(files):
    counts = Counter(topic["dimension"] for topic in files.topics["en"])

    assert set(counts) == set(DIMENSIONS)
    assert min(counts.values()) >= 6
    assert counts.total() >= 42


def test_topics_that_need_care_are_sensitive(files):
    sensitive = {topic["slug"] for topic in files.topics["en"] if topic["sensitive"]}

    assert sensitive >= {
        "medicines",
        "alcohol-and-drugs",
        "dealing-with-debt",
        "loss-and-grief",
        "urges-to-hurt-myself",
    }


def test_no_help_line_ships_with_a_date_that_nobody_earned(content):
    assert HelpLine.objects.exists()
    assert not HelpLine.objects.exclude(checked_on=None).exists()


def test_every_stored_part_prompt_and_topic_has_its_words(content):
    assert Part.objects.filter(texts=None).count() == 0
    assert Prompt.objects.filter(texts=None).count() == 0
    assert Topic.objects.filter(texts=None).count() == 0


def test_no_wording_calls_people_names(content):
    said = [f"{text.question} {text.hint}" for text in PromptText.objects.all()]
    said += [f"{text.name} {text.line}" for text in TopicText.objects.all()]

    assert [words for words in said if UNKIND.search(words)] == []


def test_nothing_of_ours_bears_the_name_of_another_programme():
    root = Path(settings.BASE_DIR)
    folders = ("wellness/content", "groups/content", "templates", "docs")
    ours = [path for folder in folders for path in (root / folder).rglob("*.*") if path.suffix != ".png"]
    ours += [root / "README.md", root / "CHANGELOG.md", root / "locale/es/LC_MESSAGES/django.po"]

    assert len(ours) > 300
    assert [path for path in ours if re.search(r"\bWRAP\b", path.read_text())] == []
