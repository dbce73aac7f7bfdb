"""Topics that people in a group suggest in their own words, and what those who lead make of them.

Those who lead read the words without a name. Each suggestion becomes a topic of the group's own, part of a topic that
there is, or is set aside; its writer alone learns which. What others read is worded by those who lead. A suggestion
that finds a topic counts as its writer's interest in that topic, unnamed as any other.

A suggestion waits until it is answered or taken back, and goes when its writer's place in the group ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.group_vault import seal_for_group, vault_of_group
from accounts.models import User
from accounts.vault import Opened
from groups.line import lock
from groups.models import Group, Membership, TopicSuggestion
from groups.permissions import can_lead, takes_part
from groups.suggestion_tokens import own_suggestion_ids, token_of, writer_among
from wellness.interests import (
    TopicDraft,
    forget_interests,
    make_topic,
    note_for_writer,
    offered_topics,
    reword_topic,
    topics_by_id,
)

MOST_WAITING = 3
Answer = TopicSuggestion.Answer


class CannotSuggest(Exception):  # noqa: N818 - it reads as what is so
    """A suggestion cannot be made, or not be answered so; the message says what to do."""


@dataclass(frozen=True)
class ReadSuggestion:
    """A suggestion as someone may read it; `reference` names one that does not open, `became` is a topic's name."""

    id: UUID
    words: str
    reference: str = ""
    answer: str = ""
    became: str = ""


@transaction.atomic
def suggest_topic(*, person: User, group: Group, key: UUID, words: str) -> None:
    """Keep a suggestion under a key that the form brings, so that a form sent twice makes one.

    Raise CannotSuggest where as many as can be wait already, PermissionDenied for anyone who takes no part.
    """
    locked = lock(group)
    if not takes_part(person, locked):
        raise PermissionDenied
    own = own_suggestion_ids(person.pk, locked.pk)
    if key in own:
        return
    if TopicSuggestion.objects.filter(pk__in=own).waiting().count() >= MOST_WAITING:
        raise CannotSuggest(
            _("Three of your suggestions wait for an answer. To send this one, take one of them back first.")
        )
    if TopicSuggestion.objects.filter(pk=key).exists():
        key = uuid4()  # The page brought an id that is someone else's.
    row = TopicSuggestion(pk=key, group=locked, token=token_of(key, person.pk))
    seal_for_group(locked.pk, row, "sealed", words)
    row.save(force_insert=True)


def own_suggestions(person: User, group: Group, language: str) -> list[ReadSuggestion]:
    """Return a person's own suggestions, those that wait first, with what became of the others."""
    own = own_suggestion_ids(person.pk, group.pk)
    rows = sorted(TopicSuggestion.objects.filter(pk__in=own), key=lambda row: bool(row.answer)) if own else []
    return _read(rows, group, person, language)


def waiting_suggestions(group: Group, reader: User) -> list[ReadSuggestion]:
    """Return the suggestions that wait for an answer, in no order, as one who leads reads them."""
    waiting = TopicSuggestion.objects.of_group(group).waiting()
    return _read(list(waiting), group, reader, group.language)


def read_suggestion(suggestion: TopicSuggestion, reader: User) -> ReadSuggestion:
    """Return one suggestion as one who leads reads it."""
    opened = vault_of_group(suggestion.group_id, reader=reader).try_open(suggestion, "sealed")
    return _as_read(suggestion, opened, "")


def has_answer(person: User, group: Group) -> bool:
    """Return whether a suggestion of a person's own was answered, and is there still."""
    own = own_suggestion_ids(person.pk, group.pk)
    return bool(own) and TopicSuggestion.objects.filter(pk__in=own).exclude(answer="").exists()


def take_back(*, person: User, group: Group, key: UUID) -> bool:
    """Delete a person's own suggestion and return whether it was theirs. An interest noted for it stays."""
    is_own = key in own_suggestion_ids(person.pk, group.pk)
    if is_own:
        TopicSuggestion.objects.filter(pk=key).delete()
    return is_own


