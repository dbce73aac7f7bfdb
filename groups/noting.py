"""Members without an account: noted by those who lead with a name to go by, and nothing else.

They take a place and their attendance is noted as everyone's. Once they have an account, an invitation made for them
gives it the place, and with it what was noted of who came.
"""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from groups.invitations import issue
from groups.line import is_full, lock, settle_locked
from groups.local_time import end_of_day_after
from groups.models import Group, Invitation, Membership, PeerSession
from groups.permissions import can_lead
from groups.seats import free_seat

DAYS_TO_JOIN = 60
LATELY = timedelta(days=7)


class CannotNote(Exception):  # noqa: N818 - it reads as what is so
    """Nobody can be noted just now; the message says what to do."""


@transaction.atomic
def note_member(*, group: Group, name: str, by: User) -> Membership:
    """Note someone without an account, who came from the latest session of the week on; noted twice, they are one.

    Raise CannotNote where no place is free, PermissionDenied unless `by` leads the group.
    """
    stored = _led(group, by)
    already = stored.memberships.current().filter(person__isnull=True, noted_name=name).first()
    if already:
        return already
    settle_locked(stored)
    if stored.archived_at:
        raise CannotNote(_("This group has come to its end. Nobody can join it any more."))
    if is_full(stored):
        raise CannotNote(_("All places are taken, or held for people in line. Choose more places first."))
    return Membership.objects.create(
        group=stored, noted_name=name, seat=free_seat(stored), joined_at=_came_since(stored)
    )


@transaction.atomic
def invite_noted(*, place: Membership, by: User) -> Invitation:
    """Return an invitation with which someone noted takes their place with an account: the open one, or a new one.

    Raise PermissionDenied unless `by` leads the group, and the place is that of someone without an account in
    a group that goes on.
    """
    group = _led(place.group, by)
    stored = Membership.objects.participants().filter(pk=place.pk, person__isnull=True).first()
    if stored is None or group.archived_at:
        raise PermissionDenied
    already = group.invitations.open_at(timezone.now()).filter(made_for=stored).first()
    if already:
        return already
    invitation = Invitation(
        group=group,
        made_for=stored,
        made_by=by,
        uses_limit=1,
        expires_at=end_of_day_after(DAYS_TO_JOIN, group.zone),
        note=stored.noted_name,
    )
    issue(invitation)
    return invitation


def _led(group: Group, by: User) -> Group:
    stored = lock(group)
    if not can_lead(by, stored):
        raise PermissionDenied
    return stored


def _came_since(group: Group) -> datetime:
    """Return since when someone is in the group who is noted now: whoever came in the week is mostly noted after."""
    now = timezone.now()
    lately = PeerSession.objects.filter(group=group, starts_at__range=(now - LATELY, now))
    latest = lately.exclude(state=PeerSession.State.CANCELLED).order_by("-starts_at").first()
    return latest.starts_at if latest and latest.starts_at else now
