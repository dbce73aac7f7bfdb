"""Words in the admin, one set a language: a form waits for every language that has none yet."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.forms import BaseInlineFormSet
from django.http import HttpRequest


class WordsFormSet(BaseInlineFormSet):
    """Its empty forms are those of the languages without words; one left empty is not stored."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        missing = [{"language": language} for language in languages_without_words(kwargs.get("instance"))]
        kwargs.setdefault("initial", missing)
        super().__init__(*args, **kwargs)


def languages_without_words(owner: Any) -> list[str]:
    """Return the site's languages in which a part or topic has no words, its own language first."""
    worded = set(owner.texts.values_list("language", flat=True)) if owner and owner.pk else set()
    languages = sorted(
        (code for code, _name in settings.LANGUAGES), key=lambda code: code != settings.LANGUAGE_CODE
    )
    return [language for language in languages if language not in worded]


class WordsInline(admin.StackedInline):
    formset = WordsFormSet
    min_num = 0

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        del request, kwargs
        return len(languages_without_words(obj))

    def get_max_num(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        del request, obj, kwargs
        return len(settings.LANGUAGES)
