"""The geometry of the wellness wheel: one petal a dimension, as long as its rating.

Everything here is arithmetic on numbers and words; the template draws what comes out. Lengths are in
*wheel units*: the middle of the wheel is (0, 0), y grows downwards, and a petal for a rating of ten is
`REACH` units long. Angles are in radians, clockwise from the top. Every coordinate that leaves this module
is text with a decimal point, so that a page in a language with decimal commas still draws a true picture.
"""

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

LOWEST, HIGHEST = 0, 10

HUB, BUD, REACH = 15.0, 34.0, 136.0

WIDEST_HALF_ANGLE = math.radians(30)
SHOULDER, FULLNESS = 0.85, 0.6

LABEL_GAP = 12.0
NAME_SIZE = 18.0
NUMBER_SIZE = 23.0
ICON_SIZE, ICON_GAP = 22.0, 6.0
LINE_HEIGHT = 21.0
FIRST_ROW_HEIGHT = 27.0
LINE_LIMIT = 112.0
LONE_LINE_LIMIT = 160.0
SIDEWAYS = 0.2
MARGIN = 4.0

NARROW, BROAD, USUAL, SQUARE = 0.33, 0.92, 0.57, 1.05
NARROW_LETTERS = frozenset(" .,;:'!|iIjlftr()-")
BROAD_LETTERS = frozenset("mwMW@%&")


@dataclass(frozen=True)
class Petal:
    """One dimension of a check-in: a rating from 0 to 10, or None with the words to show instead."""

    slug: str
    name: str
    hue: str
    icon: str = ""
    rating: int | None = None
    words: str = ""
    earlier: int | None = None

    def __post_init__(self) -> None:
        for rating in (self.rating, self.earlier):
            if rating is not None and not LOWEST <= rating <= HIGHEST:
                message = f"a rating lies between {LOWEST} and {HIGHEST}, not {rating}"
                raise ValueError(message)


@dataclass(frozen=True)
class TextLine:
    """A line of text, placed at its baseline; `anchor` is SVG's text-anchor."""

    text: str
    x: str
    y: str
    anchor: str


@dataclass(frozen=True)
class Spot:
    """The top left corner of an icon."""

    x: str
    y: str


@dataclass(frozen=True)
class Label:
    """What stands at a petal's tip: icon and number in the first row, the name below, words where no number is."""

    icon: Spot
    number: TextLine | None
    name: tuple[TextLine, ...]
    words: tuple[TextLine, ...]


@dataclass(frozen=True)
class DrawnPetal:
    """A petal with its paths: the whole petal it could be, the petal it is, and the one it was (or "")."""

    petal: Petal
    whole: str
    rated: str
    earlier: str
    label: Label


@dataclass(frozen=True)
class Wheel:
    """A check-in ready to draw; `view_box` holds every label whole."""

    petals: tuple[DrawnPetal, ...]
    rings: tuple[str, ...]
    hub: str
    view_box: str

    @property
    def is_empty(self) -> bool:
        """No petal has a rating yet."""
        return all(drawn.petal.rating is None for drawn in self.petals)

    @property
    def has_earlier(self) -> bool:
        """At least one petal shows an earlier rating."""
        return any(drawn.petal.earlier is not None for drawn in self.petals)


