"""Where a workbook page saves itself, one field at a time. Every answer is JSON."""

from collections.abc import Callable
from typing import cast

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_list_or_404, get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.requests import AuthenticatedHttpRequest
from accounts.vault import CannotOpen
from wellness.check_ins import note_rating, parse_rating
from wellness.interests import note_interests, offered_topics, strengths_in
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
    UNAUTHORIZED,
    answer_for,
    elsewhere_answer,
    full_list_words,
    refused_answer,
    saved_answer,
    unreadable_mark_words,
    unreadable_rating_words,
)
from wellness.views.held import Why, why_not_here
from wellness.workbooks import current_workbook, person_mark

TOPIC = "topic-"
Answer = Callable[[AuthenticatedHttpRequest, Workbook, Part], HttpResponse]


# Opened to all because a script must hear that nobody is signed in, not be led to a page to sign in on.
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest, slug: str) -> HttpResponse:
    """Save one field of a part; a GET gives a page that was open for long a fresh token to save with."""
    return _answer(request, slug)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def save_interest(request: HttpRequest) -> HttpResponse:
    """Save one choice of the page of topics, as `save` does a field of a part."""
    return _answer(request)


def _answer(request: HttpRequest, slug: str = "") -> HttpResponse:
    if not isinstance(request.user, User):
        return JsonResponse(
            {"status": "signed_out", "sign_in": reverse("account_login")}, status=UNAUTHORIZED
        )
    parts = Part.objects.select_related("dimension").filter(slug=slug)
    if request.method == "POST":
        return _take(cast("AuthenticatedHttpRequest", request), parts if slug else None)
    if slug:
        get_list_or_404(parts)
    return JsonResponse({"token": get_token(request), "person": person_mark(request.user.pk)})


def _take(request: AuthenticatedHttpRequest, parts: QuerySet[Part] | None) -> HttpResponse:
    """Save a field of a part; without parts a topic, which belongs to the person whichever workbook they write in."""
    workbook = current_workbook(request.user)
    why = why_not_here(request, workbook)
    if why is Why.OTHER_PERSON or (why and parts is not None):
        return elsewhere_answer(why)
    if parts is None:
        return _save_topic(request, workbook)
    return _save_field(request, workbook, get_object_or_404(parts, edition=workbook.edition_id))


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
        note_rating(request.user, workbook, part.dimension.slug, rating)
    except ValueError:
        return _not_understood()
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
    note_interests(person=request.user, strengths=strengths)
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
