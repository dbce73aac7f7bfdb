"""How our Spanish speaks: plainly, to one person, as a friend would, and in titles and subjects of no health matter."""

import re
from collections import defaultdict

import pytest

from tests.guards.test_translations import STANDS_FOR, catalogue, forms
from tests.neutral import HEALTH
from tests.reading import FEWEST_WORDS, ease, lines, word_count

pytestmark = pytest.mark.without_database

# Each with why: what it says of the person, or to whom it would speak.
NOT_OUR_MANNER = {
    "speaks formally, or to several people as in Spain": r"\busted(es)?\b|\bvosotr|\bvuestr",
    "names a gender where one can do without": r"\w\(a\)|\w/as?\b|\w@s?\b(?!\w)|\bbienvenid(o|os|as)\b|\btodes\b",
    "blames or labels": r"víctima|paciente|sufr|enferm|fracas|fall[óoa]|\berror|vencid|atrasad|rechaz|incumpl|obligad",
    "is rude somewhere": r"\bcoger|\bcoge\b|\bacabar|\btirar|ordenador|\bmóvil\b|\bvale\b|ahorita",
    "is English in disguise": r"\baplicar\b|\bsoportar\b|eventualmente|remover|hacer sentido|\blogin\b|(?<!\()\be-?mail\b|\bclic",
}
LEAST_EASE = 70
FOLDERS = ["account", "accounts", "groups", "mfa", "usersessions", "wellness"]
SPANISH = [
    (str(message.id), form) for message in catalogue("es") if message.id for form in forms(message.string)
]


@pytest.mark.parametrize("why", NOT_OUR_MANNER)
def test_spanish_keeps_our_manner(why):
    found = {words for _english, words in SPANISH if re.search(NOT_OUR_MANNER[why], words, re.IGNORECASE)}

    assert found == set()


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("speaks formally, or to several people as in Spain", "Escriba usted su nombre"),
        ("names a gender where one can do without", "Bienvenido al grupo"),
        ("blames or labels", "El intento falló"),
        ("is rude somewhere", "Coge tu móvil"),
        ("is English in disguise", "Haz clic aquí"),
    ],
)
def test_another_manner_is_noticed(why, words):
    assert re.search(NOT_OUR_MANNER[why], words, re.IGNORECASE)


def test_questions_and_exclamations_open_as_they_close():
    found = {
        words
        for _english, words in SPANISH
        if words.count("?") != words.count("¿") or words.count("!") != words.count("¡")
    }

    assert found == set()


def test_subjects_of_letters_in_spanish_say_nothing_of_health():
    subjects = [
        message.string
        for message in catalogue("es")
        if any(path.endswith("_subject.txt") for path, _line in message.locations)
    ]

    assert subjects
    assert [words for words in subjects if HEALTH.search(words) or re.search("grupo|cuaderno", words)] == []


def words_of_templates(folder: str) -> dict[str, str]:
    """Return what each template of a folder says in Spanish, a line for each string."""
    said = defaultdict(list)
    for message in catalogue("es"):
        for path in {path for path, _line in message.locations if path.startswith(f"templates/{folder}/")}:
            said[path] += [STANDS_FOR.sub(" ", words) for words in forms(message.string)]
    return {path: lines(strings) for path, strings in said.items()}


@pytest.mark.parametrize("folder", FOLDERS)
def test_pages_are_easy_to_read_in_spanish(folder):
    pages = words_of_templates(folder)
    measured = {path: ease(words) for path, words in pages.items() if word_count(words) >= FEWEST_WORDS}

    assert {path: found for path, found in measured.items() if found < LEAST_EASE} == {}
    assert ease("\n".join(pages.values())) >= LEAST_EASE


def test_pages_that_stand_alone_are_easy_to_read_in_spanish():
    words = [
        message.string
        for message in catalogue("es")
        if any(path.count("/") == 1 and path.startswith("templates/") for path, _line in message.locations)
    ]

    assert ease(lines(words)) >= LEAST_EASE
