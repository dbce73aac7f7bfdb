"""Words that came with a form and have nowhere to go are shown, so that they can be copied.

A form sent after signing out, or from a page that was open for too long, can be sent again: that is
accounts.written. What is here cannot.
"""

from enum import Enum

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.requests import AuthenticatedHttpRequest
from wellness.models import Workbook
from wellness.workbooks import is_page_of, is_page_of_person


class Why(Enum):
    """Why a form was not saved."""

    OTHER_PERSON = "other_person"
    OTHER_ROUND = "other_round"
    UNREADABLE = "unreadable"
    LIST_IS_FULL = "list_is_full"


def why_not_here(request: AuthenticatedHttpRequest, workbook: Workbook) -> Why | None:
    """Return why nothing of the page that sent a form may go into this workbook, None where it may."""
    mark = request.POST.get("mark")
    if mark is None or is_page_of(workbook, mark):
        return None
    return Why.OTHER_ROUND if is_page_of_person(request.user, mark) else Why.OTHER_PERSON


def held_where_not_here(request: AuthenticatedHttpRequest, workbook: Workbook) -> HttpResponse | None:
    """Return a page that holds every word of a form that was not made for this workbook, None for one that was."""
    why = why_not_here(request, workbook)
    return held_page(request, why) if why else None


def held_page(request: HttpRequest, why: Why) -> HttpResponse:
    """Return a page with every text that a form sent, to be copied."""
    texts = [
        str(text) for name, text in request.POST.items() if not settings.FIELDS_WITHOUT_WORDS.match(name)
    ]
    context = {"why": why.value, "texts": [text for text in texts if text.strip()]}
    return render(request, "wellness/held.html", context, status=403)
