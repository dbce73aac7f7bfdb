"""Archiving a group that has come to its end: its people read what is theirs, and nobody joins any more."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from groups.letters import post_group_ended, post_out_of_line
from groups.line import end_in_line, lock
from groups.models import Group, JoinRequest, PeerSession
from groups.requests import answer_no_place


@transaction.atomic
def archive_group(*, group: Group, by: User) -> bool:
    """Archive a group and return whether it was not so before: invitations stop, who waits gets a kind letter.

    Its people get one where sessions were still to come, as they do when one of them does not take place.

    Raise PermissionDenied unless `by` is an admin.
    """
    stored = _held(group, by)
    if stored.archived_at is not None:
        return False
    now = timezone.now()
    stored.archived_at = now
    stored.save(update_fields=["archived_at"])
    for place in stored.line.standing_at(now).select_related("person", "request__invitation"):
        place.group = stored
        post_out_of_line(place)
        end_in_line(place)
    for request in JoinRequest.objects.of_group(stored).filter(answered_at__isnull=True):
        answer_no_place(request)
    if stored.sessions.filter(state=PeerSession.State.PLANNED, starts_at__gt=now).exists():
        post_group_ended(stored, by=by)
    stored.invitations.filter(revoked_at__isnull=True).update(revoked_at=now)
    _note_change(stored)
    return True


@transaction.atomic
def bring_back(*, group: Group, by: User) -> bool:
    """Let a group go on and return whether it was archived; invitations stopped with it stay so.

    Raise PermissionDenied unless `by` is an admin.
    """
    stored = _held(group, by)
    was_archived = stored.archived_at is not None
    stored.archived_at = None
    stored.save(update_fields=["archived_at"])
    if was_archived:
        _note_change(stored)
    return was_archived


def _note_change(group: Group) -> None:
    """Count a change of every planned session, so that a calendar takes up whether it takes place."""
    group.sessions.filter(state=PeerSession.State.PLANNED).update(changes=F("changes") + 1)


def _held(group: Group, by: User) -> Group:
    if not by.is_staff:
        raise PermissionDenied
    return lock(group)
