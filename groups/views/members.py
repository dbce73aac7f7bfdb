from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import AuthenticatedHttpRequest
from groups.flyers import qr_picture
from groups.forms.leading import InvitationForm, SendInvitationForm
from groups.forms.noting import NoteMemberForm
from groups.invitation_codes import code_of
from groups.invitations import issue, listed_invitations
from groups.invitations import revoke as revoke_invitation
from groups.letters import post_invitation
from groups.memberships import end_place as end_place_of
from groups.models import Group, Invitation, Membership
from groups.noting import CannotNote
from groups.noting import invite_noted as invite_noted_of
from groups.noting import note_member as note_member_of
from groups.people import people_in
from groups.taking_part import goodbyes_of
from groups.views.limits import INVITATIONS_SENT


@require_safe
def members(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    people = people_in(group, reader=request.user)
    context = {
        "group": group,
        "people": people,
        "taken": sum(not line.place.leads for line in people),
        "goodbyes": goodbyes_of(group, reader=request.user),
    }
    return render(request, "groups/members.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def end_place(request: AuthenticatedHttpRequest, slug: str, place_id: int) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    participants = group.memberships.filter(role=Membership.Role.PARTICIPANT).select_related("person")
    place = get_object_or_404(participants, pk=place_id)
    if request.method == "POST":
        end_place_of(place=place, by=request.user)
        messages.success(
            request,
            _("%(name)s is no longer in this group.") % {"name": place.name or _("This person")},
        )
    if request.method == "POST" or place.left_at:
        return redirect("groups:members", slug=slug)
    return render(request, "groups/end_place.html", {"group": group, "place": place})


@require_http_methods(["GET", "HEAD", "POST"])
def note_member(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    """Note someone who comes and has no account."""
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    form = NoteMemberForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            place = note_member_of(group=group, name=form.cleaned_data["name"], by=request.user)
        except CannotNote as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(name)s is on the list now.") % {"name": place.name})
            return redirect("groups:members", slug=slug)
    return render(request, "groups/note_member.html", {"group": group, "form": form})


@require_POST
def invite_noted(request: AuthenticatedHttpRequest, slug: str, place_id: int) -> HttpResponse:
    """Make the invitation with which someone noted takes their place with an account of their own."""
    group = get_object_or_404(Group.objects.led_by(request.user).filter(archived_at__isnull=True), slug=slug)
    noted = group.memberships.participants().filter(person__isnull=True)
    place = get_object_or_404(noted, pk=place_id)
    made = invite_noted_of(place=place, by=request.user)
    return redirect("groups:invitation", slug=slug, invitation_id=made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    if group.archived_at:
        messages.info(request, _("This group has come to its end. Nobody can join it any more."))
        return redirect("groups:lead", slug=slug)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and group.has_safety_contact and form.is_valid():
        invitation = form.invitation(group, by=request.user)
        issue(invitation)
        return redirect("groups:invitation", slug=slug, invitation_id=invitation.pk)
    context = {"group": group, "form": form, "invitations": listed_invitations(group)}
    return render(request, "groups/invite.html", context)


@require_safe
def invitation(request: AuthenticatedHttpRequest, slug: str, invitation_id: UUID) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    made = get_object_or_404(group.invitations, pk=invitation_id)
    return render(request, "groups/invitation.html", _invitation_page(request, group, made))


@require_POST
def send_invitation(request: AuthenticatedHttpRequest, slug: str, invitation_id: UUID) -> HttpResponse:
    """Send an invitation to someone by e-mail."""
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    made = get_object_or_404(group.invitations, pk=invitation_id)
    form = SendInvitationForm(request.POST)
    if form.is_valid() and INVITATIONS_SENT.is_reached(request):
        form.add_error("email", _("That is a lot of letters in an hour. Please go on a little later."))
    if not form.is_valid():
        context = {**_invitation_page(request, group, made), "form": form}
        return render(request, "groups/invitation.html", context)
    INVITATIONS_SENT.note(request, form.cleaned_data["email"])
    post_invitation(made, address=form.cleaned_data["email"])
    messages.success(request, _("The letter is on its way."))
    return redirect("groups:invitation", slug=slug, invitation_id=made.pk)


@require_safe
def flyer(request: AuthenticatedHttpRequest, slug: str, invitation_id: UUID) -> HttpResponse:
    """Show an invitation as a page to print, in the language of the group."""
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    made = get_object_or_404(group.invitations, pk=invitation_id)
    with translation.override(group.language):
        return render(request, "groups/flyer.html", _invitation_page(request, group, made))


@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: AuthenticatedHttpRequest, slug: str, invitation_id: UUID) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    made = get_object_or_404(group.invitations, pk=invitation_id)
    if request.method == "POST":
        revoke_invitation(made)
        messages.success(request, _("This invitation is stopped. It lets nobody in any more."))
        return redirect("groups:invite", slug=slug)
    return render(request, "groups/revoke.html", {"group": group, "invitation": made})


def _invitation_page(request: AuthenticatedHttpRequest, group: Group, made: Invitation) -> dict[str, Any]:
    code = code_of(made)
    link = request.build_absolute_uri(reverse("groups:join", kwargs={"code": code}))
    return {
        "group": group,
        "invitation": made,
        "is_open": made.is_open_at(timezone.now()),
        "code": code,
        "link": link,
        "entry": request.build_absolute_uri(reverse("groups:enter_code")),
        "picture": qr_picture(link),
        "form": SendInvitationForm(),
    }
