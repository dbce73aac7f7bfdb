"""The wheel draws ratings true to scale, keeps petals apart and cuts no label off, for any number of dimensions."""

import math
import re
from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from wellness.wheel import (
    BUD,
    REACH,
    Petal,
    Wheel,
    broken_lines,
    draw_wheel,
    petal_length,
    petal_path,
    text_width,
)

pytestmark = pytest.mark.without_database

NAMES = (
    "Body and sleep",
    "Home, money and surroundings",
    "My days",
    "Learning and making",
    "People",
    "Feelings",
    "Meaning and hope",
    "Money",
)


def petals(count: int, **facts: object) -> list[Petal]:
    return [
        Petal(slug=f"part-{place}", name=NAMES[place % len(NAMES)], hue=f"hue-{place % 8 + 1}", **facts)
        for place in range(count)
    ]


def numbers(path: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)]


def points(path: str) -> list[tuple[float, float]]:
    """Walk along both curves of a petal in small steps."""
    xy = numbers(path)
    pairs = list(zip(xy[::2], xy[1::2], strict=True))
    return [_on_curve(pairs[start : start + 4], step / 20) for start in (0, 3) for step in range(21)]


def _on_curve(corners: list[tuple[float, float]], part: float) -> tuple[float, float]:
    weights = [(1 - part) ** 3, 3 * (1 - part) ** 2 * part, 3 * (1 - part) * part**2, part**3]
    return (
        sum(weight * x for weight, (x, _) in zip(weights, corners, strict=True)),
        sum(weight * y for weight, (_, y) in zip(weights, corners, strict=True)),
    )


def draw(wheel: Wheel) -> ET.Element:
    page = render_to_string("wellness/includes/_wheel.html", {"wheel": wheel, "wheel_id": "wheel"})
    return ET.fromstring(page[page.index("<svg") : page.rindex("</svg>") + len("</svg>")])  # noqa: S314 - our own page


def words_in(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.mark.parametrize("rating", range(11))
def test_petal_reaches_as_far_as_its_rating(rating: int) -> None:
    wheel = draw_wheel(petals(7, rating=rating))

    for drawn in wheel.petals:
        furthest = max(math.hypot(x, y) for x, y in points(drawn.rated))
        assert furthest == pytest.approx(BUD + (REACH - BUD) * rating / 10, abs=0.2)


def test_equal_steps_of_rating_are_equal_steps_of_length() -> None:
    steps = {round(petal_length(rating + 1) - petal_length(rating), 6) for rating in range(10)}

    assert len(steps) == 1


@pytest.mark.parametrize("count", range(1, 13))
def test_petals_keep_to_their_own_slice(count: int) -> None:
    wheel = draw_wheel(petals(count, rating=10))

    for place, drawn in enumerate(wheel.petals):
        for x, y in points(drawn.rated):
            if math.hypot(x, y) > BUD:
                turn = math.atan2(x, -y) - math.tau * place / count
                assert abs(math.remainder(turn, math.tau)) < math.pi / count


def test_whole_petal_and_earlier_petal_share_the_scale_of_the_rated_one() -> None:
    drawn = draw_wheel(petals(7, rating=10, earlier=4)).petals[0]

    assert drawn.rated == drawn.whole
    assert drawn.earlier == petal_path(0, math.pi / 7, petal_length(4))


@pytest.mark.parametrize("count", [1, 5, 7, 8, 12])
@pytest.mark.parametrize("rating", [None, 10])
def test_no_label_is_cut_off(count: int, rating: int | None) -> None:
    wheel = draw_wheel(petals(count, rating=rating, words="Hard to say"))
    left, top, width, height = numbers(wheel.view_box)

    for drawn in wheel.petals:
        for line in (*drawn.label.name, *drawn.label.words):
            wide = text_width(line.text, 18)
            start = float(line.x) - {"start": 0, "middle": wide / 2, "end": wide}[line.anchor]
            assert left <= start
            assert start + wide <= left + width
            assert top < float(line.y) < top + height


def test_labels_stand_outside_the_longest_petal() -> None:
    wheel = draw_wheel(petals(7, rating=10))

    for drawn in wheel.petals:
        for line in drawn.label.name:
            assert math.hypot(float(line.x), float(line.y)) > REACH


def test_seven_labels_leave_letters_of_13_pixels_on_the_narrowest_phone() -> None:
    wheel = draw_wheel(petals(7, rating=6))
    width = numbers(wheel.view_box)[2]

    assert 18 * 344 / width >= 13


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("People", ("People",)),
        ("Meaning and hope", ("Meaning", "and hope")),
        ("Home, money and surroundings", ("Home,", "money and", "surroundings")),
        ("Donaudampfschifffahrt", ("Donaudampfschifffahrt",)),
        ("", ()),
    ],
)
def test_names_break_between_words_into_even_lines(name: str, lines: tuple[str, ...]) -> None:
    assert broken_lines(name) == lines


