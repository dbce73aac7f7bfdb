"""A form that cannot be saved as it comes is answered by a page that still holds what was written."""

from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import User


class Why(Enum):
    """Why a form was not saved."""

    SIGNED_OUT = "signed_out"
    OTHER_PERSON = "other_person"
    OPEN_TOO_LONG = "open_too_long"
    UNREADABLE = "unreadable"


View = Callable[..., HttpResponse]
# Fields that are no writing: they are sent on, unseen.
MACHINE_FIELDS = {"operation", "mark", "rating", "rating-was", "done", "then", "first", "goal", "version"}
MACHINE_PREFIXES = ("version-", "topic-", "done-", "base-", "include-", "second-texts")
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


def holding_text(view: View) -> View:
    """Let a view be reached by people who are signed in; anyone else is led to sign in, a form's text kept.

    Opened to all so that LoginRequiredMiddleware does not answer a form with a redirect, which loses its text.
    """

    @login_not_required
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if isinstance(request.user, User):
            return view(request, *args, **kwargs)
        if request.method == "POST":
            return held_page(request, Why.SIGNED_OUT)
        return redirect_to_login(request.get_full_path())

    return answered


def held_page(request: HttpRequest, why: Why) -> HttpResponse:
    """Return a page with everything a form sent, to be copied, or sent again once that can work."""
    sent = [(name, str(text)) for name, text in request.POST.items() if name != TOKEN]
    context = {
        "why": why.value,
        "machine": [(name, text) for name, text in sent if _is_machine(name)],
        "written": [(name, text) for name, text in sent if text.strip() and not _is_machine(name)],
    }
    return render(request, "wellness/held.html", context, status=403)


def _is_machine(name: str) -> bool:
    return name in MACHINE_FIELDS or name.startswith(MACHINE_PREFIXES)
