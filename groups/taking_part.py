"""What joining asks, all of it to be skipped, and what people told each other's leads by answering.

What helps someone take part, who they cannot be in a group with and the number to ring are sealed for those who lead;
the person can read and change them, and they are gone when the place ends. What someone would like when they do not
come stands open beside the place, where attendance is noted: see `Membership.if_away`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.group_vault import seal_for_group, vault_of_group
from accounts.models import User
from accounts.vault import Opened
from groups.models import Goodbye, Group, Membership, PlaceNotes

HELPS: Mapping[str, Promise] = {
    "interpreter": _("An interpreter"),
    "captions": _("Captions"),
    "breaks": _("Breaks"),
    "large_print": _("Large print"),
    "step_free": _("A way in without steps"),
    "someone": _("Someone who comes with me"),
}


@dataclass(frozen=True)
class Notes:
    """What someone told those who lead: keys of HELPS, their own words, whom they cannot be with, a number to ring."""

    helps: list[str] = field(default_factory=list)
    helps_words: str = ""
    apart: str = ""
    phone: str = ""

    @property
    def helps_named(self) -> list[str]:
        return [str(HELPS[key]) for key in self.helps if key in HELPS]

    @property
    def is_empty(self) -> bool:
        return not (self.helps or self.helps_words or self.apart or self.phone)


@dataclass(frozen=True)
class Wishes:
    """All that joining asks, answered or skipped."""

    if_away: str = ""
    shows_name: bool = False
    notes: Notes = field(default_factory=Notes)


@transaction.atomic
def note_wishes(*, place: Membership, by: User, wishes: Wishes) -> None:
    """Keep what someone answered, in place of what they answered before. Raise PermissionDenied for anyone else."""
    if place.person_id != by.pk:
        raise PermissionDenied
    row = PlaceNotes.objects.select_for_update().filter(place=place).first() or PlaceNotes(place=place)
    row.place = place
    vault_of_group(place.group_id, reader=by).seal(row, "sealed", asdict(wishes.notes))
    row.save()
    place.if_away, place.shows_name = wishes.if_away, wishes.shows_name
    place.asked_at = timezone.now()
    place.save(update_fields=["if_away", "shows_name", "asked_at"])


def skip_questions(place: Membership) -> None:
    """Note that someone saw the questions and would rather not answer now."""
    Membership.objects.filter(pk=place.pk, asked_at__isnull=True).update(asked_at=timezone.now())


def notes_of(places: Iterable[Membership], *, group: Group, reader: User) -> dict[int, Notes]:
    """Return, by place, what people told those who lead; a reader who does not lead finds only their own."""
    rows = PlaceNotes.objects.filter(place__in=[place.pk for place in places]).select_related("place")
    vault = vault_of_group(group.pk, reader=reader)
    opened = {row.place_id: vault.try_open(row, "sealed") for row in rows}
    return {key: _notes(found) for key, found in opened.items() if found.is_readable}


def names_shown(group: Group) -> list[str]:
    """Return the first names of the participants who agreed to show theirs, where the group chose so."""
    if not group.shows_names:
        return []
    places = Membership.objects.participants().filter(group=group, shows_name=True, person__is_active=True)
    names = places.exclude(person__name="").order_by("person__name").values_list("person__name", flat=True)
    return [name.split()[0] for name in names if name.strip()]


def say_goodbye(*, group: Group, by: User, words: str) -> None:
    """Leave a few words with those who lead a group."""
    goodbye = Goodbye(group=group)
    seal_for_group(group.pk, goodbye, "sealed", {"name": by.name, "words": words})
    goodbye.save()


def goodbyes_of(group: Group, *, reader: User) -> list[tuple[Goodbye, Opened]]:
    """Return what people who left said to those who lead, latest first."""
    said = list(Goodbye.objects.filter(group=group))
    vault = vault_of_group(group.pk, reader=reader) if said else None
    return [(each, vault.try_open(each, "sealed")) for each in said] if vault else []


def _notes(opened: Opened) -> Notes:
    known: dict[str, Any] = opened.value
    return Notes(**known)
