from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import AuthenticatedHttpRequest
from groups.flyers import qr_picture
from groups.forms.leading import InvitationForm
from groups.invitations import code_of, issue, listed_invitations
from groups.invitations import revoke as revoke_invitation
from groups.memberships import end_place as end_place_of
from groups.memberships import members_of
from groups.models import Group, Membership


@require_safe
def members(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    places = members_of(group)
    taken = sum(not place.leads for place in places)
    return render(request, "groups/members.html", {"group": group, "places": places, "taken": taken})


@require_http_methods(["GET", "HEAD", "POST"])
def end_place(request: AuthenticatedHttpRequest, slug: str, place_id: int) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    participants = group.memberships.filter(role=Membership.Role.PARTICIPANT).select_related("person")
    place = get_object_or_404(participants, pk=place_id)
    if request.method == "POST":
        end_place_of(place=place, by=request.user)
        messages.success(
            request,
            _("%(name)s is no longer in this group.") % {"name": place.person.name or _("This person")},
        )
    if request.method == "POST" or place.left_at:
        return redirect("groups:members", slug=slug)
    return render(request, "groups/end_place.html", {"group": group, "place": place})


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        invitation = form.invitation(group, by=request.user)
        issue(invitation)
        return redirect("groups:invitation", slug=slug, invitation_id=invitation.pk)
    context = {"group": group, "form": form, "invitations": listed_invitations(group)}
    return render(request, "groups/invite.html", context)


@require_safe
def invitation(request: AuthenticatedHttpRequest, slug: str, invitation_id: UUID) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    made = get_object_or_404(group.invitations, pk=invitation_id)
    code = code_of(made)
    link = request.build_absolute_uri(reverse("groups:join", kwargs={"code": code}))
    context = {
        "group": group,
        "invitation": made,
        "is_open": made.is_open_at(timezone.now()),
        "code": code,
        "link": link,
        "entry": request.build_absolute_uri(reverse("groups:enter_code")),
        "picture": qr_picture(link),
    }
    return render(request, "groups/invitation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: AuthenticatedHttpRequest, slug: str, invitation_id: UUID) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    made = get_object_or_404(group.invitations, pk=invitation_id)
    if request.method == "POST":
        revoke_invitation(made)
        messages.success(request, _("This invitation is stopped. It lets nobody in any more."))
        return redirect("groups:invite", slug=slug)
    return render(request, "groups/revoke.html", {"group": group, "invitation": made})
