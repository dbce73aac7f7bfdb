"""The overview of a workbook, and the page that says it is enough for today."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import AuthenticatedHttpRequest
from wellness.overview import overview_of
from wellness.workbooks import current_workbook


@require_safe
def overview(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Show the wheel, where each part stands, and one next step."""
    workbook = current_workbook(request.user)
    return render(request, "wellness/workbook.html", {"overview": overview_of(request.user, workbook)})


@require_safe
def enough(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Say something kind, and where things stand."""
    workbook = current_workbook(request.user)
    context = {"overview": overview_of(request.user, workbook), "first": "first" in request.GET}
    return render(request, "wellness/enough.html", context)
