from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from groups.complaints import Told

LONGEST = 4000
LONGEST_ANSWER = 1000


class TellForm(forms.Form):
    """What someone tells a person outside their group. The page brings whom it named, and a token of its own."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    hearer = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("What happened?"),
        help_text=_("Say as much or as little as you wish."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        error_messages={
            "required": _("Write a line or two, then send."),
            "max_length": _("Please use fewer words: 4,000 letters at most."),
        },
    )
    naming = forms.ChoiceField(
        label=_("With your name?"),
        choices=[
            ("with", _("With my name. Then I can get an answer.")),
            ("without", _("Without my name. Then nobody can answer me.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )

    def told(self) -> Told:
        """Return what was told, to whom."""
        said = self.cleaned_data
        token: UUID = said["token"]
        words = said["words"].replace("\r\n", "\n")
        return Told(words, said["naming"] == "with", said["hearer"], token)


class SendOnForm(forms.Form):
    """Whom the page named, when someone sends on what nobody can read any more."""

    hearer = forms.UUIDField(widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    """A short answer to what someone told."""

    words = forms.CharField(
        label=pgettext_lazy("to what someone told", "Your answer"),
        help_text=_("Say that you have read it, and what happens next. Up to 1,000 letters."),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        error_messages={
            "required": _("Write a line or two, then send."),
            "max_length": _("Please use fewer words: 1,000 letters at most."),
        },
    )
