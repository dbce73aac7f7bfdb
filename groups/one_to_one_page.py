"""What each of the two reads of their one to one, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import Grant, User
from accounts.vault import Opened, Vault, vault_for, vault_under_grants
from groups.models import Group, Meeting, MeetingNote, OneToOne
from groups.models.one_to_one import MOST_MEETINGS
from groups.readers import shown_name
from groups.sessions import day_and_time, is_link_time, times_for

State = Meeting.State


@dataclass(frozen=True)
class MeetingCard:
    """One session in words; the link is there from an hour before until the end, and for the facilitator always."""

    meeting: Meeting
    number: int
    when: str
    zone: str
    your_when: str
    link: str
    link_comes_later: bool
    is_cancelled: bool
    is_held: bool
    has_begun: bool
    is_ahead: bool
    suggested: str
    was_called_off: bool


@dataclass(frozen=True)
class Note:
    """A note as it opens for one of the two, and by whom it is."""

    name: str
    is_own: bool
    written_at: datetime
    opened: Opened


@dataclass(frozen=True)
class OneToOnePage:
    """A one to one as one of the two reads it; `other` is the name of the other."""

    one_to_one: OneToOne
    group: Group
    leads: bool
    other: str
    cards: Sequence[MeetingCard]

    @property
    def room(self) -> int:
        """How many sessions more there can be."""
        return MOST_MEETINGS - sum(not card.is_cancelled for card in self.cards)

    @property
    def is_offered(self) -> bool:
        return self.one_to_one.agreed_at is None and self.one_to_one.ended_at is None

    @property
    def is_open(self) -> bool:
        return self.one_to_one.agreed_at is not None and self.one_to_one.ended_at is None


def one_to_one_page(one_to_one: OneToOne, reader: User) -> OneToOnePage:
    """Return the page of a one to one, fetched with its people and group; 1 query."""
    leads = one_to_one.facilitator.person_id == reader.pk
    other = one_to_one.participant if leads else one_to_one.facilitator
    meetings = list(Meeting.objects.filter(one_to_one=one_to_one))
    return OneToOnePage(
        one_to_one=one_to_one,
        group=one_to_one.group,
        leads=leads,
        other=shown_name(other),
        cards=_cards(meetings, one_to_one.group, reader, leads=leads),
    )


def notes_of(meeting: Meeting, reader: User) -> list[Note]:
    """Return the notes of a session as one of the two reads them, in the order they were written."""
    rows = list(MeetingNote.objects.filter(meeting=meeting).select_related("written_by"))
    vault = _vault(meeting.one_to_one, rows, reader)
    return [
        Note(
            name=shown_name(row.written_by) if row.written_by else "",
            is_own=row.written_by_id == reader.pk,
            written_at=row.written_at,
            opened=vault.try_open(row, "sealed"),
        )
        for row in rows
    ]


def one_to_ones_in(group: Group, person: User) -> list[OneToOne]:
    """Return what a participant was offered or agreed to in a group and has not ended."""
    found = OneToOne.objects.lasting().filter(group=group, participant__person=person)
    return list(found.select_related("facilitator__person"))


def _vault(one_to_one: OneToOne, notes: Sequence[MeetingNote], reader: User) -> Vault:
    if one_to_one.participant.person_id == reader.pk:
        return vault_for(reader)
    grants = Grant.objects.filter(row__in=[note.pk for note in notes], reader=reader)
    return vault_under_grants(grants, owner=one_to_one.participant.account.pk, reader=reader)


def _cards(meetings: Sequence[Meeting], group: Group, reader: User, *, leads: bool) -> list[MeetingCard]:
    """Return the sessions in words, numbered as their dates go; those that do not take place have no number."""
    cards, number = [], 0
    for meeting in meetings:
        number += meeting.state != State.CANCELLED
        cards.append(_card(meeting, number, group, reader, leads=leads))
    return cards


def _card(meeting: Meeting, number: int, group: Group, reader: User, *, leads: bool) -> MeetingCard:
    now = timezone.now()
    when, zone, your_when = times_for(meeting.starts_at, group, reader)
    is_planned = meeting.state == State.PLANNED
    is_open = is_planned and (leads or is_link_time(meeting.starts_at, meeting.minutes, now))
    is_over = meeting.starts_at + timedelta(minutes=meeting.minutes) <= now
    return MeetingCard(
        meeting=meeting,
        number=number,
        when=when,
        zone=zone,
        your_when=your_when,
        link=meeting.link if is_open else "",
        link_comes_later=bool(meeting.link) and is_planned and not is_open and not is_over,
        is_cancelled=meeting.state == State.CANCELLED,
        is_held=meeting.state == State.HELD,
        has_begun=meeting.starts_at <= now,
        is_ahead=meeting.is_ahead_at(now),
        suggested=_suggested(meeting, group, now),
        was_called_off=meeting.called_off_by_id is not None and meeting.state == State.CANCELLED,
    )


def _suggested(meeting: Meeting, group: Group, now: datetime) -> str:
    """Return in words what other time is suggested, while it could still be taken."""
    moment = meeting.suggested_at
    if moment is None or moment <= now or not meeting.is_ahead_at(now):
        return ""
    return day_and_time(moment, group.zone)
