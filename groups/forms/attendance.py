from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_WORD = 500


class AbsenceForm(forms.Form):
    """That someone cannot come, with a word to those who lead if they wish; or, with `comes`, that they can after all."""

    word = forms.CharField(
        label=_("A word to those who lead, if you wish"),
        help_text=_("You do not have to say why. Only facilitators of the group can read it."),
        max_length=LONGEST_WORD,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"max_length": _("Please use fewer words: 500 letters at most.")},
    )
    comes = forms.BooleanField(required=False, widget=forms.HiddenInput)
