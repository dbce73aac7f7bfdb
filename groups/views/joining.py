from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from groups.forms.joining import CodeForm
from groups.invitations import (
    GroupFull,
    InvitationClosed,
    NotConfirmed,
    NotOpenYet,
    accept,
    find_invitation,
    wait_by,
)
from groups.line import is_full, place_in_line, settle_due, settled_lines_of, standing_of, step_out
from groups.memberships import public_introductions
from groups.models import Group, Invitation
from groups.permissions import is_member
from groups.views.carried import carry, forget
from groups.views.limits import WRONG_CODES


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("groups:join", code=form.cleaned_data["code"])
    return render(request, "groups/enter_code.html", {"form": form})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    invitation = _find(request, code)
    if isinstance(invitation, HttpResponse):
        return invitation
    if isinstance(request.user, User):
        return _join_signed_in(request, invitation, request.user)
    if request.method == "POST":
        return redirect_to_login(request.path)
    return _greet(request, invitation)


@login_not_required
@require_POST
def wait(request: HttpRequest, code: str) -> HttpResponse:
    """Put someone who came by an invitation in line; one who is not signed in signs in first."""
    invitation = _find(request, code)
    if isinstance(invitation, HttpResponse):
        return invitation
    if not isinstance(request.user, User):
        return redirect_to_login(reverse("groups:join", kwargs={"code": code}))
    if is_member(request.user, invitation.group):
        return redirect("groups:home", slug=invitation.group.slug)
    try:
        place = wait_by(invitation=invitation, person=request.user)
    except (InvitationClosed, NotOpenYet):
        return _greet(request, invitation)
    forget(request)
    if place.person_id != request.user.pk:
        return redirect("groups:join", code=code)
    return redirect("groups:in_line", place_id=place.pk)


@login_not_required
@require_POST
def no_longer(request: HttpRequest, code: str) -> HttpResponse:
    """End the place in line of a visitor who has no account, at their wish."""
    invitation = _find(request, code)
    if isinstance(invitation, HttpResponse):
        return invitation
    place = place_in_line(invitation, None)
    if place:
        step_out(place)
    messages.success(request, _("You are no longer in line. Thank you for telling us."))
    return redirect("home")


def _find(request: HttpRequest, code: str) -> Invitation | HttpResponse:
    """Return the invitation with a code, or else what to answer."""
    if WRONG_CODES.is_reached(request):
        return _ask_to_wait(request)
    invitation = find_invitation(code)
    if invitation is None:
        WRONG_CODES.note(request, code)
        return _say_closed(request)
    return invitation


def _join_signed_in(request: HttpRequest, invitation: Invitation, person: User) -> HttpResponse:
    if request.method == "POST":
        return _accept(request, invitation, person)
    if is_member(person, invitation.group):
        return redirect("groups:home", slug=invitation.group.slug)
    mine = [each for each in settled_lines_of(person) if each.place.group_id == invitation.group_id]
    if mine:
        return redirect("groups:in_line", place_id=mine[0].place.pk)
    return _greet(request, invitation)


def _greet(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Show who invites and what joining means; one who is not signed in may now make an account."""
    if not invitation.is_open_at(timezone.now()):
        return _say_closed(request)
    if not (invitation.lets_lead or invitation.group.has_safety_contact):
        return render(request, "groups/not_open_yet.html", {"group": invitation.group})
    settle_due([invitation.group_id])
    came_back = urlencode({"next": request.path})
    if not request.user.is_authenticated:
        carry(request, invitation)
    place = place_in_line(invitation, None)
    context = {
        "group": invitation.group,
        "invitation": invitation,
        "has_begun": _has_begun(invitation.group),
        "is_full": not place and not _has_place(invitation) and is_full(invitation.group),
        "standing": standing_of(place) if place else None,
        "introductions": public_introductions(invitation.group),
        "sign_up": f"{reverse('account_signup')}?{came_back}",
        "sign_in": f"{reverse('account_login')}?{came_back}",
    }
    return render(request, "groups/join.html", context)


def _has_begun(group: Group) -> bool:
    return group.first_date is not None and group.first_date < timezone.localdate(timezone=group.zone)


def _has_place(invitation: Invitation) -> bool:
    """Those who lead take no place, and who was noted without an account has theirs."""
    return invitation.lets_lead or invitation.is_for_noted


def _accept(request: HttpRequest, invitation: Invitation, person: User) -> HttpResponse:
    try:
        place = accept(invitation=invitation, person=person)
    except InvitationClosed:
        return _say_closed(request)
    except (GroupFull, NotOpenYet):
        return redirect(request.path)
    except NotConfirmed:
        return render(request, "groups/not_confirmed.html", {"group": invitation.group})
    forget(request)
    messages.success(request, _("You are in. Welcome to %(group)s.") % {"group": invitation.group.name})
    if not person.has_read_privacy:
        return redirect(f"{reverse('accounts:name')}?first=1")
    return redirect("groups:lead" if place.leads else "groups:home", slug=invitation.group.slug)


def _say_closed(request: HttpRequest) -> HttpResponse:
    """Answer an unknown, stopped, used or expired code: always the same, so that nothing can be guessed."""
    return render(request, "groups/join_closed.html", status=HTTPStatus.GONE)


def _ask_to_wait(request: HttpRequest) -> HttpResponse:
    response = render(request, "groups/join_wait.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(WRONG_CODES.seconds)
    return response
