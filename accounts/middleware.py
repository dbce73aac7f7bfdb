"""What every signed-in request passes: the session's end, the second factor, the person's language and time zone."""

import time
from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.shared_device import is_on_shared_device
from accounts.written import can_be_held, page_that_holds

GetResponse = Callable[[HttpRequest], HttpResponse]
SEEN = "seen_at"
STARTED = "started_at"
NOTE_EVERY_SECONDS = 60
# The mark of a browser that was left quickly (static/js/leave.js): it signs out even where that request was lost.
LEFT = "left"
# Pages that a person who still needs a second factor can reach: to add one, to leave, to get help.
OPEN_WITHOUT_SECOND_FACTOR = ("/accounts/", "/help-now/", "/privacy/", "/static/", "/healthz")


class SessionEndMiddleware:
    """End a session after a time without use, after twelve hours at most, and where it was left quickly."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, User):
            now = int(time.time())
            if has_left(request) or _is_over(request.session, request.user, now):
                logout(request)
            elif now - request.session.get(SEEN, 0) >= NOTE_EVERY_SECONDS:
                request.session[SEEN] = now
                request.session.setdefault(STARTED, now)
        response = self.get_response(request)
        if has_left(request):
            response.delete_cookie(LEFT)
        return response


def has_left(request: HttpRequest) -> bool:
    """Say whether a browser that was left asks for a page; what a page sends on its way out may still come in."""
    return bool(request.COOKIES.get(LEFT)) and request.method in {"GET", "HEAD"}


def _is_over(session: SessionBase, person: User, now: int) -> bool:
    idle = now - int(session.get(SEEN, now))
    age = now - int(session.get(STARTED, now))
    return age > int(settings.SESSION_COOKIE_AGE) or idle > _idle_limit(session, person, idle)


def _idle_limit(session: SessionBase, person: User, idle: int) -> int:
    """Return the seconds this session may rest; whether someone leads is only looked up once that matters."""
    limit: int = settings.SESSION_IDLE_SECONDS
    if is_on_shared_device(session):
        limit = settings.SESSION_IDLE_SECONDS_SHARED
    if settings.SESSION_IDLE_SECONDS_STAFF < idle <= limit and needs_second_factor(person):
        limit = settings.SESSION_IDLE_SECONDS_STAFF
    return limit


class SignInFirstMiddleware(LoginRequiredMiddleware):
    """Ask people to sign in; a form sent after the session ended is answered by a page that holds what they wrote."""

    def handle_no_permission(  # type: ignore[override]  # a page, not only a redirect
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponseBase:
        if can_be_held(request):
            return page_that_holds(request, is_signed_out=True)
        if request.method == "POST":
            # Where a form goes there may be nothing to open after signing in.
            return redirect("account_login")
        return super().handle_no_permission(request, view_func)


class SecondFactorMiddleware:
    """Keep people who lead or administer outside until they have added a second factor."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _lacks_second_factor(request):
            messages.info(
                request, _("Your role needs a second way to prove it is you. Please add one first.")
            )
            return redirect("mfa_index")
        return self.get_response(request)


def _lacks_second_factor(request: HttpRequest) -> bool:
    if not settings.SECOND_FACTOR_REQUIRED or not isinstance(request.user, User):
        return False
    if request.path_info.startswith(OPEN_WITHOUT_SECOND_FACTOR):
        return False
    return needs_second_factor(request.user) and not is_mfa_enabled(request.user)


def needs_second_factor(person: User) -> bool:
    """Admins need a second factor, and whoever a rule in SECOND_FACTOR_RULES names."""
    return person.is_staff or any(import_string(rule)(person) for rule in settings.SECOND_FACTOR_RULES)


class PersonalSettingsMiddleware:
    """Show pages in the person's own language and times in their own zone."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not isinstance(request.user, User):
            return self.get_response(request)
        translation.activate(request.user.language)
        request.LANGUAGE_CODE = translation.get_language()
        with timezone.override(request.user.zone):
            return self.get_response(request)
