"""Every string of ours is in every language: none is missing, unfinished, or says more or less than the English."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils import translation

pytestmark = pytest.mark.without_database

ROOT = Path(settings.BASE_DIR)
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
# What stands for something else: %(name)s, %d, {time}, and markup.
STANDS_FOR = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}|</?\w+[^>]*>")
NOT_TO_COPY = (".*", "docs", "requirements", "static", "staticfiles", "tests", "var")


def catalogue(language: str, root: Path = ROOT) -> Catalog:
    with (root / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file)


def compiled(language: str) -> Catalog:
    with (ROOT / "locale" / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        return read_mo(file)


def forms(words: str | tuple[str, ...] | list[str]) -> list[str]:
    """Return the words of a message, one for each plural form that it has."""
    return [words] if isinstance(words, str) else list(words)


def strings(messages: Catalog) -> dict[tuple[str, ...], list[str]]:
    """Return what each string is in the language, by its context and its forms in English."""
    return {
        (_context(message), *forms(message.id)): forms(message.string) for message in messages if message.id
    }


def _context(message: Message) -> str:
    """Return the context of a message; Babel leaves that of a compiled one undecoded."""
    context = message.context or ""
    return context.decode() if isinstance(context, bytes) else context


def complaints(message: Message) -> Iterator[str]:
    """Yield what is wrong with one translation."""
    translated = forms(message.string)
    if not all(translated):
        yield "is not translated"
        return
    if message.fuzzy:
        yield "is only a guess"
    wanted, counted = (
        set(STANDS_FOR.findall(text)) for text in (forms(message.id)[-1], forms(message.id)[0])
    )
    for number, words in enumerate(translated):
        stands_for = set(STANDS_FOR.findall(words))
        if stands_for != wanted and not (number == 0 and stands_for == counted):
            yield f"should hold {sorted(wanted)}, and holds {sorted(stands_for)}"
        if [words[:1].isspace(), words[-1:].isspace()] != [
            text.isspace() for text in _ends(forms(message.id)[0])
        ]:
            yield "begins or ends with a space where the English does not"


def _ends(text: str) -> tuple[str, str]:
    return text[:1], text[-1:]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_is_translated_with_all_that_it_stands_for(language):
    messages = [message for message in catalogue(language) if message.id]

    wrong = {str(message.id): found for message in messages if (found := list(complaints(message)))}

    assert wrong == {}


@pytest.mark.parametrize(
    ("message", "complaint"),
    [
        (Message("Save", ""), "is not translated"),
        (Message("Save", "Guardar", flags=["fuzzy"]), "is only a guess"),
        (Message("Hello %(name)s", "Hola"), "should hold ['%(name)s'], and holds []"),
        (Message("Hello", "Hola %(name)s"), "should hold [], and holds ['%(name)s']"),
        (Message("Saved at {time}", "Guardado"), "should hold ['{time}'], and holds []"),
        (Message("Call <b>%s</b>", "Llama al %s"), "should hold ['%s', '</b>', '<b>'], and holds ['%s']"),
        (Message(("%(n)s day", "%(n)s days"), ("%(n)s día", "días")), "should hold ['%(n)s'], and holds []"),
        (Message("Save", " Guardar"), "begins or ends with a space where the English does not"),
    ],
)
def test_a_translation_that_is_not_right_is_noticed(message, complaint):
    assert list(complaints(message)) == [complaint]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_file_is_what_the_catalogue_says(language):
    assert strings(compiled(language)) == strings(catalogue(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_catalogue_says_is_what_people_read(language):
    """Where Django or a library has the same English, ours wins."""
    messages = [message for message in catalogue(language) if message.id and isinstance(message.id, str)]
    ours = {(message.context, message.id): message.string for message in messages}

    with translation.override(language):
        read = {key: translation.pgettext(*key) if key[0] else translation.gettext(key[1]) for key in ours}

    assert read == ours


@pytest.fixture(scope="module")
def extracted(tmp_path_factory) -> Path:
    """Return a copy of the source in which the catalogues were brought up to date: what `make messages` would do."""
    if not shutil.which("xgettext"):
        pytest.skip("needs Debian's gettext; make test installs it")
    copy = tmp_path_factory.mktemp("source") / "copy"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*NOT_TO_COPY))
    shutil.copy(ROOT / "tests" / "settings.py", copy / "settings_of_tests.py")
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "settings_of_tests"}
    subprocess.run([sys.executable, "manage.py", "makemessages"], cwd=copy, env=environment, check=True)
    return copy


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_of_the_source_is_in_the_catalogue_and_no_other(extracted, language):
    found, kept = strings(catalogue(language, extracted)), strings(catalogue(language))

    assert sorted(found.keys() ^ kept.keys()) == []
