from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from groups.sharing import Terms

LONGEST_REPLY = 1000


class ShareForm(forms.Form):
    """On what terms a summary is shared. The page brings a mark of what it showed and a token of its own."""

    seen = forms.CharField(widget=forms.HiddenInput)
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    wants_reply = forms.BooleanField(required=False)
    weeks = forms.TypedChoiceField(
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", _("Until I take it back")), ("4", _("For four weeks")), ("12", _("For twelve weeks"))],
        widget=forms.RadioSelect,
    )

    @property
    def ends_at(self) -> datetime | None:
        weeks = self.cleaned_data["weeks"]
        return timezone.now() + timedelta(weeks=weeks) if weeks else None

    def terms(self, readers: frozenset[UUID]) -> Terms:
        """Return the terms chosen, for the readers whom the page named."""
        chosen = self.cleaned_data
        return Terms(chosen["wants_reply"], self.ends_at, readers, chosen["token"])


class ReplyForm(forms.Form):
    """A short supportive reply to a summary."""

    text = forms.CharField(error_messages={"required": _("Write a line or two, then send.")})

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        over = len(text) - LONGEST_REPLY
        if over > 0:
            raise forms.ValidationError(_too_long(over))
        return text


def _too_long(over: int) -> Any:
    return ngettext(
        "This is %(over)s letter too long. Make it a little shorter, then send.",
        "This is %(over)s letters too long. Make it a little shorter, then send.",
        over,
    ) % {"over": over}
