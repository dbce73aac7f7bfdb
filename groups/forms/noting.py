from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import Membership


class NoteMemberForm(forms.Form):
    """The name by which those who lead go for someone without an account; nothing else is asked."""

    name = forms.CharField(
        label=_("What do they want to be called?"),
        max_length=Membership._meta.get_field("noted_name").max_length,
        help_text=_("Ask them. A first name is enough. Where two have the same, add a letter."),
        error_messages={
            "required": _("Write a name, so that you know who it is."),
            "max_length": _("Please use a shorter name."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
