"""Topics that a session can be about, and people's interests in them.

An interest is kept under a token, a keyed digest of the person's id, with no relation to the person and no time:
the database alone does not say whose it is. Groups get unnamed ballots under keyed marks, which tell how many people
changed their minds, never who.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from unicodedata import combining, normalize
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Prefetch, QuerySet

from accounts.models import User
from accounts.vault import keyed_digest, keyed_digests
from wellness.dimensions import DimensionWords, every_dimension
from wellness.models import Dimension, Interest, Topic, TopicText

TOKENS = "interests"
MARKS = "interest-marks"
NOT_NOW = ""
STRENGTHS = frozenset(Interest.Strength.values)


@dataclass(frozen=True)
class TopicCard:
    """A topic in words; `line` says what its session would be like."""

    id: int
    slug: str
    name: str
    line: str
    is_sensitive: bool
    dimension: DimensionWords


@dataclass(frozen=True)
class TopicChoice:
    """A topic beside what a person chose for it: "" (not now), "interested" or "strong"."""

    topic: TopicCard
    chosen: str = NOT_NOW


@dataclass(frozen=True)
class UnnamedBallot:
    """One person's interests in topics that are offered, as slugs in alphabetical order, with nothing to say whose.

    `mark` stands for all that the person chose, offered still or not; "" where they chose nothing.
    """

    mark: str
    interested: list[str]
    strong: list[str]


def offered_topics(language: str) -> list[TopicCard]:
    """Return the topics that people can choose, in the order that settles ties: page order."""
    return _cards(Topic.objects.filter(is_offered=True), language)


def topics_by_id(ids: Collection[int], language: str) -> dict[int, TopicCard]:
    """Return the topics with these ids, those no longer offered too."""
    return {card.id: card for card in _cards(Topic.objects.filter(pk__in=ids), language)}


def matching_topics(topics: Iterable[TopicCard], wanted: str) -> list[TopicCard]:
    """Return the topics whose words hold every word of `wanted`, whatever its capitals and accents."""
    words = _plain(wanted).split()
    return [topic for topic in topics if all(word in _all_words(topic) for word in words)]


def interests_of(person: User) -> dict[int, str]:
    """Return what a person chose, by the topic's id; for the person's own pages alone."""
    token = keyed_digest(TOKENS, person.pk.bytes).hex()
    return dict(Interest.objects.filter(token=token).values_list("topic_id", "strength"))


def topic_choices(topics: Iterable[TopicCard], chosen: Mapping[int, str]) -> list[TopicChoice]:
    """Return each topic beside what was chosen for it, as `interests_of` gives it."""
    return [TopicChoice(topic, chosen.get(topic.id, NOT_NOW)) for topic in topics]


def strengths_in(posted: Mapping[str, str], topics: Iterable[TopicCard]) -> dict[int, str]:
    """Return what a form with topic cards says, by the topic's id; what no card could have sent is left out."""
    sent = {topic.id: posted.get(f"topic-{topic.id}") for topic in topics}
    return {topic: value for topic, value in sent.items() if value == NOT_NOW or value in STRENGTHS}


def changed_strengths(posted: Mapping[str, str], topics: Iterable[TopicCard]) -> dict[int, str]:
    """Return what `strengths_in` does, of those topics alone that were chosen otherwise on that page.

    A page that stood open while another one saved does not take back what was chosen there.
    """
    strengths = strengths_in(posted, topics)
    return {topic: value for topic, value in strengths.items() if value != posted.get(f"was-topic-{topic}")}


@transaction.atomic
def note_interests(*, person: User, strengths: Mapping[int, str]) -> None:
    """Keep what a person chose, by the topic's id: a strength, or "" to take it away.

    Only the topics given are touched; one that has gone meanwhile is passed over. Raise ValueError for any
    other strength.
    """
    unknown = set(strengths.values()) - STRENGTHS - {NOT_NOW}
    if unknown:
        message = f"No such strength of interest: {', '.join(sorted(unknown))}."
        raise ValueError(message)
    token = keyed_digest(TOKENS, person.pk.bytes).hex()
    removed = [topic_id for topic_id, strength in strengths.items() if strength == NOT_NOW]
    Interest.objects.filter(token=token, topic_id__in=removed).delete()
    _keep(token, {topic_id: strength for topic_id, strength in strengths.items() if strength != NOT_NOW})


def marked_ballots(people: Collection[UUID], purpose: str) -> dict[str, UnnamedBallot]:
    """Return the ballot of each of these people under a mark of who they are, in an order that says nothing.

    Marks are keyed digests. Two calls for one purpose tell how many people changed. Marks made for different purposes
    have nothing in common, nor have those of two people who chose the same.
    """
    person_by_token = dict(zip(_tokens(people), people, strict=True))
    chosen: dict[UUID, list[Interest]] = {person: [] for person in people}
    for interest in _chosen(person_by_token):
        chosen[person_by_token[interest.token]].append(interest)
    who = keyed_digests(MARKS, (_message(purpose, person) for person in chosen))
    what = keyed_digests(MARKS, (_message(purpose, person, *_spelled(row)) for person, row in chosen.items()))
    ballots = (_ballot(mark.hex(), row) for mark, row in zip(what, chosen.values(), strict=True))
    return dict(sorted(zip((mark.hex() for mark in who), ballots, strict=True), key=itemgetter(0)))


def _all_words(topic: TopicCard) -> str:
    return _plain(f"{topic.name} {topic.line}")


def _plain(text: str) -> str:
    """Return a text without accents and capitals."""
    return "".join(letter for letter in normalize("NFKD", text) if not combining(letter)).casefold()


def _keep(token: str, strengths: Mapping[int, str]) -> None:
    known = Topic.objects.filter(pk__in=strengths).values_list("pk", flat=True)
    Interest.objects.bulk_create(
        [Interest(token=token, topic_id=topic_id, strength=strengths[topic_id]) for topic_id in known],
        update_conflicts=True,
        unique_fields=["token", "topic"],
        update_fields=["strength"],
    )


def _spelled(chosen: Iterable[Interest]) -> list[str]:
    return [f"{interest.topic.slug} {interest.strength}" for interest in chosen]


def _ballot(mark: str, chosen: Sequence[Interest]) -> UnnamedBallot:
    offered = [interest for interest in chosen if interest.topic.is_offered]
    strong = [interest.topic.slug for interest in offered if interest.strength == Interest.Strength.STRONG]
    interested = [interest.topic.slug for interest in offered if interest.topic.slug not in strong]
    return UnnamedBallot(mark if chosen else "", interested, strong)


def _message(purpose: str, person: UUID, *choices: str) -> bytes:
    return json.dumps([purpose, str(person), *choices]).encode()


def _tokens(people: Iterable[UUID]) -> list[str]:
    return [token.hex() for token in keyed_digests(TOKENS, (person.bytes for person in people))]


def _chosen(tokens: Iterable[str]) -> QuerySet[Interest]:
    return Interest.objects.filter(token__in=list(tokens)).select_related("topic").order_by("topic__slug")


def _cards(topics: QuerySet[Topic], language: str) -> list[TopicCard]:
    languages = {language, settings.LANGUAGE_CODE}
    texts = Prefetch("texts", TopicText.objects.filter(language__in=languages), to_attr="words")
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
