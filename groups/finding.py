"""Groups that anyone may ask to join, as visitors read of them: town and time, never the address or the link."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language_info

from groups.models import Group, Membership, PeerSession
from groups.models.group import GroupQuerySet
from groups.sessions import day_and_time, zone_words

MOST_LISTED = 100


@dataclass(frozen=True)
class Wanted:
    """What a visitor looks for; what is empty, they leave open. `day` is 0 for Monday."""

    town: str = ""
    meets: str = ""
    language: str = ""
    day: int | None = None


@dataclass(frozen=True)
class OpenGroup:
    """A group that may be asked, and when it meets next as far as that is known."""

    group: Group
    day: int | None
    when: str
    first_day: date | None
    is_full: bool

    @property
    def weekday(self) -> str:
        return "" if self.day is None else str(WEEKDAYS[self.day])

    @property
    def language(self) -> str:
        return str(get_language_info(self.group.language)["name_local"])


def open_groups(wanted: Wanted) -> list[OpenGroup]:
    """Return the groups that fit what a visitor looks for, by name; 2 queries."""
    found = [_open_group(group, starts) for group, starts in _with_next_start(_fitting(wanted))]
    return [each for each in found if wanted.day in {None, each.day}]


def open_group(group: Group) -> OpenGroup:
    """Return one group as visitors read of it."""
    return next(
        _open_group(found, starts) for found, starts in _with_next_start(_counted().filter(pk=group.pk))
    )


def towns() -> list[str]:
    """Return the towns where groups meet that may be asked."""
    named = Group.objects.open_to_ask().exclude(town="").exclude(meets=Group.Meets.ONLINE)
    return sorted(set(named.values_list("town", flat=True)))


def _fitting(wanted: Wanted) -> GroupQuerySet:
    groups = _counted()
    if wanted.town:
        groups = groups.filter(town=wanted.town)
    if wanted.meets:
        groups = groups.filter(meets__in=[wanted.meets, Group.Meets.BOTH])
    if wanted.language:
        groups = groups.filter(language=wanted.language)
    return groups.order_by("name", "pk")


def _counted() -> GroupQuerySet:
    """Return the groups that may be asked, each with how many places are taken or stood in line for."""
    now = timezone.now()
    is_here = Q(memberships__left_at__isnull=True, memberships__role=Membership.Role.PARTICIPANT)
    lasts = Q(line__offer_ends_at__isnull=True) | Q(line__offer_ends_at__gt=now)
    return Group.objects.open_to_ask().annotate(
        taken=Count("memberships", filter=is_here, distinct=True),
        waiting=Count(
            "line", filter=lasts & Q(line__isnull=False, line__ended_at__isnull=True), distinct=True
        ),
    )


def _with_next_start(groups: GroupQuerySet) -> list[tuple[Group, datetime | None]]:
    listed = list(groups[:MOST_LISTED])
    starts = _next_starts([group.pk for group in listed])
    return [(group, starts.get(group.pk)) for group in listed]


def _next_starts(groups: Collection[UUID]) -> dict[UUID, datetime]:
    """Return when each of these groups meets next, where a session says so."""
    coming = PeerSession.objects.filter(
        group__in=groups, state=PeerSession.State.PLANNED, starts_at__gte=timezone.now()
    )
    latest_first = coming.order_by("-starts_at").values_list("group", "starts_at")
    return {group: starts for group, starts in latest_first if starts}


def _open_group(group: Any, starts: datetime | None) -> OpenGroup:
    first = group.first_date
    is_coming = first is not None and first >= timezone.localdate(timezone=group.zone)
    local = starts.astimezone(group.zone).date() if starts else first
    return OpenGroup(
        group,
        day=local.weekday() if local else None,
        when=f"{day_and_time(starts, group.zone)} ({zone_words(group.zone)})" if starts else "",
        first_day=first if is_coming and not starts else None,
        is_full=group.taken + group.waiting >= group.size_limit,
    )