def test_wheel_without_dimensions_is_empty_and_drawable() -> None:
    wheel = draw_wheel([])

    assert wheel.is_empty
    assert len(list(draw(wheel).iter("path"))) == 0


def test_wheel_of_noughts_is_not_empty() -> None:
    assert not draw_wheel(petals(7, rating=0)).is_empty
    assert draw_wheel(petals(7, words="Skipped")).is_empty


@pytest.mark.parametrize("rating", [-1, 11])
def test_rating_outside_nought_to_ten_is_refused(rating: int) -> None:
    with pytest.raises(ValueError, match="between 0 and 10"):
        Petal(slug="physical", name="Body and sleep", hue="hue-1", rating=rating)


def test_description_says_every_rating_in_words() -> None:
    some = [
        Petal(slug="physical", name="Body and sleep", hue="hue-1", icon="moon", rating=0),
        Petal(slug="social", name="People", hue="hue-5", words="Hard to say"),
        Petal(slug="emotional", name="Feelings", hue="hue-6", rating=4, earlier=6),
        Petal(slug="spiritual", name="Meaning and hope", hue="hue-7"),
    ]

    description = words_in(draw(draw_wheel(some)).find("desc"))

    assert description == (
        "Body and sleep: 0 out of 10. People: Hard to say. Feelings: 4 out of 10, earlier 6. Meaning and hope: open."
    )


def test_number_or_words_stand_at_each_tip() -> None:
    some = [
        Petal(slug="physical", name="Body and sleep", hue="hue-1", icon="moon", rating=0, words="Skipped"),
        Petal(slug="social", name="People", hue="hue-5", icon="users", words="Hard to say"),
    ]

    labels = [
        words_in(group)
        for group in draw(draw_wheel(some)).iter("g")
        if group.get("class", "").startswith("wheel-label")
    ]

    assert labels == ["0 Body and sleep", "People Hard to say"]


def test_earlier_outline_is_drawn_and_explained_only_when_there_is_one() -> None:
    page_now = render_to_string(
        "wellness/includes/_wheel.html", {"wheel": draw_wheel(petals(7, rating=5)), "wheel_id": "w"}
    )
    page_both = render_to_string(
        "wellness/includes/_wheel.html",
        {"wheel": draw_wheel(petals(7, rating=5, earlier=0)), "wheel_id": "w"},
    )

    assert page_now.count("petal-earlier") == page_now.count("The fine line") == 0
    assert page_both.count('class="petal-earlier"') == 7
    assert page_both.count("The fine line") == 1


def test_coordinates_keep_their_decimal_point_in_languages_with_commas() -> None:
    with translation.override("es"):
        page = render_to_string(
            "wellness/includes/_wheel.html",
            {"wheel": draw_wheel(petals(7, rating=7, icon="moon")), "wheel_id": "w"},
        )

    coordinates = re.findall(r' (?:x|y|r|viewBox)="([^"]*)"', page)
    assert len(coordinates) > 40
    assert [value for value in coordinates if "," in value] == []


def test_table_says_the_same_as_the_picture() -> None:
    some = [
        Petal(slug="physical", name="Body and sleep", hue="hue-1", rating=0, earlier=3),
        Petal(slug="social", name="People", hue="hue-5", words="Hard to say"),
    ]

    page = render_to_string("wellness/includes/_wheel_table.html", {"wheel": draw_wheel(some)})
    rows = [re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", row) for row in page.split("<tr>")[1:]]

    assert rows == [
        ["Part of life", "Now", "Earlier"],
        ["Body and sleep", "0", "3"],
        ["People", "Hard to say", "none"],
    ]


def test_names_are_escaped() -> None:
    page = render_to_string(
        "wellness/includes/_wheel.html",
        {"wheel": draw_wheel([Petal(slug="x", name="<b>&", hue="hue-1")]), "wheel_id": "w"},
    )

    assert "<b>" not in page
