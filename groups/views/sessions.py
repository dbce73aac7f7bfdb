from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.requests import AuthenticatedHttpRequest
from groups.arranging import offer_for
from groups.forms.sessions import DropForm, NewSessionForm, SessionForm
from groups.handing_over import can_hand_over
from groups.models import Group, PeerSession
from groups.scheduling import CannotPlan, drop_session, mark_held, mark_not_held, schedule_session
from groups.sessions import name_of


@require_http_methods(["GET", "HEAD", "POST"])
def new_session(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    session = PeerSession(group=group)
    form = NewSessionForm(request.POST or None, instance=session, offer=offer_for(session, get_language()))
    if request.method == "POST" and form.is_valid() and _is_scheduled(form, by=request.user):
        messages.success(request, _("The session is in the programme. The group sees it."))
        return _at_session(session)
    return render(request, "groups/new_session.html", {"group": group, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def session(request: AuthenticatedHttpRequest, slug: str, session_id: UUID) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    session = get_object_or_404(group.sessions, pk=session_id)
    form = SessionForm(request.POST or None, instance=session, offer=offer_for(session, get_language()))
    if request.method == "POST" and form.is_valid() and _is_scheduled(form, by=request.user):
        messages.success(request, _saved_words(session))
        return _at_session(session)
    place = group.memberships.get(person=request.user, left_at=None)
    context = {
        "group": group,
        "session": session,
        "name": name_of(session, get_language()),
        "is_to_come": session.starts_at is not None and session.starts_at > timezone.now(),
        "hands_over": can_hand_over(session, place),
        "form": form,
    }
    return render(request, "groups/session.html", context)


@require_POST
def held(request: AuthenticatedHttpRequest, slug: str, session_id: UUID) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    session = get_object_or_404(group.sessions, pk=session_id)
    is_taken_back = request.POST.get("held") == "no"
    try:
        (mark_not_held if is_taken_back else mark_held)(session=session, by=request.user)
    except CannotPlan as refused:
        messages.warning(request, str(refused))
        return redirect("groups:session", slug=slug, session_id=session_id)
    messages.success(
        request,
        _("This session is planned again.") if is_taken_back else _("Noted: this session took place."),
    )
    return _at_session(session)


@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: AuthenticatedHttpRequest, slug: str, session_id: UUID) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    session = get_object_or_404(group.sessions, pk=session_id)
    form = DropForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        context = {"group": group, "session": session, "name": name_of(session, get_language()), "form": form}
        return render(request, "groups/drop_session.html", context)
    try:
        drop_session(session=session, by=request.user, reason=form.cleaned_data["reason"])
    except CannotPlan as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("The session is out of the programme. The others moved up."))
    return redirect("groups:programme", slug=slug)


def _at_session(session: PeerSession) -> HttpResponse:
    """Lead back to the programme, there where a session stands in it."""
    return redirect(f"{reverse('groups:programme', args=[session.group.slug])}#session-{session.pk}")


def _saved_words(session: PeerSession) -> str:
    if session.moved_from:
        return _("Saved. The group reads here that it moved, and those who wish get an e-mail.")
    return _("Saved. The group sees it like this now.")


def _is_scheduled(form: SessionForm, *, by: User) -> bool:
    """Store what a valid form says; where the programme has no room for it, say so in the form."""
    try:
        schedule_session(session=form.save(commit=False), by=by)
    except CannotPlan as refused:
        form.add_error(None, str(refused))
        return False
    return True
