"""Dimensions and topics in the admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide

from wellness.admin.words import WordsInline
from wellness.models import Dimension, Topic, TopicText

HUES = [
    ("hue-1", gettext_lazy("clay")),
    ("hue-2", gettext_lazy("moss")),
    ("hue-3", gettext_lazy("honey")),
    ("hue-4", gettext_lazy("deep blue")),
    ("hue-5", gettext_lazy("rose")),
    ("hue-6", gettext_lazy("lagoon")),
    ("hue-7", gettext_lazy("violet")),
    ("hue-8", gettext_lazy("stone")),
]


class TopicTextForm(forms.ModelForm):
    class Meta:
        widgets = {"line": forms.Textarea(attrs={"rows": 2})}


class TopicTextInline(WordsInline):
    model = TopicText
    form = TopicTextForm


class DimensionForm(forms.ModelForm):
    hue = forms.ChoiceField(label=gettext_lazy("Hue"), choices=HUES)
    icon = forms.CharField(
        label=gettext_lazy("Icon"),
        max_length=40,
        help_text=gettext_lazy("The name of an icon from lucide.dev/icons, such as coins."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        used = dict(Dimension.objects.exclude(pk=self.instance.pk).values_list("hue", "slug"))
        self.fields["hue"].choices = [  # type: ignore[attr-defined]
            (hue, _("%(colour)s (so is %(other)s)") % {"colour": colour, "other": used[hue]})
            if hue in used
            else (hue, colour)
            for hue, colour in HUES
        ]

    def clean_icon(self) -> str:
        """Refuse an icon that pages could not draw."""
        icon = str(self.cleaned_data["icon"])
        try:
            lucide(icon)
        except IconDoesNotExist as error:
            raise ValidationError(_("There is no such icon. Choose a name from lucide.dev/icons.")) from error
        return icon


@admin.register(Dimension)
class DimensionAdmin(admin.ModelAdmin):
    """Dimensions: seven ship; an eighth is added here, then to a draft edition."""

    form = DimensionForm
    list_display = ["slug", "hue", "icon", "position"]
    search_fields = ["slug", "parts__texts__name"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Keep a slug once given: what people write is filed by it."""
        del request
        return ["slug"] if obj else []


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    """Topics: one that is no longer wanted is not offered any more; what people chose and held stays."""

    list_display = ["name", "dimension", "is_sensitive", "is_offered", "position"]
    list_editable = ["is_offered"]
    list_filter = ["dimension", "is_offered", "is_sensitive"]
    list_select_related = ["dimension"]
    search_fields = ["slug", "texts__name", "texts__line"]
    autocomplete_fields = ["dimension"]
    inlines = [TopicTextInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        return super().get_queryset(request).prefetch_related("texts")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Keep a slug once given: plans name topics by it."""
        del request
        return ["slug"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: deleting a topic would delete what people chose, and show how many they are."""
        del request, obj
        return False

    @admin.display(description=gettext_lazy("name"), ordering="slug")
    def name(self, topic: Topic) -> str:
        return ", ".join(text.name for text in topic.texts.all()) or topic.slug
