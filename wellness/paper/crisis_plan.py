"""A crisis plan on paper: the note from a better day, then large numbers to ring, then the rest."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from wellness.crisis_plan import CrisisPlan
from wellness.paper.answers import answer, asked_and_answered, second_texts
from wellness.paper.sheet import Call, Letter, Paper, Piece, Sheet, apart, title, written
from wellness.paper.texts import one_line, paragraphs_of


def crisis_plan_sheet(plan: CrisisPlan, name: str, paper: Paper) -> Sheet:
    """Return a plan under its name."""
    return Sheet(_("My plan"), paper, [title(name), *crisis_plan_pieces(plan, level=2)])


def crisis_plan_pieces(plan: CrisisPlan, *, level: int) -> list[Piece]:
    """Return a plan without its name, its questions as headings of a level."""
    sections = [piece for field in plan.sections for piece in asked_and_answered(field, level)]
    return [*_note(plan), *_people(plan), *sections, apart(_no_legal_document())]


def _note(plan: CrisisPlan) -> Iterable[Piece]:
    note = plan.note
    if note is None:
        return []
    if note.reference or not note.text.strip():
        return answer(note)
    return [Letter(paragraphs_of(note.text)), *second_texts(note.copies)]


def _people(plan: CrisisPlan) -> list[Piece]:
    calls: list[Piece] = [Call(call.written, one_line(call.name)) for call in plan.calls]
    return [*calls, *(written(person) for person in plan.people)]


def _no_legal_document() -> str:
    return _(
        "This plan is not a legal document. It tells the people around you what you would want. "
        "You can change it at any time."
    )
