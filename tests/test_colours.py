"""The colours of the stylesheet hold their contrast in light, dark and with more contrast asked for."""

import re
from pathlib import Path

import pytest

from wellness.admin.topics import HUES

pytestmark = pytest.mark.without_database

STYLESHEET = Path(__file__).parents[1] / "static" / "css" / "sevenfold.css"


def brightness(colour: str) -> float:
    """Return the relative luminance of `#rgb` or `#rrggbb` as WCAG defines it, from 0 to 1."""
    digits = "".join(digit * 2 for digit in colour[1:]) if len(colour) == 4 else colour[1:]
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


def colours(*, dark: bool, more: bool) -> dict[str, str]:
    """Read the custom colours of the stylesheet as they stand in one of the four circumstances."""
    blocks = re.findall(r"((?:@media [^{]+\{\s*)?):root \{([^}]*)\}", STYLESHEET.read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for condition, body in blocks:
        held = (
            ("dark" not in condition or dark)
            and ("contrast" not in condition or more)
            and "print" not in condition
        )
        if held:
            found |= dict(re.findall(r"(--[\w-]+): (#[0-9a-f]+);", body))
    return found


LOOKS = [{"dark": dark, "more": more} for dark in (False, True) for more in (False, True)]
TEXT = [
    *(
        (ink, ground)
        for ink in ("ink", "ink-soft", "action")
        for ground in ("paper", "sheet", "sunk", "action-tint", "care-tint")
    ),
    *(("care", ground) for ground in ("paper", "sheet", "care-tint")),
    *(("action-strong", ground) for ground in ("paper", "sheet", "sunk", "action-tint")),
    ("on-action", "action"),
    ("on-action", "action-strong"),
]
EDGES = [
    *(("edge", ground) for ground in ("paper", "sheet", "sunk")),
    *((f"hue-{hue}", ground) for hue in range(1, 9) for ground in ("paper", "sheet", f"tint-{hue}")),
]


@pytest.mark.parametrize("look", LOOKS)
def test_all_text_stands_out_7_to_1(look: dict[str, bool]) -> None:
    palette = colours(**look)

    faint = [pair for pair in TEXT if contrast(palette[f"--{pair[0]}"], palette[f"--{pair[1]}"]) < 7]

    assert faint == []


@pytest.mark.parametrize("look", LOOKS)
def test_petals_and_edges_stand_out_3_to_1(look: dict[str, bool]) -> None:
    palette = colours(**look)

    faint = [pair for pair in EDGES if contrast(palette[f"--{pair[0]}"], palette[f"--{pair[1]}"]) < 3]

    assert faint == []


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("dimensions", [7, 8])
def test_hues_differ_in_lightness_from_their_neighbours(look: dict[str, bool], dimensions: int) -> None:
    palette = colours(**look)
    hues = [palette[f"--hue-{hue}"] for hue in range(1, dimensions + 1)]

    alike = [pair for pair in zip(hues, [*hues[1:], hues[0]], strict=True) if contrast(*pair) < 1.15]

    assert alike == []


def test_every_hue_that_an_admin_can_choose_is_a_class_of_its_own_with_a_tint() -> None:
    styles = STYLESHEET.read_text(encoding="utf-8")
    chosen = [value for value, _words in HUES]

    assert [hue for hue in chosen if f".{hue} {{ --hue: var(--{hue}); --tint: var(--tint" not in styles] == []
    assert len({colours(dark=False, more=False)[f"--{hue}"] for hue in chosen}) == len(chosen) == 8
