"""Dates by rule: the sessions that are planned get them in order; dates left over make sessions without a topic yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from groups.help_cards import keep_shut_at_first
from groups.letters import post_moved, post_rearranged
from groups.models import Group, PeerSession
from groups.recurrence import Rule
from groups.scheduling import CannotPlan, held_for_change, is_news, put_in, renumber
from groups.sessions import MOST_SESSIONS, date_words, number_of_sessions

State = PeerSession.State
# When a new session was to begin, and was first told to.
UNKNOWN = (None, None)


@dataclass(frozen=True)
class Series:
    """A rule for the sessions of a group. `moves_dated` gives those that have a date still to come a new one too."""

    rule: Rule
    minutes: int
    moves_dated: bool = False


def arranged(group: Group, sessions: Sequence[PeerSession], series: Series) -> list[PeerSession]:
    """Return sessions, new ones among them, with the dates a series gives them, nothing stored.

    Raise UnclearDay where clocks change over a date, CannotPlan where the programme has no room for the series.
    """
    moments = series.rule.moments(group.zone)
    waiting = sessions_to_date(sessions, moves_dated=series.moves_dated)
    new = [PeerSession(group=group, kind=PeerSession.Kind.OPEN) for _date in moments[len(waiting) :]]
    _refuse_too_many(number_of_sessions(sessions), len(new))
    arriving = {*waiting, *new}
    others = [each for each in sessions if each not in arriving and each.state != State.CANCELLED]
    _refuse_taken_days(others, moments, group)
    ordered = [session for session in put_in(sessions, new) if session in arriving]
    for session, moment in zip(ordered, moments, strict=False):
        session.changes += session.minutes != series.minutes
        session.move_to(moment)
        session.minutes = series.minutes
    return ordered[: len(moments)]


@transaction.atomic
def arrange_series(*, group: Group, series: Series, by: User) -> int:
    """Give the sessions of a group the dates of a series, and return how many sessions got one.

    Raise PermissionDenied unless `by` leads the group, and what `arranged` raises.
    """
    locked = held_for_change(group, by=by)
    sessions = list(locked.sessions.all())
    before = {session.pk: (session.starts_at, session.moved_from) for session in sessions}
    dated = arranged(locked, sessions, series)
    new = [session for session in dated if session not in sessions]
    PeerSession.objects.bulk_update(
        [session for session in dated if session not in new],
        ["starts_at", "moved_from", "changes", "minutes"],
    )
    for session in dated:
        keep_shut_at_first(session, before=before.get(session.pk, UNKNOWN)[0])
    PeerSession.objects.bulk_create(new)
    renumber(put_in(sessions, new))
    _tell([each for each in dated if is_news(*before.get(each.pk, UNKNOWN), each.starts_at)], locked, by)
    return len(dated)


def _tell(moved: Sequence[PeerSession], group: Group, by: User) -> None:
    """Tell the group of one session that moved, or of several in one letter."""
    if len(moved) > 1:
        post_rearranged(group, by=by)
    elif moved:
        post_moved(moved[0], by=by)


def sessions_to_date(sessions: Sequence[PeerSession], *, moves_dated: bool) -> list[PeerSession]:
    """Return the planned sessions that a series dates: those without a date, and those to come where it moves them."""
    now = timezone.now()
    planned = [session for session in sessions if session.state == State.PLANNED]
    return [
        session
        for session in planned
        if session.starts_at is None or (moves_dated and session.starts_at > now)
    ]


def _refuse_too_many(taken: int, new: int) -> None:
    room = max(MOST_SESSIONS - taken, 0)
    if new and not room:
        raise CannotPlan(_("The programme has ten sessions already. Choose fewer times."))
    if new > room:
        words = ngettext(
            "A programme has ten sessions at most: there is room for %(room)s more than you have planned.",
            "A programme has ten sessions at most: there is room for %(room)s more than you have planned.",
            room,
        )
        raise CannotPlan(words % {"room": room})


def _refuse_taken_days(others: Sequence[PeerSession], moments: Sequence[datetime], group: Group) -> None:
    wanted = {_day(moment, group) for moment in moments}
    taken = [_day(each.starts_at, group) for each in others if each.starts_at]
    clash = next((day for day in sorted(taken) if day in wanted), None)
    if clash:
        raise CannotPlan(
            _("There is a session on %(day)s already. Leave that day out, or choose another first day.")
            % {"day": date_words(clash)}
        )


def _day(moment: datetime, group: Group) -> date:
    return moment.astimezone(group.zone).date()
