"""Every page opened in Spanish is in Spanish: none of our English sentences is left on it."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from groups.models import Group
from tests.guards.access_table import TABLE, Row
from tests.guards.access_world import ROLES, World, build_world
from tests.guards.test_access import path_of
from tests.guards.test_library_access import ARGUMENTS, admin_paths, library_names
from tests.neutral import HEALTH
from wellness.models import PartText, PromptText, TopicText

SPANISH = {"accept-language": "es"}
FEWEST_WORDS = 3
WORD = re.compile(r"[^\W\d_]{2,}")
STANDS_FOR = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}|</?\w+[^>]*>")
SAID_ALOUD = ("aria-label", "alt", "placeholder", "title", "content")


@pytest.fixture
def world(content) -> World:
    """Return a world whose people and groups read Spanish; what an edition says is not looked at here."""
    world = build_world()
    User.objects.update(language="es")
    Group.objects.update(language="es")
    PartText.objects.update(**dict.fromkeys(["name", "meaning", "opening", "low", "high"], "Texto"))
    PromptText.objects.update(question="Texto", hint="Texto")
    TopicText.objects.update(name="Texto", line="Texto")
    return world


@cache
def english() -> re.Pattern[str]:
    """Return what matches a whole English sentence of ours, of three words or more, that Spanish says otherwise."""
    with (Path(settings.BASE_DIR) / "locale" / "es" / "LC_MESSAGES" / "django.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    pairs = [
        (form, message.string)
        for message in messages
        for form in ([message.id] if isinstance(message.id, str) else message.id)
    ]
    sentences = {sentence for form, said in pairs if form != said for sentence in sentences_of(form)}
    return re.compile("|".join(map(_pattern, sorted(sentences))))


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text that have three words or more, beside what stands for something else."""
    pieces = re.split(r"(?<=[.?!])\s+", " ".join(text.split()))
    return [piece for piece in pieces if len(WORD.findall(STANDS_FOR.sub(" ", piece))) >= FEWEST_WORDS]


def _pattern(sentence: str) -> str:
    """Return a pattern of a sentence with anything in the place of what stands for something else."""
    pieces = [re.escape(piece) for piece in STANDS_FOR.split(sentence)]
    return ".{0,60}?".join(pieces)


def read(page: str) -> Element:
    return html5lib.parse(page, namespaceHTMLElements=False)


def texts_of(page: Element) -> Iterator[str]:
    """Yield what a page says, and what it says aloud."""
    for element in page.iter():
        said = [element.text, element.tail, *(element.get(name) for name in SAID_ALOUD)]
        said += [value for name, value in element.attrib.items() if str(name).startswith("data-")]
        yield from (" ".join(text.split()) for text in said if text)


def english_on(page: Element) -> set[str]:
    said = {sentence for text in texts_of(page) for sentence in sentences_of(text)}
    return {sentence for sentence in said if english().fullmatch(sentence)}


def paths_for(world: World, role: str) -> set[str]:
    """Return the address of every page that opens for a role, those of libraries included."""
    table = {
        path_of(row, world.names)
        for row in TABLE
        if opens(row, role) and row.name not in {"healthz", "groups:material"}
    }
    libraries = {reverse(name, kwargs=ARGUMENTS.get(name)) for name in library_names()}
    return table | libraries | (set(admin_paths(world)) if role == "admin" else set())


def opens(row: Row, role: str) -> bool:
    return dict(zip(ROLES, row.get.split(), strict=True))[role] == "ok"


@pytest.mark.parametrize("role", ["visitor", "owner", "facilitator", "admin"])
def test_no_page_in_spanish_holds_english_of_ours(world, role):
    client = Client(headers=SPANISH)
    if role != "visitor":
        client.force_login(world.people[role])
    found = [client.get(path) for path in sorted(paths_for(world, role))]
    responses = [each for each in found if each.get("Content-Type", "").startswith("text/html")]
    pages = {each.request["PATH_INFO"]: read(each.content.decode()) for each in responses}

    left = {path: found for path, page in pages.items() if (found := english_on(page))}
    titles = {page.findtext("head/title") or "" for page in pages.values()}

    assert left == {}
    assert {title for title in titles if HEALTH.search(title)} == set()
    assert {each.get("Content-Language") for each in responses if each.status_code == 200} == {"es"}


def test_a_sentence_left_in_english_is_noticed():
    page = '<p lang="en">All you wrote is kept, and only you can read it.</p><p aria-label="Good to see you, Ana">Hola'

    assert english_on(read(page)) == {
        "All you wrote is kept, and only you can read it.",
        "Good to see you, Ana",
    }
