"""The debrief sheet: five minutes after a session, for those who led it, sealed for the facilitators of the group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.group_vault import vault_of_group
from accounts.models import User
from accounts.vault import Opened
from groups.models import Debrief, Membership, PeerSession
from groups.readers import shown_name

QUESTIONS = ("went_well", "was_hard", "look_out", "for_us")


@dataclass(frozen=True)
class Sheet:
    """One facilitator's sheet as it opens for another or themselves."""

    name: str
    is_own: bool
    opened: Opened


def sheets_of(session: PeerSession, reader: User) -> Sequence[Sheet]:
    """Return every sheet of a session, one's own among them, as a facilitator reads them."""
    found = list(Debrief.objects.filter(session=session).select_related("written_by__person"))
    vault = vault_of_group(session.group_id, reader=reader)
    return [
        Sheet(
            name=shown_name(row.written_by),
            is_own=row.written_by.person_id == reader.pk,
            opened=vault.try_open(row, "sealed"),
        )
        for row in found
    ]


@transaction.atomic
def write_debrief(*, session: PeerSession, by: User, answers: Mapping[str, str]) -> None:
    """Keep what a facilitator wrote of a session, in place of what they had; with nothing left, the sheet is gone.

    Raise PermissionDenied unless `by` leads the group as a facilitator.
    """
    places = Membership.objects.facilitators().filter(group=session.group_id, person=by)
    place = places.select_for_update().first()
    if place is None:
        raise PermissionDenied
    own = Debrief.objects.filter(session=session, written_by=place)
    written = {question: answers.get(question, "") for question in QUESTIONS}
    if not any(written.values()):
        own.delete()
        return
    row = own.first() or Debrief(session=session, written_by=place)
    vault_of_group(session.group_id, reader=by).seal(row, "sealed", written)
    row.saved_at = timezone.now()
    row.save()
