"""One to one: a participant and a facilitator of their group, up to ten sessions, for those who want it so.

A facilitator offers it and the participant agrees. Only the two can see that it is there. Notes are sealed under the
participant's shared key and read by both: the participant opens them as their own, the facilitator by a grant each,
which ends with it, and with either of them leaving the group. The facilitator sets the times; the participant can call
a session off, or suggest another time, which counts once the facilitator takes it.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Grant, User
from accounts.vault import vault_for, vault_under_grant
from groups.help_cards import end_help_cards, end_help_cards_for, end_help_cards_if_over, keep_shut_at_first
from groups.letters import post_meeting_cancelled, post_meeting_moved
from groups.models import Group, HelpCard, Meeting, MeetingNote, Membership, OneToOne
from groups.models.group import MembershipQuerySet
from groups.models.one_to_one import MOST_MEETINGS
from groups.scheduling import CannotPlan

State = Meeting.State


class TooLate(Exception):  # noqa: N818 - it reads as what is so
    """The session is over, or does not take place any more."""


@transaction.atomic
def offer_one_to_one(*, place: Membership, by: User) -> OneToOne:
    """Offer a participant to meet one to one; offered twice, it is offered once.

    Raise PermissionDenied unless `by` leads their group as a facilitator, and they take part in it with an account.
    """
    leading = Membership.objects.facilitators().filter(group=place.group_id, person=by)
    facilitator = leading.select_for_update().first()
    takes_part = Membership.objects.participants().filter(pk=place.pk, person__isnull=False).exists()
    if facilitator is None or not takes_part:
        raise PermissionDenied
    standing = OneToOne.objects.filter(participant=place, facilitator=facilitator, ended_at=None).first()
    return standing or OneToOne.objects.create(group=place.group, participant=place, facilitator=facilitator)


@transaction.atomic
def agree(*, one_to_one: OneToOne, by: User) -> None:
    """Let a participant agree to what was offered; agreed twice, it keeps its first time.

    Raise PermissionDenied for anyone else, or once it has ended.
    """
    stored = _locked(one_to_one)
    if stored.participant.person_id != by.pk or not _lasts(stored):
        raise PermissionDenied
    if stored.agreed_at is None:
        stored.agreed_at = timezone.now()
        stored.save(update_fields=["agreed_at"])


@transaction.atomic
def end_one_to_one(*, one_to_one: OneToOne, by: User) -> None:
    """End it at the wish of either; its notes stay the participant's.

    What is still planned does not take place, and a letter tells the other so.
    """
    stored = _locked(one_to_one)
    if by.pk not in {stored.participant.person_id, stored.facilitator.person_id}:
        raise PermissionDenied
    _end(stored, by=by)


@transaction.atomic
def end_one_to_ones_of(place: Membership) -> None:
    """End every one to one of someone whose place, or whose role in it, has ended."""
    for field in ("participant", "facilitator"):
        for one_to_one in OneToOne.objects.filter(ended_at=None, **{field: place}).select_for_update(
            of=("self",)
        ):
            _end(one_to_one, by=place.account)


@transaction.atomic
def arrange_meeting(*, meeting: Meeting, by: User) -> None:
    """Store a session as it is arranged, new or changed; a new one stored twice is one.

    Raise CannotPlan before the participant has agreed or where it would be the eleventh, PermissionDenied unless `by`
    is its facilitator now.
    """
    one_to_one = _led(meeting.one_to_one, by)
    if one_to_one.agreed_at is None:
        raise CannotPlan(_("Wait until the offer is taken up. Then you can set a time."))
    others = Meeting.objects.filter(one_to_one=one_to_one).exclude(pk=meeting.pk)
    if others.exclude(state=State.CANCELLED).count() >= MOST_MEETINGS and meeting.state != State.CANCELLED:
        raise CannotPlan(_("There are ten sessions already."))
    before = Meeting.objects.filter(pk=meeting.pk).first()
    if before:
        end_help_cards_if_over(before)
    _forget_answered(meeting, before)
    meeting.save(force_insert=before is None, force_update=before is not None)
    if meeting.state == State.CANCELLED:
        end_help_cards_for(meeting)
    if before:
        keep_shut_at_first(meeting, before=before.starts_at)
        _tell_the_other(meeting, before, by=by)


@transaction.atomic
def call_off(*, meeting: Meeting, by: User) -> None:
    """Let a participant call a session off; called off twice, it is called off once.

    Raise PermissionDenied for anyone else, TooLate once it is over.
    """
    stored = _own(meeting, by)
    if stored.state == State.CANCELLED:
        return
    _refuse_late(stored)
    stored.state, stored.called_off_by, stored.suggested_at = State.CANCELLED, by, None
    stored.save(update_fields=["state", "called_off_by", "suggested_at"])
    end_help_cards_for(stored)
    post_meeting_cancelled(stored, by=by)


@transaction.atomic
def suggest_time(*, meeting: Meeting, by: User, moment: datetime) -> None:
    """Let a participant say what other time would suit them; until the facilitator takes it, the first one stands.

    Raise PermissionDenied for anyone else, TooLate once the session is over.
    """
    stored = _own(meeting, by)
    _refuse_late(stored)
    stored.suggested_at = moment if moment != stored.starts_at else None
    stored.save(update_fields=["suggested_at"])


@transaction.atomic
def take_suggested_time(*, meeting: Meeting, by: User) -> Meeting:
    """Move a session to the time its participant suggested; taken twice, it moves once.

    Raise PermissionDenied unless `by` is its facilitator now, TooLate once that time or the session is over.
    """
    _led(meeting.one_to_one, by)
    stored = _stored(meeting)
    if stored.suggested_at is None:
        return stored
    _refuse_late(stored)
    if stored.suggested_at <= timezone.now():
        raise TooLate
    before, stored.starts_at, stored.suggested_at = stored.starts_at, stored.suggested_at, None
    stored.save(update_fields=["starts_at", "suggested_at"])
    keep_shut_at_first(stored, before=before)
    post_meeting_moved(stored, by=by)
    return stored


def suggestions_for(place: Membership) -> QuerySet[Meeting]:
    """Return the sessions of a facilitator's one to ones for which another time is suggested."""
    mine = OneToOne.objects.led_by(place.account).filter(group=place.group_id)
    waiting = Meeting.objects.filter(
        one_to_one__in=mine, state=State.PLANNED, suggested_at__gt=timezone.now()
    )
    return waiting.select_related("one_to_one__participant__person")


