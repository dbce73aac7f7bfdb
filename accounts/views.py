from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import FirstNameForm, NameForm, PersonForm
from accounts.middleware import LEFT
from accounts.models import User
from accounts.requests import AuthenticatedHttpRequest
from accounts.shared_device import is_on_shared_device

OPEN, FORM = ["GET", "HEAD"], ["GET", "HEAD", "POST"]
FIRST = "first"


@require_http_methods(FORM)
def me(request: AuthenticatedHttpRequest) -> HttpResponse:
    form = PersonForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("accounts:me")
    return render(request, "accounts/me.html", {"form": form, "email": request.user.email})


@require_http_methods(FORM)
def name(request: AuthenticatedHttpRequest) -> HttpResponse:
    is_first = FIRST in request.GET
    form = (FirstNameForm if is_first else NameForm)(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect(_next_while_new(request, "accounts:privacy") or "accounts:me")
    return render(request, "accounts/name.html", {"form": form, "is_first": is_first})


@login_not_required
@require_http_methods(FORM)
def privacy(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and isinstance(request.user, User):
        _note_privacy_read(request.user)
        opening = f"{reverse('wellness:part', args=['opening'])}?{urlencode({FIRST: 1})}"
        return redirect(_page_here(request, request.GET.get("next", "")) or opening)
    return render(request, "accounts/privacy.html")


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Show pages in the language chosen, from the page it was chosen on."""
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest()
    if isinstance(request.user, User):
        _keep_language(request.user, chosen)
    response = redirect(
        _page_here(request, request.POST.get("next") or request.headers.get("Referer", "")) or "home"
    )
    _remember_language(response, chosen, until_closed=is_on_shared_device(request.session))
    return response


@csrf_exempt  # whoever has to leave must not be kept by a page that is too old
@login_not_required
@require_http_methods(FORM)
def leave_quickly(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "accounts/leave_quickly.html")
    logout(request)
    rotate_token(request)
    response = render(request, "accounts/left.html")
    response["Refresh"] = f"0; url={settings.LEAVE_QUICKLY_URL}"
    response.delete_cookie(LEFT)
    return response


@require_POST
def leaving_explained(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Keep that someone was told what leaving quickly does, so that it is told once."""
    request.user.leaving_explained_at = timezone.now()
    request.user.save(update_fields=["leaving_explained_at"])
    return redirect(_page_here(request, request.headers.get("Referer", "")) or "home")


def _keep_language(person: User, chosen: str) -> None:
    person.language = chosen
    person.save(update_fields=["language"])


def _remember_language(response: HttpResponse, chosen: str, *, until_closed: bool) -> None:
    """Let this browser remember the language; on a shared phone or computer only until it is closed."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=None if until_closed else settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _next_while_new(request: HttpRequest, view: str) -> str:
    return f"{reverse(view)}?{urlencode({FIRST: 1})}" if FIRST in request.GET else ""


def _page_here(request: HttpRequest, address: str) -> str:
    """Return an address of this site, "" for any other."""
    is_here = url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    )
    return address if is_here else ""


def _note_privacy_read(person: User) -> None:
    """Keep when the page was first read."""
    if not person.has_read_privacy:
        person.privacy_read_at = timezone.now()
        person.save(update_fields=["privacy_read_at"])
