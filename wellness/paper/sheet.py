"""A sheet of paper in pieces, one below the other, as `typst/sheet.typ` sets them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from accounts.models import User
from wellness.check_ins import today_of
from wellness.paper.texts import Paragraph, one_line, paragraphs_of

# Where letters are written on US Letter (CLDR's paper sizes); everywhere else on A4.
LETTER_COUNTRIES = frozenset(
    ["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"]
)
PAGE, PAGES = "{page}", "{pages}"


@dataclass(frozen=True)
class Paper:
    """What a sheet is printed on, for whom: the paper's size as typst names it, the language without region, the day."""

    size: str
    language: str
    is_right_to_left: bool
    day: date


def paper_of(person: User) -> Paper:
    """Return the paper of the place where a person is, in the language that the page has now."""
    language = get_language() or person.language
    return Paper(
        size="us-letter" if person.country in LETTER_COUNTRIES else "a4",
        language=language.partition("-")[0],
        is_right_to_left=get_language_info(language)["bidi"],
        day=today_of(person),
    )


@dataclass(frozen=True)
class Heading:
    """A heading of a level from 1 to 4, none left out on the way down; `look` names its size in `typst/sheet.typ`.

    `icon` is an SVG picture to stand above it.
    """

    kind: ClassVar = "heading"
    level: int
    words: Paragraph
    look: str
    icon: str = ""
    starts_page: bool = False


@dataclass(frozen=True)
class Said:
    """Words of ours: plain, soft (smaller), a hint (soft, and it stays with what follows) or apart (soft, at the end)."""

    kind: ClassVar = "said"
    paragraphs: Sequence[Paragraph]
    look: str = "plain"


@dataclass(frozen=True)
class Written:
    """A person's own words."""

    kind: ClassVar = "written"
    paragraphs: Sequence[Paragraph]


@dataclass(frozen=True)
class Letter:
    """A person's words to themselves, set larger."""

    kind: ClassVar = "letter"
    paragraphs: Sequence[Paragraph]


@dataclass(frozen=True)
class Call:
    """A number to ring, and whose it is."""

    kind: ClassVar = "call"
    number: str
    name: Paragraph


@dataclass(frozen=True)
class Step:
    """A line with a box to tick; a blank one has a line to write on."""

    words: Sequence[Paragraph]
    is_done: bool = False
    note: str = ""
    is_blank: bool = False


@dataclass(frozen=True)
class Steps:
    """Lines with boxes to tick."""

    kind: ClassVar = "steps"
    steps: Sequence[Step]


@dataclass(frozen=True)
class Ratings:
    """A table of ratings: first column words, the others numbers."""

    kind: ClassVar = "ratings"
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Ruled:
    """Lines to write on."""

    kind: ClassVar = "ruled"
    count: int


@dataclass(frozen=True)
class Scale:
    """The numbers from 0 to 10 to draw a ring around, with words at both ends."""

    kind: ClassVar = "scale"
    low: str
    high: str


@dataclass(frozen=True)
class Contents:
    """The parts with the pages they stand on."""

    kind: ClassVar = "contents"


@dataclass(frozen=True)
class PaperWheel:
    """A wheel in numbers, in wheel units; `alt` says it in words."""

    kind: ClassVar = "wheel"
    alt: str
    box: Sequence[float]
    rings: Sequence[float]
    hub: float
    petals: Sequence[dict[str, Any]]


@dataclass(frozen=True)
class Together:
    """Pieces that belong together: they stay on one page, a little apart from what comes before them."""

    kind: ClassVar = "together"
    pieces: Sequence["Piece"]


Piece = (
    Heading
    | Said
    | Written
    | Letter
    | Call
    | Steps
    | Ratings
    | Ruled
    | Scale
    | Contents
    | PaperWheel
    | Together
)


@dataclass(frozen=True)
class Sheet:
    """A document: its title names no health matter, since it shows in windows and lists of files."""

    title: str
    paper: Paper
    pieces: Sequence[Piece] = field(default_factory=list)

    @property
    def day(self) -> str:
        return date_format(self.paper.day)

    @property
    def page(self) -> str:
        """The words of a page's foot."""
        return _("Page %(page)s of %(pages)s") % {"page": PAGE, "pages": PAGES}


def title(words: str) -> Heading:
    """Return the heading of a whole document."""
    return Heading(1, one_line(words), "title")


def part_heading(words: str, icon: str = "", *, starts_page: bool = False) -> Heading:
    """Return the heading of a part."""
    return Heading(2, one_line(words), "part", icon, starts_page)


def question(words: str, level: int = 3) -> Heading:
    """Return the heading of what is asked, or of one row of a list."""
    return Heading(level, one_line(words), "question")


def small_question(words: str) -> Heading:
    """Return the heading of what is asked within a row."""
    return Heading(4, one_line(words), "small")


def said(words: str) -> Said:
    """Return words of ours."""
    return Said(paragraphs_of(words))


def softly(words: str) -> Said:
    """Return words of ours that step back."""
    return Said(paragraphs_of(words), "soft")


def hint(words: str) -> Said:
    """Return words of ours that help with what follows them."""
    return Said(paragraphs_of(words), "hint")


def apart(words: str) -> Said:
    """Return words of ours that stand by themselves."""
    return Said(paragraphs_of(words), "apart")


def written(words: str) -> Written:
    """Return a person's own words."""
    return Written(paragraphs_of(words))
