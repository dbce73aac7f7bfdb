from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import Membership


class RemindersForm(forms.Form):
    """What someone in a group would like to get by e-mail."""

    reminder = forms.ChoiceField(
        label=_("Would you like a reminder?"),
        required=False,
        choices=Membership.Reminder.choices,
        widget=forms.RadioSelect,
    )
    hears_of_changes = forms.BooleanField(
        label=_("Write to me when a session moves or does not take place"), required=False
    )

    def __init__(self, data: Mapping[str, Any] | None, *, place: Membership) -> None:
        """Begin with what was chosen before."""
        known = {"reminder": place.reminder, "hears_of_changes": place.hears_of_changes}
        super().__init__(data, initial=known)
