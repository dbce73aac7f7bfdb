from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import AuthenticatedHttpRequest
from groups.attention import attention_of
from groups.forms.endings import EndingForm
from groups.forms.leading import HowToJoinForm, IntroductionForm
from groups.memberships import TooFewPlaces, change_how_to_join
from groups.models import Group, GroupEnding, Membership
from groups.models.group import MembershipQuerySet
from groups.sessions import programme_of


@require_safe
def lead(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    place = get_object_or_404(_lead_places(), person=request.user, group__slug=slug)
    sessions = programme_of(place.group, request.user, get_language(), leads=True)
    context = {
        "group": place.group,
        "place": place,
        "is_facilitator": place.role == Membership.Role.FACILITATOR,
        "attention": attention_of(place, sessions),
        "sessions": sessions,
    }
    return render(request, "groups/lead.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def introduction(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    place = get_object_or_404(_lead_places(), person=request.user, group__slug=slug)
    reads = place.role == Membership.Role.FACILITATOR
    form = IntroductionForm(request.POST or None, instance=place.peer_lead, reads=reads)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved. Your groups read this now."))
        return redirect("groups:lead", slug=slug)
    return render(request, "groups/introduction.html", {"group": place.group, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def ending(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    words = GroupEnding.objects.filter(group=group).first() or GroupEnding(group=group)
    form = EndingForm(request.POST if request.method == "POST" else None, instance=words)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved. The group reads it from two sessions before the last."))
        return redirect("groups:lead", slug=slug)
    return render(request, "groups/ending.html", {"group": group, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def how_to_join(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    form = HowToJoinForm(request.POST or None, instance=group)
    if request.method == "POST" and form.is_valid():
        try:
            change_how_to_join(group, by=request.user)
        except TooFewPlaces as refused:
            form.add_error("size_limit", str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("groups:lead", slug=slug)
    return render(request, "groups/how_to_join.html", {"group": group, "form": form})


def _lead_places() -> MembershipQuerySet:
    return Membership.objects.leads().select_related("group", "person", "peer_lead")
