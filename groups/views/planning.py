from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import AuthenticatedHttpRequest
from groups.drafts import MOVES, add_topic, move_topic, swap_topic
from groups.forms.planning import SwapForm, TopicForm
from groups.interest_counts import count_interests
from groups.models import Group, PlannedTopic
from groups.planning import choose_plan, suggest_plan
from groups.planning_page import planning_page
from groups.scheduling import CannotPlan
from groups.snapshots import current_snapshot, frozen_ballots
from groups.suggestions import waiting_suggestions
from wellness.interests import offered_topics


@require_safe
def interests(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    snapshot = current_snapshot(group)
    ballots = frozen_ballots(snapshot)
    offered = offered_topics(get_language(), to=group.pk)
    context = {
        "group": group,
        "snapshot": snapshot,
        "answered": len(ballots),
        "own_topics": [card for card in offered if card.is_own],
        "suggestions": waiting_suggestions(group, request.user),
        "counts": count_interests(offered, ballots),
    }
    return render(request, "groups/interests.html", context)


@require_safe
def programme(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    return _show(request, group)


@require_POST
def suggest(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    if suggest_plan(group=group, by=request.user):
        messages.success(request, _("Here is a draft. The group does not see it until you choose it."))
    else:
        messages.info(request, _("There is nothing to suggest yet. You can add topics by hand."))
    return redirect("groups:programme", slug=slug)


@require_POST
def choose(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    sessions = choose_plan(group=group, by=request.user)
    if sessions:
        words = ngettext(
            "The group now sees %(count)s session.", "The group now sees %(count)s sessions.", sessions
        )
        messages.success(request, words % {"count": sessions})
    else:
        messages.info(
            request, _("There is no plan to choose yet. Add a topic or ask for a suggestion first.")
        )
    return redirect("groups:programme", slug=slug)


@require_POST
def change(request: AuthenticatedHttpRequest, slug: str, planned_id: int, change: str) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    planned = get_object_or_404(group.planned_topics, pk=planned_id)
    if change == "swap":
        return _swap(request, group, planned)
    if change not in MOVES:
        raise Http404
    try:
        move_topic(planned=planned, change=change, by=request.user)
    except CannotPlan as refused:
        messages.warning(request, str(refused))
        return redirect("groups:programme", slug=slug)
    return redirect(f"{reverse('groups:programme', kwargs={'slug': slug})}#topic-{planned.pk}")


@require_POST
def add_to_plan(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    form = TopicForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Choose a topic first."))
        return redirect("groups:programme", slug=slug)
    try:
        add_topic(group=group, topic_id=form.cleaned_data["topic"], by=request.user)
    except CannotPlan as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("The topic is pinned in your draft."))
    return redirect("groups:programme", slug=slug)


def _swap(request: AuthenticatedHttpRequest, group: Group, planned: PlannedTopic) -> HttpResponse:
    form = SwapForm(request.POST)
    if not form.is_valid():
        return _show(request, group, swapped=planned.pk, form=form)
    try:
        swap_topic(planned=planned, swap=form.swap(), by=request.user)
    except CannotPlan as refused:
        form.add_error("topic", str(refused))
        return _show(request, group, swapped=planned.pk, form=form)
    messages.success(request, _("Swapped. When you choose this plan, the group reads your reason."))
    return redirect("groups:programme", slug=group.slug)


def _show(
    request: AuthenticatedHttpRequest,
    group: Group,
    *,
    swapped: int | None = None,
    form: SwapForm | None = None,
) -> HttpResponse:
    """Show the planner; with a swap that could not be made, what was typed and what to do about it."""
    context = {"group": group, "page": planning_page(group, request.user), "swapped": swapped, "form": form}
    return render(request, "groups/programme.html", context)
