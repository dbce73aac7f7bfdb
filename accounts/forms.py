"""The person's own settings."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from accounts.models import User
from accounts.places import place_of, zones_by_place
from accounts.widgets import LongSelect

# Regions whose zones are named after places; the rest of the database are old names and offsets.
REGIONS = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("Arctic"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific"),
}


class NameForm(forms.ModelForm):
    """What the group calls someone."""

    class Meta:
        model = User
        fields = ["name"]
        labels = {"name": _("Your name here")}
        help_texts = {"name": _("A first name or a nickname is fine. Those who lead your group see it.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].error_messages["required"] = _("Type a name. It can be any name you like.")
        self.fields["name"].widget.attrs |= {"autocomplete": "nickname", "dir": "auto"}


class FirstNameForm(NameForm):
    """A newcomer's name, and the time zone that the browser is in, where it says so."""

    time_zone = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-time-zone": True}))

    class Meta(NameForm.Meta):
        fields = ["name", "time_zone"]

    def clean_time_zone(self) -> str:
        """Return the zone named, or the one the person has where there is no zone of that name."""
        named: str = self.cleaned_data["time_zone"]
        return named if named in available_timezones() else self.instance.time_zone


class PersonForm(NameForm):
    """Name, language, time zone, country, and whether Shift leaves quickly."""

    time_zone = forms.ChoiceField(label=_("Time zone"), required=False, widget=LongSelect)
    country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        widget=LongSelect,
        help_text=_("So that Get help now shows the right numbers first."),
    )

    class Meta(NameForm.Meta):
        fields = ["name", "language", "time_zone", "country", "leaves_on_shift"]
        labels = NameForm.Meta.labels | {
            "language": _("Language"),
            "leaves_on_shift": _("Leave quickly when I press Shift three times"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone, country = self.fields["time_zone"], self.fields["country"]
        if isinstance(zone, forms.ChoiceField) and isinstance(country, forms.ChoiceField):
            zone.choices = zone_choices(self.instance.time_zone)
            country.choices = [("", _("I would rather not say")), *countries]


def zone_choices(current: str = "") -> list[Any]:
    """Return time zones for a select, grouped by region; a zone with an old name that is in use stays."""
    language = get_language() or settings.LANGUAGE_CODE
    places = zones_by_place(tuple(REGIONS), language)
    listed = {zone for zones in places.values() for zone, _place in zones}
    choices: list[Any] = [
        ("", _("The site's own (%(zone)s)") % {"zone": place_of(settings.TIME_ZONE, language)})
    ]
    if current and current not in listed:
        choices.append((current, place_of(current, language)))
    return choices + [(REGIONS[region], zones) for region, zones in places.items()]
