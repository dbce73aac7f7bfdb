"""The run sheet of a session: read by those who lead and those who help, changed by facilitators."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import AuthenticatedHttpRequest
from groups.forms.run_sheets import RunSheetForm, WhoForm
from groups.models import Group, PeerSession
from groups.permissions import can_lead
from groups.run_sheets import MINUTES, SheetChanged, forget_sheet, save_sheet, settle_who, sheet_of
from groups.sessions import day_and_time, name_of

SHOWN = ("topic", "group", "led_by__person", "stays__person", "leads_on__person")


@require_safe
def run_sheet(request: AuthenticatedHttpRequest, slug: str, session_id: UUID) -> HttpResponse:
    group = get_object_or_404(Group.objects.helped_by(request.user), slug=slug)
    session = get_object_or_404(group.sessions.select_related(*SHOWN), pk=session_id)
    return _sheet_page(request, session, WhoForm(session))


@require_POST
def settle(request: AuthenticatedHttpRequest, slug: str, session_id: UUID) -> HttpResponse:
    """Note who does what if someone has a hard time in the session."""
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    session = get_object_or_404(group.sessions.select_related(*SHOWN), pk=session_id)
    form = WhoForm(session, request.POST)
    if not form.is_valid():
        return _sheet_page(request, session, form)
    settle_who(session=session, **form.cleaned_data, by=request.user)
    messages.success(request, _("Noted. It stands on the sheet."))
    return redirect("groups:run_sheet", slug=slug, session_id=session_id)


@require_http_methods(["GET", "HEAD", "POST"])
def change_sheet(request: AuthenticatedHttpRequest, slug: str, session_id: UUID) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    session = get_object_or_404(group.sessions.select_related("topic"), pk=session_id)
    standing = sheet_of(session, get_language())
    begins = {**RunSheetForm.words_of(standing.sheet), "after": standing.number}
    form = RunSheetForm(request.POST if request.method == "POST" else None, initial=begins)
    context = {
        "group": group,
        "session": session,
        "name": name_of(session, get_language()),
        "standing": standing,
        "form": form,
    }
    if not form.is_valid():
        return render(request, "groups/change_sheet.html", context)
    try:
        save_sheet(
            session=session,
            sheet=form.sheet(),
            language=get_language(),
            after=form.cleaned_data["after"],
            by=request.user,
        )
    except SheetChanged:
        return render(request, "groups/change_sheet.html", {**context, "is_changed": True}, status=409)
    messages.success(request, _("Saved, for this session alone."))
    return redirect("groups:run_sheet", slug=slug, session_id=session_id)


@require_POST
def shipped_sheet(request: AuthenticatedHttpRequest, slug: str, session_id: UUID) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    session = get_object_or_404(group.sessions.select_related("topic"), pk=session_id)
    forget_sheet(session=session, by=request.user)
    messages.success(request, _("This is the sheet as it was at first."))
    return redirect("groups:run_sheet", slug=slug, session_id=session_id)


def _sheet_page(request: AuthenticatedHttpRequest, session: PeerSession, form: WhoForm) -> HttpResponse:
    group = session.group
    context = {
        "group": group,
        "session": session,
        "name": name_of(session, get_language()),
        "when": day_and_time(session.starts_at, group.zone) if session.starts_at else "",
        "standing": sheet_of(session, get_language()),
        "minutes": MINUTES,
        "leads": can_lead(request.user, group),
        "form": form,
    }
    return render(request, "groups/run_sheet.html", context)
