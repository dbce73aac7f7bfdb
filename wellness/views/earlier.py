"""The page on which a person looks at what an answer said before, and brings it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import AuthenticatedHttpRequest
from accounts.vault import CannotOpen, vault_for
from wellness.earlier import earlier_words
from wellness.models import Entry, Part, Workbook
from wellness.part_form import known_operation_in
from wellness.saving import KeptBoth, Outcome, Unreadable
from wellness.undoing import bring_words_back, delete_earlier_words
from wellness.views.answers import error_words
from wellness.workbooks import current_workbook


@require_http_methods(["GET", "HEAD", "POST"])
def earlier(request: AuthenticatedHttpRequest, slug: str, entry_id: UUID) -> HttpResponse:
    """Show what an answer says and what it said before, and bring one of these back when asked to."""
    workbook = current_workbook(request.user)
    entries = Entry.objects.of(workbook).filter(prompt__part__slug=slug)
    entry = get_object_or_404(entries.select_related("prompt__part", "row"), pk=entry_id)
    if request.method == "POST":
        return redirect(_change(request, workbook, entry))
    vault = vault_for(request.user)
    context = {
        "now": vault.try_open(entry, "sealed"),
        "earlier": earlier_words(entry, vault),
        "page": _page_of(entry),
    }
    return render(request, "wellness/earlier.html", context)


def _change(request: AuthenticatedHttpRequest, workbook: Workbook, entry: Entry) -> str:
    """Do what a button said, and return where to go."""
    chosen = known_operation_in(request.POST.get("back", ""))
    if chosen:
        _bring_back(request, workbook, entry, chosen)
    elif request.POST.get("then") == "delete":
        delete_earlier_words(workbook, entry)
        messages.success(request, _("The earlier words are gone. Nobody can read them now."))
    return _page_of(entry)


def _bring_back(request: AuthenticatedHttpRequest, workbook: Workbook, entry: Entry, chosen: UUID) -> None:
    try:
        outcome = bring_words_back(request.user, workbook, entry, chosen)
    except CannotOpen:
        messages.warning(request, _("These words do not open right now. They are still kept."))
        return
    messages.info(request, _brought_back_words(outcome))


def _brought_back_words(outcome: Outcome | None) -> str:
    if outcome is None:
        return _("These words are not kept any more.")
    if isinstance(outcome, KeptBoth):
        return _("You wrote in two places. We kept both, and you need not choose.")
    if isinstance(outcome, Unreadable):
        return error_words(outcome)
    return _("Your earlier words are back. What stood there before is among the earlier words now.")


def _page_of(entry: Entry) -> str:
    """Return the page on which an answer stands."""
    part = entry.prompt.part
    if part.kind == Part.Kind.GOALS and entry.row:
        return reverse("wellness:goal", args=[entry.row.above_id or entry.row.pk])
    return reverse("wellness:part", args=[part.slug])
