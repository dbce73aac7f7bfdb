from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import AuthenticatedHttpRequest
from groups.invitations import GroupFull, NotOpenYet, take_offered_place
from groups.line import back_in_line, settle_due, standing_of
from groups.line import step_out as step_out_of_line
from groups.models import PlaceInLine


@require_safe
def in_line(request: AuthenticatedHttpRequest, place_id: UUID) -> HttpResponse:
    place = get_object_or_404(
        PlaceInLine.objects.of_person(request.user).select_related("group"), pk=place_id
    )
    settle_due([place.group_id])
    place.refresh_from_db()
    context = {"group": place.group, "place": place, "standing": standing_of(place)}
    return render(request, "groups/in_line.html", context)


@require_POST
def take_place(request: AuthenticatedHttpRequest, place_id: UUID) -> HttpResponse:
    place = get_object_or_404(
        PlaceInLine.objects.of_person(request.user).select_related("group"), pk=place_id
    )
    try:
        take_offered_place(place=place, person=request.user)
    except GroupFull:
        return redirect("groups:in_line", place_id=place_id)
    except NotOpenYet as refused:
        messages.info(request, str(refused))
        return redirect("groups:in_line", place_id=place_id)
    messages.success(request, _("You are in. Welcome to %(group)s.") % {"group": place.group.name})
    return redirect("groups:home", slug=place.group.slug)


@require_POST
def step_out(request: AuthenticatedHttpRequest, place_id: UUID) -> HttpResponse:
    place = get_object_or_404(
        PlaceInLine.objects.of_person(request.user).select_related("group"), pk=place_id
    )
    step_out_of_line(place)
    messages.success(request, _("You are no longer in line. Thank you for telling us."))
    return redirect("groups:index")


@require_POST
def stand_again(request: AuthenticatedHttpRequest, place_id: UUID) -> HttpResponse:
    place = get_object_or_404(
        PlaceInLine.objects.of_person(request.user).select_related("group"), pk=place_id
    )
    again = back_in_line(place)
    return redirect("groups:in_line", place_id=again.pk)
