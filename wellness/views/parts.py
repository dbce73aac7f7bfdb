"""A page of the workbook, and saving the whole of it where there is no script."""

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import AuthenticatedHttpRequest
from accounts.vault import CannotOpen
from wellness.check_ins import note_rating, parse_rating
from wellness.interests import note_interests, strengths_in
from wellness.models import Workbook
from wellness.part_form import drafts_in
from wellness.part_page import PartPage, part_page
from wellness.progress import note_done
from wellness.saving import KeptBoth, Outcome, Saved, save_drafts
from wellness.views.answers import error_words, unreadable_rating_words
from wellness.views.held import Why, held_page
from wellness.workbooks import current_workbook, is_page_of


@require_http_methods(["GET", "HEAD", "POST"])
def part(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    """Show a part of the workbook, and save a whole page of it."""
    workbook = current_workbook(request.user)
    page = _page_or_404(request, workbook, slug)
    if request.method == "POST":
        return _save_page(request, workbook, page)
    return _shown(request, page)


def _page_or_404(request: AuthenticatedHttpRequest, workbook: Workbook, slug: str) -> PartPage:
    page = part_page(request.user, workbook, slug, first=_is_first(request))
    if page is None:
        raise Http404
    return page


def _shown(request: AuthenticatedHttpRequest, page: PartPage, status: int = 200) -> HttpResponse:
    context = {"page": page, "part": page.part, "first": _is_first(request), "operation": uuid4()}
    return render(request, "wellness/part.html", context, status=status)


def _save_page(request: AuthenticatedHttpRequest, workbook: Workbook, page: PartPage) -> HttpResponse:
    drafts = drafts_in(request.POST, [field.prompt for field in page.fields])
    if "mark" in request.POST and not is_page_of(workbook, request.POST["mark"]):
        # The page was made for someone else: nothing of theirs goes into this person's workbook.
        return held_page(request, Why.OTHER_PERSON)
    outcomes = save_drafts(request.user, workbook, drafts)
    _note_choices(request, workbook, page)
    errors = {prompt: words for prompt, outcome in outcomes.items() if (words := error_words(outcome))}
    if errors:
        held = {draft.prompt_id: draft.text for draft in drafts}
        again = _page_or_404(request, workbook, page.part.slug)
        return _shown(request, again.holding(held, errors), status=400)
    return redirect(_after_saving(request, page, outcomes))


def _note_choices(request: AuthenticatedHttpRequest, workbook: Workbook, page: PartPage) -> None:
    """Keep the rating, the topics and the mark of a page, each only where it was changed on that page."""
    posted = request.POST
    if page.part.is_dimension and posted.get("rating", "") != posted.get("rating-was", ""):
        _note_rating(request, workbook, page.part.dimension)
    chosen = {choice.topic.id: choice.chosen for choice in page.topics}
    strengths = strengths_in(posted, [choice.topic for choice in page.topics])
    changed = {topic: strength for topic, strength in strengths.items() if strength != chosen[topic]}
    if changed:
        note_interests(person=request.user, strengths=changed)
    if "done-was" in posted and ("done" in posted) != page.is_done:
        note_done(workbook, page.part.id, done="done" in posted)


def _note_rating(request: AuthenticatedHttpRequest, workbook: Workbook, dimension: str) -> None:
    try:
        note_rating(request.user, workbook, dimension, parse_rating(request.POST.get("rating", "")))
    except CannotOpen:
        messages.warning(request, unreadable_rating_words())
    except ValueError:
        # No page of ours sends this; the rest of the page is saved all the same.
        return


def _after_saving(request: AuthenticatedHttpRequest, page: PartPage, outcomes: Mapping[int, Outcome]) -> str:
    """Say what is true now, and return where to go."""
    here = reverse("wellness:part", args=[page.part.slug])
    if any(isinstance(outcome, KeptBoth) for outcome in outcomes.values()):
        messages.info(request, _("You wrote in two places. We kept both, and you need not choose."))
        return here
    then = request.POST.get("then", "")
    words = _saved_words(request, then, outcomes)
    if words:
        messages.success(request, words)
    return _next_page(request, page, then) or here


def _saved_words(request: AuthenticatedHttpRequest, then: str, outcomes: Mapping[int, Outcome]) -> str:
    """Return the words to show on the next page; a page that saves itself has said them already."""
    if _is_first(request):
        return _("Saved. Only you can read this.") if _has_saved(outcomes) else ""
    if then and "saves-itself" in request.POST:
        return ""
    return _("Saved at %(time)s.") % {"time": timezone.localtime().strftime("%H:%M")}


def _has_saved(outcomes: Mapping[int, Outcome]) -> bool:
    return any(isinstance(outcome, Saved) for outcome in outcomes.values())


def _next_page(request: AuthenticatedHttpRequest, page: PartPage, then: str) -> str:
    if then not in ("next", "back", "enough"):
        return ""
    first = f"?{urlencode({'first': 1})}" if _is_first(request) else ""
    if then == "enough":
        return reverse("wellness:enough") + first
    if then == "next" and first:
        return reverse("wellness:interests") + first
    beside = page.after if then == "next" else page.before
    return reverse("wellness:part", args=[beside.slug]) if beside else reverse("wellness:workbook")


def _is_first(request: AuthenticatedHttpRequest) -> bool:
    """Say whether this is a person's first way through, which asks as little as can be."""
    return "first" in request.GET
