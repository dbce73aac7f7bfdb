"""*Tell someone outside the group*, and the side of the one person who hears it."""

from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.requests import AuthenticatedHttpRequest
from groups.complaints import (
    HearerChanged,
    NoAnswer,
    hearer_of,
    open_complaint,
    own_complaints,
    told_to,
    was_told,
)
from groups.complaints import answer_complaint as answer
from groups.complaints import send_on as send_complaint_on
from groups.complaints import tell_outside as tell
from groups.forms.complaints import AnswerForm, SendOnForm, TellForm
from groups.memberships import latest_place
from groups.models import Complaint, Membership
from groups.permissions import hears_complaints
from groups.readers import shown_name
from groups.views.limits import COMPLAINTS


@require_http_methods(["GET", "HEAD", "POST"])
def tell_outside(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    """Let anyone who is in a group, or was, tell one named person outside it."""
    place = latest_place(request.user, slug)
    if place is None:
        raise Http404
    hearer = hearer_of(place.group)
    form = TellForm(
        request.POST if request.method == "POST" else None, initial={"hearer": hearer and hearer.pk}
    )
    if hearer is None or not form.is_valid():
        return _tell_page(request, place, hearer, form)
    told = form.told()
    if COMPLAINTS.is_reached(request) and not was_told(place.group, told):
        form.add_error(
            None, _("Much came from here just now. Your words are still below. Please try again in an hour.")
        )
        return _tell_page(request, place, hearer, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    try:
        tell(group=place.group, by=request.user, told=told)
    except HearerChanged:
        return _tell_page(request, place, hearer, _asked_again(form, hearer))
    COMPLAINTS.note(request, str(told.token))
    _tell_sent(request, hearer)
    return redirect("groups:tell_outside", slug=slug)


@require_POST
def send_on(request: AuthenticatedHttpRequest, slug: str, complaint_id: UUID) -> HttpResponse:
    """Send what someone told, which nobody can read any more, to the one who hears it now."""
    place = latest_place(request.user, slug)
    if place is None:
        raise Http404
    row = get_object_or_404(
        Complaint.objects.told_by(request.user).filter(group=place.group), pk=complaint_id
    )
    form = SendOnForm(request.POST)
    named = form.cleaned_data["hearer"] if form.is_valid() else None
    try:
        hearer = send_complaint_on(complaint=row, by=request.user, hearer=named)
    except HearerChanged:
        messages.warning(
            request, _("Nothing was sent. Look who hears this now, then send it if you still want to.")
        )
    except Complaint.DoesNotExist:  # pressed twice, or answered by now
        messages.info(request, _("This needs no sending on: someone reads it, or has answered."))
    else:
        _tell_sent(request, hearer)
    return redirect("groups:tell_outside", slug=slug)


@require_safe
def heard(request: AuthenticatedHttpRequest) -> HttpResponse:
    """List what was told to someone who hears complaints. Nothing is opened by that."""
    if not hears_complaints(request.user):
        raise Http404
    return render(request, "groups/heard.html", {"complaints": told_to(request.user)})


# GET alone: each one is an opening, which whoever told it can read of.
@require_GET
def complaint(request: AuthenticatedHttpRequest, complaint_id: UUID) -> HttpResponse:
    """Open what someone told, which is recorded."""
    row = _heard_or_404(request, complaint_id)
    return _complaint_page(request, row, None)


@require_POST
def answer_complaint(request: AuthenticatedHttpRequest, complaint_id: UUID) -> HttpResponse:
    """Send a short answer to whoever told it."""
    row = _heard_or_404(request, complaint_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _complaint_page(request, row, form, status=HTTPStatus.BAD_REQUEST)
    try:
        answer(complaint=row, by=request.user, words=form.cleaned_data["words"].replace("\r\n", "\n"))
    except (NoAnswer, Complaint.DoesNotExist) as gone:
        raise Http404 from gone
    messages.success(request, _("Sent. They can read it now."))
    return redirect("groups:heard")


def _tell_page(
    request: AuthenticatedHttpRequest,
    place: Membership,
    hearer: User | None,
    form: TellForm,
    status: int = 200,
) -> HttpResponse:
    context = {
        "group": place.group,
        "place": place,
        "hearer": shown_name(hearer) if hearer else "",
        "send_on_form": SendOnForm(auto_id=False, initial={"hearer": hearer.pk}) if hearer else None,
        "organisation": settings.ORGANISATION_CONTACT,
        "told": own_complaints(request.user, place.group),
        "form": form,
    }
    return render(request, "groups/tell_outside.html", context, status=status)


def _tell_sent(request: AuthenticatedHttpRequest, hearer: User) -> None:
    messages.success(
        request, _("Sent. %(name)s can read it now, and nobody else.") % {"name": shown_name(hearer)}
    )


def _asked_again(form: TellForm, hearer: User) -> TellForm:
    """Return the form with its words kept, for whoever hears complaints now."""
    again = TellForm({**form.cleaned_data, "hearer": hearer.pk})
    again.add_error(
        None, _("Someone else hears this now. Look who it is, then send it if you still want to.")
    )
    return again


def _heard_or_404(request: AuthenticatedHttpRequest, complaint_id: UUID) -> Complaint:
    heard_here = Complaint.objects.heard_by(request.user).select_related("group")
    return get_object_or_404(heard_here, pk=complaint_id)


def _complaint_page(
    request: AuthenticatedHttpRequest, row: Complaint, form: AnswerForm | None, status: int = 200
) -> HttpResponse:
    try:
        opened = open_complaint(complaint=row, reader=request.user)
    except Complaint.DoesNotExist as gone:
        raise Http404 from gone
    context = {
        "complaint": row,
        "opened": opened,
        "form": form or AnswerForm(initial={"words": opened.reply}),
    }
    return render(request, "groups/complaint.html", context, status=status)
