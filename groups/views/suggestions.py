"""What those who lead do with a suggestion: a topic of the group's own, part of a topic, or not this time.

The words of a topic of the group's own can be changed.
"""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import AuthenticatedHttpRequest
from groups.forms.suggestions import OwnTopicForm, PartOfForm, words_of
from groups.models import Group, TopicSuggestion
from groups.suggestions import (
    CannotSuggest,
    make_part_of,
    read_suggestion,
    reword_own_topic,
    set_aside,
    turn_into_topic,
)
from wellness.dimensions import current_dimensions
from wellness.interests import offered_topics


@require_http_methods(["GET", "HEAD", "POST"])
def suggestion(request: AuthenticatedHttpRequest, slug: str, suggestion_id: UUID) -> HttpResponse:
    """Show one suggestion, without a name, and answer it."""
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    row = get_object_or_404(TopicSuggestion.objects.of_group(group), pk=suggestion_id)
    if row.answer:
        messages.info(request, _("This suggestion has its answer already."))
        return redirect("groups:interests", slug=slug)
    then = request.POST.get("then", "")
    topic_form = OwnTopicForm(
        request.POST if then == "topic" else None, dimensions=current_dimensions(group.language)
    )
    topics = offered_topics(group.language, to=group.pk)
    part_form = PartOfForm(request.POST if then == "part" else None, topics=topics)
    if then in ANSWERS and ANSWERS[then](request, row, topic_form, part_form):
        return redirect("groups:interests", slug=slug)
    context = {
        "group": group,
        "read": read_suggestion(row, request.user),
        "topic_form": topic_form,
        "part_form": part_form,
    }
    return render(request, "groups/suggestion.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def own_topic(request: AuthenticatedHttpRequest, slug: str, topic_id: int) -> HttpResponse:
    """Let those who lead change the words of a topic of the group's own."""
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    topic = next((card for card in offered_topics(group.language, to=group.pk) if card.id == topic_id), None)
    if topic is None or not topic.is_own:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = OwnTopicForm(sent, dimensions=current_dimensions(group.language), initial=words_of(topic))
    if form.is_valid():
        reword_own_topic(group=group, topic_id=topic.id, draft=form.draft(), by=request.user)
        messages.success(request, _("Saved. Your group reads these words now."))
        return redirect("groups:interests", slug=slug)
    return render(request, "groups/own_topic.html", {"group": group, "form": form})


def _to_topic(
    request: AuthenticatedHttpRequest, row: TopicSuggestion, form: OwnTopicForm, _part: PartOfForm
) -> bool:
    if not form.is_valid():
        return False
    turn_into_topic(suggestion=row, draft=form.draft(), by=request.user)
    messages.success(request, _("Your group is offered this topic now. Nobody reads whose idea it was."))
    return True


def _to_part(
    request: AuthenticatedHttpRequest, row: TopicSuggestion, _topic: OwnTopicForm, form: PartOfForm
) -> bool:
    if not form.is_valid():
        return False
    try:
        make_part_of(suggestion=row, topic_id=form.cleaned_data["topic"], by=request.user)
    except CannotSuggest as refused:
        form.add_error("topic", str(refused))
        return False
    messages.success(request, _("It counts for that topic now, as a tick does. Its writer can read that."))
    return True


def _aside(
    request: AuthenticatedHttpRequest, row: TopicSuggestion, _topic: OwnTopicForm, _part: PartOfForm
) -> bool:
    set_aside(suggestion=row, by=request.user)
    messages.success(request, _("Set aside. Its writer reads: not this time."))
    return True


ANSWERS: dict[str, Callable[[AuthenticatedHttpRequest, TopicSuggestion, OwnTopicForm, PartOfForm], bool]] = {
    "topic": _to_topic,
    "part": _to_part,
    "aside": _aside,
}
