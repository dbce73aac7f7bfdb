from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.arranging import usual_start
from groups.forms.moments import FURTHEST, clock_field, day_field, minutes_field
from groups.models import Group, PeerSession
from groups.recurrence import Rule, UnclearDay
from groups.scheduling import CannotPlan
from groups.series import Series, arranged, sessions_to_date
from groups.sessions import MOST_SESSIONS, date_words, number_of_sessions, zone_words

WEEKS = [
    (1, gettext_lazy("Every week")),
    (2, gettext_lazy("Every two weeks")),
    (4, gettext_lazy("Every four weeks")),
]


class DaysField(forms.Field):
    """Days chosen on the page, each as the page wrote it; anything else is left aside."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> frozenset[date]:
        return frozenset(day for day in map(_day, value or []) if day)


class SeriesForm(forms.Form):
    """Dates by rule. `seen` are the days left out when the page was last shown, `left_out` those ticked now."""

    first = day_field(label=gettext_lazy("First day"))
    clock = clock_field()
    weeks = forms.TypedChoiceField(label=gettext_lazy("How often?"), choices=WEEKS, coerce=int, initial=1)
    times = forms.IntegerField(
        label=gettext_lazy("How many times?"),
        validators=[
            MinValueValidator(1, gettext_lazy("Choose a number from 1 to 10.")),
            MaxValueValidator(MOST_SESSIONS, gettext_lazy("Choose a number from 1 to 10.")),
        ],
    )
    minutes = minutes_field()
    moves = forms.BooleanField(
        label=gettext_lazy("Give new dates to the sessions that have one too"), required=False
    )
    left_out = DaysField(required=False)
    seen = DaysField(required=False)

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        self.sessions = list(group.sessions.all())
        self.arranged: list[PeerSession] = []
        self.fields["clock"].help_text = zone_words(group.zone)
        self._begin_with_what_is_known()

    @property
    def series(self) -> Series:
        """What a valid form asks for."""
        asked = self.cleaned_data
        rule = Rule(asked["first"], asked["clock"], asked["weeks"], asked["times"], asked["left_out"])
        return Series(rule, asked["minutes"], moves_dated=asked.get("moves", False))

    @property
    def is_as_seen(self) -> bool:
        """Whether the days left out are those of the dates that the page showed."""
        is_same: bool = self.cleaned_data["seen"] == self.cleaned_data["left_out"]
        return is_same

    def clean_first(self) -> date:
        first: date = self.cleaned_data["first"]
        today = timezone.now().astimezone(self.group.zone).date()
        if first < today:
            raise forms.ValidationError(_("This day has passed. Choose a day to come."))
        if first - today > FURTHEST:
            raise forms.ValidationError(_("This day is more than a year away. Is the year right?"))
        return first

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            self._arrange()
        return cleaned

    def _begin_with_what_is_known(self) -> None:
        """Offer the usual day and time and as many times as sessions wait, and ask of moving only where some could be."""
        waiting = sessions_to_date(self.sessions, moves_dated=False)
        if len(sessions_to_date(self.sessions, moves_dated=True)) == len(waiting):
            del self.fields["moves"]
        start = usual_start(self.sessions, self.group)
        if start:
            self.initial.update(first=start.date(), clock=start.time())
        room = MOST_SESSIONS - number_of_sessions(self.sessions)
        self.initial["times"] = len(waiting) or max(room, 1)

    def _arrange(self) -> None:
        """Say in the form why the dates cannot be; otherwise keep the sessions as they would be."""
        try:
            self.arranged = arranged(self.group, self.sessions, self.series)
        except UnclearDay as unclear:
            self.add_error("clock", _unclear_words(unclear))
        except CannotPlan as refused:
            self.add_error(None, str(refused))


def _unclear_words(unclear: UnclearDay) -> str:
    day = date_words(unclear.day)
    if unclear.comes_twice:
        return _("On %(day)s the clocks go back, and this time comes twice. Choose another time.") % {
            "day": day
        }
    return _("On %(day)s the clocks go forward, and this time does not come. Choose another time.") % {
        "day": day
    }


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
