"""A wheel drawn for paper: the same petals as on a page, as numbers, in the inks of the light pages."""

import re
from typing import Any

from django.utils.translation import gettext as _
from lucide.templatetags.lucide import lucide

from wellness.paper.sheet import PaperWheel, Ratings
from wellness.wheel import DrawnPetal, Petal, TextLine, Wheel

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
# The hues and tints of the style sheet on light pages.
INKS = {
    "hue-1": ("#a34c28", "#f1ded0"),
    "hue-2": ("#455b24", "#e0e2cd"),
    "hue-3": ("#a4711e", "#f2e4c8"),
    "hue-4": ("#174a78", "#d7dfe5"),
    "hue-5": ("#a85578", "#f0dcdd"),
    "hue-6": ("#00677a", "#d2e4e1"),
    "hue-7": ("#55387e", "#e0d8e4"),
    "hue-8": ("#615850", "#e2ddd6"),
}
NOTHING = "\N{EN DASH}"
NO_HUE = ("#0b4a50", "#dfeae6")


def paper_wheel(wheel: Wheel) -> PaperWheel:
    """Return a wheel as numbers, with what it shows in words."""
    return PaperWheel(
        alt=" ".join([_("Wellness wheel."), *(petal_words(drawn.petal) for drawn in wheel.petals)]),
        box=_numbers(wheel.view_box),
        rings=[float(ring) for ring in wheel.rings],
        hub=float(wheel.hub),
        petals=[_petal(drawn) for drawn in wheel.petals],
    )


def ratings_table(petals: list[Petal]) -> Ratings:
    """Return the wheel in a plain table."""
    rows = [[petal.name, rating_words(petal, _("Left open"))] for petal in petals]
    return Ratings([_("Part of life"), _("Now")], rows)


def rating_words(petal: Petal, none: str = NOTHING) -> str:
    """Return a petal's rating as a table shows it, or what stands where there is `none`."""
    return str(petal.rating) if petal.rating is not None else petal.words or none


def petal_words(petal: Petal) -> str:
    """Return a petal as it is read aloud."""
    if petal.rating is not None:
        return _("%(name)s: %(rating)s out of 10.") % {"name": petal.name, "rating": petal.rating}
    if petal.words:
        return _("%(name)s: %(words)s.") % {"name": petal.name, "words": petal.words}
    return _("%(name)s: open.") % {"name": petal.name}


def icon_picture(icon: str, hue: str) -> str:
    """Return an icon in the ink of a hue as an SVG picture; "" for no icon."""
    return str(lucide(icon, size=22, stroke=inks_of(hue)[0])) if icon else ""


def inks_of(hue: str) -> tuple[str, str]:
    """Return the ink of a hue, and its tint."""
    return INKS.get(hue, NO_HUE)


def _petal(drawn: DrawnPetal) -> dict[str, Any]:
    label, (hue, tint) = drawn.label, inks_of(drawn.petal.hue)
    return {
        "whole": _points(drawn.whole),
        "rated": _points(drawn.rated),
        "hue": hue,
        "tint": tint,
        "icon": icon_picture(drawn.petal.icon, drawn.petal.hue),
        "spot": {"x": float(label.icon.x), "y": float(label.icon.y)},
        "number": _line(label.number) if label.number else None,
        "name": [_line(line) for line in label.name],
        "words": [_line(line) for line in label.words],
    }


def _line(line: TextLine) -> dict[str, Any]:
    return {"text": line.text, "x": float(line.x), "y": float(line.y), "anchor": line.anchor}


def _points(path: str) -> list[list[float]]:
    numbers = _numbers(path)
    return [[x, y] for x, y in zip(numbers[::2], numbers[1::2], strict=True)]


def _numbers(text: str) -> list[float]:
    return [float(number) for number in NUMBER.findall(text)]
