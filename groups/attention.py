"""What needs those who lead a group: read in one place, so that the first page they see can say it first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Exists, Q
from django.utils import timezone

from accounts.models import User
from groups.endings import needs_words
from groups.handing_on import offered_to
from groups.handing_over import handed_to
from groups.help_cards import sessions_with_cards
from groups.models import (
    Absence,
    Group,
    GroupOffer,
    Invitation,
    JoinRequest,
    Meeting,
    Membership,
    PeerSession,
    SharedSummary,
    TopicSuggestion,
)
from groups.one_to_one import suggestions_for
from groups.sessions import SessionCard, next_session

WEEK = timedelta(days=7)
SOON = timedelta(days=3)


@dataclass(frozen=True)
class Attention:
    """What waits for someone who leads; summaries, newcomers and invitations only for facilitators."""

    unsettled: SessionCard | None
    to_lead: SessionCard | None = None
    unnoted: SessionCard | None = None
    absent: SessionCard | None = None
    offered: GroupOffer | None = None
    handed: tuple[PeerSession, ...] = ()
    lacks_contact: bool = False
    with_cards: tuple[PeerSession, ...] = ()
    suggested: tuple[Meeting, ...] = ()
    ends_without_words: bool = False
    is_to_invite: bool = False
    lacks_agreement: bool = False
    new_summaries: int = 0
    requests: int = 0
    suggestions: int = 0
    newcomers: tuple[Membership, ...] = ()
    ending: tuple[Invitation, ...] = ()

    @property
    def is_empty(self) -> bool:
        waits = (
            self.unsettled,
            self.to_lead,
            self.unnoted,
            self.absent,
            self.offered,
            self.handed,
            self.lacks_contact,
            self.with_cards,
            self.suggested,
            self.ends_without_words,
            self.is_to_invite,
            self.lacks_agreement,
            self.requests,
            self.suggestions,
        )
        return not any([*waits, self.new_summaries, self.newcomers, self.ending])

    @property
    def newcomers_names(self) -> str:
        """The names of newcomers who have given one."""
        return ", ".join(place.name for place in self.newcomers if place.name)


def attention_of(place: Membership, cards: Sequence[SessionCard]) -> Attention:
    """Return what needs someone in their place as facilitator or volunteer; `cards` are of their programme."""
    now = timezone.now()
    of_sessions = Attention(
        unsettled=unsettled_session(place.group, cards),
        to_lead=session_to_lead(cards, until=now + WEEK),
        unnoted=unnoted_session(cards),
        absent=missed_session(cards),
        offered=offered_to(place),
    )
    if place.role != Membership.Role.FACILITATOR:
        return of_sessions
    return replace(
        of_sessions,
        handed=tuple(handed_to(place)),
        lacks_contact=not place.group.has_safety_contact,
        with_cards=tuple(sessions_with_cards(place)),
        suggested=tuple(suggestions_for(place)),
        ends_without_words=needs_words(place.group, cards),
        is_to_invite=has_nobody_coming(place.group, now),
        lacks_agreement=not (place.group.archived_at or place.group.agreements.exists()),
        new_summaries=count_new_summaries(place.group, place.account, now),
        requests=JoinRequest.objects.of_group(place.group).filter(answered_at__isnull=True).count(),
        suggestions=TopicSuggestion.objects.of_group(place.group).waiting().count(),
        newcomers=tuple(newcomers(place.group, since=now - WEEK)),
        ending=tuple(place.group.invitations.open_at(now).filter(expires_at__lte=now + SOON)),
    )


def unsettled_session(group: Group, cards: Iterable[SessionCard]) -> SessionCard | None:
    """Return the next session where its date, or the way to it, is still open."""
    coming = next_session(cards)
    if coming and (coming.starts_at is None or lacks_way(coming, group)):
        return coming
    return None


def session_to_lead(cards: Iterable[SessionCard], *, until: datetime) -> SessionCard | None:
    """Return the next session where it takes place before a moment, so that its run sheet is at hand."""
    coming = next_session(cards)
    return coming if coming and coming.starts_at and coming.starts_at <= until else None


def unnoted_session(cards: Iterable[SessionCard]) -> SessionCard | None:
    """Return the latest session that is over with nobody having said that it took place."""
    over = [card for card in cards if card.is_over and not card.is_held and not card.is_cancelled]
    return over[-1] if over else None


def missed_session(cards: Iterable[SessionCard]) -> SessionCard | None:
    """Return the next session where someone in the group said that they cannot come."""
    coming = next_session(cards)
    if coming and Absence.objects.filter(session=coming.id, place__left_at__isnull=True).exists():
        return coming
    return None


def has_nobody_coming(group: Group, moment: datetime) -> bool:
    """Return whether a group could be joined at a moment, and nobody takes part, asks to, waits or is invited; 1 query."""
    if group.archived_at or not group.has_safety_contact:
        return False
    comes = [
        Membership.objects.participants().filter(group=group),
        JoinRequest.objects.of_group(group).filter(answered_at__isnull=True),
        group.line.standing_at(moment),
        group.invitations.open_at(moment),
    ]
    someone = reduce(or_, (Q(Exists(found)) for found in comes))
    return not Group.objects.filter(someone, pk=group.pk).exists()


def lacks_way(session: SessionCard, group: Group) -> bool:
    """Return whether a session has no link or no address where its group meets so."""
    lacks_link = group.meets != Group.Meets.IN_PERSON and not session.link
    lacks_address = group.meets != Group.Meets.ONLINE and not session.address
    return lacks_link or lacks_address


def count_new_summaries(group: Group, reader: User, moment: datetime) -> int:
    """Return how many summaries are shared with a facilitator at a moment that they have not opened."""
    readable = SharedSummary.objects.readable_by(reader, moment).filter(group=group)
    return readable.exclude(openings__opened_by=reader).count()


def newcomers(group: Group, *, since: datetime) -> list[Membership]:
    """Return the participants with an account who joined after a moment, latest first."""
    places = Membership.objects.participants().filter(group=group, joined_at__gte=since, person__isnull=False)
    return list(places.select_related("person").order_by("-joined_at"))
