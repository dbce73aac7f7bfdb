"""The goals of a workbook."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import AuthenticatedHttpRequest
from accounts.vault import CannotOpen, vault_for
from wellness.forms import GoalForm
from wellness.goals import (
    GoalDraft,
    OpenedGoal,
    SavedGoal,
    add_goal,
    change_goal,
    goals_of,
    opened_goal,
)
from wellness.models import Goal
from wellness.part_form import operation_in, version_in
from wellness.workbooks import current_workbook


@require_safe
def goals(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Show a person's goals with their steps."""
    workbook = current_workbook(request.user)
    return render(request, "wellness/goals.html", {"goals": goals_of(workbook, vault_for(request.user))})


@require_http_methods(["GET", "HEAD", "POST"])
def new_goal(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Write down a goal."""
    workbook = current_workbook(request.user)
    form = GoalForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return _after_saving(request, add_goal(request.user, workbook, _draft(request, form)))
    return _form_page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
def goal(request: AuthenticatedHttpRequest, goal_id: UUID) -> HttpResponse:
    """Read and change a goal, and tick off its steps."""
    workbook = current_workbook(request.user)
    row = get_object_or_404(Goal.objects.of(workbook), pk=goal_id)
    opened = opened_goal(row, vault_for(request.user))
    form = GoalForm(request.POST if request.method == "POST" else None, content=opened.content)
    if form.is_bound and form.is_valid():
        try:
            return _after_saving(request, change_goal(request.user, row, _draft(request, form)))
        except CannotOpen:
            form.add_error(
                None, _("We could not open this goal, so we will not write over it. Please copy it.")
            )
    return _form_page(request, form, opened)


@require_http_methods(["GET", "HEAD", "POST"])
def delete_goal(request: AuthenticatedHttpRequest, goal_id: UUID) -> HttpResponse:
    """Say what deleting a goal means, and do it when asked to."""
    workbook = current_workbook(request.user)
    row = get_object_or_404(Goal.objects.of(workbook), pk=goal_id)
    if request.method == "POST":
        row.delete()
        messages.success(request, _("The goal is gone. Nobody can read it now."))
        return redirect("wellness:goals")
    return render(request, "wellness/delete_goal.html", {"goal": opened_goal(row, vault_for(request.user))})


def _form_page(
    request: AuthenticatedHttpRequest, form: GoalForm, opened: OpenedGoal | None = None
) -> HttpResponse:
    sent = request.POST
    context = {
        "form": form,
        "goal": opened,
        "version": sent.get("version", opened.version if opened else 0),
        "operation": sent.get("operation", uuid4()),
    }
    return render(request, "wellness/goal.html", context, status=400 if form.errors else 200)


def _draft(request: AuthenticatedHttpRequest, form: GoalForm) -> GoalDraft:
    return GoalDraft(
        operation=operation_in(request.POST.get("operation", "")),
        base=version_in(request.POST.get("version", "")),
        content=form.goal,
    )


def _after_saving(request: AuthenticatedHttpRequest, saved: SavedGoal) -> HttpResponse:
    if saved.is_second:
        words = _("This goal was changed in another place too. We kept both, one below the other.")
        messages.info(request, words)
        return redirect("wellness:goals")
    time = timezone.localtime().strftime("%H:%M")
    messages.success(request, _("Saved at %(time)s. Only you can read this.") % {"time": time})
    return (
        redirect("wellness:goal", goal_id=saved.id) if "more" in request.POST else redirect("wellness:goals")
    )
