"""People's interests in topics; with the topics themselves, what groups may use of both.

An interest is kept under a token, a keyed digest of the person's id, with no relation to the person and no time:
the database alone does not say whose it is. Groups get unnamed ballots under keyed marks, which tell how many people
changed their minds, never who.

An interest that those who lead noted for someone, by making their suggestion part of a topic, changes no mark: whoever
leads knows of it, so it must not count as one of the people behind whom others hide.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import ngettext

from accounts.models import User
from accounts.vault import keyed_digest, keyed_digests
from wellness.models import Interest, Topic
from wellness.topics import (
    TopicCard,
    TopicDraft,
    make_topic,
    matching_topics,
    offered_topics,
    reword_topic,
    topics_by_id,
)

__all__ = [
    "INTERESTED",
    "MOST_STRONG",
    "NOTED",
    "NOT_NOW",
    "STRONG",
    "TopicCard",
    "TopicChoice",
    "TopicDraft",
    "UnnamedBallot",
    "beyond_three",
    "beyond_three_words",
    "changed_strengths",
    "forget_interests",
    "interests_of",
    "make_topic",
    "marked_ballots",
    "matching_topics",
    "note_for_writer",
    "note_interests",
    "offered_topics",
    "own_topics_chosen",
    "reword_topic",
    "strengths_in",
    "topic_choices",
    "topics_by_id",
    "topics_chosen",
]

TOKENS = "interests"
MARKS = "interest-marks"
NOT_NOW = ""
INTERESTED, STRONG = Interest.Strength.INTERESTED, Interest.Strength.STRONG
STRENGTHS = frozenset(Interest.Strength.values)
# More topics than this nobody can mark as those that would help them a lot; who has more keeps them.
MOST_STRONG = 3
# The mark of someone who chose nothing themselves, and for whom something was noted.
NOTED = "noted"


@dataclass(frozen=True)
class TopicChoice:
    """A topic beside what a person chose for it: "" (not now), "interested" or "strong"."""

    topic: TopicCard
    chosen: str = NOT_NOW


@dataclass(frozen=True)
class UnnamedBallot:
    """One person's interests in topics that are offered, as slugs in alphabetical order, with nothing to say whose.

    `mark` stands for all that the person chose, offered still or not; "" where they chose nothing, NOTED where all
    there is was noted for them.
    """

    mark: str
    interested: list[str]
    strong: list[str]


def interests_of(person: User) -> dict[int, str]:
    """Return what a person chose, by the topic's id; for the person's own pages alone."""
    chosen = Interest.objects.filter(token=_token(person)).exclude(strength=NOT_NOW)
    return dict(chosen.values_list("topic_id", "strength"))


def topic_choices(topics: Iterable[TopicCard], chosen: Mapping[int, str]) -> list[TopicChoice]:
    """Return each topic beside what was chosen for it, as `interests_of` gives it."""
    return [TopicChoice(topic, chosen.get(topic.id, NOT_NOW)) for topic in topics]


def topics_chosen(person: User, language: str) -> list[TopicChoice]:
    """Return what a person chose of all that is still offered, in page order."""
    chosen = interests_of(person)
    offered = Topic.objects.filter(pk__in=chosen, is_offered=True).values_list("pk", flat=True)
    return topic_choices(topics_by_id(list(offered), language).values(), chosen)


def own_topics_chosen(
    chosen: Mapping[int, str], library: Iterable[TopicCard], language: str
) -> list[TopicChoice]:
    """Return what was chosen of the topics that are offered to one group alone, and so are not in the library."""
    elsewhere = chosen.keys() - {topic.id for topic in library}
    own = Topic.objects.filter(pk__in=elsewhere, is_offered=True, offered_to__isnull=False)
    ids = list(own.values_list("pk", flat=True))
    return topic_choices(topics_by_id(ids, language).values(), chosen) if ids else []


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


def beyond_three(chosen: Mapping[int, str], strengths: Mapping[int, str]) -> list[int]:
    """Return which of the topics newly marked as a great help find no place among three, in the order given.

    `chosen` is what is noted so far. Marks that stand are not touched, however many they are.
    """
    marked = {topic for topic, strength in chosen.items() if strength == STRONG}
    staying = sum(1 for topic in marked if strengths.get(topic, STRONG) == STRONG)
    new = [topic for topic, strength in strengths.items() if strength == STRONG and topic not in marked]
    return new[max(MOST_STRONG - staying, 0) :]


def beyond_three_words(count: int) -> str:
    """Return what to say where some topics found no place among three."""
    return ngettext(
        "Three is the most for “This would help me a lot”. So one topic is kept as “Interested”. "
        "To mark it, first take the mark from another one.",
        "Three is the most for “This would help me a lot”. So %(count)s topics are kept as “Interested”. "
        "To mark one, first take the mark from another one.",
        count,
    ) % {"count": count}


@transaction.atomic
def note_interests(*, person: User, strengths: Mapping[int, str]) -> list[int]:
    """Keep what a person chose, by the topic's id: a strength, or "" to take it away.

    Only the topics given are touched; one that has gone meanwhile is passed over. Return the topics kept as of
    interest alone, because three are marked as a great help already. Raise ValueError for any other strength.
    """
    unknown = set(strengths.values()) - STRENGTHS - {NOT_NOW}
    if unknown:
        message = f"No such strength of interest: {', '.join(sorted(unknown))}."
        raise ValueError(message)
    User.objects.select_for_update(no_key=True).get(
        pk=person.pk
    )  # Two pages at once count each other's marks.
    token = _token(person)
    offered = Interest.objects.filter(token=token, topic__is_offered=True)
    beyond = beyond_three(dict(offered.values_list("topic_id", "strength")), strengths)
    strengths = {**strengths, **dict.fromkeys(beyond, INTERESTED)}
    _take_away(token, [topic_id for topic_id, strength in strengths.items() if strength == NOT_NOW])
    _keep(token, {topic_id: strength for topic_id, strength in strengths.items() if strength != NOT_NOW})
    return beyond


def note_for_writer(*, person: User, topic_id: int) -> None:
    """Note that someone is interested in the topic that their suggestion has become part of, unless they have said so."""
    rows = [Interest(token=_token(person), topic_id=topic_id, strength=INTERESTED, is_noted=True)]
    Interest.objects.bulk_create(rows, ignore_conflicts=True)


def forget_interests(*, person: User, offered_to: UUID) -> None:
    """Take away what someone chose of the topics that are offered to one group alone."""
    Interest.objects.filter(token=_token(person), topic__offered_to=offered_to).delete()


def marked_ballots(
    people: Collection[UUID], purpose: str, to: UUID | None = None
) -> dict[str, UnnamedBallot]:
    """Return the ballot of each of these people under a mark of who they are, in an order that says nothing.

    What they chose of topics that are offered to one group alone counts where that is the group given. Marks are keyed digests. Two calls for one purpose tell how many people changed. Marks made for different purposes
    have nothing in common, nor have those of two people who chose the same.
    """
    person_by_token = dict(zip(_tokens(people), people, strict=True))
    chosen: dict[UUID, list[Interest]] = {person: [] for person in people}
    for interest in _chosen(person_by_token, to):
        chosen[person_by_token[interest.token]].append(interest)
    who = keyed_digests(MARKS, (_message(purpose, person) for person in chosen))
    what = keyed_digests(MARKS, (_message(purpose, person, *_spelled(row)) for person, row in chosen.items()))
    ballots = (_ballot(mark.hex(), row) for mark, row in zip(what, chosen.values(), strict=True))
    return dict(sorted(zip((mark.hex() for mark in who), ballots, strict=True), key=itemgetter(0)))


def _take_away(token: str, topics: Collection[int]) -> None:
    """Take interests away; of one that was noted for its person it stays on record that they said no."""
    found = Interest.objects.filter(token=token, topic_id__in=topics)
    found.filter(is_noted=True).update(strength=NOT_NOW)
    found.filter(is_noted=False).delete()


def _keep(token: str, strengths: Mapping[int, str]) -> None:
    known = Topic.objects.filter(pk__in=strengths).values_list("pk", flat=True)
    Interest.objects.bulk_create(
        [Interest(token=token, topic_id=topic_id, strength=strengths[topic_id]) for topic_id in known],
        update_conflicts=True,
        unique_fields=["token", "topic"],
        update_fields=["strength"],
    )


def _spelled(chosen: Iterable[Interest]) -> list[str]:
    """Return what a person chose themselves; what was noted for them, and left so, is not theirs."""
    own = (each for each in chosen if not (each.is_noted and each.strength == INTERESTED))
    return [f"{interest.topic.slug} {interest.strength}" for interest in own]


def _ballot(mark: str, chosen: Sequence[Interest]) -> UnnamedBallot:
    offered = [interest for interest in chosen if interest.topic.is_offered]
    strong = [interest.topic.slug for interest in offered if interest.strength == STRONG]
    interested = [interest.topic.slug for interest in offered if interest.strength == INTERESTED]
    noted = NOTED if chosen else ""
    return UnnamedBallot(mark if _spelled(chosen) else noted, interested, strong)


def _message(purpose: str, person: UUID, *choices: str) -> bytes:
    return json.dumps([purpose, str(person), *choices]).encode()


def _token(person: User) -> str:
    return keyed_digest(TOKENS, person.pk.bytes).hex()


def _tokens(people: Iterable[UUID]) -> list[str]:
    return [token.hex() for token in keyed_digests(TOKENS, (person.bytes for person in people))]


def _chosen(tokens: Iterable[str], to: UUID | None) -> QuerySet[Interest]:
    told = Q(topic__offered_to__isnull=True) | Q(topic__offered_to=to)
    found = Interest.objects.filter(told, token__in=list(tokens))
    return found.select_related("topic").order_by("topic__slug")