@dataclass(frozen=True)
class Box:
    """A rectangle in wheel units."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class LabelText:
    """The words of one label, already broken into lines."""

    number: str
    name: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def first_row_width(self) -> float:
        """Icon and number side by side."""
        return ICON_SIZE + (ICON_GAP + text_width(self.number, NUMBER_SIZE) if self.number else 0)

    @property
    def width(self) -> float:
        """The widest row."""
        return max(self.first_row_width, *(text_width(line, NAME_SIZE) for line in (*self.name, *self.words)))

    @property
    def height(self) -> float:
        """All rows together."""
        return FIRST_ROW_HEIGHT + LINE_HEIGHT * (len(self.name) + len(self.words))


def draw_wheel(petals: Sequence[Petal]) -> Wheel:
    """Lay out any number of petals clockwise from the top, in the order given.

    No two petals overlap, no label is cut off, and neither changes the scale of a rating: a rating of ten
    always reaches `REACH`, a rating of nought is a bud of `BUD`.
    """
    half_angle = min(math.pi / max(len(petals), 1), WIDEST_HALF_ANGLE)
    angles = [math.tau * position / len(petals) for position in range(len(petals))]
    texts = [_label_text(petal, angle) for petal, angle in zip(petals, angles, strict=True)]
    boxes = [_label_box(text, angle) for text, angle in zip(texts, angles, strict=True)]
    drawn = tuple(
        DrawnPetal(
            petal=petal,
            whole=petal_path(angle, half_angle, REACH),
            rated=_rated_path(angle, half_angle, petal.rating),
            earlier=_rated_path(angle, half_angle, petal.earlier),
            label=_place_label(text, box, _anchor(angle)),
        )
        for petal, text, angle, box in zip(petals, texts, angles, boxes, strict=True)
    )
    return Wheel(
        petals=drawn,
        rings=(_number(petal_length(5)), _number(REACH)),
        hub=_number(HUB),
        view_box=_view_box(boxes),
    )


def petal_length(rating: int) -> float:
    """Equal steps of rating are equal steps of length, from `BUD` at 0 to `REACH` at 10."""
    return BUD + (REACH - BUD) * rating / HIGHEST


def petal_path(angle: float, half_angle: float, length: float) -> str:
    """Draw a petal from the middle outwards, as an SVG path that stays within `half_angle` on either side."""
    spread = math.tan(half_angle)
    shoulder, brow = SHOULDER * spread, FULLNESS * spread
    curves = [(SHOULDER, -shoulder), (1.0, -brow), (1.0, 0.0), (1.0, brow), (SHOULDER, shoulder), (0.0, 0.0)]
    points = [_turned(along * length, aside * length, angle) for along, aside in curves]
    return f"M0 0C{' '.join(points[:3])}C{' '.join(points[3:])}Z"


def text_width(text: str, size: float) -> float:
    """Guess generously, in wheel units, how wide a line of text is in any of the fonts a page may use."""
    return size * sum(_letter_width(letter) for letter in text)


def broken_lines(name: str, limit: float = LINE_LIMIT) -> tuple[str, ...]:
    """Break a name between words into as few lines as keep within `limit` wheel units, as even as can be."""
    words = name.split()
    choices = [lines for count in range(len(words)) for lines in _ways_to_break(words, breaks=count)]
    fitting = [lines for lines in choices if _widest(lines) <= limit]
    if fitting:
        return min(fitting, key=lambda lines: (len(lines), _unevenness(lines)))
    return min(choices, key=lambda lines: (_widest(lines), len(lines), _unevenness(lines)), default=())


def _ways_to_break(words: Sequence[str], *, breaks: int) -> Iterator[tuple[str, ...]]:
    for cuts in combinations(range(1, len(words)), breaks):
        yield tuple(" ".join(words[start:end]) for start, end in pairwise((0, *cuts, len(words))))


def _widest(lines: Sequence[str]) -> float:
    return max(text_width(line, NAME_SIZE) for line in lines)


def _unevenness(lines: Sequence[str]) -> float:
    widest = _widest(lines)
    return sum((widest - text_width(line, NAME_SIZE)) ** 2 for line in lines)


def _letter_width(letter: str) -> float:
    if letter in NARROW_LETTERS:
        return NARROW
    if unicodedata.east_asian_width(letter) in "WF":
        return SQUARE
    return BROAD if letter in BROAD_LETTERS else USUAL


def _label_text(petal: Petal, angle: float) -> LabelText:
    limit = LONE_LINE_LIMIT if _anchor(angle) == "middle" else LINE_LIMIT
    number = "" if petal.rating is None else str(petal.rating)
    words = broken_lines(petal.words, limit) if petal.rating is None else ()
    return LabelText(number=number, name=broken_lines(petal.name, limit), words=words)


def _label_box(text: LabelText, angle: float) -> Box:
    """Where a label stands: just outside the tip of the longest petal, growing away from the middle."""
    across, down = math.sin(angle), -math.cos(angle)
    x, y = across * (REACH + LABEL_GAP), down * (REACH + LABEL_GAP)
    left = {"start": x, "middle": x - text.width / 2, "end": x - text.width}[_anchor(angle)]
    top = y + down * text.height / 2 - text.height / 2
    return Box(left=left, top=top, right=left + text.width, bottom=top + text.height)


def _anchor(angle: float) -> str:
    across = math.sin(angle)
    if abs(across) < SIDEWAYS:
        return "middle"
    return "start" if across > 0 else "end"


def _place_label(text: LabelText, box: Box, anchor: str) -> Label:
    row = text.first_row_width
    x = {"start": box.left, "middle": (box.left + box.right) / 2, "end": box.right}[anchor]
    icon_left = {"start": x, "middle": x - row / 2, "end": x - row}[anchor]
    number = TextLine(
        text=text.number,
        x=_number(icon_left + ICON_SIZE + ICON_GAP),
        y=_number(box.top + NUMBER_SIZE * 0.8),
        anchor="start",
    )
    lines = tuple(
        TextLine(
            text=line,
            x=_number(x),
            y=_number(box.top + FIRST_ROW_HEIGHT + LINE_HEIGHT * (row + 0.78)),
            anchor=anchor,
        )
        for row, line in enumerate((*text.name, *text.words))
    )
    return Label(
        icon=Spot(x=_number(icon_left), y=_number(box.top)),
        number=number if text.number else None,
        name=lines[: len(text.name)],
        words=lines[len(text.name) :],
    )


def _view_box(boxes: Sequence[Box]) -> str:
    """Frame wheel and labels closely, keeping the wheel in the middle from side to side."""
    side = max([REACH, *(-box.left for box in boxes), *(box.right for box in boxes)]) + MARGIN
    top = min([-REACH, *(box.top for box in boxes)]) - MARGIN
    bottom = max([REACH, *(box.bottom for box in boxes)]) + MARGIN
    return " ".join(_number(edge) for edge in (-side, top, side * 2, bottom - top))


def _rated_path(angle: float, half_angle: float, rating: int | None) -> str:
    return "" if rating is None else petal_path(angle, half_angle, petal_length(rating))


def _turned(along: float, aside: float, angle: float) -> str:
    x = along * math.sin(angle) + aside * math.cos(angle)
    y = -along * math.cos(angle) + aside * math.sin(angle)
    return f"{_number(x)} {_number(y)}"


def _number(value: float) -> str:
    return f"{round(value, 1) + 0:g}"
