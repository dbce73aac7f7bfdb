"""Invitations: made, found by their code, accepted, stopped. For codes see invitation_codes.py."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from groups.invitation_codes import code_of, codes_of, digest_of, is_whole, plain_code
from groups.letters import post_out_of_line
from groups.line import end_in_line, is_full, lock, place_in_line, settle_locked, stand_in_line
from groups.models import Group, Invitation, Membership, PlaceInLine
from groups.permissions import can_lead
from groups.seats import free_seat, has_room

MOST_LISTED = 50


class CannotJoin(Exception):  # noqa: N818 - it reads as what happened
    """An invitation does not let someone in now; the message says what to do, in words for them."""


class InvitationClosed(CannotJoin):
    """The invitation was stopped, has come to its end, or has let in all it could."""


class GroupFull(CannotJoin):
    """Every place in the group is taken."""


class NotOpenYet(CannotJoin):
    """The group is archived, or names no safety contact yet: it lets nobody in."""


class NotConfirmed(CannotJoin):
    """The invitation is for someone who leads, and no admin has confirmed this person's lived experience."""


@dataclass(frozen=True)
class ListedInvitation:
    """An invitation as those who lead see it in a list."""

    invitation: Invitation
    code: str
    is_open: bool


def invite(
    *, group: Group, by: User, uses_limit: int, expires_at: datetime, note: str = ""
) -> tuple[Invitation, str]:
    """Make an invitation into a group and return it with its code."""
    invitation = Invitation(group=group, made_by=by, uses_limit=uses_limit, expires_at=expires_at, note=note)
    return invitation, issue(invitation)


def issue(invitation: Invitation) -> str:
    """Give a new invitation its code, store it, and return the code; issued twice, it is stored once."""
    code = code_of(invitation)
    invitation.code_digest = digest_of(code)
    try:
        with transaction.atomic():
            invitation.save(force_insert=True)
    except IntegrityError:
        if not Invitation.objects.filter(pk=invitation.pk, group=invitation.group_id).exists():
            raise
    return code


def listed_invitations(group: Group) -> list[ListedInvitation]:
    """Return a group's latest invitations, newest first, each with its code."""
    now = timezone.now()
    latest = list(group.invitations.all()[:MOST_LISTED])
    codes = codes_of(latest)
    return [ListedInvitation(made, codes[made.pk], is_open=made.is_open_at(now)) for made in latest]


def find_invitation(code: str) -> Invitation | None:
    """Return the invitation with a typed code, with its group, open or not; None where there is none."""
    plain = plain_code(code)
    if not is_whole(plain):
        return None
    return Invitation.objects.select_related("group").filter(code_digest=digest_of(plain)).first()


@transaction.atomic
def accept(*, invitation: Invitation, person: User) -> Membership:
    """Return the person's place in the invitation's group, made now unless they have one.

    A use is counted only for a new place. Raise InvitationClosed, GroupFull, NotOpenYet or NotConfirmed where it lets nobody in.
    """
    group = lock(invitation.group)
    place = Membership.objects.current().filter(group=group, person=person).first()
    if place is None:
        current = _open_invitation(invitation)
        if not current.lets_lead:
            refuse_before_open(group)
        place = (
            _noted_place(current, person) if current.made_for_id else _invited_place(group, current, person)
        )
        _count_use(current)
    return place


@transaction.atomic
def wait_by(*, invitation: Invitation, person: User) -> PlaceInLine:
    """Put a person in line for a full group, and count a use; where they stand already, return that.

    Raise InvitationClosed where the invitation is not open, NotOpenYet where the group is not.
    """
    refuse_before_open(lock(invitation.group))
    current = _open_invitation(invitation)
    already = place_in_line(current, person)
    if already is None:
        _count_use(current)
    return already or stand_in_line(group=current.group, person=person)


