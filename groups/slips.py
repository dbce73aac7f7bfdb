"""Interest slips: what people ticked on paper, entered by those who lead as ballots without a name.

A slip counts as one more unnamed ballot of its group. Those who enter slips have read them: so a slip is never one of
the people behind whom others hide, as `groups.snapshots` says. Words of one's own become a suggestion without a writer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.group_vault import seal_for_group
from accounts.models import User
from groups.line import lock
from groups.models import Group, InterestSlip, TopicSuggestion
from groups.models.suggestion import TopicSuggestionQuerySet
from groups.permissions import can_lead
from wellness.interests import INTERESTED, STRONG, UnnamedBallot, offered_topics

# What stands in a snapshot for what a slip says: it never changes.
SLIP = "slip"
# The token of a suggestion that came on paper: it is nobody's.
NO_WRITER = ""


@dataclass(frozen=True)
class EnteredSlip:
    """What entering a slip has made, to be undone: neither row knows of the other."""

    slip: UUID
    suggestion: UUID | None


@transaction.atomic
def enter_slip(
    *, group: Group, key: UUID, strengths: Mapping[str, str], words: str, by: User
) -> EnteredSlip | None:
    """Keep a slip under a key that the form brings, by slugs of topics; None where that form was entered already.

    Raise PermissionDenied unless `by` leads the group.
    """
    locked = _led(group, by)
    if InterestSlip.objects.filter(pk=key, group=locked).exists():
        return None
    if InterestSlip.objects.filter(pk=key).exists():
        key = uuid4()  # The page brought an id of another group's.
    InterestSlip.objects.create(
        pk=key, group=locked, interested=_slugs(strengths, INTERESTED), strong=_slugs(strengths, STRONG)
    )
    return EnteredSlip(key, _suggest(locked, words) if words else None)


@transaction.atomic
def undo_slip(*, group: Group, entered: EnteredSlip, by: User) -> bool:
    """Take a slip away again, with its words where nobody has answered them; return whether it was there.

    Raise PermissionDenied unless `by` leads the group.
    """
    locked = _led(group, by)
    deleted, _by_model = InterestSlip.objects.filter(group=locked, pk=entered.slip).delete()
    if entered.suggestion:
        _from_paper(locked).waiting().filter(pk=entered.suggestion).delete()
    return deleted > 0


@transaction.atomic
def take_slips_away(*, group: Group, by: User) -> None:
    """Delete every slip of a group, and the words that came with them. Raise PermissionDenied unless `by` leads it."""
    locked = _led(group, by)
    InterestSlip.objects.filter(group=locked).delete()
    _from_paper(locked).delete()


def number_of_slips(group: Group) -> int:
    """Return how many slips of a group are entered."""
    return InterestSlip.objects.filter(group=group).count()


def slip_ballots(group: Group) -> dict[str, UnnamedBallot]:
    """Return the ballot of each slip on which a topic is ticked, as snapshots take it; a query, more where there are any."""
    slips = list(InterestSlip.objects.filter(group=group))
    if not slips:
        return {}
    offered = frozenset(card.slug for card in offered_topics(group.language, to=group.pk))
    return {
        slip.pk.hex: UnnamedBallot(
            SLIP,
            [slug for slug in slip.interested if slug in offered],
            [slug for slug in slip.strong if slug in offered],
        )
        for slip in slips
        if slip.interested or slip.strong
    }


def _led(group: Group, by: User) -> Group:
    locked = lock(group)
    if not can_lead(by, locked):
        raise PermissionDenied
    return locked


def _slugs(strengths: Mapping[str, str], strength: str) -> list[str]:
    return sorted(slug for slug, chosen in strengths.items() if chosen == strength)


def _suggest(group: Group, words: str) -> UUID:
    row = TopicSuggestion(pk=uuid4(), group=group, token=NO_WRITER)
    seal_for_group(group.pk, row, "sealed", words)
    row.save(force_insert=True)
    return row.pk


def _from_paper(group: Group) -> TopicSuggestionQuerySet:
    return TopicSuggestion.objects.filter(group=group, token=NO_WRITER)
