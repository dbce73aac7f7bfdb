"""Pages that hold what someone wrote when it could not be taken: a stale form, a session that ended, a database away."""

import itertools
import re
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string

# Never shown or sent a second time: what proves who someone is belongs on the sign-in page alone.
SECRET = re.compile(r"password|csrf|code|credential|^login$")
LINE_LETTERS = 60
RETRY_AFTER_SECONDS = "5"


@dataclass(frozen=True)
class Written:
    """One field of a form that came in; words are shown, so that they can be copied, the rest is sent along."""

    name: str
    text: str
    # Among the words of its form, from 1; 0 for what is no words.
    number: int = 0

    @property
    def is_words(self) -> bool:
        return self.number > 0

    @property
    def rows(self) -> int:
        lines = self.text.split("\n")
        return sum(1 + len(line) // LINE_LETTERS for line in lines) + 1


def written_in(request: HttpRequest) -> list[Written]:
    """Return what a form of ours sent, in its order; of a form with a secret in it, nothing.

    Of a form on another site nothing either: shown with a fresh token, one press would send what it made up.
    """
    if not can_be_held(request):
        return []
    count = itertools.count(1)
    return [
        Written(name, str(text), next(count) if _is_words(name, str(text)) else 0)
        for name, texts in request.POST.lists()
        for text in texts
        if name != "csrfmiddlewaretoken"
    ]


def can_be_held(request: HttpRequest) -> bool:
    """Return whether a form can be shown to be sent again: one of ours, with no secret in it."""
    return request.method == "POST" and _is_from_here(request) and not _has_secret(request)


def page_that_holds(request: HttpRequest, *, is_signed_out: bool = False) -> HttpResponse:
    """Answer a form that could not be taken with a page that holds it and can send it again."""
    return render(request, "stale_form.html", _held(request) | {"is_signed_out": is_signed_out}, status=403)


def page_without_database(request: HttpRequest) -> HttpResponse:
    """Answer that the database is away, touching neither database nor session; what was written stays on the page."""
    context = _held(request) | {
        "csrf_token": get_token(request),
        "leave_quickly_url": settings.LEAVE_QUICKLY_URL,
    }
    response = HttpResponse(render_to_string("503.html", context), status=HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def page_before(request: HttpRequest) -> str:
    """Return the page of ours that a form stood on: an address that takes forms may have no page of its own."""
    source = urlsplit(request.headers.get("Referer", ""))
    if request.method != "POST":
        return request.get_full_path()
    return source.path if source.netloc == request.get_host() else "/"


def _is_words(name: str, text: str) -> bool:
    if settings.FIELDS_WITHOUT_WORDS.match(name):
        return False
    return bool(re.search(r"\s", text.strip())) or len(text) > LINE_LETTERS


def _is_from_here(request: HttpRequest) -> bool:
    """Return whether the browser says that a form came from a page of this site; what says nothing did not."""
    told = request.headers.get("Sec-Fetch-Site")
    if told:
        return told == "same-origin"
    source = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(source).netloc == request.get_host()


def _has_secret(request: HttpRequest) -> bool:
    return any(SECRET.search(name) for name in request.POST if name != "csrfmiddlewaretoken")


def _held(request: HttpRequest) -> dict[str, object]:
    fields = written_in(request)
    return {
        "address": request.get_full_path(),
        "page_before": page_before(request),
        "can_send_again": can_be_held(request),
        "fields": fields,
        "has_words": any(field.is_words for field in fields),
    }
