"""The size of a group, held by numbered seats.

Whoever takes part sits on a seat of their own, which the database sees to: one without a seat, or two on one, are
refused. A new seat is always the lowest that is free, and there is none past the size of the group. So even two who
come at the same moment, by code that forgot to hold the group's row, cannot both get the last place: they would be
given the same number.
"""

from itertools import count

from django.utils.translation import gettext as _

from groups.models import Group


class NoSeatLeft(Exception):  # noqa: N818 - it reads as what is so
    """Every place in the group is taken; the message says what to do, for those who lead and admins."""


def taken_places(group: Group) -> int:
    """Return how many places participants have taken, with or without an account; those who lead take none."""
    return group.memberships.participants().count()


def has_room(group: Group) -> bool:
    """Return whether participants have left a place, offered or not."""
    return taken_places(group) < group.size_limit


def free_seat(group: Group) -> int:
    """Return the lowest seat that is free. Raise NoSeatLeft where all the places of the group are taken."""
    taken = set(group.memberships.participants().values_list("seat", flat=True))
    if len(taken) >= group.size_limit:
        raise NoSeatLeft(_("All places are taken. End a place first, or choose more places."))
    return next(number for number in count(1) if number not in taken)
