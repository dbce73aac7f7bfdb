from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wellness.goals import MOST_STEPS, GoalContent, Step
from wellness.saving import plain_text

LONGEST_TITLE, LONGEST_WHY, LONGEST_STEP = 200, 5_000, 300
FEWEST_LINES, EMPTY_LINES = 3, 2


@dataclass(frozen=True)
class StepLine:
    """One line for a step on the page, numbered from 1."""

    number: int
    text: str = ""
    done: bool = False
    error: str = ""


class GoalForm(forms.Form):
    """A goal: title, why, and up to ten steps, each a line `step-<n>` with a tick `done-<n>`."""

    title = forms.CharField(
        label=gettext_lazy("What would you like?"),
        max_length=LONGEST_TITLE,
        error_messages={
            "required": gettext_lazy("Write a few words here, so that you know this goal again."),
            "max_length": gettext_lazy("Make this shorter. You can say more under the next question."),
        },
    )
    why = forms.CharField(
        label=gettext_lazy("Why does it matter to you?"),
        max_length=LONGEST_WHY,
        required=False,
        error_messages={"max_length": gettext_lazy("Make this shorter, then save again.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, content: GoalContent | None = None) -> None:
        self.content = content or GoalContent("")
        initial = {"title": self.content.title, "why": self.content.why}
        super().__init__(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if any(line.error for line in self.lines):
            self.add_error(None, _("One of the steps is too long. Make it shorter, or make two of it."))
        return cleaned

    @property
    def lines(self) -> list[StepLine]:
        """The lines to show: what was sent, or what is stored and a few empty ones."""
        if self.is_bound:
            return [self._sent_line(number) for number in range(1, MOST_STEPS + 1) if self._was_sent(number)]
        steps = self.content.steps
        shown = max(FEWEST_LINES, min(len(steps) + EMPTY_LINES, MOST_STEPS))
        padded = [*steps, *[Step("")] * (shown - len(steps))]
        return [StepLine(number, step.text, step.done) for number, step in enumerate(padded, start=1)]

    @property
    def goal(self) -> GoalContent:
        """What the form holds, once it is valid; empty lines are left out."""
        steps = [Step(line.text, line.done) for line in self.lines if line.text]
        return GoalContent(self.cleaned_data["title"], plain_text(self.cleaned_data["why"]), steps)

    def _was_sent(self, number: int) -> bool:
        return f"step-{number}" in self.data

    def _sent_line(self, number: int) -> StepLine:
        text = self.data[f"step-{number}"].strip()
        error = _("Make this step shorter.") if len(text) > LONGEST_STEP else ""
        return StepLine(number, text, f"done-{number}" in self.data, error)
