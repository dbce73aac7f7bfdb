from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import AuthenticatedHttpRequest
from groups.forms.report import ACTS, SAID, GiveForm
from groups.giving import given_by
from groups.giving_page import words_of
from groups.permissions import can_read_report
from groups.report_page import ALL, report_for


@require_safe
def report(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Show admins what the organisation may know: tables in which no cell is under five."""
    if not can_read_report(request.user):
        raise Http404
    key = request.GET.get("until", ALL)
    found = report_for(key, get_language() or "")
    if found is None and key != ALL:
        raise Http404
    return render(request, "groups/report.html", {"report": found})


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Ask someone whether they want to be counted, and let them change their mind."""
    form = GiveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        act = form.cleaned_data["act"]
        ACTS[act](by=request.user)
        messages.success(request, str(SAID[act]))
        return redirect("groups:give")
    given = given_by(request.user)
    context = {
        "ratings": words_of(given, get_language() or ""),
        "readmission": given.readmission,
        "form": form,
    }
    return render(request, "groups/give.html", context)
