"""Handing a whole group to another who helps to lead it, and taking it on."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import AuthenticatedHttpRequest
from groups.forms.handing_on import HandOnForm
from groups.handing_on import (
    CannotHandOn,
    accept_group,
    offer_group,
    offer_of,
    others_who_help,
    take_back_offer,
)
from groups.models import Group

GONE = gettext_lazy("That offer does not stand any more. You see the group as it is now.")


@require_http_methods(["GET", "HEAD", "POST"])
def hand_on(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    """Let a facilitator offer their group to another, or see the offer that stands."""
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    others = others_who_help(group, request.user)
    form = HandOnForm(request.POST if request.method == "POST" else None, others=others)
    if form.is_valid():
        to, stays = form.cleaned_data["to"], form.cleaned_data["after"] == "stay"
        try:
            offer_group(group=group, to=to, by=request.user, stays=stays)
        except CannotHandOn as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, _("%(name)s sees your offer now.") % {"name": to.name})
        return redirect("groups:hand_on", slug=slug)
    offer = offer_of(group)
    if offer and offer.taker.person_id == request.user.pk:
        return redirect("groups:take_on", slug=slug)
    is_giver = offer is not None and offer.giver.person_id == request.user.pk
    context = {"group": group, "offer": offer, "is_giver": is_giver, "others": others, "form": form}
    return render(request, "groups/hand_on.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def take_on(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    """Show someone that a group is offered to them, and let them accept it."""
    group = get_object_or_404(Group.objects.helped_by(request.user), slug=slug)
    offer = offer_of(group)
    if offer is None:
        return redirect("groups:lead", slug=slug)
    if offer.taker.person_id != request.user.pk:
        raise Http404
    if request.method == "POST":
        if accept_group(group=group, by=request.user):
            messages.success(request, _("You lead this group now. Thank you."))
        else:
            messages.info(request, GONE)
        return redirect("groups:lead", slug=slug)
    return render(request, "groups/take_on.html", {"group": group, "offer": offer})


@require_POST
def offer_back(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    """End an offer, at the wish of who made it or who it was made to."""
    group = get_object_or_404(Group.objects.helped_by(request.user), slug=slug)
    offer = offer_of(group)
    if offer and request.user.pk not in {offer.giver.person_id, offer.taker.person_id}:
        raise Http404
    if offer and take_back_offer(group=group, by=request.user):
        messages.success(request, _("The group stays as it is. Nothing was changed."))
    else:
        messages.info(request, GONE)
    return redirect("groups:lead", slug=slug)
