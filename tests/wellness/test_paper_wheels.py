"""The wheel on paper: the petals of the page, in its inks, and in words."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from wellness.paper.wheels import INKS, paper_wheel, ratings_table
from wellness.wheel import REACH, Petal, draw_wheel, petal_length

pytestmark = pytest.mark.without_database

STYLES = (Path(settings.BASE_DIR) / "static/css/sevenfold.css").read_text()
PETALS = [
    Petal("physical", "Body and sleep", "hue-1", "moon", rating=10),
    Petal("social", "People", "hue-5", "users", words="Hard to say"),
    Petal("spiritual", "Meaning and hope", "hue-7", "sunrise", rating=0),
    Petal("money", "Money", "hue-8"),
]


def test_paper_has_the_inks_of_the_light_pages():
    light = STYLES[: STYLES.index("prefers-color-scheme: dark")]
    written = {name: re.search(rf"--{name}: (#\w+);", light)[1] for name in INKS}
    tints = {name: re.search(rf"--{name.replace('hue', 'tint')}: (#\w+);", light)[1] for name in INKS}

    assert {name: (written[name], tints[name]) for name in INKS} == INKS


def test_petals_have_the_lengths_of_the_page():
    first, second, third, _fourth = paper_wheel(draw_wheel(PETALS)).petals

    assert [min(y for _x, y in first[kind]) for kind in ("whole", "rated")] == [-REACH, -REACH]
    assert (second["rated"], max(y for _x, y in third["rated"])) == ([], round(petal_length(0), 1))


def test_it_is_read_aloud_petal_by_petal():
    wheel = paper_wheel(draw_wheel(PETALS))

    assert wheel.alt == (
        "Wellness wheel. Body and sleep: 10 out of 10. People: Hard to say. Meaning and hope: 0 out of 10. Money: open."
    )


def test_its_table_says_the_same():
    assert ratings_table(PETALS).rows == [
        ["Body and sleep", "10"],
        ["People", "Hard to say"],
        ["Meaning and hope", "0"],
        ["Money", "Left open"],
    ]