@transaction.atomic
def turn_into_topic(*, suggestion: TopicSuggestion, draft: TopicDraft, by: User) -> None:
    """Make a topic for the group alone, worded by those who lead. Answered already, nothing changes.

    Raise PermissionDenied unless `by` leads the group.
    """
    waiting = _waiting(suggestion, by)
    if waiting:
        group = waiting.group
        _answer(waiting, Answer.TOPIC, make_topic(draft, offered_to=group.pk, language=group.language))


@transaction.atomic
def make_part_of(*, suggestion: TopicSuggestion, topic_id: int, by: User) -> None:
    """Count a suggestion as interest in a topic that the group is offered. Answered already, nothing changes.

    Raise CannotSuggest for any other topic, PermissionDenied unless `by` leads the group.
    """
    waiting = _waiting(suggestion, by)
    if waiting is None:
        return
    if topic_id not in {card.id for card in offered_topics(waiting.group.language, to=waiting.group_id)}:
        raise CannotSuggest(_("Choose a topic from the list."))
    _answer(waiting, Answer.PART, topic_id)


@transaction.atomic
def set_aside(*, suggestion: TopicSuggestion, by: User) -> None:
    """Say kindly that a suggestion does not find a place this time. Answered already, nothing changes.

    Raise PermissionDenied unless `by` leads the group.
    """
    waiting = _waiting(suggestion, by)
    if waiting:
        _answer(waiting, Answer.NOT_NOW)


@transaction.atomic
def reword_own_topic(*, group: Group, topic_id: int, draft: TopicDraft, by: User) -> None:
    """Give a topic of the group's own other words. Raise PermissionDenied unless `by` leads the group."""
    locked = lock(group)
    if not can_lead(by, locked):
        raise PermissionDenied
    reword_topic(topic_id, draft, offered_to=locked.pk, language=locked.language)


def forget_suggestions(*, person: User, group: Group) -> None:
    """Delete what a person suggested in a group, answered or not, and what they noted of its own topics."""
    TopicSuggestion.objects.filter(pk__in=own_suggestion_ids(person.pk, group.pk)).delete()
    forget_interests(person=person, offered_to=group.pk)


def _waiting(suggestion: TopicSuggestion, by: User) -> TopicSuggestion | None:
    """Return a suggestion as it is stored, its group held; None where it is answered or taken back."""
    group = lock(suggestion.group)
    if not can_lead(by, group):
        raise PermissionDenied
    return TopicSuggestion.objects.of_group(group).waiting().filter(pk=suggestion.pk).first()


def _answer(suggestion: TopicSuggestion, answer: str, topic_id: int | None = None) -> None:
    suggestion.answer, suggestion.topic_id = answer, topic_id
    suggestion.save(update_fields=["answer", "topic"])
    if topic_id is None:
        return
    places = Membership.objects.participants().filter(group=suggestion.group_id).select_related("person")
    people = {place.person.pk: place.person for place in places if place.person}
    writer = writer_among(people, suggestion)
    if writer:
        note_for_writer(person=people[writer], topic_id=topic_id)


def _read(rows: Sequence[TopicSuggestion], group: Group, reader: User, language: str) -> list[ReadSuggestion]:
    if not rows:
        return []
    vault = vault_of_group(group.pk, reader=reader)
    topics = topics_by_id([row.topic_id for row in rows if row.topic_id], language)
    names = {topic_id: card.name for topic_id, card in topics.items()}
    return [_as_read(row, vault.try_open(row, "sealed"), names.get(row.topic_id or 0, "")) for row in rows]


def _as_read(row: TopicSuggestion, opened: Opened, became: str) -> ReadSuggestion:
    words = str(opened.value) if opened.is_readable else ""
    return ReadSuggestion(row.pk, words, opened.reference, row.answer, became)
