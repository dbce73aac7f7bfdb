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
from django.views.decorators.http import require_http_methods

from accounts.models import User
from groups.forms.joining import CodeForm
from groups.invitations import (
    GroupFull,
    InvitationClosed,
    accept,
    find_invitation,
    is_full,
)
from groups.memberships import public_introductions
from groups.models import Invitation
from groups.permissions import is_member
from groups.views.carried import carry, forget
from groups.views.guesses import SECONDS, has_guessed_enough, note_wrong_code


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
    if has_guessed_enough(request):
        return _ask_to_wait(request)
    invitation = find_invitation(code)
    if invitation is None:
        note_wrong_code(request, code)
        return _say_closed(request)
    if isinstance(request.user, User):
        return _join_signed_in(request, invitation, request.user)
    if request.method == "POST":
        return redirect_to_login(request.path)
    return _greet(request, invitation)


def _join_signed_in(request: HttpRequest, invitation: Invitation, person: User) -> HttpResponse:
    if request.method == "POST":
        return _accept(request, invitation, person)
    if is_member(person, invitation.group):
        return redirect("groups:home", slug=invitation.group.slug)
    return _greet(request, invitation)


def _greet(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Show who invites and what joining means; one who is not signed in may now make an account."""
    if not invitation.is_open_at(timezone.now()):
        return _say_closed(request)
    came_back = urlencode({"next": request.path})
    if not request.user.is_authenticated:
        carry(request, invitation)
    context = {
        "group": invitation.group,
        "is_full": is_full(invitation.group),
        "introductions": public_introductions(invitation.group),
        "sign_up": f"{reverse('account_signup')}?{came_back}",
        "sign_in": f"{reverse('account_login')}?{came_back}",
    }
    return render(request, "groups/join.html", context)


def _accept(request: HttpRequest, invitation: Invitation, person: User) -> HttpResponse:
    try:
        accept(invitation=invitation, person=person)
    except InvitationClosed:
        return _say_closed(request)
    except GroupFull:
        return redirect(request.path)
    forget(request)
    messages.success(request, _("You are in. Welcome to %(group)s.") % {"group": invitation.group.name})
    if person.has_read_privacy:
        return redirect("groups:home", slug=invitation.group.slug)
    return redirect(f"{reverse('accounts:name')}?first=1")


def _say_closed(request: HttpRequest) -> HttpResponse:
    """Answer an unknown, stopped, used or expired code: always the same, so that nothing can be guessed."""
    return render(request, "groups/join_closed.html", status=HTTPStatus.GONE)


def _ask_to_wait(request: HttpRequest) -> HttpResponse:
    response = render(request, "groups/join_wait.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(SECONDS)
    return response
