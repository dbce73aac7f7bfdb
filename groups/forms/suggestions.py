from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from wellness.dimensions import DimensionWords
from wellness.interests import TopicCard, TopicDraft

LONGEST = 300
LONGEST_NAME = 80


class SuggestionForm(forms.Form):
    """What someone would like to talk about. The page brings the id, so that a form sent twice makes one suggestion."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    words = forms.CharField(
        max_length=LONGEST,
        error_messages={
            "required": _("Write a few words first. One line is enough."),
            "max_length": _("Please use fewer words: 300 letters at most."),
        },
    )

    @property
    def key(self) -> UUID:
        """The id of the suggestion, to go into the page: as it was sent, or a new one."""
        sent: Any = self["id"].value()
        try:
            return UUID(str(sent))
        except ValueError:
            return uuid4()


class OwnTopicForm(forms.Form):
    """A topic for one group alone, worded by those who lead it."""

    name = forms.CharField(
        label=_("What is it called?"),
        help_text=_("A few plain words of your own, so that nobody can tell who asked for it."),
        max_length=LONGEST_NAME,
        error_messages={
            "required": _("Give the topic a name."),
            "max_length": _("Please use fewer words: 80 letters at most."),
        },
    )
    line = forms.CharField(
        label=_("What would the session be like?"),
        help_text=_("One line, such as: We look at what helps us get going."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": _("Say in one line what the session would be like."),
            "max_length": _("Please use fewer words: 300 letters at most."),
        },
    )
    dimension = forms.ChoiceField(
        label=_("Which part of life is it about?"), error_messages={"required": _("Choose a part of life.")}
    )
    is_sensitive = forms.BooleanField(
        label=_("It is a sensitive topic"),
        help_text=_("Then it needs three people before it is proposed, not two."),
        required=False,
    )

    def __init__(self, *args: Any, dimensions: Iterable[DimensionWords], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["dimension"]
        field.choices = [("", _("Choose")), *((each.slug, each.name) for each in dimensions)]

    def draft(self) -> TopicDraft:
        return TopicDraft(**self.cleaned_data)


class PartOfForm(forms.Form):
    """The topic that a suggestion is part of."""

    topic = forms.TypedChoiceField(
        label=_("Topic"),
        coerce=int,
        error_messages={
            "required": _("Choose a topic."),
            "invalid_choice": _("Choose a topic from the list."),
        },
    )

    def __init__(self, *args: Any, topics: Sequence[TopicCard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_dimension = groupby(topics, key=lambda card: card.dimension.name)
        shelves = [(name, [(card.id, card.name) for card in cards]) for name, cards in by_dimension]
        field: Any = self.fields["topic"]
        field.choices = [("", _("Choose a topic")), *shelves]


def words_of(topic: TopicCard) -> dict[str, Any]:
    """Return what a form begins with that changes a topic."""
    return {
        "name": topic.name,
        "line": topic.line,
        "dimension": topic.dimension.slug,
        "is_sensitive": topic.is_sensitive,
    }
