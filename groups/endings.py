"""Endings are named from two sessions before the last: nobody should find out by there being no next time."""

from collections.abc import Iterable
from dataclasses import dataclass

from groups.models import Group, GroupEnding, PeerSession
from groups.sessions import MOST_SESSIONS, SessionCard

NAMED_FROM = 3


@dataclass(frozen=True)
class Ending:
    """The end of a group as its members read it; `left` counts the sessions still to come, the last among them."""

    left: int
    words: GroupEnding | None


def sessions_left(cards: Iterable[SessionCard]) -> int | None:
    """Return how many sessions a programme has left, once that is to be named; None before, or with no end in it.

    A programme has an end where its last session is the ending, or is the tenth.
    """
    active = sorted((card for card in cards if not card.is_cancelled), key=lambda card: card.number)
    if not active or not (active[-1].kind == PeerSession.Kind.ENDING or len(active) >= MOST_SESSIONS):
        return None
    left = sum(not card.is_held and not card.is_over for card in active)
    return left if left <= NAMED_FROM else None


def ending_of(group: Group, cards: Iterable[SessionCard]) -> Ending | None:
    """Return the ending of a group where it is to be named; 1 query then."""
    left = sessions_left(cards)
    return None if left is None else Ending(left, GroupEnding.objects.filter(group=group).first())


def needs_words(group: Group, cards: Iterable[SessionCard]) -> bool:
    """Return whether an ending is named and nobody who leads has said where people can turn next."""
    ending = ending_of(group, cards)
    return ending is not None and not (ending.words and ending.words.where_next)
