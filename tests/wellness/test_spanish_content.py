"""The Spanish wording is kind, speaks to tú, gives nobody a gender, and says everything that the English says."""

import re

import pytest
from django.conf import settings

from wellness.content_files import read_content
from wellness.wheel import LINE_LIMIT, NAME_SIZE, broken_lines, text_width

pytestmark = pytest.mark.without_database

FILES = read_content(settings.CONTENT_DIR, ["en", "es"])
MOST_LINES_OF_A_LABEL = 3

UNKIND = (
    r"víctimas?|pacientes?|cumplimiento|fracas\w+|fall(ó|aste|id[oa]s?)|vencid[oa]s?|atrasad[oa]s?|rechazad[oa]s?|"
    r"comet\w+ suicidio"
)
NOT_TU = r"usted(es)?|vosotr[oa]s|vuestr[oa]s?|os|vos|sos|tenés|podés|querés|\w+[áé]is"
RUDE_OR_ODD_SOMEWHERE = (
    r"cog\w+|coj[aeo]\w*|conchas?|picos?|pajas?|bichos?|polvos?|ahorita|vale(?! la pena)|"
    r"ordenador|móvil|coche"
)
GIVES_A_GENDER = (
    r"\w*@\w*|\w+/[oae]s?|\w*\([oae]s?\)|todes|todxs|bienvenid\w+|"
    r"(estás|eres|te (sientes|quedas)|sentir[mt]e|trat(ar|a)[mt]e) (muy )?\w{3,}[oa]"
)


def texts(language):
    """Every string of a language that a person reads, by where it stands."""
    found = {}
    for part in FILES.editions[language]:
        found |= {
            (part["slug"], words): part[words] for words in ("name", "meaning", "opening", "low", "high")
        }
        for prompt in part["prompts"]:
            found |= {(part["slug"], prompt["key"], words): prompt[words] for words in ("question", "hint")}
    for topic in FILES.topics[language]:
        found |= {(topic["slug"], words): topic[words] for words in ("name", "line")}
    return found


SPANISH = texts("es")


def said(pattern) -> dict:
    """Return the Spanish strings in which a pattern stands as a word."""
    word = re.compile(rf"(?<!\w)({pattern})(?!\w)", re.IGNORECASE)
    return {place: text for place, text in SPANISH.items() if word.search(text)}


def test_everything_that_is_said_in_english_is_said_in_spanish():
    english = texts("en")

    assert {place for place, text in english.items() if text} == {
        place for place, text in SPANISH.items() if text
    }
    assert [text for place, text in SPANISH.items() if text and text == english[place]] == []


@pytest.mark.parametrize("pattern", [UNKIND, NOT_TU, RUDE_OR_ODD_SOMEWHERE, GIVES_A_GENDER])
def test_no_spanish_wording_is_unkind_rude_formal_or_gendered(pattern):
    assert said(pattern) == {}


@pytest.mark.parametrize(("opening", "closing"), ["¿?", "¡!", "“”"])
def test_spanish_marks_open_and_close(opening, closing):
    assert [text for text in SPANISH.values() if text.count(opening) != text.count(closing)] == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_names_of_dimensions_fit_the_labels_of_the_wheel(language):
    names = [part["name"] for part in FILES.editions[language] if part["kind"] == "dimension"]

    for lines in map(broken_lines, names):
        assert len(lines) <= MOST_LINES_OF_A_LABEL
        assert max(text_width(line, NAME_SIZE) for line in lines) <= LINE_LIMIT
