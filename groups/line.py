"""The line for a group that is full: it moves up by itself, without anything that runs all the time.

A freed place is offered to whoever came first, until the end of the fifth day from then; after that to the next. Who
holds an offer is told from the clock at every reading, and settling writes down what the clock has done. Every change
of a line, and every joining, holds the row of the group, so that no place is given twice.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from groups.letters import post_in_line, post_offer
from groups.local_time import end_of_day_after
from groups.models import Group, Invitation, JoinRequest, PlaceInLine
from groups.seats import taken_places

OFFER_DAYS = 5


@dataclass(frozen=True)
class Standing:
    """Where someone stands in a line: first is 1. Of an offered place, `place.offer_ends_at` says until when."""

    place: PlaceInLine
    number: int
    is_offered: bool

    @property
    def before(self) -> int:
        """How many people stand before them."""
        return self.number - 1


def is_full(group: Group) -> bool:
    """Return whether someone who comes now has to wait: what is free belongs to those who stand in line."""
    return taken_places(group) + line_length(group) >= group.size_limit


def line_length(group: Group) -> int:
    """Return how many people stand in line for a group now, offered a place or not."""
    return group.line.standing_at(timezone.now()).count()


def standings_of(groups: Collection[UUID]) -> dict[UUID, list[Standing]]:
    """Return who stands in line for each of these groups now, first come first; 1 query."""
    now = timezone.now()
    places = PlaceInLine.objects.standing_at(now).filter(group__in=groups)
    lines: dict[UUID, list[Standing]] = defaultdict(list)
    for place in places.select_related("person", "group"):
        line = lines[place.group_id]
        line.append(Standing(place, len(line) + 1, is_offered=place.is_offered_at(now)))
    return lines


def standing_of(place: PlaceInLine) -> Standing | None:
    """Return where someone stands in line now; None where they stand there no more."""
    line = standings_of([place.group_id])[place.group_id]
    return next((each for each in line if each.place.pk == place.pk), None)


def settled_lines_of(person: User) -> list[Standing]:
    """Return where a person stands in line once what is due is settled, in the order of the groups' names."""
    mine = PlaceInLine.objects.standing_at(timezone.now()).of_person(person)
    groups = list(mine.values_list("group", flat=True))
    settle_due(groups)
    lines = standings_of(groups).values()
    found = [each for line in lines for each in line if each.place.person_id == person.pk]
    return sorted(found, key=lambda each: each.place.group.name)


def place_in_line(invitation: Invitation, person: User | None) -> PlaceInLine | None:
    """Return where a person stands, or else the visitor whose request an invitation answered; None for neither."""
    whose = Q(request__invitation=invitation)
    if person is not None:
        whose |= Q(person=person)
    line = PlaceInLine.objects.standing_at(timezone.now()).filter(whose, group=invitation.group_id)
    return line.select_related("group", "request").first()


@transaction.atomic
def stand_in_line(
    *, group: Group, person: User | None = None, request: JoinRequest | None = None
) -> PlaceInLine:
    """Put someone at the end of a line, or return where they stand already; a free place is offered at once."""
    locked = lock(group)
    settle_locked(locked)
    whose = Q(person=person) if person else Q(request=request)
    place = locked.line.filter(whose, ended_at__isnull=True).first()
    if place is None:
        place = PlaceInLine.objects.create(group=locked, person=person, request=request)
        settle_locked(locked)
        place.refresh_from_db()
        if request and not place.offer_ends_at:
            post_in_line(place)
    return place


def back_in_line(place: PlaceInLine) -> PlaceInLine:
    """Put someone whose offer ran out at the end of the line again; anyone else stays where they are.

    Whoever was in the group since then does not come back this way: their place may have been ended. Nobody stands in
    line for an archived group.
    """
    since = Q(person=place.person, joined_at__gte=place.since)
    can_return = place.person and place.has_lapsed and not place.group.archived_at
    if not can_return or place.group.memberships.filter(since).exists():
        return place
    return stand_in_line(group=place.group, person=place.person)


@transaction.atomic
def step_out(place: PlaceInLine) -> None:
    """End someone's place in line at their wish; the next moves up. Ended twice, it keeps its first time."""
    locked = lock(place.group)
    end_in_line(place)
    settle_locked(locked)


@transaction.atomic
def settle_line(group: Group) -> None:
    """Write down which offers ran out, and offer what is free to whoever is next, with a letter to each."""
    settle_locked(lock(group))


def settle_due(groups: Collection[UUID]) -> None:
    """Settle those of these groups' lines that have something to settle."""
    standing = PlaceInLine.objects.filter(group__in=groups, ended_at__isnull=True)
    for group in Group.objects.filter(pk__in=standing.values("group")):
        if _is_due(group):
            settle_line(group)


def settle_locked(group: Group) -> None:
    """Settle the line of a group whose row this transaction holds."""
    now = timezone.now()
    for place in group.line.filter(ended_at__isnull=True, offer_ends_at__lte=now):
        end_in_line(place)
    waiting = group.line.standing_at(now).filter(offer_ends_at__isnull=True)
    for place in waiting.select_related("person", "request__invitation")[: _free(group)]:
        place.group = group
        place.offer_ends_at = end_of_day_after(OFFER_DAYS, group.zone)
        place.save(update_fields=["offer_ends_at"])
        post_offer(place)


def end_in_line(place: PlaceInLine) -> None:
    """End a place in line, and forget the address that letters about it went to."""
    PlaceInLine.objects.filter(pk=place.pk, ended_at__isnull=True).update(ended_at=timezone.now())
    if place.request_id:
        JoinRequest.objects.filter(pk=place.request_id).update(sealed_address=b"")


def lock(group: Group) -> Group:
    """Return a group as it is stored now, its row held until the transaction ends."""
    return Group.objects.select_for_update(no_key=True).get(pk=group.pk)


def _free(group: Group) -> int:
    """Return how many places are neither taken nor offered; none while the group is not open, or archived."""
    if group.archived_at or not group.has_safety_contact:
        return 0
    offered = group.line.standing_at(timezone.now()).filter(offer_ends_at__isnull=False).count()
    return max(0, group.size_limit - taken_places(group) - offered)


def _is_due(group: Group) -> bool:
    now = timezone.now()
    if group.line.filter(ended_at__isnull=True, offer_ends_at__lte=now).exists():
        return True
    return _free(group) > 0 and group.line.filter(ended_at__isnull=True, offer_ends_at__isnull=True).exists()
