"""The paper path of interests: slips to print, and the page on which those who lead enter them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import AuthenticatedHttpRequest
from groups import slips as entering
from groups.forms.slips import SlipForm
from groups.models import Group
from groups.slips import EnteredSlip, number_of_slips
from groups.topics_page import Search, topics_page
from wellness.interests import offered_topics

# Under this the last slip of a sitting is kept, to be undone: the group, the slip and its suggestion.
LAST = "last_slip"


@require_safe
def slips(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    """Show slips as a page to print, in the language of the group."""
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    with translation.override(group.language):
        page = topics_page(offered_topics(group.language, to=group.pk), {}, Search())
        return render(request, "groups/slips.html", {"group": group, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def enter_slip(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    """Take one slip after another, with topics as the paper names them: in the language of the group."""
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    offered = offered_topics(group.language, to=group.pk)
    form = SlipForm(request.POST if request.method == "POST" else None, offered)
    if form.is_valid():
        _enter(request, group, form)
        return redirect("groups:enter_slip", slug=slug)
    context = {
        "group": group,
        "form": form,
        "entered": number_of_slips(group),
        "can_undo": _last(request, group) is not None,
    }
    return render(request, "groups/enter_slip.html", context)


@require_POST
def undo_slip(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    last = _last(request, group)
    if last and entering.undo_slip(group=group, entered=last, by=request.user):
        messages.success(request, _("The last slip is taken out again."))
    else:
        messages.info(request, _("There is no slip to take out. Nothing has changed."))
    request.session.pop(LAST, None)
    return redirect("groups:enter_slip", slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
def take_slips_away(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    if request.method == "POST":
        entering.take_slips_away(group=group, by=request.user)
        request.session.pop(LAST, None)
        messages.success(request, _("All slips are deleted. You can start a new round."))
        return redirect("groups:enter_slip", slug=slug)
    return render(request, "groups/take_slips_away.html", {"group": group, "entered": number_of_slips(group)})


def _enter(request: AuthenticatedHttpRequest, group: Group, form: SlipForm) -> None:
    sent = form.cleaned_data
    made = entering.enter_slip(
        group=group, key=sent["id"], strengths=form.strengths, words=sent["words"], by=request.user
    )
    if made is None:
        messages.info(request, _("This slip is entered already. Nothing was added."))
        return
    request.session[LAST] = [str(group.pk), str(made.slip), str(made.suggestion or "")]
    entered = number_of_slips(group)
    words = ngettext(
        "Entered. It is %(count)s slip so far.", "Entered. It is %(count)s slips so far.", entered
    )
    messages.success(request, words % {"count": entered})


def _last(request: AuthenticatedHttpRequest, group: Group) -> EnteredSlip | None:
    """Return the last slip that was entered for a group in this sitting."""
    of_group, slip, suggestion = request.session.get(LAST, ("", "", ""))
    if of_group != str(group.pk):
        return None
    return EnteredSlip(UUID(slip), UUID(suggestion) if suggestion else None)
