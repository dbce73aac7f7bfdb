from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import AuthenticatedHttpRequest
from groups.forms.taking_part import GoodbyeForm, TakingPartForm
from groups.memberships import (
    OnlyFacilitator,
    is_only_facilitator,
    latest_ended_place,
    latest_place,
    leave_group,
)
from groups.models import Membership
from groups.taking_part import Notes, note_wishes, notes_of, say_goodbye, skip_questions


@require_http_methods(["GET", "HEAD", "POST"])
def taking_part(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    places = Membership.objects.participants().select_related("group")
    place = get_object_or_404(places, person=request.user, group__slug=slug)
    notes = notes_of([place], group=place.group, reader=request.user).get(place.pk, Notes())
    form = TakingPartForm(request.POST or None, place=place, notes=notes)
    if request.method == "POST" and "skip" in request.POST:
        skip_questions(place)
        return redirect("groups:home", slug=slug)
    if request.method == "POST" and form.is_valid():
        note_wishes(place=place, by=request.user, wishes=form.wishes())
        messages.success(request, _("Saved. You can change this at any time."))
        return redirect("groups:home", slug=slug)
    return render(request, "groups/taking_part.html", {"group": place.group, "place": place, "form": form})


@require_safe
def not_right(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    places = Membership.objects.current().select_related("group")
    place = get_object_or_404(places, person=request.user, group__slug=slug)
    context = {"group": place.group, "place": place, "organisation": settings.ORGANISATION_CONTACT}
    return render(request, "groups/not_right.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    place = latest_place(request.user, slug)
    if place is None:
        raise Http404
    if place.left_at:
        return redirect("groups:ended", slug=slug)
    form = GoodbyeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _leave(request, place, form.cleaned_data["words"].replace("\r\n", "\n"))
    context = {
        "group": place.group,
        "place": place,
        "form": form,
        "is_only_facilitator": is_only_facilitator(place),
    }
    return render(request, "groups/leave.html", context)


@require_safe
def ended(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    place = latest_ended_place(request.user, slug)
    if place is None:
        raise Http404
    return render(request, "groups/ended.html", {"group": place.group, "place": place})


def _leave(request: AuthenticatedHttpRequest, place: Membership, goodbye: str) -> HttpResponse:
    try:
        leave_group(person=request.user, group=place.group)
    except OnlyFacilitator as refused:
        messages.warning(request, str(refused))
        return redirect("groups:leave", slug=place.group.slug)
    if goodbye and not place.leads:
        say_goodbye(group=place.group, by=request.user, words=goodbye)
    return redirect("groups:ended", slug=place.group.slug)
