"""Changes to the sessions of a group: planned, held, taken out. Never more than ten, numbered as they happen.

Every change holds the group's row until it is done, so that two people who lead cannot make an eleventh session
between them.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from groups.help_cards import end_help_cards_for, end_help_cards_if_over, keep_shut_at_first
from groups.letters import post_cancelled, post_moved
from groups.materials import delete_materials_of
from groups.models import Group, PeerSession
from groups.permissions import can_plan
from groups.sessions import MOST_SESSIONS, number_of_sessions

Kind = PeerSession.Kind
State = PeerSession.State
ARRANGED = [
    "kind",
    "topic",
    "starts_at",
    "moved_from",
    "changes",
    "minutes",
    "link",
    "address",
    "led_by",
    "handed_by",
    "reason",
]
# Of these a programme has one each at most.
FIXED = (Kind.WELCOME, Kind.CRISIS_PLAN, Kind.ENDING)
# How many sessions come before a new one of this kind.
PLACES = {Kind.WELCOME: 0, Kind.CRISIS_PLAN: 2}


class CannotPlan(Exception):  # noqa: N818 - it reads as what is so
    """The programme has no room for this, or no longer; the message says what to do."""


@transaction.atomic
def schedule_session(*, session: PeerSession, by: User) -> None:
    """Store a session as it is arranged, new or changed, and number the programme again; a letter says that it moved.

    The same new session stored twice is one. Raise CannotPlan where it is one too many or there is one like it
    already, PermissionDenied unless `by` leads the group.
    """
    group = held_for_change(session.group, by=by)
    sessions = {stored.pk: stored for stored in group.sessions.all()}
    before = sessions.pop(session.pk, None)
    _refuse_what_does_not_fit(session, before, list(sessions.values()))
    if before is None:
        _add(session)
        renumber(put_in(sessions.values(), [session]))
    else:
        before_start, told = before.starts_at, before.moved_from
        end_help_cards_if_over(before)
        _keep_what_was_told(session, before)
        session.save(force_update=True, update_fields=ARRANGED)
        keep_shut_at_first(session, before=before_start)
        if is_news(before_start, told, session.starts_at):
            post_moved(session, by=by)
        renumber(sorted([*sessions.values(), session], key=_position))
    group.planned_topics.filter(topic=session.topic).delete()


@transaction.atomic
def mark_held(*, session: PeerSession, by: User) -> None:
    """Note that a planned session took place; noted twice, it is noted once.

    Raise CannotPlan before it begins, or when it is not to take place.
    """
    stored = _stored(session, by=by)
    if stored.state == State.CANCELLED:
        raise CannotPlan(_("This session was taken out of the programme."))
    if stored.starts_at and stored.starts_at > timezone.now():
        raise CannotPlan(_("This session has not begun yet. Come back when it has."))
    _move(stored, State.HELD)


@transaction.atomic
def mark_not_held(*, session: PeerSession, by: User) -> None:
    """Take back that a session took place: it is planned again."""
    stored = _stored(session, by=by)
    if stored.state == State.HELD:
        _move(stored, State.PLANNED)


@transaction.atomic
def drop_session(*, session: PeerSession, by: User, reason: str = "") -> None:
    """Take a planned session out of the programme, with a word to the group; its topic can be planned again.

    A letter says so where it was still to come, or the group was told that it would have a new day.

    Raise CannotPlan for one that took place: what the group did stays in its programme.
    """
    stored = _stored(session, by=by)
    if stored.state == State.HELD:
        raise CannotPlan(_("This session took place. It stays in the programme."))
    if stored.state == State.CANCELLED:
        return
    stored.reason = reason
    stored.changes += 1
    stored.save(update_fields=["reason", "changes"])
    delete_materials_of(stored)
    _move(stored, State.CANCELLED)
    end_help_cards_for(stored)
    if stored.moved_from if stored.starts_at is None else stored.starts_at > timezone.now():
        post_cancelled(stored, by=by)


def held_for_change(group: Group, *, by: User) -> Group:
    """Return a group whose programme nobody else can change until the transaction ends.

    Raise PermissionDenied unless `by` leads it or is an admin.
    """
    locked = Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    if not can_plan(by, locked):
        raise PermissionDenied
    return locked


def is_news(before: datetime | None, told: datetime | None, after: datetime | None) -> bool:
    """Return whether another start is worth a letter: people knew one, and it or the new one is still to come.

    `told` is what they were told first; where a session has lost its day since, they wait for a new one.
    """
    known, now = before or told, timezone.now()
    return known is not None and before != after and (known > now or (after is not None and after > now))


def put_in(sessions: Iterable[PeerSession], new: Iterable[PeerSession]) -> list[PeerSession]:
    """Return active sessions in order with new ones put in: a welcome first, the crisis plan third, an ending last.

    None comes before a session that has a date already.
    """
    held, planned = _active(sessions)
    arriving = list(new)
    body = [session for session in planned if session.kind != Kind.ENDING]
    dated = max((place for place, session in enumerate(body, start=1) if session.starts_at), default=0)
    body += [session for session in arriving if session.kind in {Kind.TOPIC, Kind.OPEN}]
    for session in arriving:
        if session.kind in PLACES:
            body.insert(max(PLACES[Kind(session.kind)] - len(held), dated), session)
    endings = [session for session in [*planned, *arriving] if session.kind == Kind.ENDING]
    return [*held, *body, *endings]


def fill(waiting: Iterable[PeerSession], arriving: Iterable[PeerSession]) -> list[PeerSession]:
    """Let sessions whose topic was still to be chosen be about what arriving ones are, and return those left over.

    They are filled in order and keep their dates; an ending takes the last.
    """
    places, left = list(waiting), []
    for session in sorted(arriving, key=lambda one: one.kind != Kind.ENDING):
        if not places:
            left.append(session)
            continue
        place = places.pop(-1 if session.kind == Kind.ENDING else 0)
        place.kind, place.topic_id, place.reason = session.kind, session.topic_id, session.reason
    return left


def renumber(sessions: Iterable[PeerSession]) -> None:
    """Give stored sessions their numbers, as they come: held ones first, and dated ones as their dates go."""
    held, planned = _active(sessions)
    ordered = [*_by_date(held), *_by_date(planned)]
    for number, session in enumerate(ordered, start=1):
        session.position = number
    PeerSession.objects.bulk_update(ordered, ["position"])


def _keep_what_was_told(session: PeerSession, before: PeerSession) -> None:
    """Give a session that is stored already its state and number, and note where it moves."""
    session.state, session.position = before.state, before.position
    before.changes += before.minutes != session.minutes
    before.move_to(session.starts_at)
    session.moved_from, session.changes = before.moved_from, before.changes
    if session.led_by_id != before.led_by_id:
        session.handed_by = None


def _refuse_what_does_not_fit(
    session: PeerSession, before: PeerSession | None, others: Sequence[PeerSession]
) -> None:
    active = [other for other in others if other.state != State.CANCELLED]
    if before and before.state == State.CANCELLED:
        raise CannotPlan(_("This session was taken out of the programme."))
    if before is None and number_of_sessions(others) >= MOST_SESSIONS:
        raise CannotPlan(_("The programme has ten sessions already. Drop one first."))
    is_same_kind = before is not None and before.kind == session.kind
    if session.kind in FIXED and not is_same_kind and session.kind in {other.kind for other in active}:
        raise CannotPlan(_("There is such a session already. Choose something else."))
    taken = {other.topic_id for other in active}
    if session.topic_id and session.topic_id in taken:
        raise CannotPlan(_("There is a session on this topic already. Choose another topic."))


def _add(session: PeerSession) -> None:
    if PeerSession.objects.filter(pk=session.pk).exists():
        session.pk = uuid4()  # The page brought an id that another group has.
    session.save(force_insert=True)


def _stored(session: PeerSession, *, by: User) -> PeerSession:
    """Return a session as it is stored now, its group held for change."""
    group = held_for_change(session.group, by=by)
    return group.sessions.get(pk=session.pk)


def _move(session: PeerSession, state: PeerSession.State) -> None:
    if session.state != state:
        session.state = state
        session.save(update_fields=["state"])
        renumber(session.group.sessions.all())


def _active(sessions: Iterable[PeerSession]) -> tuple[list[PeerSession], list[PeerSession]]:
    """Return the held and the planned ones of some sessions."""
    active = [session for session in sessions if session.state != State.CANCELLED]
    held = [session for session in active if session.is_held]
    return held, [session for session in active if not session.is_held]


def _by_date(sessions: Iterable[PeerSession]) -> list[PeerSession]:
    """Return sessions with those that have a date in order of time among themselves; the others keep their places."""
    ordered = list(sessions)
    starts = {session.pk: session.starts_at for session in ordered if session.starts_at}
    dated = iter(
        sorted((session for session in ordered if session.pk in starts), key=lambda one: starts[one.pk])
    )
    return [next(dated) if session.pk in starts else session for session in ordered]


def _position(session: PeerSession) -> int:
    return session.position
