"""A facilitator's side of sharing: what is shared with them, one shared summary, and a reply."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.requests import AuthenticatedHttpRequest
from accounts.vault import Opened
from groups.forms.sharing import ReplyForm
from groups.models import Group, SharedSummary
from groups.readers import shown_name
from groups.shares import shared_with
from groups.sharing import ReplyNotTaken, end_expired, open_shared_summary, reply_to_summary, reply_written
from wellness.sharing import summary_sheet


@require_safe
def summaries(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    """List what is shared with a facilitator of a group, new first. Nothing is opened by that."""
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    end_expired(SharedSummary.objects.of_group(group))
    return render(
        request, "groups/summaries.html", {"group": group, "shares": shared_with(request.user, group)}
    )


# GET alone: each one is an opening, which the person who shared can read of.
@require_GET
def summary(request: AuthenticatedHttpRequest, slug: str, shared_id: UUID) -> HttpResponse:
    """Open one shared summary, which is recorded."""
    row = _readable_or_404(request, slug, shared_id)
    written = reply_written(shared=row, by=request.user)
    return _shown(request, row, ReplyForm(initial={"text": written}), _opened_or_404(request, row))


@require_POST
def reply(request: AuthenticatedHttpRequest, slug: str, shared_id: UUID) -> HttpResponse:
    """Send a short reply to the person who shared."""
    row = _readable_or_404(request, slug, shared_id)
    form = ReplyForm(request.POST)
    if not row.takes_reply_from(request.user):
        raise Http404
    if not form.is_valid():
        return _shown(request, row, form, _opened_or_404(request, row), status=400)
    try:
        reply_to_summary(shared=row, by=request.user, text=form.cleaned_data["text"])
    except (ReplyNotTaken, SharedSummary.DoesNotExist) as gone:
        raise Http404 from gone
    messages.success(request, _("Sent. %(name)s can read it now.") % {"name": shown_name(row.person)})
    return redirect("groups:summaries", slug=slug)


def _readable_or_404(request: AuthenticatedHttpRequest, slug: str, shared_id: UUID) -> SharedSummary:
    readable = SharedSummary.objects.readable_by(request.user, timezone.now())
    found = readable.select_related("group", "person", "replied_by")
    return get_object_or_404(found, group__slug=slug, pk=shared_id)


def _opened_or_404(request: AuthenticatedHttpRequest, row: SharedSummary) -> Opened:
    try:
        return open_shared_summary(shared=row, reader=request.user)
    except SharedSummary.DoesNotExist as gone:
        raise Http404 from gone


def _shown(
    request: AuthenticatedHttpRequest, row: SharedSummary, form: ReplyForm, opened: Opened, status: int = 200
) -> HttpResponse:
    context = {
        "group": row.group,
        "shared": row,
        "name": shown_name(row.person),
        "opened": opened,
        "sheet": summary_sheet(opened.value) if opened.is_readable else None,
        "form": form,
        "takes_reply": row.takes_reply_from(request.user),
    }
    return render(request, "groups/summary.html", context, status=status)
