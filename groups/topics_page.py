"""The pages on which people in a group say what they would like to talk about: tick first, then mark up to three."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from wellness.dimensions import DimensionWords
from wellness.interests import (
    INTERESTED,
    NOT_NOW,
    STRONG,
    TopicCard,
    TopicChoice,
    matching_topics,
    topic_choices,
)


@dataclass(frozen=True)
class TickShelf:
    """The topics of one dimension, each beside what the person chose."""

    dimension: DimensionWords
    choices: Sequence[TopicChoice]

    @property
    def picked(self) -> int:
        """How many of them the person ticked."""
        return sum(1 for choice in self.choices if choice.chosen)


@dataclass(frozen=True)
class Search:
    """What someone looks for: words, and the slug of a dimension; either may be empty."""

    wanted: str = ""
    part: str = ""

    @property
    def is_on(self) -> bool:
        return bool(self.wanted or self.part)


@dataclass(frozen=True)
class TopicsPage:
    """The topics found, by dimension, and every dimension that can be looked through."""

    shelves: Sequence[TickShelf]
    dimensions: Sequence[DimensionWords]
    search: Search

    @property
    def found(self) -> int:
        return sum(len(shelf.choices) for shelf in self.shelves)


def search_in(sent: Mapping[str, str]) -> Search:
    """Return what an address or a form looks for."""
    return Search(sent.get("q", "").strip(), sent.get("part", ""))


def topics_page(offered: Sequence[TopicCard], chosen: Mapping[int, str], search: Search) -> TopicsPage:
    """Return the page of all topics offered, or of those that someone looks for; `chosen` as `interests_of` gives it."""
    matching = matching_topics(offered, search.wanted)
    shown = [card for card in matching if search.part in {"", card.dimension.slug}]
    shelves = groupby(topic_choices(shown, chosen), key=lambda choice: choice.topic.dimension)
    return TopicsPage(
        [TickShelf(dimension, list(choices)) for dimension, choices in shelves],
        [dimension for dimension, _cards in groupby(offered, key=lambda card: card.dimension)],
        search,
    )


def ticks_in(
    posted: Mapping[str, str], offered: Sequence[TopicCard], chosen: Mapping[int, str]
) -> dict[int, str]:
    """Return what was ticked or unticked on a page, by the topic's id; a tick takes no earlier mark away.

    What the page did not show, or shows as it was when it was opened, is left as it is.
    """
    shown = [card.id for card in offered if f"was-topic-{card.id}" in posted]
    return {
        topic: chosen.get(topic, INTERESTED) if f"topic-{topic}" in posted else NOT_NOW
        for topic in shown
        if (f"topic-{topic}" in posted) != bool(posted[f"was-topic-{topic}"])
    }


def marks_in(posted: Mapping[str, str], choices: Sequence[TopicChoice]) -> dict[int, str]:
    """Return which topics were marked as a great help on a page, and which were not any more, by their ids."""
    shown = [choice.topic.id for choice in choices if f"was-topic-{choice.topic.id}" in posted]
    marks = {topic: STRONG if f"topic-{topic}" in posted else INTERESTED for topic in shown}
    return {topic: mark for topic, mark in marks.items() if mark != posted[f"was-topic-{topic}"]}
