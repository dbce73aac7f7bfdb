"""Drawings that show what a part is about: one for each, light, and in the colours of the page."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from tests.factories import UserFactory
from wellness.models import Dimension, Edition, Part, PartText
from wellness.parts import DRAWN, parts_of

PICTURES = sorted(Path(settings.BASE_DIR, "static", "pictures").glob("*.svg"))
MOST_BYTES = 3_000
COLOURS_OF_THE_PAGE = {"none", "currentColor", "var(--hue)", "var(--tint)", "var(--sheet)"}


def shipped_parts():
    return parts_of(Edition.objects.current().pk, "en")


def test_each_part_that_ships_has_a_drawing_of_its_own(content):
    pictures = [part.picture for part in shipped_parts()]

    assert len(set(pictures)) == len(pictures) == 13
    assert [picture for picture in pictures if not finders.find(picture)] == []
    assert "pictures/other.svg" not in pictures


def test_a_dimension_that_was_added_has_a_drawing_too(content):
    edition = Edition.objects.create(number=9)
    money = Dimension.objects.create(slug="money", hue="hue-8", icon="coins")
    part = Part.objects.create(edition=edition, slug="money", kind="dimension", dimension=money, position=1)
    PartText.objects.create(part=part, language="en", name="Money", opening="What comes in, what goes out.")

    (words,) = parts_of(edition.pk, "en")

    assert words.picture == "pictures/other.svg"
    assert finders.find(words.picture)


def test_no_drawing_lies_about_unused():
    assert {picture.stem for picture in PICTURES} == {*DRAWN, "other"}


@pytest.mark.parametrize("slug", ["physical", "crisis-plan", "goals"])
def test_a_page_shows_its_drawing_and_says_nothing_twice(content, signed_in, slug):
    page = signed_in(UserFactory()).get(f"/workbook/{slug}/").content.decode()

    (picture,) = re.findall(r'<svg class="picture"[^>]*>\s*<use[^>]*>', page)
    assert f'/static/pictures/{slug.replace("-", "_")}.svg#picture"' in picture
    assert 'aria-hidden="true"' in picture


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.stem)
def test_a_drawing_is_light_and_takes_its_colours_from_the_page(picture):
    drawing = ET.parse(picture).getroot()  # noqa: S314 - our own file

    colours = {piece.get(name) for piece in drawing.iter() for name in ("fill", "stroke") if piece.get(name)}
    assert picture.stat().st_size <= MOST_BYTES
    assert colours <= COLOURS_OF_THE_PAGE
    assert [group.get("id") for group in drawing] == ["picture"]
