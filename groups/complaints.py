"""*Tell someone outside the group*: a complaint that goes past those who lead.

Each group names one person who hears complaints, chosen by an admin from outside the group; whoever tells something
reads the name first. What is told is sealed, and opens for that person alone (`permissions.rows_open_to`): not for those
who lead, not for admins, and no longer for the one who hears it once they are in the group themselves. Every opening is
recorded. With a name there can be an answer; without one, nothing says who it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.group_vault import seal_for_group, vault_of_group
from accounts.models import User
from accounts.vault import Opened
from groups.letters import post_told
from groups.line import lock
from groups.models import Complaint, ComplaintOpening, Group, Membership

DAYS_KEPT = 365
DAYS_SHOWN = 30


class HearerChanged(Exception):  # noqa: N818 - it reads as what is so
    """Someone else hears complaints now than the page said, or nobody."""


class NoAnswer(Exception):  # noqa: N818 - it reads as what is so
    """It was told without a name: there is nobody to answer."""


@dataclass(frozen=True)
class Told:
    """What someone tells, and to whom, as the page named them. A token sent twice tells it once."""

    words: str
    with_name: bool
    hearer: UUID
    token: UUID


@dataclass(frozen=True)
class OwnComplaint:
    """What someone told with their name, as they read it; `reply` is empty while there is none."""

    complaint: Complaint
    hearer: str
    words: Opened
    reply: Opened | None
    read_at: datetime | None


@dataclass(frozen=True)
class HeardComplaint:
    """What was told, as the one who hears it reads it; the name is empty where it was left out."""

    complaint: Complaint
    name: str
    words: str
    reply: str
    reference: str = ""


def hearer_of(group: Group) -> User | None:
    """Return who hears complaints about a group: someone who can sign in and is not in it; None where there is nobody."""
    if group.hears_complaints_id is None:
        return None
    inside = Membership.objects.current().filter(group=group, person=OuterRef("pk"))
    return User.objects.filter(~Exists(inside), pk=group.hears_complaints_id, is_active=True).first()


def was_told(group: Group, told: Told) -> bool:
    """Return whether this very form has arrived before."""
    return Complaint.objects.filter(pk=_key(group, told)).exists()


@transaction.atomic
def tell_outside(*, group: Group, by: User, told: Told) -> None:
    """Seal what someone tells for the one who hears complaints about their group, and let that person know.

    Raise HearerChanged where that is not, or no longer, whom the page named.
    """
    hearer = hearer_of(lock(group))
    if hearer is None or hearer.pk != told.hearer:
        raise HearerChanged
    complaint = Complaint(
        pk=_key(group, told),
        group=group,
        heard_by=hearer,
        told_by=by if told.with_name else None,
    )
    name = by.name if told.with_name else ""
    seal_for_group(group.pk, complaint, "sealed", {"name": name, "words": told.words})
    try:
        with transaction.atomic():
            complaint.save(force_insert=True)
    except IntegrityError:
        if not Complaint.objects.filter(pk=complaint.pk, group=group).exists():
            raise
    else:
        post_told(hearer)


def told_to(person: User) -> list[Complaint]:
    """Return what was told to someone, new first and unopened; nothing of it is opened by that. 1 query."""
    opened = Exists(ComplaintOpening.objects.filter(complaint=OuterRef("pk")))
    found = Complaint.objects.heard_by(person).select_related("group").annotate(is_opened=opened)
    return list(found.order_by("is_opened", "-told_on", "pk"))


@transaction.atomic
def open_complaint(*, complaint: Complaint, reader: User) -> HeardComplaint:
    """Return what was told, and record in the same transaction that this reader opened it.

    Raise Complaint.DoesNotExist for anyone but the one who hears it. What does not open comes back with its reference.
    """
    stored = Complaint.objects.heard_by(reader).select_for_update(of=("self",)).get(pk=complaint.pk)
    vault = vault_of_group(stored.group_id, reader=reader)
    opened = vault.try_open(stored, "sealed")
    if not opened.is_readable:
        return HeardComplaint(complaint, "", "", "", opened.reference)
    ComplaintOpening.objects.create(complaint=stored, opened_by=reader)
    reply = vault.try_open(stored, "sealed_reply") if stored.replied_at else None
    said = reply.value if reply and reply.is_readable else ""
    return HeardComplaint(complaint, opened.value["name"], opened.value["words"], said)


@transaction.atomic
def answer_complaint(*, complaint: Complaint, by: User, words: str) -> None:
    """Seal an answer for whoever told it; a second takes the place of the first.

    Raise Complaint.DoesNotExist for anyone but the one who hears it, NoAnswer where it was told without a name.
    """
    stored = Complaint.objects.heard_by(by).select_for_update(of=("self",)).get(pk=complaint.pk)
    if stored.told_by_id is None:
        raise NoAnswer
    vault_of_group(stored.group_id, reader=by).seal(stored, "sealed_reply", words)
    stored.replied_at = timezone.now()
    stored.save(update_fields=["sealed_reply", "replied_at"])


def own_complaints(person: User, group: Group) -> list[OwnComplaint]:
    """Return what someone told about a group with their name, latest first, with what came back."""
    found = Complaint.objects.told_by(person).filter(group=group).select_related("heard_by")
    rows = list(found.prefetch_related("openings"))
    vault = vault_of_group(group.pk, reader=person) if rows else None
    return [
        OwnComplaint(
            complaint=row,
            hearer=row.heard_by.name if row.heard_by else "",
            words=vault.try_open(row, "sealed"),
            reply=vault.try_open(row, "sealed_reply") if row.replied_at else None,
            read_at=_first(list(row.openings.all())),
        )
        for row in rows
        if vault
    ]


def is_answered_lately(person: User, group: Group) -> bool:
    """Return whether an answer came within thirty days to what someone told about a group. 1 query."""
    since = timezone.now() - timedelta(days=DAYS_SHOWN)
    return Complaint.objects.told_by(person).filter(group=group, replied_at__gte=since).exists()


def tidy_complaints() -> None:
    """Delete for good what was told more than a year ago."""
    Complaint.objects.filter(told_on__lte=timezone.localdate() - timedelta(days=DAYS_KEPT)).delete()


def _key(group: Group, told: Told) -> UUID:
    return uuid5(group.pk, str(told.token))


def _first(openings: Sequence[ComplaintOpening]) -> datetime | None:
    return openings[0].opened_at if openings else None
