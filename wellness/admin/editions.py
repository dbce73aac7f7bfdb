"""Editions in the admin: drafts are changed, looked at and published; what is published can only be read and copied."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wellness.admin.frozen import FrozenInline, FrozenWhenPublished
from wellness.admin.parts import PartForm
from wellness.admin.previews import preview, preview_goal, preview_part
from wellness.editions import copy_to_draft, dimensions_left_out, gaps_in, publish_edition
from wellness.models import Edition, LoadedWording, Part


class PartInline(FrozenInline, admin.TabularInline):
    model = Part
    form = PartForm
    extra = 0
    fields = ["position", "slug", "kind", "dimension"]
    show_change_link = True


@admin.register(Edition)
class EditionAdmin(FrozenWhenPublished, admin.ModelAdmin):
    """Editions: a draft is changed here, then published; a published one is copied to a draft."""

    list_display = ["__str__", "state", "published_at", "parts_count", "is_shipped"]
    list_filter = [("published_at", admin.EmptyFieldListFilter)]
    search_fields = ["number"]
    fields = ["number", "published_at"]
    readonly_fields = ["number", "published_at"]
    inlines = [PartInline]
    actions = ["copy", "publish"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        rows: QuerySet[Edition] = super().get_queryset(request)
        shipped = LoadedWording.objects.filter(edition=OuterRef("pk"))
        return rows.annotate(part_count=Count("parts"), shipped=Exists(shipped))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        ours = [
            path("<int:pk>/preview/", view(preview), name="wellness_edition_preview"),
            path("<int:pk>/preview/new-goal/", view(preview_goal), name="wellness_edition_preview_goal"),
            path("<int:pk>/preview/<slug:slug>/", view(preview_part), name="wellness_edition_preview_part"),
        ]
        return [*ours, *super().get_urls()]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse empty editions: a new one begins as a copy."""
        del request, obj
        return False

    @admin.display(description=gettext_lazy("state"))
    def state(self, edition: Edition) -> str:
        return _("Published") if edition.is_published else _("Draft")

    @admin.display(description=gettext_lazy("parts"))
    def parts_count(self, edition: Any) -> int:
        return int(edition.part_count)

    @admin.display(description=gettext_lazy("came with Sevenfold"), boolean=True)
    def is_shipped(self, edition: Any) -> bool:
        return bool(edition.shipped)

    @admin.action(description=gettext_lazy("Copy to a draft"), permissions=["change"])
    def copy(self, request: HttpRequest, queryset: QuerySet[Edition]) -> None:
        for edition in queryset:
            draft = copy_to_draft(edition)
            self.log_addition(request, draft, f"Copied from {edition}.")
            messages.success(request, _("%(draft)s is a draft copy of %(edition)s.") % _named(draft, edition))

    @admin.action(description=gettext_lazy("Publish"), permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Edition]) -> HttpResponse | None:
        if "confirmed" in request.POST:
            for edition in queryset:
                self._publish(request, edition)
            return None
        context = self.admin_site.each_context(request) | {
            "title": _("Publish"),
            "opts": self.opts,
            "editions": [(each, gaps_in(each), dimensions_left_out(each)) for each in queryset],
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/wellness/edition/publish.html", context)

    def _publish(self, request: HttpRequest, edition: Edition) -> None:
        try:
            publish_edition(edition)
        except ValidationError as error:
            for sentence in error.messages:
                messages.error(request, f"{edition}: {sentence}")
            return
        self.log_change(request, edition, "Published.")
        messages.success(request, _("%s is published. New workbooks get it from now on.") % edition)


def _named(draft: Edition, edition: Edition) -> dict[str, Edition]:
    return {"draft": draft, "edition": edition}
