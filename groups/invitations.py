"""Invitations: made, found by their code, accepted, stopped.

A code is ten characters of Crockford's base32 (50 bits), derived from the invitation's id under a key of the
installation, so that a flyer can be printed again. Only a keyed digest of it is stored.
"""

import base64
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.vault import keyed_digest, keyed_digests
from groups.models import Group, Invitation, Membership

CODE_LENGTH = 10
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RFC_4648 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
TO_CODE = str.maketrans(RFC_4648, ALPHABET)
LOOK_ALIKES = str.maketrans("OIL", "011")
CODE_KEY = "invitations"
DIGEST_KEY = "invitation-codes"
MOST_LISTED = 50


class CannotJoin(Exception):  # noqa: N818 - it reads as what happened
    """An invitation does not let someone in now; the message says what to do, in words for them."""


class InvitationClosed(CannotJoin):
    """The invitation was stopped, has come to its end, or has let in all it could."""


class GroupFull(CannotJoin):
    """Every place in the group is taken."""


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
    invitation.code_digest = _digest(code)
    try:
        with transaction.atomic():
            invitation.save(force_insert=True)
    except IntegrityError:
        if not Invitation.objects.filter(pk=invitation.pk, group=invitation.group_id).exists():
            raise
    return code


def code_of(invitation: Invitation) -> str:
    """Return an invitation's code as people read it: XXXXX-XXXXX."""
    return _readable(keyed_digest(CODE_KEY, invitation.pk.bytes))


def codes_of(invitations: Sequence[Invitation]) -> dict[UUID, str]:
    """Return the code of each invitation by its id."""
    digests = keyed_digests(CODE_KEY, [invitation.pk.bytes for invitation in invitations])
    return {invitation.pk: _readable(digest) for invitation, digest in zip(invitations, digests, strict=True)}


def listed_invitations(group: Group) -> list[ListedInvitation]:
    """Return a group's latest invitations, newest first, each with its code."""
    now = timezone.now()
    latest = list(group.invitations.all()[:MOST_LISTED])
    codes = codes_of(latest)
    return [ListedInvitation(made, codes[made.pk], is_open=made.is_open_at(now)) for made in latest]


def plain_code(typed: str) -> str:
    """Return a typed code as its letters and figures alone, look-alikes (O and 0, I and L and 1) made one."""
    letters = [letter for letter in unicodedata.normalize("NFKC", typed).upper() if letter.isalnum()]
    return "".join(letters).translate(LOOK_ALIKES)


def is_whole(plain: str) -> bool:
    """Return whether a plain code has the length and the letters that codes have."""
    return len(plain) == CODE_LENGTH and set(plain) <= set(ALPHABET)


def find_invitation(code: str) -> Invitation | None:
    """Return the invitation with a typed code, with its group, open or not; None where there is none."""
    plain = plain_code(code)
    if not is_whole(plain):
        return None
    return Invitation.objects.select_related("group").filter(code_digest=_digest(plain)).first()


@transaction.atomic
def accept(*, invitation: Invitation, person: User) -> Membership:
    """Return the person's place in the invitation's group, made now unless they have one.

    A use is counted only for a new place. Raise InvitationClosed or GroupFull where it lets nobody in.
    """
    group = Group.objects.select_for_update(no_key=True).get(pk=invitation.group_id)
    place = Membership.objects.current().filter(group=group, person=person).first()
    if place is None:
        current = Invitation.objects.select_for_update().get(pk=invitation.pk)
        _refuse_unless_open(current, group)
        place = Membership.objects.create(group=group, person=person)
        Invitation.objects.filter(pk=current.pk).update(uses=F("uses") + 1)
    return place


def revoke(invitation: Invitation) -> None:
    """Stop an invitation: from now it lets nobody in. Stopped twice, it keeps its first time."""
    Invitation.objects.filter(pk=invitation.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())


def is_full(group: Group) -> bool:
    """Return whether participants have taken every place; those who lead take none."""
    return group.memberships.participants().count() >= group.size_limit


def end_of_day_after(days: int, group: Group) -> datetime:
    """Return the last minute of the day that many days from today, where the group meets."""
    today = timezone.localdate(timezone=group.zone)
    return datetime.combine(today + timedelta(days=days), time(23, 59), tzinfo=group.zone)


def _refuse_unless_open(invitation: Invitation, group: Group) -> None:
    if not invitation.is_open_at(timezone.now()):
        raise InvitationClosed(_("This invitation has come to its end. Please ask for a new one."))
    if is_full(group):
        raise GroupFull(_("All places in this group are taken just now."))


def _digest(code: str) -> str:
    return keyed_digest(DIGEST_KEY, plain_code(code).encode()).hex()


def _readable(digest: bytes) -> str:
    letters = base64.b32encode(digest).decode().translate(TO_CODE)[:CODE_LENGTH]
    return f"{letters[:5]}-{letters[5:]}"
