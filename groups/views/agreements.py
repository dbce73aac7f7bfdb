from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import AuthenticatedHttpRequest
from groups.agreements import ChangedMeanwhile, first_draft, save_agreement
from groups.forms.agreements import AgreementForm
from groups.models import Group, Membership
from groups.permissions import can_lead


@require_safe
def agreement(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    """Show everyone in a group what it agreed on, and what it was before."""
    group = get_object_or_404(Group.objects.of_member(request.user), slug=slug)
    versions = list(group.agreements.all())
    context = {
        "group": group,
        "latest": versions[0] if versions else None,
        "earlier": versions[1:],
        "may_write": can_lead(request.user, group),
    }
    return render(request, "groups/agreement.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def write_agreement(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    """Let a facilitator write the next version of what the group agreed on."""
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    latest = group.agreements.first()
    begin = {"text": latest.text if latest else first_draft(), "after": latest.number if latest else 0}
    form = AgreementForm(request.POST if request.method == "POST" else None, initial=begin)
    other = None
    if form.is_valid():
        try:
            saved = save_agreement(group=group, by=request.user, **form.cleaned_data)
        except ChangedMeanwhile:
            other = latest
        else:
            messages.success(
                request, _("Saved as version %(number)s. The group reads it.") % {"number": saved.number}
            )
            return redirect("groups:agreement", slug=slug)
    context = {"group": group, "form": form, "after": begin["after"], "other": other}
    return render(request, "groups/write_agreement.html", context)


@require_safe
def worried(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    """Say what to do when one is worried about someone."""
    places = Membership.objects.current().select_related("group")
    place = get_object_or_404(places, person=request.user, group__slug=slug)
    return render(request, "groups/worried.html", {"group": place.group, "leads": place.leads})
