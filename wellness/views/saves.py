"""Where a workbook page saves itself, one field at a time. Every answer is JSON."""

from collections.abc import Callable
from typing import cast

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.requests import AuthenticatedHttpRequest
from accounts.vault import CannotOpen
from wellness.check_ins import note_rating, parse_rating
from wellness.interests import note_interests, offered_topics, strengths_in
from wellness.models import Part, Prompt, Workbook
from wellness.part_form import known_operation_in, operation_in, version_in
from wellness.progress import note_done
from wellness.saving import Draft, plain_text, save_draft
from wellness.views.answers import (
    BAD_REQUEST,
    UNAUTHORIZED,
    answer_for,
    refused_answer,
    saved_answer,
    unreadable_rating_words,
)
from wellness.workbooks import current_workbook, is_page_of, page_mark

Answer = Callable[[AuthenticatedHttpRequest, Workbook, Part], HttpResponse]


# Opened to all because a script must hear that nobody is signed in, not be led to a page to sign in on.
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest, slug: str) -> HttpResponse:
    """Save one field of a part; a GET gives a page that was open for long a fresh token to save with."""
    if not isinstance(request.user, User):
        return JsonResponse(
            {"status": "signed_out", "sign_in": reverse("account_login")}, status=UNAUTHORIZED
        )
    workbook = current_workbook(request.user)
    saved_part = get_object_or_404(
        Part.objects.select_related("dimension"), edition=workbook.edition_id, slug=slug
    )
    if request.method != "POST":
        return JsonResponse({"token": get_token(request), "mark": page_mark(workbook)})
    return _save(cast("AuthenticatedHttpRequest", request), workbook, saved_part)


def _save(request: AuthenticatedHttpRequest, workbook: Workbook, part: Part) -> HttpResponse:
    if "mark" in request.POST and not is_page_of(workbook, request.POST["mark"]):
        return refused_answer("other_person", _("Someone else has signed in here since. Nothing was saved."))
    field = request.POST.get("field", "")
    kind = "topic" if field.startswith("topic-") else field
    return SAVED_BY_KIND.get(kind, _save_text)(request, workbook, part)


def _save_text(request: AuthenticatedHttpRequest, workbook: Workbook, part: Part) -> HttpResponse:
    posted = request.POST
    prompt = Prompt.objects.filter(part=part, key=posted.get("field", "")).first()
    if prompt is None or "text" not in posted:
        return _not_understood()
    draft = Draft(
        prompt_id=prompt.pk,
        base=version_in(posted.get("base", "")),
        operation=operation_in(posted.get("operation", "")),
        text=plain_text(posted["text"]),
        follows=known_operation_in(posted.get("follows", "")),
    )
    return answer_for(save_draft(request.user, workbook, draft))


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


def _save_topic(request: AuthenticatedHttpRequest, workbook: Workbook, part: Part) -> HttpResponse:
    del workbook, part
    chosen = {request.POST["field"]: request.POST.get("text", "")}
    strengths = strengths_in(chosen, offered_topics(request.user.language))
    if not strengths:
        return _not_understood()
    note_interests(person=request.user, strengths=strengths)
    return saved_answer()


def _save_done(request: AuthenticatedHttpRequest, workbook: Workbook, part: Part) -> HttpResponse:
    note_done(workbook, part.pk, done=bool(request.POST.get("text")))
    return saved_answer()


def _not_understood() -> HttpResponse:
    return refused_answer(
        "not_understood", _("Please load this page again, then try once more."), BAD_REQUEST
    )


SAVED_BY_KIND: dict[str, Answer] = {"rating": _save_rating, "topic": _save_topic, "done": _save_done}
