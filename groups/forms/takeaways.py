from django import forms
from django.utils.translation import gettext_lazy as _

from groups.takeaways import HELPFUL, Answer

LONGEST = 500


class TakeawayForm(forms.Form):
    """What someone takes with them from a session, and how helpful it was; either is enough."""

    takeaway = forms.CharField(
        max_length=LONGEST,
        required=False,
        error_messages={"max_length": _("Please use fewer words: 500 letters at most.")},
    )
    helpful = forms.ChoiceField(choices=[("", ""), *HELPFUL.items()], required=False)

    def clean(self) -> None:
        if not any(self.cleaned_data.get(name) for name in self.fields) and not self.errors:
            self.add_error("takeaway", _("Write a line, or say how helpful it was. One of them is enough."))

    def answer(self) -> Answer:
        return Answer(**self.cleaned_data)
