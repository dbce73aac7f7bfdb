"""Promise 35: what participants read is at US grade 6 or below, and in Spanish as easy by the Spanish measure."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from django.conf import settings

from tests.guards.test_translations import catalogue, forms
from tests.reading import (
    FEWEST_WORDS,
    ease,
    grade,
    lines,
    spanish_syllables,
    syllables,
    template_words,
    word_count,
)
from wellness.content_files import read_content

pytestmark = pytest.mark.without_database

HIGHEST_GRADE = 6
LEAST_EASE = 70
CONTENT = read_content(settings.CONTENT_DIR, ["en", "es"])
PARTS = CONTENT.editions["en"]
SPANISH_PARTS = CONTENT.editions["es"]
DIMENSIONS = [dimension["slug"] for dimension in CONTENT.dimensions]
TEMPLATES = Path(settings.BASE_DIR) / "templates"
READ_BY_PARTICIPANTS = ["accounts", "groups", "wellness"]
FEWEST_PAGES = {"accounts": 2, "groups": 15, "wellness": 6}
PLACEHOLDER = re.compile(r"%\(\w+\)s")


def words_of_part(part) -> str:
    """Everything a part says but its name."""
    asked = [words for prompt in part["prompts"] for words in (prompt["question"], prompt["hint"])]
    return lines([part["meaning"], part["opening"], part["low"], part["high"], *asked])


def words_of_topics(dimension, language) -> str:
    topics = [topic for topic in CONTENT.topics[language] if topic["dimension"] == dimension]
    return lines(words for topic in topics for words in (topic["name"], topic["line"]))


def test_grade_of_a_hard_sentence_is_its_published_one():
    hard = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."

    assert round(grade(hard), 1) == 11.3


def test_grade_rises_with_longer_sentences_and_longer_words():
    plain = "I went out. It was cold. I came home."

    assert grade(plain) < grade("I went out and it was cold and I came home.")
    assert grade(plain) < grade("I departed. Temperatures deteriorated. I retreated immediately.")


def test_syllables_are_counted_as_spoken_and_rather_too_many_than_too_few():
    words = ["cat", "liked", "table", "wanted", "area", "reading", "hospital", "encyclopedia"]

    assert [syllables(word) for word in words] == [1, 1, 2, 2, 2, 2, 3, 6]


def test_ease_of_a_famous_spanish_sentence_is_the_one_counted_by_hand():
    famous = (
        "En un lugar de la Mancha, de cuyo nombre no quiero acordarme, no ha mucho tiempo que vivía un hidalgo "
        "de los de lanza en astillero, adarga antigua, rocín flaco y galgo corredor."
    )

    assert word_count(famous) == 33
    assert ease(famous) == pytest.approx(206.84 - 60 * 60 / 33 - 1.02 * 33)
    assert round(ease(famous), 1) == 64.1


def test_ease_falls_with_longer_sentences_and_longer_words():
    plain = "Salí un rato. Hacía frío. Volví a casa."

    assert ease(plain) > ease("Salí un rato, hacía frío, volví a casa.")
    assert ease(plain) > ease(
        "Abandoné la residencia. Descendieron las temperaturas. Regresé inmediatamente."
    )


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "y sol muy rey bien pie que quien aun guion"),
        (2, "agua ayer noche queso guía ciudad cuidar hielo leer día país ahí aún búho rehusar"),
        (3, "ahora línea poeta cohete prohíbe vergüenza pingüino lluvioso pausado Uruguay"),
        (4, "esperanza todavía vehículo petróleo creíamos zanahoria biblioteca"),
        (5, "preocupación trabajadora enfermedades"),
    ],
)
def test_spanish_syllables_are_counted_as_spelt(count, words):
    assert {word: spanish_syllables(word) for word in words.split()} == dict.fromkeys(words.split(), count)


def test_template_words_are_what_a_template_says_and_no_markup():
    source = """{% translate "Save" %}<p class="long">{% translate 'Stop here' %}
    {% blocktranslate with name=row.name %}Hello <b>{{ name }}</b>, come in.{% endblocktranslate %}"""

    assert template_words(source) == "Save\nStop here\nHello , come in."


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part["slug"])
def test_every_part_is_easy_to_read(part):
    words = words_of_part(part)

    assert word_count(words) >= FEWEST_WORDS
    assert grade(words) <= HIGHEST_GRADE


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_topics_are_easy_to_read(dimension):
    words = words_of_topics(dimension, "en")

    assert word_count(words) >= FEWEST_WORDS
    assert grade(words) <= HIGHEST_GRADE


@pytest.mark.parametrize("part", SPANISH_PARTS, ids=lambda part: part["slug"])
def test_every_part_is_easy_to_read_in_spanish(part):
    words = words_of_part(part)

    assert word_count(words) >= FEWEST_WORDS
    assert ease(words) >= LEAST_EASE


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_topics_are_easy_to_read_in_spanish(dimension):
    words = words_of_topics(dimension, "es")

    assert word_count(words) >= FEWEST_WORDS
    assert ease(words) >= LEAST_EASE


@pytest.mark.parametrize("folder", READ_BY_PARTICIPANTS)
def test_pages_are_easy_to_read(folder):
    pages = {page.name: template_words(page.read_text()) for page in (TEMPLATES / folder).rglob("*.html")}

    hard = {
        name
        for name, words in pages.items()
        if word_count(words) >= FEWEST_WORDS and grade(words) > HIGHEST_GRADE
    }

    assert hard == set()


@pytest.mark.parametrize("folder", READ_BY_PARTICIPANTS)
def test_pages_are_easy_to_read_in_spanish(folder):
    pages = defaultdict(list)
    for message in catalogue("es"):
        for place, _line in message.locations:
            if place.startswith(f"templates/{folder}/"):
                pages[place] += [PLACEHOLDER.sub(" ", form) for form in forms(message.string)]

    said = {place: lines(strings) for place, strings in pages.items()}

    long = {place: words for place, words in said.items() if word_count(words) >= FEWEST_WORDS}
    assert len(long) >= FEWEST_PAGES[folder]
    assert {place: ease(words) for place, words in long.items() if ease(words) < LEAST_EASE} == {}


def test_a_part_made_hard_to_read_is_noticed():
    hard = {
        **PARTS[1],
        "opening": "Physiological considerations predominantly necessitate multidisciplinary evaluation. "
        * 9,
    }

    assert grade(words_of_part(hard)) > HIGHEST_GRADE


def test_a_spanish_part_made_hard_to_read_is_noticed():
    hard = {
        **SPANISH_PARTS[1],
        "opening": "Las consideraciones fisiológicas habitualmente requieren evaluaciones multidisciplinarias. "
        * 9,
    }

    assert ease(words_of_part(hard)) < LEAST_EASE
