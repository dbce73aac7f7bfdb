from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.help_cards import HelpWords

LONGEST = 500


def _field(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"max_length": _("Please use fewer words: 500 letters at most.")},
    )


class HelpCardForm(forms.Form):
    """What someone would like known if they need help in a session. Each line can be left open."""

    where = _field(
        _("Where I am today"),
        _("The address, and the floor or door. Someone who comes to help needs it."),
    )
    ring = _field(_("Who to ring"), _("A name and a number."))
    helps = _field(
        _("What helps"), _("For example: a quiet moment, someone who stays on the line, a glass of water.")
    )

    def words(self) -> HelpWords:
        """Return what was written."""
        return HelpWords(**{name: said.replace("\r\n", "\n") for name, said in self.cleaned_data.items()})
