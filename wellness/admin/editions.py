"""Editions in the admin: drafts are changed and published, what is published can only be read and copied."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wellness.editions import copy_to_draft, gaps_in, publish_edition
from wellness.models import Edition, Part, PartText, Prompt, PromptText


def edition_of(shown: Model | None) -> Edition | None:
    """Return the edition that a row of the admin belongs to; None for a row that does not exist yet."""
    if isinstance(shown, Prompt):
        return shown.part.edition
    if isinstance(shown, Part):
        return shown.edition
    return shown if isinstance(shown, Edition) else None


def is_frozen(shown: Model | None) -> bool:
    """Whatever belongs to a published edition is frozen."""
    edition = edition_of(shown)
    return edition is not None and edition.is_published


class FrozenWhenPublished:
    """Wording of a published edition can be read here, and not changed, added to or deleted."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(super().has_change_permission(request, obj)) and not is_frozen(obj)  # type: ignore[misc]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(super().has_delete_permission(request, obj)) and not is_frozen(obj)  # type: ignore[misc]


class FrozenInline(FrozenWhenPublished):
    """Rows on the page of what they belong to; none are added to what is published."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(super().has_add_permission(request, obj)) and not is_frozen(obj)  # type: ignore[misc]


class WordsInline(FrozenInline, admin.StackedInline):
    """Words, one set a language."""

    extra = 0
    min_num = 1
    max_num = len(settings.LANGUAGES)


class PartInline(FrozenInline, admin.TabularInline):
    model = Part
    extra = 0
    fields = ["position", "slug", "kind", "dimension"]
    autocomplete_fields = ["dimension"]
    show_change_link = True


class PartTextInline(WordsInline):
    model = PartText


class PromptInline(FrozenInline, admin.TabularInline):
    model = Prompt
    extra = 0
    fields = ["position", "key", "is_more", "question"]
    readonly_fields = ["question"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Prompt]:
        return super().get_queryset(request).prefetch_related("texts")

    @admin.display(description=gettext_lazy("question"))
    def question(self, prompt: Prompt) -> str:
        return ", ".join(text.question for text in prompt.texts.all())


class PromptTextInline(WordsInline):
    model = PromptText


@admin.register(Edition)
class EditionAdmin(FrozenWhenPublished, admin.ModelAdmin):
    """Editions: a draft is changed here, then published; a published one is copied to a draft."""

    list_display = ["__str__", "state", "published_at", "parts_count"]
    list_filter = [("published_at", admin.EmptyFieldListFilter)]
    search_fields = ["number"]
    fields = ["number", "published_at"]
    readonly_fields = ["number", "published_at"]
    inlines = [PartInline]
    actions = ["copy", "publish"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        rows: QuerySet[Edition] = super().get_queryset(request)
        return rows.annotate(part_count=Count("parts"))

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
            "editions": [(edition, gaps_in(edition)) for edition in queryset],
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


class ReachedFromEdition(FrozenWhenPublished, admin.ModelAdmin):
    """Rows that have no place in the index: they are added and found on the page above them."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        del request
        return False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        del request, obj
        return False


@admin.register(Part)
class PartAdmin(ReachedFromEdition):
    list_display = ["slug", "edition", "kind", "position"]
    list_filter = ["edition", "kind"]
    list_select_related = ["edition"]
    search_fields = ["slug", "texts__name"]
    readonly_fields = ["edition"]
    autocomplete_fields = ["dimension"]
    inlines = [PartTextInline, PromptInline]


@admin.register(Prompt)
class PromptAdmin(ReachedFromEdition):
    list_display = ["key", "part", "edition", "is_more", "position"]
    list_filter = ["part__edition", "is_more"]
    list_select_related = ["part__edition"]
    search_fields = ["key", "texts__question"]
    readonly_fields = ["part"]
    inlines = [PromptTextInline]

    @admin.display(description=gettext_lazy("edition"))
    def edition(self, prompt: Prompt) -> Edition:
        return prompt.part.edition
