from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.forms.sessions import LeadField
from groups.models import Membership, PeerSession
from groups.run_sheets import RunSheet, who_helps

LONGEST = 2000
TOO_LONG = _("Please use fewer words: 2,000 letters at most.")
LINES = ("questions", "bring")


class WordsField(forms.CharField):
    """Some words of a sheet, which may hold line breaks."""

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
        messages = {"max_length": TOO_LONG, "required": _("Write a line or two here, then save.")}
        super().__init__(max_length=LONGEST, widget=widget, error_messages=messages, **kwargs)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        return text.replace("\r\n", "\n")


class WhoForm(forms.Form):
    """Who does what when someone has a hard time in a session. Both may stay open."""

    stays = LeadField(
        label=_("Who stays with them?"),
        queryset=Membership.objects.none(),
        required=False,
        empty_label=_("Not settled yet"),
    )
    leads_on = LeadField(
        label=_("Who leads on?"),
        queryset=Membership.objects.none(),
        required=False,
        empty_label=_("Not settled yet"),
    )

    def __init__(self, session: PeerSession, sent: Mapping[str, Any] | None = None) -> None:
        super().__init__(sent, initial={"stays": session.stays_id, "leads_on": session.leads_on_id})
        for name in ("stays", "leads_on"):
            field: Any = self.fields[name]
            field.queryset = who_helps(session.group)
            field.widget.attrs["class"] = "form-select"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        stays, leads_on = cleaned.get("stays"), cleaned.get("leads_on")
        if stays and stays == leads_on:
            self.add_error("leads_on", _("Choose someone else here: one stays, the other leads on."))
        return cleaned


class RunSheetForm(forms.Form):
    """A run sheet to change for one session, and the number of the one that was changed."""

    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    aim = WordsField(label=_("What people take home"), rows=3)
    opening = WordsField(label=_("The opening"), help_text=_("You can read it out."), rows=6)
    questions = WordsField(label=_("Questions"), help_text=_("One on each line."), rows=8)
    room = WordsField(label=_("In a room"), rows=7, required=False)
    online = WordsField(label=_("Online"), rows=7, required=False)
    closing = WordsField(label=_("The closing"), rows=4)
    bring = WordsField(
        label=_("What to bring"), help_text=_("One thing on each line."), rows=4, required=False
    )
    care = WordsField(label=_("If someone has a hard time"), rows=5)

    @staticmethod
    def words_of(sheet: RunSheet) -> dict[str, str]:
        """Return what the fields hold for a sheet."""
        return {name: "\n".join(value) if name in LINES else value for name, value in vars(sheet).items()}

    def sheet(self) -> RunSheet:
        """Return the sheet that a valid form holds."""
        words = {name: value for name, value in self.cleaned_data.items() if name != "after"}
        lines = {name: tuple(filter(None, map(str.strip, words[name].split("\n")))) for name in LINES}
        return RunSheet(**{**words, **lines})
