"""Topics that a session can be about, in words: those of the library, and those of one group alone.

A topic of one group alone was made by those who lead it, in their words, in the language of the group.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from unicodedata import combining, normalize
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Prefetch, Q, QuerySet

from wellness.dimensions import DimensionWords, every_dimension
from wellness.models import Dimension, Topic, TopicText


@dataclass(frozen=True)
class TopicCard:
    """A topic in words; `line` says what its session would be like, `is_own` that it is offered to one group alone."""

    id: int
    slug: str
    name: str
    line: str
    is_sensitive: bool
    dimension: DimensionWords
    is_own: bool = False


@dataclass(frozen=True)
class TopicDraft:
    """A topic to be made or worded anew: what it is called, what its session would be like, and the slug of its dimension."""

    name: str
    line: str
    dimension: str
    is_sensitive: bool


def offered_topics(language: str, to: UUID | None = None) -> list[TopicCard]:
    """Return the topics that people can choose, in the order that settles ties: page order.

    Those of the library; with them those that are offered `to` one group alone.
    """
    wide = Q(offered_to__isnull=True)
    return _cards(Topic.objects.filter(wide | Q(offered_to=to) if to else wide, is_offered=True), language)


def topics_by_id(ids: Collection[int], language: str, within: UUID | None = None) -> dict[int, TopicCard]:
    """Return the topics with these ids, those no longer offered too; `within` one group, no other group's own."""
    found = Topic.objects.filter(pk__in=ids)
    if within:
        found = found.filter(Q(offered_to__isnull=True) | Q(offered_to=within))
    return {card.id: card for card in _cards(found, language)}


def matching_topics(topics: Iterable[TopicCard], wanted: str) -> list[TopicCard]:
    """Return the topics whose words hold every word of `wanted`, whatever its capitals and accents."""
    words = _plain(wanted).split()
    return [topic for topic in topics if all(word in _all_words(topic) for word in words)]


def make_topic(draft: TopicDraft, *, offered_to: UUID, language: str) -> int:
    """Make a topic for one group alone, last of its dimension, and return its id. Its slug is random: it tells nothing."""
    dimension = Dimension.objects.get(slug=draft.dimension)
    last = Topic.objects.filter(dimension=dimension).aggregate(last=Max("position"))["last"] or 0
    topic = Topic.objects.create(
        slug=f"own-{uuid4().hex}",
        dimension=dimension,
        is_sensitive=draft.is_sensitive,
        offered_to=offered_to,
        position=last + 1,
    )
    TopicText.objects.create(topic=topic, language=language, name=draft.name, line=draft.line)
    return topic.pk


@transaction.atomic
def reword_topic(topic_id: int, draft: TopicDraft, *, offered_to: UUID, language: str) -> None:
    """Give a topic of one group alone other words; who noted it has noted it still."""
    topic = Topic.objects.select_related("dimension").get(pk=topic_id, offered_to=offered_to)
    topic.dimension = Dimension.objects.get(slug=draft.dimension)
    topic.is_sensitive = draft.is_sensitive
    topic.save(update_fields=["dimension", "is_sensitive"])
    topic.texts.all().delete()
    TopicText.objects.create(topic=topic, language=language, name=draft.name, line=draft.line)


def _all_words(topic: TopicCard) -> str:
    return _plain(f"{topic.name} {topic.line}")


def _plain(text: str) -> str:
    """Return a text without accents and capitals."""
    return "".join(letter for letter in normalize("NFKD", text) if not combining(letter)).casefold()


def _cards(topics: QuerySet[Topic], language: str) -> list[TopicCard]:
    languages = {language, settings.LANGUAGE_CODE}
    readable = Q(language__in=languages) | Q(topic__offered_to__isnull=False)
    texts = Prefetch("texts", TopicText.objects.filter(readable), to_attr="words")
    dimensions = every_dimension(language)
    found = topics.select_related("dimension").prefetch_related(texts)
    return [
        _card(
            topic,
            _best(topic.words, language),
            dimensions.get(topic.dimension.slug) or _bare(topic.dimension),
        )
        for topic in found
        if topic.words
    ]


def _best(texts: Sequence[TopicText], language: str) -> TopicText:
    return max(texts, key=lambda text: text.language == language)


def _card(topic: Topic, text: TopicText, dimension: DimensionWords) -> TopicCard:
    return TopicCard(
        id=topic.pk,
        slug=topic.slug,
        name=text.name,
        line=text.line,
        is_sensitive=topic.is_sensitive,
        dimension=dimension,
        is_own=topic.offered_to is not None,
    )


def _bare(dimension: Dimension) -> DimensionWords:
    """Return what can be said of a dimension that no published edition puts into words yet."""
    return DimensionWords(
        slug=dimension.slug,
        name=dimension.slug.replace("-", " ").capitalize(),
        meaning="",
        hue=dimension.hue,
        icon=dimension.icon,
        position=dimension.position,
    )
