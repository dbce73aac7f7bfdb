from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import AuthenticatedHttpRequest
from wellness.dimensions import DimensionWords
from wellness.interests import (
    TopicCard,
    TopicChoice,
    beyond_three_words,
    changed_strengths,
    interests_of,
    matching_topics,
    note_interests,
    offered_topics,
    own_topics_chosen,
    topic_choices,
)
from wellness.models import Workbook
from wellness.views.held import Why, held_page, why_not_here
from wellness.workbooks import current_workbook, page_mark


@dataclass(frozen=True)
class TopicGroup:
    """The topics of one dimension, each beside what the person chose."""

    dimension: DimensionWords
    choices: Sequence[TopicChoice]

    @property
    def picked(self) -> int:
        """How many of them the person chose."""
        return sum(1 for choice in self.choices if choice.chosen)


@require_http_methods(["GET", "HEAD", "POST"])
def interests(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Show the topics to choose from, and keep what is chosen."""
    workbook = current_workbook(request.user)
    topics = offered_topics(_language(request))
    if request.method == "POST":
        return _keep(request, workbook, topics)
    return _page(request, workbook, topics, wanted=request.GET.get("q", ""))


def _keep(request: AuthenticatedHttpRequest, workbook: Workbook, topics: list[TopicCard]) -> HttpResponse:
    """Save every choice that was made, whichever button sent it, so that searching loses nothing."""
    # Topics belong to the person: a page from an earlier workbook of theirs may say what they want now.
    if why_not_here(request, workbook) is Why.OTHER_PERSON:
        return held_page(request, Why.OTHER_PERSON)
    beyond = note_interests(person=request.user, strengths=changed_strengths(request.POST, topics))
    if beyond:
        messages.warning(request, beyond_three_words(len(beyond)))
    if request.POST.get("then") == "find":
        # Answered in place: words that someone looks for stay out of addresses, and so out of the history.
        return _page(request, workbook, topics, wanted=request.POST.get("q", ""))
    return redirect(_next_page(request))


def _next_page(request: AuthenticatedHttpRequest) -> str:
    first = urlencode({"first": 1}) if "first" in request.POST else ""
    if first and request.POST.get("then") != "all":
        return f"{reverse('groups:index')}?{first}"
    messages.success(request, _("Saved. Your group never sees who chose what."))
    return f"{reverse('wellness:interests')}?{first}".rstrip("?")


def _page(
    request: AuthenticatedHttpRequest, workbook: Workbook, topics: list[TopicCard], *, wanted: str
) -> HttpResponse:
    chosen = interests_of(request.user)
    shown = topic_choices(matching_topics(topics, wanted), chosen)
    grouped = groupby(shown, key=lambda choice: choice.topic.dimension)
    context = {
        "groups": [TopicGroup(dimension, list(choices)) for dimension, choices in grouped],
        "wanted": wanted.strip(),
        "found": len(shown),
        "own": own_topics_chosen(chosen, topics, _language(request)),
        "is_first": "first" in request.GET or "first" in request.POST,
        "mark": page_mark(workbook),
    }
    return render(request, "wellness/interests.html", context)


def _language(request: AuthenticatedHttpRequest) -> str:
    return get_language() or request.user.language
