"""Check-ins: rating today, the days through time, one day, and deleting it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.decorators import honest_page_first
from accounts.requests import AuthenticatedHttpRequest
from accounts.vault import CannotOpen
from wellness.check_in_pages import (
    AskedDimension,
    Day,
    asked_today,
    changed_ratings_in,
    days_of,
    pair_of,
    table_of,
)
from wellness.check_ins import delete_day, note_ratings
from wellness.models import CheckIn, Workbook
from wellness.part_form import known_operation_in
from wellness.views.answers import unreadable_rating_words
from wellness.views.held import held_where_not_here
from wellness.workbooks import current_workbook, page_mark


@require_safe
def check_ins(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Show every day that was rated."""
    days = days_of(request.user)
    context = {"days": days, "table": table_of(days), "has_rounds": len({day.round for day in days}) > 1}
    return render(request, "wellness/check_ins.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@honest_page_first
def check_in_today(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Ask how each part of life is today; nothing has to be answered."""
    workbook = current_workbook(request.user)
    asked = asked_today(request.user, workbook)
    if request.method == "POST":
        return _save(request, workbook, asked)
    return render(request, "wellness/check_in_today.html", {"asked": asked, "mark": page_mark(workbook)})


@require_safe
def check_in(request: AuthenticatedHttpRequest, check_in_id: UUID) -> HttpResponse:
    """Show one day, beside an earlier one only where the person chose one."""
    days = days_of(request.user)
    day = _day_or_404(days, check_in_id)
    chosen = known_operation_in(request.GET.get("with", ""))
    other = next((each for each in days if each.id == chosen and each.id != day.id), None)
    context = {
        "day": day,
        "other": other,
        "others": [each for each in days if each.id != day.id and not each.reference],
        "pair": pair_of(day, other) if other else None,
        "wheel": day.wheel,
    }
    return render(request, "wellness/check_in.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def delete_check_in(request: AuthenticatedHttpRequest, check_in_id: UUID) -> HttpResponse:
    """Say what deleting a day means, and do it when asked to."""
    row = get_object_or_404(CheckIn.objects.written_by(request.user), pk=check_in_id)
    if request.method == "POST":
        delete_day(request.user, row)
        messages.success(request, _("That day is gone. What you wrote in your workbook is still there."))
        return redirect("wellness:check_ins")
    return render(request, "wellness/delete_check_in.html", {"check_in": row})


def _day_or_404(days: list[Day], check_in_id: UUID) -> Day:
    day = next((each for each in days if each.id == check_in_id), None)
    if day is None:
        raise Http404
    return day


def _save(request: AuthenticatedHttpRequest, workbook: Workbook, asked: list[AskedDimension]) -> HttpResponse:
    held = held_where_not_here(request, workbook)
    if held is not None:
        return held
    try:
        note_ratings(request.user, workbook, changed_ratings_in(request.POST, asked))
    except CannotOpen:
        messages.warning(request, unreadable_rating_words())
        return redirect("wellness:check_ins")
    messages.success(request, _("Saved. Thank you for taking a look. Only you can see this."))
    return redirect("wellness:check_ins")
