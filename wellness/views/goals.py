"""The goals of a workbook: all of them, and one to write on."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.decorators import honest_page_first
from accounts.requests import AuthenticatedHttpRequest
from wellness.goal_page import GoalPage, GoalsPage, goal_page, goals_page
from wellness.models import Workbook
from wellness.page_saving import SentPage
from wellness.progress import note_done
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
def goals(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Show a person's goals with their steps to tick off, in the order they chose."""
    workbook = current_workbook(request.user)
    held = held_where_not_here(request, workbook)
    if held is not None:
        return held
    page = goals_page(request.user, workbook)
    if page is None:
        raise Http404
    if request.method == "POST":
        return _save_list(request, workbook, page)
    return render(request, "wellness/goals.html", {"goals": page, "page": page.page, "part": page.page.part})


@require_http_methods(["GET", "HEAD", "POST"])
@honest_page_first
def new_goal(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Write down a goal."""
    return _goal(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def goal(request: AuthenticatedHttpRequest, goal_id: UUID) -> HttpResponse:
    """Read and change a goal and its steps."""
    return _goal(request, goal_id)


def _goal(request: AuthenticatedHttpRequest, goal_id: UUID | None) -> HttpResponse:
    workbook = current_workbook(request.user)
    held = held_where_not_here(request, workbook)
    if held is not None:
        return held
    page = goal_page(request.user, workbook, goal_id)
    if page is None:
        raise Http404
    if request.method == "POST":
        return _save_goal(request, workbook, page, goal_id)
    return _shown(request, page)


def _shown(request: AuthenticatedHttpRequest, page: GoalPage, status: int = 200) -> HttpResponse:
    context = {"goal": page, "page": page.page, "part": page.page.part, "operation": uuid4()}
    return render(request, "wellness/goal.html", context, status=status)


def _save_goal(
    request: AuthenticatedHttpRequest, workbook: Workbook, page: GoalPage, goal_id: UUID | None
) -> HttpResponse:
    sent = send_page(request, workbook, page.page.part)
    if isinstance(sent, HttpResponse):
        return sent
    written = goal_id or next((row.pk for row in sent.rows.values() if row.above_id is None), None)
    if written is None:
        return redirect("wellness:goals")
    errors = errors_in(sent)
    if errors:
        again = goal_page(request.user, workbook, written, showing=sent.row_ids) or page
        held = again.page.holding(sent.held, errors)
        return _shown(request, GoalPage(held, again.again, again.step), status=400)
    return redirect(_after_goal(request, workbook, page, sent, written))


def _after_goal(
    request: AuthenticatedHttpRequest, workbook: Workbook, page: GoalPage, sent: SentPage, written: UUID
) -> str:
    """Say what is true now, and return where to go."""
    here, then = reverse("wellness:goal", args=[written]), request.POST.get("then", "")
    if say_kept_both(request, sent):
        return here
    place = change_rows(request, workbook, page.page.part.id, then)
    if place is not None:
        return reverse("wellness:goals") if then == f"remove@{written}" else f"{here}#{place}"
    if "saves-itself" not in request.POST:
        messages.success(request, saved_words())
    return reverse("wellness:enough" if then == "enough" else "wellness:goals")


def _save_list(request: AuthenticatedHttpRequest, workbook: Workbook, page: GoalsPage) -> HttpResponse:
    """Keep what was ticked in the list, and do what a button said."""
    part, here, then = page.page.part, reverse("wellness:goals"), request.POST.get("then", "")
    sent = send_page(request, workbook, part)
    if isinstance(sent, HttpResponse):
        return sent
    if "done-was" in request.POST and ("done" in request.POST) != page.page.is_done:
        note_done(workbook, part.id, done="done" in request.POST)
    place = change_rows(request, workbook, part.id, then)
    if place is not None:
        return redirect(f"{here}#{place}")
    if "saves-itself" not in request.POST:
        messages.success(request, saved_words())
    return redirect(next_page(page.page, then) or here)
