from django import forms
from django.utils.translation import gettext_lazy as _


class AgreementForm(forms.Form):
    """What a group agrees on, and the number of the version that was changed."""

    text = forms.CharField(
        max_length=4000,
        error_messages={
            "required": _("Write a line or two, then save."),
            "max_length": _("Please use fewer words: 4,000 letters at most."),
        },
    )
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n")
