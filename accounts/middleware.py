"""What every signed-in request passes: the session's end, the second factor, the person's language and time zone."""

import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.models import User

GetResponse = Callable[[HttpRequest], HttpResponse]
SEEN = "seen_at"
STARTED = "started_at"
NOTE_EVERY_SECONDS = 60
# Pages that a person who still needs a second factor can reach: to add one, to leave, to get help.
OPEN_WITHOUT_SECOND_FACTOR = ("/accounts/", "/help-now/", "/privacy/", "/static/", "/healthz")


class SessionEndMiddleware:
    """End a session after a time without use, and after twelve hours at most."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            if _is_over(request, now):
                logout(request)
            elif now - request.session.get(SEEN, 0) >= NOTE_EVERY_SECONDS:
                request.session[SEEN] = now
                request.session.setdefault(STARTED, now)
        return self.get_response(request)


def _is_over(request: HttpRequest, now: int) -> bool:
    seen = request.session.get(SEEN, now)
    started = request.session.get(STARTED, now)
    is_staff = getattr(request.user, "is_staff", False)
    idle = settings.SESSION_IDLE_SECONDS_STAFF if is_staff else settings.SESSION_IDLE_SECONDS
    return bool(now - seen > idle or now - started > settings.SESSION_COOKIE_AGE)


class SecondFactorMiddleware:
    """Keep people who lead or administer outside until they have added a second factor."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _lacks_second_factor(request):
            messages.info(request, _("Your role needs a second way to prove it is you. Please add one first."))
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