@transaction.atomic
def take_offered_place(*, place: PlaceInLine, person: User) -> Membership:
    """Return the person's place in the group, made now from the one that is offered to them.

    Raise GroupFull where it is not, or no longer, offered, NotOpenYet where the group is not open.
    """
    group = lock(place.group)
    already = Membership.objects.current().filter(group=group, person=person).first()
    if already:
        return already
    refuse_before_open(group)
    settle_locked(group)
    standing = PlaceInLine.objects.of_person(person).filter(pk=place.pk).first()
    if standing is None or not standing.is_offered_at(timezone.now()):
        raise GroupFull(_("This place is not held any more."))
    _take_place(group, standing)
    return _new_place(group, person, Membership.Role.PARTICIPANT)


@transaction.atomic
def revoke(invitation: Invitation) -> None:
    """Stop an invitation: from now it lets nobody in. Stopped twice, it keeps its first time.

    Whoever stands in line by it alone stands there no longer.
    """
    group = lock(invitation.group)
    Invitation.objects.filter(pk=invitation.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
    place = place_in_line(invitation, None)
    if place:
        end_in_line(place)
        settle_locked(group)


@transaction.atomic
def take_out_of_line(*, place: PlaceInLine, by: User) -> None:
    """End someone's place in line, at the wish of one who leads, with a kind letter; ended twice, nothing happens.

    The invitation of a visitor is stopped with it. Raise PermissionDenied for anyone who does not lead the group.
    """
    group = lock(place.group)
    if not can_lead(by, group):
        raise PermissionDenied
    standing = group.line.standing_at(timezone.now()).select_related("person", "request__invitation")
    stored = standing.filter(pk=place.pk).first()
    if stored is None:
        return
    post_out_of_line(stored)
    end_in_line(stored)
    if stored.request and stored.request.invitation:
        revoke(stored.request.invitation)
    settle_locked(group)


def refuse_before_open(group: Group) -> None:
    """Raise NotOpenYet unless a group goes on, and names someone whom people can turn to."""
    if group.archived_at:
        raise NotOpenYet(_("This group has come to its end. Nobody can join it any more."))
    if not group.has_safety_contact:
        raise NotOpenYet(_("This group is not open yet. It needs someone to turn to first."))


def _open_invitation(invitation: Invitation) -> Invitation:
    """Return an invitation as it is stored now, locked. Raise InvitationClosed unless it is open."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("group", "made_for__person")
    current = rows.get(pk=invitation.pk)
    if not current.is_open_at(timezone.now()):
        raise InvitationClosed(_("This invitation has come to its end. Please ask for a new one."))
    return current


def _invited_place(group: Group, invitation: Invitation, person: User) -> Membership:
    if not invitation.lets_lead:
        settle_locked(group)
        _take_place(group, place_in_line(invitation, person))
    return _new_place(group, person, invitation.role)


def _noted_place(invitation: Invitation, person: User) -> Membership:
    """Give the place that was noted for someone to their account: what was noted of who came stays with it.

    Raise InvitationClosed where that place has ended.
    """
    place = invitation.made_for
    if place is None or place.left_at or place.person:
        raise InvitationClosed(_("This invitation has come to its end. Please ask for a new one."))
    place.person, place.noted_name = person, ""
    place.save(update_fields=["person", "noted_name"])
    _end_waiting(place.group, person)
    return place


def _take_place(group: Group, standing: PlaceInLine | None) -> None:
    """Use up the place in line of someone to whom one is offered. Raise GroupFull for anyone while there is none.

    A group made smaller has no place to give, whatever was offered before.
    """
    if standing is not None and standing.is_offered_at(timezone.now()) and has_room(group):
        end_in_line(standing)
    elif standing is not None or is_full(group):
        raise GroupFull(_("All places in this group are taken just now."))


def _new_place(group: Group, person: User, role: str) -> Membership:
    place = Membership(group=group, person=person, role=role)
    try:
        place.clean()
    except ValidationError as error:
        raise NotConfirmed(
            _("Before you can help to lead, an admin says yes to your lived experience.")
        ) from error
    place.seat = None if place.leads else free_seat(group)
    place.save()
    _end_waiting(group, person)
    return place


def _end_waiting(group: Group, person: User) -> None:
    for standing in group.line.filter(person=person, ended_at__isnull=True):
        end_in_line(standing)


def _count_use(invitation: Invitation) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(uses=F("uses") + 1)
