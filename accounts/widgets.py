"""A select with hundreds of choices."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class LongSelect(forms.Select):
    """Write all choices in one go: a template for each, as Django has it, takes a tenth of a second for zones."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        del renderer
        whole = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return format_html("<select{}>{}</select>", flatatt(whole), _choices(self.choices, str(value or "")))


def _choices(choices: Iterable[Any], chosen: str) -> SafeString:
    return format_html_join("", "{}", ((_choice(value, label, chosen),) for value, label in choices))


def _choice(value: Any, label: Any, chosen: str) -> SafeString:
    if isinstance(label, list):
        return format_html('<optgroup label="{}">{}</optgroup>', value, _choices(label, chosen))
    if str(value) == chosen:
        return format_html('<option value="{}" selected>{}</option>', value, label)
    return format_html('<option value="{}">{}</option>', value, label)
