"""The whole workbook on paper: a page for each part, as written so far."""

from collections.abc import Mapping, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wellness.check_in_pages import Day
from wellness.crisis_plan import crisis_plan
from wellness.fields import RowFields
from wellness.paper.answers import answer, asked_and_answered, unreadable
from wellness.paper.crisis_plan import crisis_plan_pieces
from wellness.paper.goals import goals_pieces
from wellness.paper.sheet import (
    Contents,
    Paper,
    Piece,
    Ratings,
    Sheet,
    part_heading,
    question,
    said,
    small_question,
    softly,
    title,
)
from wellness.paper.wheels import icon_picture, paper_wheel, rating_words, ratings_table
from wellness.parts import PartWords
from wellness.whole_workbook import WholePart, WholeWorkbook

# The days side by side in one table.
DAYS_ACROSS = 4


def workbook_sheet(whole: WholeWorkbook, paper: Paper) -> Sheet:
    """Return a whole workbook: check-ins first, then its parts in page order, those with nothing in them too."""
    latest = _latest_words(whole.days)
    pieces: list[Piece] = [title(_("My workbook")), Contents(), *_check_ins(whole.days)]
    for held in whole.parts:
        pieces += [*_head(held.part), *_rating(held.part, latest), *_body(held)]
    return Sheet(_("My workbook"), paper, pieces)


def _head(part: PartWords) -> list[Piece]:
    heading = part_heading(part.name, icon_picture(part.icon, part.hue), starts_page=True)
    return [heading, softly(part.meaning)] if part.meaning else [heading]


def _rating(part: PartWords, latest: Mapping[str, str]) -> list[Piece]:
    if part.slug not in latest:
        return []
    return [question(_("How is this part of life right now?")), said(latest[part.slug])]


def _body(held: WholePart) -> list[Piece]:
    if not held.is_written:
        return [softly(_("Nothing written here yet."))]
    if held.part.is_crisis_plan:
        return crisis_plan_pieces(crisis_plan(held.fields), level=3)
    if held.part.is_goals:
        return goals_pieces(held.goals, level=3)
    if held.part.is_list:
        return [piece for row in held.rows for piece in _row(row)]
    return [piece for field in held.fields for piece in asked_and_answered(field)]


def _row(row: RowFields) -> list[Piece]:
    """Return one row of a list: its first words as a heading, so that rows are told apart."""
    first, *others = row.fields
    name = " ".join(first.text.split()) or _("Number %(number)s") % {"number": row.number}
    beside = [first] if first.reference or first.copies else []
    asked = [field for field in [*beside, *others] if field.is_written]
    rest = [piece for field in asked for piece in [small_question(field.prompt.question), *answer(field)]]
    return [question(name), *rest, *unreadable([row.reference] if row.reference else [])]


def _check_ins(days: Sequence[Day]) -> list[Piece]:
    readable = [day for day in days if not day.reference]
    closed = [day.reference for day in days if day.reference]
    if not days:
        return []
    found: list[Piece] = [part_heading(_("My check-ins"), starts_page=True)]
    if readable:
        words = _("As it was on %(day)s. 0 is hardest, 10 is best.") % {"day": date_format(readable[0].day)}
        found += [softly(words), paper_wheel(readable[0].wheel), ratings_table(list(readable[0].petals))]
    if len(readable) > 1:
        found += [question(_("Each day's ratings, from 0 to 10")), *_tables(readable[::-1])]
    return [*found, *unreadable(closed)]


def _tables(days: Sequence[Day]) -> list[Piece]:
    """Return all days, oldest first, a few side by side so that they can be read."""
    return [_table(days[start : start + DAYS_ACROSS]) for start in range(0, len(days), DAYS_ACROSS)]


def _table(days: Sequence[Day]) -> Ratings:
    head = [_("Part of life"), *(date_format(day.day, "SHORT_DATE_FORMAT") for day in days)]
    petals = zip(*(day.petals for day in days), strict=True)
    return Ratings(head, [[across[0].name, *map(rating_words, across)] for across in petals])


def _latest_words(days: Sequence[Day]) -> dict[str, str]:
    """Return the latest rating of each dimension in words, by the slug of its part."""
    latest: dict[str, str] = {}
    for day in days:
        for petal in day.petals:
            if petal.rating is not None or petal.words:
                words = _("%(rating)s, on %(day)s") % {
                    "rating": rating_words(petal),
                    "day": date_format(day.day),
                }
                latest.setdefault(petal.slug, words)
    return latest
