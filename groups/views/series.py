from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_http_methods

from accounts.requests import AuthenticatedHttpRequest
from groups.forms.series import SeriesForm
from groups.models import Group
from groups.scheduling import CannotPlan
from groups.series import arrange_series
from groups.series_page import series_page


@require_http_methods(["GET", "HEAD", "POST"])
def series(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    """Ask for a rule, show the days that it gives, and set them once they were looked at."""
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    form = SeriesForm(request.POST or None, group=group)
    if request.method != "POST" or not form.is_valid() or "change" in request.POST:
        return render(request, "groups/series.html", {"group": group, "form": form})
    if "set" in request.POST and form.is_as_seen:
        return _set(request, group, form)
    return _look(request, group, form)


def _set(request: AuthenticatedHttpRequest, group: Group, form: SeriesForm) -> HttpResponse:
    try:
        dated = arrange_series(group=group, series=form.series, by=request.user)
    except CannotPlan as refused:
        form.add_error(None, str(refused))
        return render(request, "groups/series.html", {"group": group, "form": form})
    words = ngettext("%(count)s session has its date now.", "%(count)s sessions have their dates now.", dated)
    messages.success(request, words % {"count": dated})
    return redirect("groups:programme", slug=group.slug)


def _look(request: AuthenticatedHttpRequest, group: Group, form: SeriesForm) -> HttpResponse:
    page = series_page(group, form.series, form.arranged, get_language())
    return render(request, "groups/series_days.html", {"group": group, "form": form, "page": page})
