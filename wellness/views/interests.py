from itertools import groupby
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import AuthenticatedHttpRequest
from wellness.interests import (
    TopicCard,
    interests_of,
    matching_topics,
    note_interests,
    offered_topics,
    strengths_in,
    topic_choices,
)


@require_http_methods(["GET", "HEAD", "POST"])
def interests(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Show the topics to choose from, and keep what is chosen."""
    topics = offered_topics(get_language() or request.user.language)
    if request.method == "POST":
        return _keep(request, topics)
    return _page(request, topics, wanted=request.GET.get("q", ""))


def _keep(request: AuthenticatedHttpRequest, topics: list[TopicCard]) -> HttpResponse:
    """Save every choice that was sent, whichever button sent it, so that searching loses nothing."""
    note_interests(person=request.user, strengths=strengths_in(request.POST, topics))
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        time = timezone.localtime().strftime("%H:%M")
        return JsonResponse(
            {"message": _("Saved at %(time)s. Your group never sees who chose what.") % {"time": time}}
        )
    if "find" in request.POST:
        # Answered in place: words that someone looks for stay out of addresses, and so out of the history.
        return _page(request, topics, wanted=request.POST.get("q", ""))
    return redirect(_next_page(request))


def _next_page(request: AuthenticatedHttpRequest) -> str:
    first = urlencode({"first": 1}) if "first" in request.POST else ""
    if first and "all" not in request.POST:
        return f"{reverse('groups:index')}?{first}"
    messages.success(request, _("Saved. Your group never sees who chose what."))
    return f"{reverse('wellness:interests')}?{first}".rstrip("?")


def _page(request: AuthenticatedHttpRequest, topics: list[TopicCard], *, wanted: str) -> HttpResponse:
    shown = topic_choices(matching_topics(topics, wanted), interests_of(request.user))
    grouped = groupby(shown, key=lambda choice: choice.topic.dimension)
    context = {
        "parts": [(dimension, list(choices)) for dimension, choices in grouped],
        "wanted": wanted.strip(),
        "found": len(shown),
        "is_first": "first" in request.GET or "first" in request.POST,
    }
    return render(request, "wellness/interests.html", context)
