"""The page on which a person may put aside one of two texts that were kept."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import AuthenticatedHttpRequest
from accounts.vault import CannotOpen, vault_for
from wellness.models import ConflictCopy
from wellness.part_form import operation_in, version_in
from wellness.settling import put_first_aside, put_second_aside
from wellness.workbooks import current_workbook


@require_http_methods(["GET", "HEAD", "POST"])
def kept(request: AuthenticatedHttpRequest, slug: str, copy_id: UUID) -> HttpResponse:
    """Show both texts of an answer, and put away the one that the person chooses."""
    workbook = current_workbook(request.user)
    copies = ConflictCopy.objects.of(workbook).filter(entry__prompt__part__slug=slug)
    copy = get_object_or_404(copies.select_related("entry"), pk=copy_id)
    if request.method == "POST":
        return _put_aside(request, copy, slug)
    vault = vault_for(request.user)
    first, second = vault.try_open(copy.entry, "sealed"), vault.try_open(copy, "sealed")
    context = {"copy": copy, "slug": slug, "first": first, "second": second}
    return render(request, "wellness/kept.html", context)


def _put_aside(request: AuthenticatedHttpRequest, copy: ConflictCopy, slug: str) -> HttpResponse:
    if not _is_put_aside(request, copy):
        messages.info(request, _("One of the texts has changed since. Here is how they are now."))
        return redirect("wellness:kept", slug=slug, copy_id=copy.pk)
    messages.success(request, _("Put aside. The other text is your answer now."))
    return redirect("wellness:part", slug=slug)


def _is_put_aside(request: AuthenticatedHttpRequest, copy: ConflictCopy) -> bool:
    shown = version_in(request.POST.get("version", "")), operation_in(request.POST.get("operation", ""))
    try:
        if request.POST.get("aside") == "first":
            return put_first_aside(request.user, copy, shown)
        return put_second_aside(request.user, copy, shown)
    except CannotOpen:
        return False
