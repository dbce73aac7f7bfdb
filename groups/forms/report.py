from collections.abc import Callable, Mapping
from functools import partial

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from groups.giving import (
    give_ratings,
    note_asked,
    take_ratings_back,
    take_readmission_back,
    tell_readmission,
)

# What each choice does, for the person who makes it.
ACTS: Mapping[str, Callable[..., None]] = {
    "give": give_ratings,
    "back": take_ratings_back,
    "yes": partial(tell_readmission, answer="yes"),
    "no": partial(tell_readmission, answer="no"),
    "rather_not": take_readmission_back,
    "not_now": note_asked,
}
SAID: Mapping[str, Promise] = {
    "give": _("Thank you. Your numbers are counted, without your name."),
    "back": _("Your numbers are taken out."),
    "yes": _("Thank you. Your answer is counted, without your name."),
    "no": _("Thank you. Your answer is counted, without your name."),
    "rather_not": _("That is fine. No answer of yours is kept."),
    "not_now": _("That is fine. We will not ask you again."),
}


class GiveForm(forms.Form):
    """One choice about being counted."""

    act = forms.ChoiceField(
        choices=[(act, act) for act in ACTS],
        error_messages={"required": _("Choose one of the answers, or leave this page as it is.")},
    )
