"""Where a workbook page saves itself, one field at a time. Every answer is JSON."""

from collections.abc import Callable, Mapping

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.requests import AuthenticatedHttpRequest
from accounts.vault import CannotOpen
from wellness.check_in_pages import asked_today, changed_ratings_in
from wellness.check_ins import Rating, note_ratings, parse_rating
from wellness.interests import (
    INTERESTED,
    beyond_three_words,
    note_interests,
    offered_topics,
    strengths_in,
)
from wellness.keeping import keep_for_summary
from wellness.models import Part, PartRow, Prompt, Workbook
from wellness.part_form import (
    KEEP_PROMPT,
    FieldName,
    field_name,
    known_operation_in,
    mark_in,
    operation_in,
    version_in,
)
from wellness.progress import note_done
from wellness.rows import Place, TooManyRows, note_marks, rows_at
from wellness.saving import Draft, plain_text, save_draft
from wellness.views.answers import (
    BAD_REQUEST,
    answer_for,
    elsewhere_answer,
    full_list_words,
    refused_answer,
    saved_answer,
    unreadable_mark_words,
    unreadable_rating_words,
)
from wellness.views.decorators import saves_by_script
from wellness.views.held import Why, why_not_here
from wellness.workbooks import current_workbook

TOPIC = "topic-"
Answer = Callable[[AuthenticatedHttpRequest, Workbook, Part], HttpResponse]


@saves_by_script
def save(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    """Save one field of a part."""
    workbook = current_workbook(request.user)
    why = why_not_here(request, workbook)
    if why:
        return elsewhere_answer(why)
    part = get_object_or_404(Part.objects.select_related("dimension"), slug=slug, edition=workbook.edition_id)
    return _save_field(request, workbook, part)


@saves_by_script
def save_interest(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Save one choice of the page of topics; it belongs to the person, whichever workbook they write in."""
    workbook = current_workbook(request.user)
    if why_not_here(request, workbook) is Why.OTHER_PERSON:
        return elsewhere_answer(Why.OTHER_PERSON)
    return _save_topic(request, workbook)


@saves_by_script
def save_check_in(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Save one rating of today's check-in."""
    workbook = current_workbook(request.user)
    why = why_not_here(request, workbook)
    if why:
        return elsewhere_answer(why)
    chosen = {request.POST.get("field", ""): request.POST.get("text", "")}
    noted = changed_ratings_in(chosen, asked_today(request.user, workbook))
    return _note(request, workbook, noted) if noted else _not_understood()


def _save_field(request: AuthenticatedHttpRequest, workbook: Workbook, part: Part) -> HttpResponse:
    name = request.POST.get("field", "")
    field = field_name(name)
    if field and field.is_mark:
        return _save_mark(request, workbook, part, field)
    kind = next((kind for kind in PREFIXES if name.startswith(kind)), name)
    return SAVED_BY_KIND.get(kind, _save_text)(request, workbook, part)


def _save_text(request: AuthenticatedHttpRequest, workbook: Workbook, part: Part) -> HttpResponse:
    posted = request.POST
    field = field_name(posted.get("field", ""))
    prompt = Prompt.objects.filter(part=part, key=field.key).first() if field else None
    if field is None or prompt is None or "text" not in posted or (part.is_list != bool(field.place)):
        return _not_understood()
    try:
        row = _row_at(request, workbook, part, field.place)
    except TooManyRows:
        return refused_answer("full", full_list_words())
    draft = Draft(
        prompt_id=prompt.pk,
        base=version_in(posted.get("base", "")),
        operation=operation_in(posted.get("operation", "")),
        text=plain_text(posted["text"]),
        follows=known_operation_in(posted.get("follows", "")),
        row=row.pk if row else None,
    )
    return answer_for(save_draft(request.user, workbook, draft))


def _save_mark(
    request: AuthenticatedHttpRequest, workbook: Workbook, part: Part, field: FieldName
) -> HttpResponse:
    try:
        mark = mark_in(field.key, request.POST.get("text", ""))
        row = _row_at(request, workbook, part, field.place)
        if row is None:
            return _not_understood()
        note_marks(request.user, row, {field.key: mark})
    except ValueError:
        return _not_understood()
    except TooManyRows:
        return refused_answer("full", full_list_words())
    except CannotOpen:
        return refused_answer("unreadable", unreadable_mark_words())
    return saved_answer()


def _row_at(
    request: AuthenticatedHttpRequest, workbook: Workbook, part: Part, place: Place | None
) -> PartRow | None:
    """Return the row that a field stands in, made where there is none yet; None for a field in no row."""
    if place is None or not part.is_list:
        return None
    return rows_at(request.user, workbook, part.pk, [place])[place.row]


def _save_rating(request: AuthenticatedHttpRequest, workbook: Workbook, part: Part) -> HttpResponse:
    if part.dimension is None:
        return _not_understood()
    try:
        rating = parse_rating(request.POST.get("text", ""))
    except ValueError:
        return _not_understood()
    return _note(request, workbook, {part.dimension.slug: rating})


def _note(
    request: AuthenticatedHttpRequest, workbook: Workbook, noted: Mapping[str, Rating | None]
) -> HttpResponse:
    try:
        note_ratings(request.user, workbook, noted)
    except CannotOpen:
        return refused_answer("unreadable", unreadable_rating_words())
    return saved_answer()


def _save_topic(
    request: AuthenticatedHttpRequest, workbook: Workbook, part: Part | None = None
) -> HttpResponse:
    del workbook, part
    chosen = {request.POST.get("field", ""): request.POST.get("text", "")}
    strengths = strengths_in(chosen, offered_topics(request.user.language))
    if not strengths:
        return _not_understood()
    if note_interests(person=request.user, strengths=strengths):
        return saved_answer(message=beyond_three_words(1), kept=INTERESTED)
    return saved_answer()


def _save_kept(request: AuthenticatedHttpRequest, workbook: Workbook, part: Part) -> HttpResponse:
    key = request.POST["field"].removeprefix(KEEP_PROMPT)
    prompt = Prompt.objects.filter(part=part, key=key).first()
    if prompt is None or part.is_list:
        return _not_understood()
    keep_for_summary(workbook, prompt.pk, kept=bool(request.POST.get("text")))
    return saved_answer()


def _save_done(request: AuthenticatedHttpRequest, workbook: Workbook, part: Part) -> HttpResponse:
    note_done(workbook, part.pk, done=bool(request.POST.get("text")))
    return saved_answer()


def _not_understood() -> HttpResponse:
    return refused_answer(
        "not_understood", _("Please load this page again, then try once more."), BAD_REQUEST
    )


# The beginnings of names that go on with what they are about.
PREFIXES = (TOPIC, KEEP_PROMPT)
SAVED_BY_KIND: dict[str, Answer] = {
    "rating": _save_rating,
    "done": _save_done,
    TOPIC: _save_topic,
    KEEP_PROMPT: _save_kept,
}
