"""What those who lead do around a session: hand it over before, and a sheet of their own after."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import AuthenticatedHttpRequest
from groups.debriefs import sheets_of, write_debrief
from groups.forms.debriefs import DebriefForm, HandOverForm
from groups.handing_over import CannotHandOver, can_hand_over, hand_over, others_who_lead
from groups.models import Membership
from groups.sessions import day_and_time, name_of


@require_http_methods(["GET", "HEAD", "POST"])
def hand_session_over(request: AuthenticatedHttpRequest, slug: str, session_id: UUID) -> HttpResponse:
    """Let a facilitator who cannot lead a session hand it to another."""
    places = Membership.objects.facilitators().select_related("group")
    place = get_object_or_404(places, person=request.user, group__slug=slug)
    session = get_object_or_404(place.group.sessions, pk=session_id)
    if not can_hand_over(session, place):
        return redirect("groups:session", slug=slug, session_id=session_id)
    others = others_who_lead(place.group, request.user)
    form = HandOverForm(request.POST if request.method == "POST" else None, others=others)
    if form.is_valid():
        to = form.cleaned_data["to"]
        try:
            hand_over(session=session, to=to, by=request.user)
        except CannotHandOver as gone:
            raise Http404 from gone
        messages.success(
            request, _("%(name)s leads it now. Please tell them too.") % {"name": to.person.name}
        )
        return redirect("groups:lead", slug=slug)
    context = {
        "group": place.group,
        "session": session,
        "name": name_of(session, get_language()),
        "when": day_and_time(session.starts_at, place.group.zone) if session.starts_at else "",
        "others": others,
        "form": form,
    }
    return render(request, "groups/hand_session_over.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def debrief(request: AuthenticatedHttpRequest, slug: str, session_id: UUID) -> HttpResponse:
    """Show a facilitator's own sheet of a session to write in, and those of the others to read."""
    places = Membership.objects.facilitators().select_related("group")
    place = get_object_or_404(places, person=request.user, group__slug=slug)
    session = get_object_or_404(place.group.sessions, pk=session_id)
    sheets = sheets_of(session, request.user)
    own = next((sheet.opened for sheet in sheets if sheet.is_own), None)
    form = DebriefForm(request.POST if request.method == "POST" else None, initial=own.value if own else None)
    if form.is_valid() and (own is None or own.is_readable):
        write_debrief(session=session, by=request.user, answers=form.cleaned_data)
        messages.success(request, _("Saved. Only facilitators of this group can read it."))
        return redirect("groups:lead", slug=slug)
    context = {
        "group": place.group,
        "session": session,
        "name": name_of(session, get_language()),
        "own": own,
        "others": [sheet for sheet in sheets if not sheet.is_own],
        "form": form,
    }
    return render(request, "groups/debrief.html", context)
