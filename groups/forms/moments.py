"""Fields for a day, a time and a length, and the moment that they name on the clocks of a place."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.local_time import ComesTwice, NeverComes, moment_of

SHORTEST, LONGEST = 15, 480
FURTHEST = timedelta(days=366)


def day_field(**told: Any) -> forms.DateField:
    """Return a field for a day; `told` adds to it or takes the place of what it says."""
    errors = {
        "required": gettext_lazy("Choose the day."),
        "invalid": gettext_lazy("Write the day like this: 2026-12-03."),
    }
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        **{"label": gettext_lazy("Day"), "widget": widget, "error_messages": errors, **told}
    )


def clock_field(**told: Any) -> forms.TimeField:
    """Return a field for a time of day."""
    errors = {
        "required": gettext_lazy("Choose the time."),
        "invalid": gettext_lazy("Write the time like this: 18:30."),
    }
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(
        **{"label": gettext_lazy("Time"), "widget": widget, "error_messages": errors, **told}
    )


def minutes_field(initial: int = 90) -> forms.IntegerField:
    """Return a field for how long it takes."""
    return forms.IntegerField(
        label=gettext_lazy("How many minutes?"),
        initial=initial,
        validators=[
            MinValueValidator(SHORTEST, gettext_lazy("Choose at least 15 minutes.")),
            MaxValueValidator(LONGEST, gettext_lazy("Choose 480 minutes at most.")),
        ],
    )


def link_field() -> forms.URLField:
    return forms.URLField(
        label=gettext_lazy("Meeting link"), required=False, max_length=200, assume_scheme="https"
    )


def web_link(link: str) -> str:
    """Return a link that a browser opens as a page; raise ValidationError for any other."""
    if link and not link.startswith(("https://", "http://")):
        raise forms.ValidationError(_("Use a link that begins with https://."))
    return link


def moment_from(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return the moment that a form names; raise ValidationError, in words, where clocks do not show it once."""
    try:
        return moment_of(day, clock, zone)
    except NeverComes as unclear:
        words = _("The clocks go forward then, and this time does not come. Choose another time.")
        raise forms.ValidationError(words) from unclear
    except ComesTwice as unclear:
        words = _("The clocks go back then, and this time comes twice. Choose another time.")
        raise forms.ValidationError(words) from unclear
