"""A workbook to fill in by hand: every part with its questions and lines to write on, ratings to draw a ring around."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from wellness.fields import SHORT
from wellness.goal_page import AGAIN
from wellness.goals import STEP, TITLE
from wellness.paper.sheet import (
    Contents,
    Paper,
    Piece,
    Ruled,
    Scale,
    Sheet,
    Step,
    Steps,
    Together,
    hint,
    part_heading,
    question,
    said,
    small_question,
    softly,
    title,
)
from wellness.paper.wheels import icon_picture, paper_wheel
from wellness.parts import PartWords, PromptWords
from wellness.wheel import Petal, draw_wheel

ROWS, GOALS, STEPS = 5, 2, 4
# How many lines an answer gets: alone, in a row of a list, and where it is a few words.
LINES_ALONE, LINES_IN_A_ROW, LINES_FOR_WORDS = 4, 2, 1


def blank_sheet(
    parts: Sequence[PartWords], prompts: Mapping[int, Sequence[PromptWords]], paper: Paper
) -> Sheet:
    """Return an empty workbook of an edition's parts, their prompts by the part's id."""
    pieces: list[Piece] = [title(_("An empty workbook")), *_first_page(), Contents(), *_wheel(parts)]
    for part in parts:
        pieces += [*_head(part), *_asked(part, prompts[part.id])]
    return Sheet(_("An empty workbook"), paper, pieces)


def _first_page() -> list[Piece]:
    words = _("This is yours. Start where you like, skip what you like, stop any time.")
    private = _("Keep it where only you can find it. Nobody has to see what you write here.")
    return [said(words), said(private)]


def _wheel(parts: Sequence[PartWords]) -> list[Piece]:
    petals = [Petal(part.slug, part.name, part.hue, part.icon) for part in parts if part.is_dimension]
    words = _("Fill in each petal from the middle. The ring in the middle is 5, the outer ring is 10.")
    return [
        part_heading(_("My wheel"), starts_page=True),
        said(words),
        paper_wheel(draw_wheel(petals)),
        *_day(),
    ]


def _day() -> list[Piece]:
    return [hint(_("Day")), Ruled(1)]


def _head(part: PartWords) -> list[Piece]:
    heading = part_heading(part.name, icon_picture(part.icon, part.hue), starts_page=True)
    meaning: list[Piece] = [softly(part.meaning)] if part.meaning else []
    return [heading, *meaning, *(said(words) for words in part.paragraphs)]


def _asked(part: PartWords, prompts: Sequence[PromptWords]) -> list[Piece]:
    if part.is_goals:
        return [Together(_goal(prompts)) for _number in range(GOALS)]
    if part.is_list:
        return [Together(_row(prompts, is_first=number == 0)) for number in range(ROWS)]
    rating: list[Piece] = []
    if part.is_dimension:
        rating = [question(_("How is this part of life right now?")), Scale(part.low, part.high)]
    return [*rating, *(piece for prompt in prompts for piece in _prompt(prompt, LINES_ALONE))]


def _row(prompts: Sequence[PromptWords], *, is_first: bool) -> list[Piece]:
    found: list[Piece] = []
    for prompt in prompts:
        lines = LINES_FOR_WORDS if prompt.key in SHORT else LINES_IN_A_ROW
        found += _prompt(prompt, lines) if is_first else [question(prompt.question), Ruled(lines)]
    return found


def _goal(prompts: Sequence[PromptWords]) -> list[Piece]:
    found: list[Piece] = []
    for prompt in prompts:
        is_title = prompt.key == TITLE
        found.append(question(prompt.question) if is_title else small_question(prompt.question))
        found.append(_room(prompt.key))
    return found


def _room(key: str) -> Piece:
    if key == STEP:
        return Steps([Step([], is_blank=True)] * STEPS)
    return Ruled(LINES_FOR_WORDS if key in {TITLE, AGAIN} else LINES_IN_A_ROW)


def _prompt(prompt: PromptWords, lines: int) -> list[Piece]:
    hints: list[Piece] = [hint(prompt.hint)] if prompt.hint else []
    return [question(prompt.question), *hints, Ruled(lines)]
