from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import AuthenticatedHttpRequest
from groups.absences import TooLate, come_after_all, refuse_late, say_absent
from groups.attendance import attendance_lines, can_be_noted, marks_in, names_for, note_attendance
from groups.forms.attendance import AbsenceForm
from groups.models import Absence, Group, Membership, PeerSession
from groups.scheduling import CannotPlan
from groups.sessions import day_and_time, name_of


@require_http_methods(["GET", "HEAD", "POST"])
def absence(request: AuthenticatedHttpRequest, slug: str, session_id: UUID) -> HttpResponse:
    """Let a participant say that they cannot come to a session, or that they can after all."""
    places = Membership.objects.participants().select_related("group")
    place = get_object_or_404(places, person=request.user, group__slug=slug)
    session = get_object_or_404(place.group.sessions.exclude(starts_at=None), pk=session_id)
    form = AbsenceForm(request.POST if request.method == "POST" else None)
    try:
        refuse_late(session)
        if form.is_valid():
            return _say(request, place, session, form)
    except TooLate as refused:
        messages.info(request, str(refused))
        return redirect("groups:home", slug=slug)
    context = {
        "group": place.group,
        "name": name_of(session, get_language()),
        "when": day_and_time(session.starts_at, place.group.zone) if session.starts_at else "",
        "is_missed": Absence.objects.said_by(request.user, place.group).filter(session=session).exists(),
        "form": form,
    }
    return render(request, "groups/absence.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: AuthenticatedHttpRequest, slug: str, session_id: UUID) -> HttpResponse:
    """Show who said that they cannot come, and note who came."""
    group = get_object_or_404(Group.objects.helped_by(request.user), slug=slug)
    session = get_object_or_404(group.sessions, pk=session_id)
    lines = attendance_lines(session, request.user)
    if request.method != "POST":
        context = {
            "group": group,
            "session": session,
            "name": name_of(session, get_language()),
            "when": day_and_time(session.starts_at, group.zone) if session.starts_at else "",
            "lines": lines,
            "absent": [line for line in lines if line.said_absent],
            "can_be_noted": can_be_noted(session),
        }
        return render(request, "groups/attendance.html", context)
    try:
        note_attendance(session=session, marks=marks_in(request.POST, lines), by=request.user)
    except CannotPlan as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Noted. You can change it at any time."))
    return redirect("groups:lead", slug=slug)


@require_safe
def attendance_sheet(request: AuthenticatedHttpRequest, slug: str, session_id: UUID) -> HttpResponse:
    """Show a page to print and tick by hand, in the language of the group; it does not say what the session is about."""
    group = get_object_or_404(Group.objects.helped_by(request.user), slug=slug)
    session = get_object_or_404(group.sessions, pk=session_id)
    with translation.override(group.language):
        context = {
            "group": group,
            "session": session,
            "when": day_and_time(session.starts_at, group.zone) if session.starts_at else "",
            "names": names_for(session),
        }
        return render(request, "groups/attendance_sheet.html", context)


def _say(
    request: AuthenticatedHttpRequest, place: Membership, session: PeerSession, form: AbsenceForm
) -> HttpResponse:
    if form.cleaned_data["comes"]:
        come_after_all(session=session, place=place)
        messages.success(request, _("Good. Those who lead see that you can come."))
    else:
        say_absent(session=session, place=place, word=form.cleaned_data["word"])
        messages.success(request, _("Thank you for telling us. Those who lead can see it."))
    return redirect("groups:home", slug=place.group.slug)
