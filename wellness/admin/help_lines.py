"""Countries and their help lines in the admin, with who still has to be checked."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from wellness.help_lines import EUROPEAN_UNION
from wellness.models import HelpCountry, HelpLine


class HelpLineForm(forms.ModelForm):
    def clean_checked_on(self) -> Any:
        """Refuse a day that has not come yet."""
        day = self.cleaned_data["checked_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("This day has not come yet. Give the day on which the line was checked."))
        return day


class HelpLineInline(admin.StackedInline):
    model = HelpLine
    form = HelpLineForm
    extra = 0
    fields = [
        ("position", "name"),
        ("call", "text"),
        ("hours", "languages"),
        ("sign_language", "region"),
        ("source", "checked_on"),
    ]


class HelpCountryForm(forms.ModelForm):
    code = forms.ChoiceField(
        label=gettext_lazy("Country"),
        choices=lambda: [*countries, (EUROPEAN_UNION, _("European Union"))],
    )


@admin.register(HelpCountry)
class HelpCountryAdmin(admin.ModelAdmin):
    form = HelpCountryForm
    list_display = ["code", "country", "emergency", "lines_count", "unchecked_count"]
    search_fields = ["code", "lines__name"]
    list_filter = [("lines__checked_on", admin.EmptyFieldListFilter)]
    inlines = [HelpLineInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[HelpCountry]:
        unchecked = Q(lines__isnull=False, lines__checked_on__isnull=True)
        counts = {
            "line_count": Count("lines", distinct=True),
            "unchecked": Count("lines", filter=unchecked, distinct=True),
        }
        rows: QuerySet[HelpCountry] = super().get_queryset(request)
        return rows.annotate(**counts)

    @admin.display(description=gettext_lazy("name"))
    def country(self, row: HelpCountry) -> str:
        return _("European Union") if row.code == EUROPEAN_UNION else str(countries.name(row.code))

    @admin.display(description=gettext_lazy("help lines"))
    def lines_count(self, row: Any) -> int:
        return int(row.line_count)

    @admin.display(description=gettext_lazy("not checked yet"))
    def unchecked_count(self, row: Any) -> int:
        return int(row.unchecked)
