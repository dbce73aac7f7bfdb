from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.forms.sessions import LeadField
from groups.models import Membership
from groups.models.group import MembershipQuerySet


class HandOnForm(forms.Form):
    """Who leads a group from now on, and whether one stays beside them."""

    to = LeadField(
        label=_("Who leads the group?"),
        queryset=Membership.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who leads the group."),
            "invalid_choice": _("Choose who leads the group."),
        },
    )
    after = forms.ChoiceField(
        label=_("And you?"),
        choices=[("stay", _("I stay as a facilitator beside them")), ("go", _("My place in the group ends"))],
        initial="stay",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you do.")},
    )

    def __init__(self, *args: Any, others: MembershipQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.queryset = others
