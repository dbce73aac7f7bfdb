"""Whose a suggestion is: a keyed digest of the suggestion and the person stands where a name would.

The database alone does not say who wrote one, nor that two come from the same person. The running server can: it
looks for a person's own suggestions among those of a group, and for the writer of one among the people of its group.
"""

from collections.abc import Collection
from uuid import UUID

from accounts.vault import keyed_digests
from groups.models import TopicSuggestion

TOKENS = "topic-suggestions"


def token_of(suggestion: UUID, person: UUID) -> str:
    """Return the token of a suggestion that a person makes."""
    return _tokens([(suggestion, person)])[0]


def own_suggestion_ids(person: UUID, group: UUID) -> frozenset[UUID]:
    """Return the ids of the suggestions in a group that are a person's own; 2 queries, 1 where the group has none."""
    stored = dict(TopicSuggestion.objects.filter(group=group).values_list("pk", "token"))
    tokens = _tokens([(key, person) for key in stored])
    return frozenset(key for key, token in zip(stored, tokens, strict=True) if stored[key] == token)


def writer_among(people: Collection[UUID], suggestion: TopicSuggestion) -> UUID | None:
    """Return which of these people made a suggestion; None where none of them did. Never for a page."""
    tokens = _tokens([(suggestion.pk, person) for person in people])
    found = (person for person, token in zip(people, tokens, strict=True) if token == suggestion.token)
    return next(found, None)


def _tokens(pairs: Collection[tuple[UUID, UUID]]) -> list[str]:
    if not pairs:
        return []
    return [
        token.hex() for token in keyed_digests(TOKENS, (key.bytes + person.bytes for key, person in pairs))
    ]
