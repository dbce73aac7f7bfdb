from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from groups.forms.suggestions import LONGEST
from groups.topics_page import Search, TickShelf, topics_page
from wellness.interests import INTERESTED, MOST_STRONG, STRONG, TopicCard


class SlipForm(forms.Form):
    """One slip from paper: topics ticked, up to three starred, and words of one's own.

    The page brings the id, so that a form sent twice makes one slip.
    """

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    words = forms.CharField(
        label=gettext_lazy("Their own words"),
        required=False,
        max_length=LONGEST,
        error_messages={"max_length": gettext_lazy("Please use fewer words: 300 letters at most.")},
    )

    def __init__(self, sent: Mapping[str, str] | None, offered: Sequence[TopicCard]) -> None:
        super().__init__(sent)
        self._offered = offered
        self._chosen = {card.id: _strength(sent or {}, card.id) for card in offered}

    @property
    def key(self) -> UUID:
        """The id of the slip, to go into the page: as it was sent, or a new one."""
        sent: Any = self["id"].value()
        try:
            return UUID(str(sent))
        except ValueError:
            return uuid4()

    @property
    def shelves(self) -> Sequence[TickShelf]:
        """The topics by dimension, each beside what was sent for it."""
        return topics_page(self._offered, self._chosen, Search()).shelves

    @property
    def strengths(self) -> dict[str, str]:
        """What was chosen, by the topic's slug."""
        return {card.slug: self._chosen[card.id] for card in self._offered if self._chosen[card.id]}

    def clean(self) -> dict[str, Any]:
        """Refuse an empty slip, and more than three stars."""
        sent: dict[str, Any] = super().clean() or {}
        stars = sum(1 for strength in self.strengths.values() if strength == STRONG)
        if stars > MOST_STRONG:
            raise forms.ValidationError(_too_many_words(stars - MOST_STRONG))
        if not self.strengths and not sent.get("words") and not self.errors:
            raise forms.ValidationError(_("Tick at least one topic, or write their own words."))
        return sent


def _strength(sent: Mapping[str, str], topic: int) -> str:
    if f"strong-{topic}" in sent:
        return STRONG
    return INTERESTED if f"topic-{topic}" in sent else ""


def _too_many_words(beyond: int) -> str:
    return ngettext(
        "Three stars is the most. Please take %(count)s star away, then save again. The tick stays.",
        "Three stars is the most. Please take %(count)s stars away, then save again. The ticks stay.",
        beyond,
    ) % {"count": beyond}
