"""The page on which a person may delete for good what they took out of a list."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import AuthenticatedHttpRequest
from accounts.vault import vault_for
from wellness.models import PartRow
from wellness.rows import opened_row
from wellness.workbooks import current_workbook


@require_http_methods(["GET", "HEAD", "POST"])
def delete_row(request: AuthenticatedHttpRequest, slug: str, row_id: UUID) -> HttpResponse:
    """Say what deleting for good means, and do it when asked to; only what was taken out can be deleted."""
    workbook = current_workbook(request.user)
    rows = PartRow.objects.of(workbook).filter(part__slug=slug).exclude(removed_at=None)
    row = get_object_or_404(rows, pk=row_id)
    if request.method == "POST":
        row.delete()
        messages.success(request, _("It is gone. Nobody can read it now."))
        return redirect("wellness:part", slug=slug)
    context = {"row": opened_row(workbook, vault_for(request.user), row), "slug": slug}
    return render(request, "wellness/delete_row.html", context)
