"""Looking at an edition as a participant sees it: in their own templates, with nothing written and nothing saved."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wellness.editions import gaps_in
from wellness.goal_page import GoalsPage
from wellness.models import Edition
from wellness.part_page import PartPage
from wellness.parts import parts_of
from wellness.preview import goal_preview, part_preview, wheel_preview


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an edition at a glance: its wheel, its parts, and what it lacks."""
    edition, language = _edition_or_404(request, pk), _language(request)
    parts = parts_of(edition.pk, language)
    # What an edition lacks is said to the admin, in their own language, and not in that of the preview.
    lacking = {
        "language": get_language(),
        "words": _("Before it can be published:"),
        "gaps": gaps_in(edition),
    }
    context = {"parts": parts, "wheel": wheel_preview(parts), "lacking": lacking}
    return _shown(request, "preview", edition, context)


@require_http_methods(["GET", "HEAD", "POST"])
def preview_part(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Show a part; its buttons save nothing."""
    edition = _edition_or_404(request, pk)
    page = part_preview(edition.pk, slug, _language(request))
    if page is None:
        raise Http404
    if request.method == "POST":
        return redirect(_next_page(request, edition, page))
    context = {"page": page, "part": page.part, "parts": page.parts}
    if page.part.is_goals:
        return _shown(request, "preview_goals", edition, context | {"goals": GoalsPage(page, [])})
    return _shown(request, "preview_part", edition, context)


@require_http_methods(["GET", "HEAD", "POST"])
def preview_goal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the page on which a goal is written; its buttons save nothing."""
    edition = _edition_or_404(request, pk)
    goal = goal_preview(edition.pk, _language(request))
    if goal is None:
        raise Http404
    if request.method == "POST":
        return redirect(_next_page(request, edition, goal.page))
    context = {"goal": goal, "page": goal.page, "part": goal.page.part, "parts": goal.page.parts}
    return _shown(request, "preview_goal", edition, context)


def _edition_or_404(request: HttpRequest, pk: int) -> Edition:
    edition = get_object_or_404(Edition, pk=pk)
    if not admin.site.get_model_admin(Edition).has_view_permission(request, edition):
        raise PermissionDenied
    return edition


def _language(request: HttpRequest) -> str:
    """Return the language asked for in the address, or else the site's own."""
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _shown(request: HttpRequest, name: str, edition: Edition, context: dict[str, object]) -> HttpResponse:
    language = _language(request)
    shown = context | {"edition": edition, "language": language, "languages": settings.LANGUAGES}
    with translation.override(language):
        return render(request, f"admin/wellness/edition/{name}.html", shown)


def _next_page(request: HttpRequest, edition: Edition, page: PartPage) -> str:
    """Return the preview to which a button leads: of the part before or after, or of the same part again."""
    messages.info(request, _("This is a preview, so nothing was saved."))
    then = request.POST.get("then", "")
    beside = {"next": page.after, "back": page.before}.get(then) or page.part
    address = reverse("admin:wellness_edition_preview_part", args=[edition.pk, beside.slug])
    return f"{address}?{urlencode({'language': _language(request)})}"
