"""Words that came with a form and have nowhere to go are shown, so that they can be copied.

A form sent after signing out, or from a page that was open for too long, can be sent again: that is
accounts.written. What is here cannot.
"""

from enum import Enum

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# Fields of our pages that hold no writing.
CHOICES = {
    "csrfmiddlewaretoken",
    "operation",
    "mark",
    "rating",
    "rating-was",
    "done",
    "done-was",
    "then",
    "first",
    "q",
}
CHOICES_BEGIN = (
    "version-",
    "topic-",
    "base-",
    "include-",
    "second-texts",
    "was-",
    "state@",
    "again@",
    "done@",
    "keep",
)


class Why(Enum):
    """Why a form was not saved."""

    OTHER_PERSON = "other_person"
    UNREADABLE = "unreadable"
    LIST_IS_FULL = "list_is_full"


def held_page(request: HttpRequest, why: Why) -> HttpResponse:
    """Return a page with every text that a form sent, to be copied."""
    texts = [str(text) for name, text in request.POST.items() if not _is_choice(name)]
    context = {"why": why.value, "texts": [text for text in texts if text.strip()]}
    return render(request, "wellness/held.html", context, status=403)


def _is_choice(name: str) -> bool:
    return name in CHOICES or name.startswith(CHOICES_BEGIN)
