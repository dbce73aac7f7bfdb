from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.forms.sessions import LeadField
from groups.models import Membership
from groups.models.group import MembershipQuerySet

LONGEST = 2000


class DebriefForm(forms.Form):
    """Five minutes after a session. Every question may stay empty."""

    went_well = forms.CharField(label=_("What went well?"))
    was_hard = forms.CharField(label=_("What was hard?"))
    look_out = forms.CharField(
        label=_("Is there anyone to look out for?"),
        help_text=_("Say what was seen, and who does what next. Is it urgent? Ring your safety contact now."),
    )
    for_us = forms.CharField(
        label=_("What do we do for ourselves now?"),
        help_text=_("You carried something too. A walk, a call, an early night."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False
            field.widget = forms.Textarea(attrs={"rows": 2, "dir": "auto", "maxlength": LONGEST})


class HandOverForm(forms.Form):
    """Who leads a session in one's place."""

    to = LeadField(
        label=_("Who leads it?"),
        queryset=Membership.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who leads it."), "invalid_choice": _("Choose who leads it.")},
    )

    def __init__(self, *args: Any, others: MembershipQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.queryset = others
