"""The run sheets that ship: one for every topic in each language, whole, plain, and with no word that hurts."""

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from groups.run_sheets import RunSheet, shipped_sheets
from tests.reading import ease, grade
from wellness.content_files import ContentError

pytestmark = pytest.mark.without_database

LANGUAGES = [code for code, _name in settings.LANGUAGES]
BESIDE_TOPICS = {"welcome", "crisis-plan", "ending", "any-topic"}
FIELDS = {"aim", "opening", "questions", "room", "online", "closing", "bring", "care"}
UNKIND = {
    "en": re.compile(
        r"\b(victim|patients?|sufferer|suffers from|complian\w+|overdue|failed|committed suicide|WRAP)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(víctimas?|pacientes?|sufre de|cumplimiento|fracas\w+|cometió suicidio|discapacitad\w+|WRAP)\b",
        re.IGNORECASE,
    ),
}
TOPICS = {
    topic["slug"]: topic["dimension"]
    for topic in yaml.safe_load((settings.CONTENT_DIR / "en" / "topics.yaml").read_text("utf-8"))
}


def strings(sheet: RunSheet) -> list[str]:
    values = vars(sheet).values()
    return [words for value in values for words in ([value] if isinstance(value, str) else value)]


def test_each_side_of_life_has_eight_topics_or_more():
    counted = Counter(TOPICS.values())

    assert len(counted) == 7
    assert min(counted.values()) >= 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_has_one_and_none_is_about_nothing(language):
    assert set(shipped_sheets(language)) == {*TOPICS, *BESIDE_TOPICS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_whole(language):
    sheets = shipped_sheets(language)

    lacking = [about for about, sheet in sheets.items() if not all(vars(sheet).values())]
    other = [about for about, sheet in sheets.items() if set(vars(sheet)) != FIELDS]
    assert (lacking, other) == ([], [])
    assert {len(sheet.questions) for sheet in sheets.values()} == {4}
    assert max(len(words) for sheet in sheets.values() for words in strings(sheet)) <= 900


def test_each_is_easy_to_read_in_english():
    grades = {about: grade("\n".join(strings(sheet))) for about, sheet in shipped_sheets("en").items()}

    assert {about: found for about, found in grades.items() if found > 6} == {}


def test_each_is_easy_to_read_in_spanish():
    eases = {about: ease("\n".join(strings(sheet))) for about, sheet in shipped_sheets("es").items()}

    assert {about: found for about, found in eases.items() if found < 70} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_say_the_same(language):
    said = [
        words for sheet in shipped_sheets(language).values() for words in strings(sheet) if len(words) > 100
    ]

    assert sorted(words for words in set(said) if said.count(words) > 1) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_hurts(language):
    found = {
        about: UNKIND[language].findall("\n".join(strings(sheet)))
        for about, sheet in shipped_sheets(language).items()
    }

    assert {about: words for about, words in found.items() if words} == {}


def test_a_sheet_that_lacks_a_part_is_named(tmp_path: Path, settings):
    (tmp_path / "xx" / "run_sheets").mkdir(parents=True)
    (tmp_path / "xx" / "run_sheets" / "physical.yaml").write_text("sleeping-better:\n  aim: Rest.\n")
    settings.RUN_SHEETS_DIR = tmp_path

    with pytest.raises(ContentError, match=r"xx/run_sheets/physical\.yaml, sleeping-better"):
        shipped_sheets("xx")


def test_a_language_without_sheets_reads_those_of_the_site():
    assert shipped_sheets("de") == shipped_sheets("en")
