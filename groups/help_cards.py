"""The card *If I need help during a session*: where someone is today, who to ring, what helps.

It is sealed under its person's shared key, and no leave to open it is ever stored: a facilitator is let in for one
reading, from 15 minutes before the session until 30 minutes after it, and each reading is recorded in the same
transaction. The window is read from the session as it stands, so that it moves with it; moved to an earlier time, a card
stays shut until its person could know (`keep_shut_at_first`). Once the window has passed nobody opens the card, and
`end_help_cards` empties it for good.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import Grant, User
from accounts.vault import Opened, vault_for, vault_under_grant
from groups.models import HelpCard, HelpCardOpening, Meeting, Membership, PeerSession
from groups.models.help_card import OPENS_BEFORE, HelpCardQuerySet, card_time_is_over
from groups.permissions import can_open_help_card
from groups.readers import shown_name
from groups.sessions import SessionCard

OFFERED_FROM = timedelta(days=2)
SHOWN_AFTER = timedelta(days=7)
DAYS_KEPT = 30
# How long a card stays shut after its session was moved to an earlier time.
NOTICE = timedelta(hours=1)


class CardsClosed(Exception):  # noqa: N818 - it reads as what is so
    """The session is over, has no day, or does not take place: no card can be written for it."""


@dataclass(frozen=True)
class HelpWords:
    """What someone wrote on their card."""

    where: str = ""
    ring: str = ""
    helps: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.where or self.ring or self.helps)


@dataclass(frozen=True)
class CardOpening:
    """Who opened a card, and when; the name is empty where they have left since."""

    name: str
    opened_at: datetime


@dataclass(frozen=True)
class NearCard:
    """What the page of the group says of cards: for which session one can be written now, and who opened one lately."""

    session: SessionCard | None
    is_written: bool
    openings: Sequence[CardOpening]


def near_card(place: Membership, coming: SessionCard | None) -> NearCard:
    """Return what a participant reads of their card; one is offered from two days before a session. 2 queries."""
    now = timezone.now()
    is_near = coming is not None and coming.starts_at is not None and coming.starts_at - OFFERED_FROM <= now
    written = HelpCard.objects.filter(place=place, session=coming.id) if coming and is_near else None
    return NearCard(
        session=coming if is_near else None,
        is_written=written is not None and written.exclude(sealed=b"").exists(),
        openings=openings_for(place, since=now - SHOWN_AFTER),
    )


def takes_cards(gathering: PeerSession | Meeting, moment: datetime) -> bool:
    """Return whether a card can be written for a session: it has a day and is not over."""
    return gathering.starts_at is not None and not card_time_is_over(gathering, moment)


@transaction.atomic
def write_help_card(*, place: Membership, gathering: PeerSession | Meeting, words: HelpWords) -> None:
    """Seal what a participant wrote for a session, in place of what they wrote before; nothing written takes it away.

    Raise CardsClosed where the session takes none.
    """
    if not takes_cards(gathering, timezone.now()):
        raise CardsClosed
    if words.is_empty:
        end_help_cards(_for(gathering).filter(place=place))
        return
    card, _made = HelpCard.objects.select_for_update(of=("self",)).get_or_create(
        place=place, **_named(gathering)
    )
    vault_for(place.account).seal(card, "sealed", asdict(words))
    card.opens_from = opens_at(gathering)
    card.save(update_fields=["sealed", "opens_from"])


def own_help_card(place: Membership, gathering: PeerSession | Meeting) -> Opened:
    """Return what a participant wrote for a session, as HelpWords; empty once the session is over, as for everyone."""
    card = _for(gathering).filter(place=place).first()
    if card is None or not card.is_written or card_time_is_over(gathering, timezone.now()):
        return Opened(HelpWords())
    opened = vault_for(place.account).try_open(card, "sealed")
    return Opened(HelpWords(**opened.value)) if opened.is_readable else opened


@transaction.atomic
def open_help_card(*, card: HelpCard, reader: User) -> Opened:
    """Return what stands on a card, as HelpWords, and record in the same transaction that this reader opened it.

    Raise PermissionDenied for anyone who may not open it now, or once it is gone. One that does not open comes back with
    its reference, and counts as not opened.
    """
    stored = HelpCard.objects.with_window().select_for_update(of=("self",)).filter(pk=card.pk).first()
    if stored is None or not can_open_help_card(reader, stored, timezone.now()):
        raise PermissionDenied
    for_this_reading = Grant(owner=stored.place.account.pk, reader=reader, row=stored.pk)
    opened = vault_under_grant(for_this_reading, reader=reader).try_open(stored, "sealed")
    if not opened.is_readable:
        return opened
    HelpCardOpening.objects.create(card=stored, opened_by=reader)
    return Opened(HelpWords(**opened.value))


def cards_to_open(session: PeerSession, reader: User) -> list[HelpCard]:
    """Return the cards of a session that a facilitator may open now, by name; none before its time. 1 query."""
    return [card for card in _open_now(reader, session.group_id) if card.session_id == session.pk]


def sessions_with_cards(place: Membership) -> list[PeerSession]:
    """Return the sessions of their group that a facilitator may open cards of now; 1 query."""
    found = {card.session_id: card.session for card in _open_now(place.account, place.group_id)}
    return [session for session in found.values() if session]


def card_of_two(meeting: Meeting, reader: User) -> HelpCard | None:
    """Return the card of a one-to-one session where this reader may open it now."""
    card = HelpCard.objects.with_window().filter(meeting=meeting).first()
    return card if card and can_open_help_card(reader, card, timezone.now()) else None


def openings_for(place: Membership, *, since: datetime) -> list[CardOpening]:
    """Return who opened the cards that someone wrote in their place, and when, latest first."""
    return _openings(HelpCard.objects.filter(place=place), since)


def openings_of(place: Membership, gathering: PeerSession | Meeting) -> list[CardOpening]:
    """Return who opened the card that someone wrote for a session, and when, latest first."""
    return _openings(_for(gathering).filter(place=place), None)


def opens_at(gathering: PeerSession | Meeting) -> datetime | None:
    """Return from when the cards of a session can be opened; None while it has no day."""
    return gathering.starts_at - OPENS_BEFORE if gathering.starts_at else None


@transaction.atomic
def end_help_cards(cards: HelpCardQuerySet) -> None:
    """Empty cards for good. Those that somebody opened stay, empty, so that their person can read of it."""
    opened = Exists(HelpCardOpening.objects.filter(card=OuterRef("pk")))
    cards.filter(~opened).delete()
    cards.filter(opened).update(sealed=b"")


def end_help_cards_for(gathering: PeerSession | Meeting) -> None:
    """Empty the cards of a session."""
    end_help_cards(_for(gathering))


def end_help_cards_if_over(gathering: PeerSession | Meeting) -> None:
    """Empty the cards of a session that is over: moved to another day later, it does not bring them back."""
    if card_time_is_over(gathering, timezone.now()):
        end_help_cards_for(gathering)


@transaction.atomic
def keep_shut_at_first(gathering: PeerSession | Meeting, *, before: datetime | None) -> None:
    """Let the cards of a session that was moved earlier open after an hour's notice, or when they would have opened.

    Otherwise whoever moves a session to now would open them at once. `before` is when it was to begin; without a day,
    its cards would not have opened. Back at the time for which a card was written, it opens as it was written.
    """
    opens = opens_at(gathering)
    if opens is None:
        return
    noticed = timezone.now() + NOTICE
    for card in _for(gathering).exclude(opens_from=opens).select_for_update(of=("self",)):
        known = max(before - OPENS_BEFORE, card.opens_from or before - OPENS_BEFORE) if before else noticed
        if opens < known:
            card.opens_from = max(opens, min(known, noticed))
            card.save(update_fields=["opens_from"])


def delete_help_cards(place: Membership) -> None:
    """Delete whatever someone wrote on cards in their place, and who opened it."""
    HelpCard.objects.filter(place=place).delete()


def tidy_help_cards() -> None:
    """Empty every card whose session is over, and forget after thirty days who opened it."""
    now = timezone.now()
    cards = HelpCard.objects.with_window().exclude(sealed=b"")
    end_help_cards(HelpCard.objects.filter(pk__in=[card.pk for card in cards if card.is_over_at(now)]))
    lately = HelpCardOpening.objects.filter(
        card=OuterRef("pk"), opened_at__gt=now - timedelta(days=DAYS_KEPT)
    )
    HelpCard.objects.filter(~Exists(lately), sealed=b"").delete()


def _open_now(reader: User, group: UUID) -> Sequence[HelpCard]:
    """Return the cards of a group's sessions that a facilitator may open now; 1 query."""
    now = timezone.now()
    found = HelpCard.objects.with_window().of_group_led_by(reader, group)
    here = found.filter(
        place__left_at__isnull=True, place__role=Membership.Role.PARTICIPANT, place__person__is_active=True
    )
    return [card for card in here.order_by("place__person__name", "pk") if card.is_open_at(now)]


def _openings(cards: HelpCardQuerySet, since: datetime | None) -> list[CardOpening]:
    found = HelpCardOpening.objects.filter(card__in=cards).select_related("opened_by")
    if since:
        found = found.filter(opened_at__gte=since)
    return [
        CardOpening(shown_name(each.opened_by) if each.opened_by else "", each.opened_at) for each in found
    ]


def _for(gathering: PeerSession | Meeting) -> HelpCardQuerySet:
    return HelpCard.objects.filter(**_named(gathering))


def _named(gathering: PeerSession | Meeting) -> dict[str, Any]:
    return {"meeting" if isinstance(gathering, Meeting) else "session": gathering}
