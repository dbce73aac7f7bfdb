"""The summary page: choosing, rewording, leaving out; and the sheet that would be shared, kept in step by a script."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.decorators import honest_page_first
from accounts.requests import AuthenticatedHttpRequest
from accounts.vault import vault_for
from wellness.models import Workbook
from wellness.suggestion import section_of
from wellness.summaries import OpenSummary, open_summary
from wellness.summary_page import ordered_sections, summary_page
from wellness.summary_saving import CannotSave, Move, bases_after, changes_in, save_summary
from wellness.views.answers import BAD_REQUEST, elsewhere_answer, refused_answer, saved_answer
from wellness.views.decorators import saves_by_script
from wellness.views.held import Why, held_page, held_where_not_here, why_not_here
from wellness.workbooks import current_workbook, is_page_of, page_mark


@require_http_methods(["GET", "HEAD", "POST"])
@honest_page_first
def summary(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Show the summary with what the workbook suggests for it, and save a whole page of it."""
    workbook = current_workbook(request.user)
    if request.method != "POST":
        opened = open_summary(request.user, workbook, vault_for(request.user))
        return _shown(request, workbook, opened)
    if "mark" not in request.POST:
        return held_page(request, Why.OTHER_PERSON)
    return held_where_not_here(request, workbook) or _save_page(request, workbook)


@require_http_methods(["GET", "HEAD", "POST"])
def summary_order(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Show what is in the summary, and put it in another order."""
    workbook = current_workbook(request.user)
    if request.method == "POST":
        return _put_in_order(request, workbook)
    opened = open_summary(request.user, workbook, vault_for(request.user))
    context = {"sections": ordered_sections(opened), "mark": page_mark(workbook)}
    return render(request, "wellness/summary_order.html", context)


def _put_in_order(request: AuthenticatedHttpRequest, workbook: Workbook) -> HttpResponse:
    act, _at, names = request.POST.get("then", "").partition("@")
    name, _at, before = names.partition("@")
    if act == "before" and why_not_here(request, workbook) is None:
        try:
            save_summary(person=request.user, workbook=workbook, changes=[], move=Move(name, before))
        except CannotSave as error:
            messages.warning(request, _unreadable_words(str(error)))
    return redirect(reverse("wellness:summary_order") + _anchor(name))


def _anchor(name: str) -> str:
    return f"#row-{name}" if name.replace("-", "").replace(".", "").isalnum() else ""


@saves_by_script
def preview(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Save what the page sent, and answer with the sheet that would be shared now, as JSON."""
    workbook = current_workbook(request.user)
    if not is_page_of(workbook, request.POST.get("mark", "")):
        return elsewhere_answer(why_not_here(request, workbook))
    changes = changes_in(request.POST)
    try:
        saved = save_summary(person=request.user, workbook=workbook, changes=changes)
    except CannotSave as error:
        return refused_answer("unreadable", _unreadable_words(str(error)))
    context = {"sheet": summary_page(request.user, workbook, saved).sheet}
    sheet = render_to_string("wellness/includes/_summary_sheet.html", context)
    return _preview_answer(request, saved, sheet=sheet, bases=bases_after(saved, changes))


def _shown(
    request: AuthenticatedHttpRequest, workbook: Workbook, opened: OpenSummary, status: int = 200
) -> HttpResponse:
    page = summary_page(request.user, workbook, opened)
    return render(request, "wellness/summary.html", {"page": page}, status=status)


def _save_page(request: AuthenticatedHttpRequest, workbook: Workbook) -> HttpResponse:
    try:
        saved = save_summary(person=request.user, workbook=workbook, changes=changes_in(request.POST))
    except CannotSave:
        return held_page(request, Why.UNREADABLE)
    if saved.has_held:
        return _shown(request, workbook, saved, status=BAD_REQUEST)
    if request.POST.get("then") == "share" and not _kept_both_now(request, saved):
        return redirect("sharing:shared")
    _say_saved(request, saved)
    return redirect(reverse("wellness:summary") + _place(request))


def _say_saved(request: AuthenticatedHttpRequest, saved: OpenSummary) -> None:
    if _kept_both_now(request, saved):
        messages.info(request, _("You wrote in two places. We kept both: look for “We kept both” below."))
    else:
        messages.success(request, _("Saved. Only you can read this, until you share it."))


def _place(request: AuthenticatedHttpRequest) -> str:
    """Return where on the page the person was: the section of the button they pressed."""
    key = next((request.POST[name] for name in ("all", "newer", "forget") if name in request.POST), "")
    return f"#{section_of(key)}" if section_of(key).replace("-", "").isalpha() else ""


def _preview_answer(request: HttpRequest, saved: OpenSummary, **shown: object) -> HttpResponse:
    if saved.has_held:
        words = _("One text is too long to save. Make it shorter. All the rest is saved.")
        return refused_answer("too_long", words, BAD_REQUEST, **shown)
    if _kept_both_now(request, saved):
        words = _("Saved. You wrote in two places, and we kept both. Load this page again to see them.")
        return saved_answer(message=words, **shown)
    return saved_answer(**shown)


def _kept_both_now(request: HttpRequest, saved: OpenSummary) -> bool:
    """Say whether there are more second texts than the page showed."""
    shown = request.POST.get("second-texts", "")
    return saved.second_texts > (int(shown) if shown.isdecimal() else 0)


def _unreadable_words(reference: str) -> str:
    return _(
        "We could not open your summary, so we will not write over it. Tell us this code: %(reference)s."
    ) % {"reference": reference}