@transaction.atomic
def write_note(*, meeting: Meeting, by: User, text: str) -> MeetingNote:
    """Seal a note of a session for both. Raise PermissionDenied unless it is one of the two, and not ended."""
    one_to_one = _locked(meeting.one_to_one)
    owner, reader = one_to_one.participant.account, one_to_one.facilitator.account
    if by.pk not in {owner.pk, reader.pk} or not _lasts(one_to_one):
        raise PermissionDenied
    note = MeetingNote(meeting=meeting, written_by=by)
    grant = Grant.objects.create(owner=owner.pk, reader=reader, row=note.pk)
    vault = vault_for(owner) if by == owner else vault_under_grant(grant, reader=by)
    vault.seal(note, "sealed", text)
    note.save(force_insert=True)
    return note


def meetings_of(one_to_one: OneToOne) -> QuerySet[Meeting]:
    """Return the sessions of two people, as their dates go."""
    return Meeting.objects.filter(one_to_one=one_to_one).select_related(
        "one_to_one__group", "one_to_one__participant__person"
    )


def can_be_offered(group: Group, by: User) -> MembershipQuerySet:
    """Return the participants of a group whom a facilitator does not meet one to one, by name.

    Whether someone meets another facilitator is not told.
    """
    met = OneToOne.objects.led_by(by).values("participant")
    places = Membership.objects.participants().filter(group=group, person__is_active=True).exclude(pk__in=met)
    return places.select_related("person").order_by("person__name", "pk")


def _own(meeting: Meeting, by: User) -> Meeting:
    """Return a session as it is stored, held for change. Raise PermissionDenied unless it is this participant's still."""
    one_to_one = _locked(meeting.one_to_one)
    if one_to_one.participant.person_id != by.pk or not _lasts(one_to_one):
        raise PermissionDenied
    return _stored(meeting)


def _stored(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)


def _forget_answered(meeting: Meeting, before: Meeting | None) -> None:
    """Forget another time that was suggested once there is a new one, and who called it off once it is planned again."""
    if before and before.starts_at != meeting.starts_at:
        meeting.suggested_at = None
    if meeting.state != State.CANCELLED:
        meeting.called_off_by = None


def _tell_the_other(meeting: Meeting, before: Meeting, *, by: User) -> None:
    """Post what became of a session that was still to come, or is to come now."""
    now = timezone.now()
    if meeting.state == State.CANCELLED:
        if before.state != State.CANCELLED and before.starts_at > now:
            post_meeting_cancelled(meeting, by=by)
    elif meeting.starts_at > now and (before.starts_at, before.state) != (meeting.starts_at, meeting.state):
        post_meeting_moved(meeting, by=by)


def _refuse_late(meeting: Meeting) -> None:
    if not meeting.is_ahead_at(timezone.now()):
        raise TooLate


def _led(one_to_one: OneToOne, by: User) -> OneToOne:
    stored = _locked(one_to_one)
    if not OneToOne.objects.led_by(by).filter(pk=stored.pk).exists():
        raise PermissionDenied
    return stored


def _locked(one_to_one: OneToOne) -> OneToOne:
    """Return it as it is stored, held until the transaction ends."""
    found = OneToOne.objects.select_for_update(of=("self",))
    return found.select_related("participant__person", "facilitator__person").get(pk=one_to_one.pk)


def _lasts(one_to_one: OneToOne) -> bool:
    return OneToOne.objects.lasting().filter(pk=one_to_one.pk).exists()


def _end(one_to_one: OneToOne, *, by: User) -> None:
    if one_to_one.ended_at is not None:
        return
    meetings = Meeting.objects.filter(one_to_one=one_to_one)
    Grant.objects.filter(row__in=MeetingNote.objects.filter(meeting__in=meetings).values("pk")).delete()
    coming = list(meetings.filter(state=State.PLANNED, starts_at__gt=timezone.now()))
    meetings.filter(pk__in=[meeting.pk for meeting in coming]).update(state=State.CANCELLED)
    for meeting in coming:
        post_meeting_cancelled(meeting, by=by)
    end_help_cards(HelpCard.objects.filter(meeting__in=meetings))
    one_to_one.ended_at = timezone.now()
    one_to_one.save(update_fields=["ended_at"])
