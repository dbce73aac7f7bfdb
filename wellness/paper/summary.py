"""A summary on paper: exactly what sharing would show, made from the same content."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wellness.paper.sheet import Paper, Piece, Sheet, part_heading, question, softly, title, written
from wellness.paper.wheels import paper_wheel, ratings_table
from wellness.sharing import SummaryView
from wellness.suggestion import RATINGS, section_headings


def summary_on(paper: Paper, view: SummaryView) -> Sheet:
    """Return a summary as it would be shared."""
    pieces: list[Piece] = [title(view.name), softly(date_format(view.day)), *_ratings(view)]
    for section in view.sections:
        pieces += [part_heading(section["heading"]), *_lines(section["lines"])]
    return Sheet(_("My summary"), paper, pieces)


def _ratings(view: SummaryView) -> list[Piece]:
    if view.wheel is None or view.rated_on is None:
        return []
    words = _("As it was on %(day)s. 0 is hardest, 10 is best.") % {"day": date_format(view.rated_on)}
    petals = [drawn.petal for drawn in view.wheel.petals]
    return [
        part_heading(section_headings()[RATINGS]),
        softly(words),
        paper_wheel(view.wheel),
        ratings_table(petals),
    ]


def _lines(lines: list[dict[str, str]]) -> list[Piece]:
    found: list[Piece] = []
    for line in lines:
        if line["label"]:
            found.append(question(line["label"]))
        found.append(written(line["words"]))
    return found
