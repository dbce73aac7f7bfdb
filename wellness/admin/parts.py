"""A part of an edition in the admin: its words and its prompts, in every language, on one page."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wellness.admin.frozen import FrozenInline, FrozenWhenPublished, is_frozen
from wellness.admin.words import WordsInline
from wellness.models import Part, PartText, Prompt, PromptText

QUESTION, HINT = "question_", "hint_"


class PartForm(forms.ModelForm):
    """A part keeps the slug and kind that it was given: answers and addresses go by them."""

    class Meta:
        help_texts = {"slug": gettext_lazy("For the address of the page, such as money.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("slug", "kind"):
            if self.instance.pk and name in self.fields:
                self.fields[name].disabled = True


class PromptForm(forms.ModelForm):
    """A prompt with its words in each language: fields named `question_<language>` and `hint_<language>`."""

    class Meta:
        help_texts = {
            "key": gettext_lazy("A short name, never shown. Keep it: answers are brought along by it."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for text in self.instance.texts.all() if self.instance.pk else []:
            self.initial[f"{QUESTION}{text.language}"] = text.question
            self.initial[f"{HINT}{text.language}"] = text.hint

    def clean(self) -> dict[str, Any]:
        """Ask for the question where there is only a hint."""
        words: dict[str, Any] = super().clean() or self.cleaned_data
        for language, _name in settings.LANGUAGES:
            if words.get(f"{HINT}{language}") and not words.get(f"{QUESTION}{language}"):
                self.add_error(f"{QUESTION}{language}", _("A hint needs its question."))
        return words

    def save(self, commit: bool = True) -> Prompt:  # noqa: FBT001, FBT002 - as Django calls it
        prompt: Prompt = super().save(commit)
        if commit:
            for language, _name in settings.LANGUAGES:
                self._save_words(prompt, language)
        return prompt

    def _save_words(self, prompt: Prompt, language: str) -> None:
        question = self.cleaned_data[f"{QUESTION}{language}"]
        if not question:
            PromptText.objects.filter(prompt=prompt, language=language).delete()
            return
        words = {"question": question, "hint": self.cleaned_data[f"{HINT}{language}"]}
        PromptText.objects.update_or_create(prompt=prompt, language=language, defaults=words)


def prompt_form() -> type[PromptForm]:
    """Return the form of a prompt with fields for every language of the site; its own language is needed."""
    fields: dict[str, forms.Field] = {}
    for language, name in settings.LANGUAGES:
        area = forms.Textarea(attrs={"rows": 2, "cols": 60})
        fields[f"{QUESTION}{language}"] = forms.CharField(
            label=_("Question (%(language)s)") % {"language": name},
            max_length=PromptText._meta.get_field("question").max_length,
            required=language == settings.LANGUAGE_CODE,
            widget=area,
        )
        fields[f"{HINT}{language}"] = forms.CharField(
            label=_("Hint (%(language)s)") % {"language": name},
            max_length=PromptText._meta.get_field("hint").max_length,
            required=False,
            widget=area,
        )
    return type("PromptInAllLanguages", (PromptForm,), fields)


class PartTextInline(FrozenInline, WordsInline):
    model = PartText


class PromptInline(FrozenInline, admin.StackedInline):
    model = Prompt
    extra = 0
    readonly_fields = ["words"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Prompt]:
        return super().get_queryset(request).prefetch_related("texts")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        del request
        if is_frozen(obj):
            return [("position", "key", "is_more"), "words"]
        words = [(f"{QUESTION}{language}", f"{HINT}{language}") for language, _name in settings.LANGUAGES]
        return [("position", "key", "is_more"), *words]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, **{**kwargs, "form": prompt_form()})

    @admin.display(description=gettext_lazy("words"))
    def words(self, prompt: Prompt) -> str:
        return "\n".join(f"{text.question} {text.hint}" for text in prompt.texts.all())


@admin.register(Part)
class PartAdmin(FrozenWhenPublished, admin.ModelAdmin):
    """Parts have no place in the index: they are added and found on the page of their edition."""

    form = PartForm
    list_display = ["slug", "edition", "kind", "position"]
    list_filter = ["edition", "kind"]
    list_select_related = ["edition"]
    search_fields = ["slug", "texts__name"]
    readonly_fields = ["edition"]
    autocomplete_fields = ["dimension"]
    inlines = [PartTextInline, PromptInline]

    def has_module_permission(self, request: HttpRequest) -> bool:
        del request
        return False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        del request, obj
        return False

    def response_post_save_change(self, request: HttpRequest, obj: Part) -> HttpResponseRedirect:
        """Go back to the edition that the part is in."""
        del request
        return redirect("admin:wellness_edition_change", obj.edition_id)
