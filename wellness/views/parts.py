"""A page of the workbook, and saving the whole of it where there is no script."""

from collections.abc import Collection
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.decorators import honest_page_first
from accounts.requests import AuthenticatedHttpRequest
from accounts.vault import CannotOpen
from wellness.check_ins import note_rating, parse_rating
from wellness.crisis_plan import crisis_plan
from wellness.interests import beyond_three_words, changed_strengths, note_interests
from wellness.models import Workbook
from wellness.page_saving import SentPage
from wellness.part_page import PartPage, part_page
from wellness.progress import note_done
from wellness.round_page import earlier_plan
from wellness.views.answers import unreadable_rating_words
from wellness.views.held import held_where_not_here
from wellness.views.sent import (
    change_rows,
    errors_in,
    next_page,
    saved_words,
    say_kept_both,
    send_page,
)
from wellness.workbooks import current_workbook


@require_http_methods(["GET", "HEAD", "POST"])
@honest_page_first
def part(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    """Show a part of the workbook, and save a whole page of it."""
    workbook = current_workbook(request.user)
    held = held_where_not_here(request, workbook)
    if held is not None:
        return held
    page = _page_or_404(request, workbook, slug)
    if request.method == "POST":
        return _save_page(request, workbook, page)
    return _read_plan(request, page) or _shown(request, workbook, page)


def _page_or_404(
    request: AuthenticatedHttpRequest, workbook: Workbook, slug: str, showing: Collection[UUID] = ()
) -> PartPage:
    page = part_page(request.user, workbook, slug, first=_is_first(request), showing=showing)
    if page is None:
        raise Http404
    return page


def _read_plan(request: AuthenticatedHttpRequest, page: PartPage) -> HttpResponse | None:
    """Show a crisis plan to read, None where nothing is written in it yet, or where it is to be changed."""
    plan = crisis_plan(page.fields)
    if not page.part.is_crisis_plan or plan.is_empty or "change" in request.GET:
        return None
    return render(request, "wellness/crisis_plan.html", {"page": page, "part": page.part, "plan": plan})


def _shown(
    request: AuthenticatedHttpRequest, workbook: Workbook, page: PartPage, status: int = 200
) -> HttpResponse:
    context = {"page": page, "part": page.part, "first": _is_first(request), "operation": uuid4()}
    if page.part.is_crisis_plan and crisis_plan(page.fields).is_empty:
        context["earlier_plan"] = earlier_plan(request.user, workbook)
    return render(request, "wellness/part.html", context, status=status)


def _save_page(request: AuthenticatedHttpRequest, workbook: Workbook, page: PartPage) -> HttpResponse:
    sent = send_page(request, workbook, page.part)
    if isinstance(sent, HttpResponse):
        return sent
    _note_choices(request, workbook, page)
    errors = errors_in(sent)
    if errors:
        again = _page_or_404(request, workbook, page.part.slug, sent.row_ids)
        return _shown(request, workbook, again.holding(sent.held, errors), status=400)
    return redirect(_after_saving(request, workbook, page, sent))


def _note_choices(request: AuthenticatedHttpRequest, workbook: Workbook, page: PartPage) -> None:
    """Keep the rating, the topics and the mark of a page, each only where it was changed on that page."""
    posted = request.POST
    if page.part.is_dimension and posted.get("rating", "") != posted.get("rating-was", ""):
        _note_rating(request, workbook, page.part.dimension)
    changed = changed_strengths(posted, [choice.topic for choice in page.topics])
    if changed and (beyond := note_interests(person=request.user, strengths=changed)):
        messages.warning(request, beyond_three_words(len(beyond)))
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


def _after_saving(
    request: AuthenticatedHttpRequest, workbook: Workbook, page: PartPage, sent: SentPage
) -> str:
    """Say what is true now, and return where to go."""
    here = reverse("wellness:part", args=[page.part.slug])
    if say_kept_both(request, sent):
        return here
    then = request.POST.get("then", "")
    row = change_rows(request, workbook, page.part.id, then) if page.part.is_list else None
    if row is not None:
        return f"{here}#{row}"
    words = _saved_words(request, then, sent)
    if words:
        messages.success(request, words)
    return _next_page(request, page, then) or here


def _saved_words(request: AuthenticatedHttpRequest, then: str, sent: SentPage) -> str:
    """Return the words to show on the next page; a page that saves itself has said them already."""
    if _is_first(request):
        return _("Saved. Only you can read this.") if sent.has_saved else ""
    if then and "saves-itself" in request.POST:
        return ""
    return saved_words()


def _next_page(request: AuthenticatedHttpRequest, page: PartPage, then: str) -> str:
    """Return where a button leads; on the first way the next page is that of the topics."""
    first = f"?{urlencode({'first': 1})}" if _is_first(request) else ""
    if first and then == "next":
        return reverse("wellness:interests") + first
    leads = next_page(page, then)
    return leads and leads + first


def _is_first(request: AuthenticatedHttpRequest) -> bool:
    """Say whether this is a person's first way through, which asks as little as can be."""
    return "first" in request.GET
