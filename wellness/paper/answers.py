"""Answers on paper: what was written, second texts that were kept beside it, and what does not open by its code."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from wellness.fields import Field
from wellness.paper.sheet import Piece, question, said, softly, written
from wellness.workbooks import KeptCopy


def asked_and_answered(field: Field, level: int = 3) -> list[Piece]:
    """Return a prompt, as a heading of a level, with its answer."""
    return [question(field.prompt.question, level), *answer(field)]


def answer(field: Field) -> list[Piece]:
    """Return what stands under a prompt."""
    if field.reference:
        first: list[Piece] = [said(unreadable_words(field.reference))]
    elif field.text.strip():
        first = [written(field.text)]
    else:
        first = [softly(_("Left open for now."))]
    return [*first, *second_texts(field.copies)]


def second_texts(copies: Sequence[KeptCopy]) -> list[Piece]:
    """Return the texts that were kept beside an answer."""
    if not copies:
        return []
    texts = [
        said(unreadable_words(copy.reference)) if copy.reference else written(copy.text) for copy in copies
    ]
    return [softly(_("We kept both. You also wrote:")), *texts]


def unreadable(references: Iterable[str]) -> list[Piece]:
    """Return a line for each thing that does not open."""
    return [said(unreadable_words(reference)) for reference in references]


def unreadable_words(reference: str) -> str:
    """Return what to say of something that does not open."""
    return _(
        "We cannot open what you wrote here right now. It is still kept. "
        "If you ask us about it, give this code: %(reference)s."
    ) % {"reference": reference}
