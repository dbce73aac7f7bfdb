"""What people in a group would like to talk about: topics to tick and mark, and suggestions of their own."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import AuthenticatedHttpRequest
from groups.forms.suggestions import SuggestionForm
from groups.models import Group
from groups.suggestions import CannotSuggest, has_answer, own_suggestions, suggest_topic, take_back
from groups.topics_page import Search, marks_in, search_in, ticks_in, topics_page
from wellness.interests import (
    MOST_STRONG,
    TopicCard,
    TopicChoice,
    beyond_three,
    beyond_three_words,
    interests_of,
    note_interests,
    offered_topics,
    topic_choices,
    topics_chosen,
)


@require_http_methods(["GET", "HEAD", "POST"])
def topics(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    """Show the topics that a group is offered, and keep what is ticked, whichever button sent it."""
    group = get_object_or_404(Group.objects.taken_part_in_by(request.user), slug=slug)
    offered = offered_topics(get_language() or group.language, to=group.pk)
    if request.method != "POST":
        return _topics(request, group, offered, search_in(request.GET))
    chosen = interests_of(request.user)
    _note(request, ticks_in(request.POST, offered, chosen))
    then = request.POST.get("then")
    if then in {"find", "all"}:
        # Answered in place: words that someone looks for stay out of addresses, and so out of the history.
        return _topics(request, group, offered, search_in(request.POST) if then == "find" else Search())
    return redirect("groups:helps_most", slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
def helps_most(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    """Let someone mark up to three of the topics that they ticked as those that would help them a lot."""
    group = get_object_or_404(Group.objects.taken_part_in_by(request.user), slug=slug)
    choices = topics_chosen(request.user, get_language() or group.language)
    if request.method != "POST":
        return _marks(request, group, choices)
    marks, chosen = marks_in(request.POST, choices), {choice.topic.id: choice.chosen for choice in choices}
    beyond = beyond_three(chosen, marks)
    if beyond:
        again = topic_choices([choice.topic for choice in choices], {**chosen, **marks})
        return _marks(request, group, again, beyond=len(beyond))
    _note(request, marks)
    messages.success(request, _("Saved. Your group never sees who chose what."))
    return redirect("groups:home", slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
def suggest_own(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    """Take a suggestion in someone's own words, and show what became of those they made."""
    group = get_object_or_404(Group.objects.taken_part_in_by(request.user), slug=slug)
    form = SuggestionForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_kept(request, group, form):
        messages.success(request, _("Sent without your name. You can take it back while it waits."))
        return redirect("groups:suggest_own", slug=slug)
    context = {
        "group": group,
        "form": form,
        "suggestions": own_suggestions(request.user, group, get_language() or group.language),
    }
    return render(request, "groups/suggest_own.html", context)


@require_POST
def take_suggestion_back(request: AuthenticatedHttpRequest, slug: str, suggestion_id: UUID) -> HttpResponse:
    group = get_object_or_404(Group.objects.taken_part_in_by(request.user), slug=slug)
    if not take_back(person=request.user, group=group, key=suggestion_id):
        raise Http404
    messages.success(request, _("It is gone. Nobody can read your words any more."))
    return redirect("groups:suggest_own", slug=slug)


def _note(request: AuthenticatedHttpRequest, strengths: dict[int, str]) -> None:
    beyond = note_interests(person=request.user, strengths=strengths) if strengths else []
    if beyond:
        messages.warning(request, beyond_three_words(len(beyond)))


def _topics(
    request: AuthenticatedHttpRequest, group: Group, offered: Sequence[TopicCard], search: Search
) -> HttpResponse:
    page = topics_page(offered, interests_of(request.user), search)
    context = {"group": group, "page": page, "has_answer": has_answer(request.user, group)}
    return render(request, "groups/topics.html", context)


def _marks(
    request: AuthenticatedHttpRequest, group: Group, choices: Sequence[TopicChoice], *, beyond: int = 0
) -> HttpResponse:
    """Show the topics to mark; where more than three were marked, say what to do, and keep the page as it is."""
    stored = interests_of(request.user)
    context = {
        "group": group,
        "rows": [(choice, stored.get(choice.topic.id, "")) for choice in choices],
        "has_more": sum(1 for mark in stored.values() if mark == "strong") > MOST_STRONG,
        "error": _too_many_words(beyond) if beyond else "",
    }
    return render(request, "groups/helps_most.html", context, status=400 if beyond else 200)


def _too_many_words(beyond: int) -> str:
    return ngettext(
        "Three is the most. Please take the mark from %(count)s topic, then save again. Nothing has changed yet.",
        "Three is the most. Please take the mark from %(count)s topics, then save again. Nothing has changed yet.",
        beyond,
    ) % {"count": beyond}


def _is_kept(request: AuthenticatedHttpRequest, group: Group, form: SuggestionForm) -> bool:
    """Keep what a valid form says; where it cannot be, say so in the form."""
    sent = form.cleaned_data
    try:
        suggest_topic(person=request.user, group=group, key=sent["id"], words=sent["words"])
    except CannotSuggest as refused:
        form.add_error("words", str(refused))
        return False
    return True
