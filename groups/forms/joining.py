from django import forms
from django.utils.translation import gettext_lazy as _

from groups.invitation_codes import is_whole, plain_code


class CodeForm(forms.Form):
    """A code typed from a flyer or a message, in whatever case and with or without its dash."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=60,
        help_text=_("Such as 4KX7M-Q2RTB: ten letters and numbers. Small letters are fine too."),
        error_messages={"required": _("Type the code you were given.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        plain = plain_code(self.cleaned_data["code"])
        if not is_whole(plain):
            raise forms.ValidationError(_("A code has ten letters and numbers. Please look at it once more."))
        return plain
