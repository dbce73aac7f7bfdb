from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import AuthenticatedHttpRequest
from groups.invitations import NotOpenYet, take_out_of_line
from groups.line import settle_due, standings_of
from groups.models import Group, JoinRequest
from groups.requests import accept_request as accept_request_of
from groups.requests import opened_request, requests_of, say_no_place


@require_safe
def waiting(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    settle_due([group.pk])
    context = {
        "group": group,
        "requests": requests_of(group, reader=request.user),
        "line": standings_of([group.pk])[group.pk],
    }
    return render(request, "groups/waiting.html", context)


@require_POST
def accept_request(request: AuthenticatedHttpRequest, slug: str, request_id: UUID) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    asked = get_object_or_404(JoinRequest.objects.of_group(group), pk=request_id)
    try:
        accept_request_of(request=asked, by=request.user)
    except NotOpenYet as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("They get an e-mail with the way in. You see here where they stand."))
    return redirect("groups:waiting", slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
def no_place(request: AuthenticatedHttpRequest, slug: str, request_id: UUID) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    asked = get_object_or_404(JoinRequest.objects.of_group(group), pk=request_id)
    if request.method == "POST":
        say_no_place(request=asked, by=request.user)
        messages.success(request, _("They get a kind e-mail. Once it has left, what they wrote is gone."))
    if request.method == "POST" or asked.answered_at:
        return redirect("groups:waiting", slug=slug)
    opened = opened_request(asked, reader=request.user)
    context = {"group": group, "asked": opened, "site": settings.SITE_ADDRESS}
    return render(request, "groups/no_place.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def out_of_line(request: AuthenticatedHttpRequest, slug: str, line_id: UUID) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    place = get_object_or_404(group.line.select_related("group", "person"), pk=line_id)
    if request.method == "POST":
        take_out_of_line(place=place, by=request.user)
        messages.success(request, _("They are no longer in line. They get a kind e-mail."))
    if request.method == "POST" or place.ended_at:
        return redirect("groups:waiting", slug=slug)
    context = {"group": group, "place": place, "site": settings.SITE_ADDRESS}
    return render(request, "groups/out_of_line.html", context)
