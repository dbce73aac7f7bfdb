from django import forms
from django.utils.translation import gettext_lazy as _

from groups.drafts import Swap

MOST_LETTERS = 200


class TopicForm(forms.Form):
    """A topic chosen from the list on the page; whether it still is free is settled when it is put in."""

    topic = forms.IntegerField(
        error_messages={"required": _("Choose a topic."), "invalid": _("Choose a topic.")}
    )


class SwapForm(TopicForm):
    """A topic in the place of another, and why, in the facilitator's words to the group."""

    reason = forms.CharField(
        max_length=MOST_LETTERS,
        error_messages={
            "required": _("Say in a few words why. The group reads this."),
            "max_length": _("Please use fewer words: 200 letters at most."),
        },
    )

    def swap(self) -> Swap:
        return Swap(self.cleaned_data["topic"], self.cleaned_data["reason"])
