"""Who reads what is shared with a group: its facilitators, as the people who share are told of them."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from groups.models import Membership

# Spanish says "Ana y Lee", but "Ana e Inés".
SOUNDS_LIKE_I = re.compile(r"h?[ií](?![aeoáéó])", re.IGNORECASE)


@dataclass(frozen=True)
class Reader:
    """A facilitator by name; `when` says in their own words when they read summaries, "" where they have not said."""

    id: UUID
    name: str
    when: str


def readers_of(group_ids: Collection[UUID]) -> dict[UUID, list[Reader]]:
    """Return the facilitators of each of these groups who can sign in, by name; an empty list where none can."""
    readers: dict[UUID, list[Reader]] = {group_id: [] for group_id in group_ids}
    places = Membership.objects.facilitators().filter(group__in=group_ids, person__is_active=True)
    for place in places.select_related("person", "peer_lead").order_by("person__name", "pk"):
        readers[place.group_id].append(_reader(place))
    return readers


def joined_names(readers: Iterable[Reader]) -> str:
    """Return names as one says them: Ana, Joe and Lee."""
    names = [reader.name for reader in readers]
    return get_text_list(names, _and_before(names[-1])) if names else ""


def shown_name(someone: User | Membership) -> str:
    """Return the name a person chose for the group, or that was noted for them; never an address."""
    return someone.name or _("Someone in the group")


def _and_before(name: str) -> str:
    return pgettext("before a name with the sound of i", "and") if SOUNDS_LIKE_I.match(name) else _("and")


def _reader(place: Membership) -> Reader:
    when = place.peer_lead.reads_summaries if place.peer_lead else ""
    return Reader(place.account.pk, place.name or _("Your facilitator"), when)
