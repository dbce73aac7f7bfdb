from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import Membership
from groups.taking_part import HELPS, Notes, Wishes

LONGEST_WORDS = 1000


class TakingPartForm(forms.Form):
    """What joining asks. Every question can be left open."""

    if_away = forms.ChoiceField(
        label=_("If I miss a session"),
        required=False,
        choices=[*Membership.IfAway.choices, ("", _("I would rather not say"))],
        widget=forms.RadioSelect,
    )
    phone = forms.CharField(
        label=_("My number, if you would like to be rung"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    helps = forms.MultipleChoiceField(
        label=_("What helps me take part?"),
        required=False,
        choices=list(HELPS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    helps_words = forms.CharField(
        label=_("Something else that helps"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    apart = forms.CharField(
        label=_("Is there someone here you cannot be in a group with?"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    shows_name = forms.BooleanField(label=_("The others here may read my first name"), required=False)

    def __init__(self, data: Mapping[str, Any] | None, *, place: Membership, notes: Notes) -> None:
        """Begin with what was answered before; leave names out where the group did not choose to show them."""
        known = {"if_away": place.if_away, "shows_name": place.shows_name, **vars(notes)}
        super().__init__(data, initial=known)
        if not place.group.shows_names:
            del self.fields["shows_name"]

    def clean(self) -> None:
        """Ask for a number where someone would like to be rung."""
        super().clean()
        if self.cleaned_data.get("if_away") == Membership.IfAway.RING and not self.cleaned_data.get("phone"):
            self.add_error("phone", _("Type the number to ring, or choose another answer above."))

    def wishes(self) -> Wishes:
        """Return what was answered."""
        said = self.cleaned_data
        words = {name: said[name].replace("\r\n", "\n") for name in ("helps_words", "apart", "phone")}
        return Wishes(said["if_away"], said.get("shows_name", False), Notes(helps=said["helps"], **words))


class GoodbyeForm(forms.Form):
    """A few words for those who lead, if someone who leaves would like to say some."""

    words = forms.CharField(
        label=_("Would you like to leave a few words?"),
        required=False,
        max_length=LONGEST_WORDS,
        help_text=_("Only those who lead the group read them. You can leave this empty."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
