"""Countries and their help lines in the admin, with who still has to be checked."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from wellness.help_lines import EUROPEAN_UNION
from wellness.help_phrases import in_own_words
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


class ToCheck(admin.SimpleListFilter):
    """Lines that nobody has checked for 90 days, or ever."""

    title = gettext_lazy("checked")
    parameter_name = "check"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        del request, model_admin
        return [("due", gettext_lazy("To be checked")), ("done", gettext_lazy("Checked in the last 90 days"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[HelpLine]) -> QuerySet[HelpLine]:
        del request
        due = HelpLine.objects.to_check_on(timezone.localdate()).values("pk")
        if self.value() == "due":
            return queryset.filter(pk__in=due)
        return queryset.exclude(pk__in=due) if self.value() == "done" else queryset


class HelpCountryForm(forms.ModelForm):
    code = forms.ChoiceField(
        label=gettext_lazy("Country"),
        choices=lambda: [*countries, (EUROPEAN_UNION, _("European Union"))],
    )


@admin.register(HelpLine)
class HelpLineAdmin(admin.ModelAdmin):
    """Every help line in one list, those checked longest ago first; new ones are made on the page of their country."""

    form = HelpLineForm
    list_display = ["name", "where", "rings", "texts", "checked_on", "is_checked"]
    list_filter = [ToCheck, ("country__code", admin.AllValuesFieldListFilter)]
    list_select_related = ["country"]
    search_fields = ["name", "country__code", "call", "text"]
    fields = [*HelpLineInline.fields]
    actions = ["mark_checked"]
    ordering = [F("checked_on").asc(nulls_first=True), "country__code", "position"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        del request, obj
        return False

    @admin.display(description=gettext_lazy("call"))
    def rings(self, line: HelpLine) -> str:
        return in_own_words(line.call)

    @admin.display(description=gettext_lazy("text"))
    def texts(self, line: HelpLine) -> str:
        return in_own_words(line.text)

    @admin.display(description=gettext_lazy("country"), ordering="country__code")
    def where(self, line: HelpLine) -> str:
        return line.country.code

    @admin.display(description=gettext_lazy("checked in the last 90 days"), boolean=True)
    def is_checked(self, line: HelpLine) -> bool:
        day = line.checked_on
        return day is not None and day >= timezone.localdate() - HelpLine.CHECKED_EVERY

    @admin.action(description=gettext_lazy("I checked them today"), permissions=["change"])
    def mark_checked(self, request: HttpRequest, queryset: QuerySet[HelpLine]) -> None:
        """Note today as the day on which these lines were checked, and in the history of each who said so."""
        for line in queryset:
            line.checked_on = timezone.localdate()
            line.save(update_fields=["checked_on"])
            self.log_change(request, line, "Checked.")
        messages.success(request, _("Noted: checked today."))


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
