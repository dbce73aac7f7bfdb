"""The people of a group as its facilitators see them: name, sessions come to, what helps. Nothing of a workbook."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from groups.memberships import members_of
from groups.models import Attendance, Group, Membership, PeerSession
from groups.sessions import ends_at
from groups.taking_part import Notes, notes_of


@dataclass(frozen=True)
class PersonLine:
    """One person in a group: of `held` sessions since they joined, they came to `came`."""

    place: Membership
    notes: Notes | None
    came: int
    held: int

    @property
    def counts(self) -> bool:
        """Whether there is anything to say of the sessions they came to."""
        return not self.place.leads and self.held > 0


def people_in(group: Group, *, reader: User) -> list[PersonLine]:
    """Return everyone in a group now, those who lead first, as one of its facilitators reads it."""
    places = list(members_of(group))
    notes = notes_of(places, group=group, reader=reader)
    ends = _noted_ends(group)
    came = _times_here(places)
    return [
        PersonLine(
            place=place,
            notes=notes.get(place.pk),
            came=came[place.pk],
            held=sum(end >= place.joined_at for end in ends),
        )
        for place in places
    ]


def _noted_ends(group: Group) -> list[datetime]:
    """Return when each session ended that took place, with anyone noted: of the others nobody can say who came."""
    held = PeerSession.objects.filter(group=group, state=PeerSession.State.HELD, starts_at__isnull=False)
    noted = Attendance.objects.filter(session__group=group).values("session")
    return [ends_at(session) for session in held.filter(pk__in=noted)]


def _times_here(places: Sequence[Membership]) -> Counter[int]:
    """Return how often each was here at sessions that took place, by the id of their place."""
    here = Attendance.objects.filter(
        place__in=[place.pk for place in places],
        state=Attendance.State.HERE,
        session__state=PeerSession.State.HELD,
    )
    return Counter(here.values_list("place", flat=True))
