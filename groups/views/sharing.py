"""A person's side of sharing: with whom, on what terms, what became of it, and taking it back."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import AuthenticatedHttpRequest
from accounts.vault import vault_for
from groups.forms.sharing import ShareForm
from groups.models import Group, SharedSummary
from groups.shares import SharePage, ended_shares, group_shares, share_page
from groups.sharing import ReadersChanged, end_expired, share_summary, withdraw_summary
from wellness.sharing import summary_sheet


@require_safe
def shared(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Show with whom a person can share, what is shared, who opened it and when, and replies."""
    end_expired(SharedSummary.objects.shared_by(request.user))
    context = {
        "shares": group_shares(request.user, vault_for(request.user)),
        "ended": ended_shares(request.user),
    }
    return render(request, "groups/shared.html", context)


@require_safe
def shared_copy(request: AuthenticatedHttpRequest, shared_id: UUID) -> HttpResponse:
    """Show a person the frozen copy that others can open now."""
    end_expired(SharedSummary.objects.shared_by(request.user))
    mine = SharedSummary.objects.shared_by(request.user).filter(ended_at__isnull=True).select_related("group")
    row = get_object_or_404(mine, pk=shared_id)
    opened = vault_for(request.user).try_open(row, "sealed")
    sheet = summary_sheet(opened.value) if opened.is_readable else None
    return render(request, "groups/shared_copy.html", {"shared": row, "opened": opened, "sheet": sheet})


@require_POST
def withdraw(request: AuthenticatedHttpRequest, shared_id: UUID) -> HttpResponse:
    row = get_object_or_404(SharedSummary.objects.shared_by(request.user), pk=shared_id)
    withdraw_summary(shared=row, by=request.user)
    if (
        SharedSummary.objects.shared_by(request.user)
        .filter(group=row.group_id)
        .open_at(timezone.now())
        .exists()
    ):
        messages.warning(
            request, _("That copy is gone. A newer one is still shared: you can take it back below.")
        )
    else:
        messages.success(request, _("Your summary is no longer shared. Nobody else can open it."))
    return redirect("sharing:shared")


@require_http_methods(["GET", "HEAD", "POST"])
def share(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    """Show exactly what would be shared and with whom; share it if that is still what the person saw."""
    going_on = Group.objects.taken_part_in_by(request.user).filter(archived_at__isnull=True)
    group = get_object_or_404(going_on, slug=slug)
    page = share_page(request.user, group, vault_for(request.user))
    form = ShareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _share(request, page, form)
    return _shown(request, page)


def _share(request: AuthenticatedHttpRequest, page: SharePage, form: ShareForm) -> HttpResponse:
    if page.content is None or form.cleaned_data["seen"] != page.seen:
        return _shown(request, page, form)
    terms = form.terms(frozenset(reader.id for reader in page.readers))
    try:
        made = share_summary(person=request.user, group=page.group, content=page.content, terms=terms)
    except ReadersChanged:
        return _shown(request, page, form)
    if made.ended_at is None:
        said = _("Shared with %(names)s. You can take it back at any time.") % {"names": page.names}
        messages.success(request, said)
    return redirect("sharing:shared")


def _shown(
    request: AuthenticatedHttpRequest, page: SharePage, stale: ShareForm | None = None
) -> HttpResponse:
    """Show the page as it is now; `stale` is a form that came from a page that showed something else."""
    chosen = (
        {"wants_reply": stale.cleaned_data["wants_reply"], "weeks": stale["weeks"].value()} if stale else {}
    )
    form = ShareForm(initial={"seen": page.seen, **chosen})
    status = HTTPStatus.CONFLICT if stale else HTTPStatus.OK
    return render(
        request, "groups/share.html", {"page": page, "form": form, "is_stale": bool(stale)}, status=status
    )
