"""*Tell someone outside the group*: a complaint that goes past those who lead.

Each group names one person who hears complaints, chosen by an admin from outside the group; whoever tells something
reads the name first. What is told is sealed, and opens for that person alone (`permissions.rows_open_to`): not for those
who lead, not for admins, and no longer for the one who hears it once they are in the group themselves. Every opening is
recorded. With a name there can be an answer, and whoever told it can send it on once nobody can read it; without one,
nothing says who it was.
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
from groups.models.complaint import ComplaintQuerySet

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
    """What someone told with their name, as they read it; `reply` is empty while there is none.

    `is_out_of_reach`: nobody answered, and nobody can any more.
    """

    complaint: Complaint
    hearer: str
    words: Opened
    reply: Opened | None
    read_at: datetime | None
    is_out_of_reach: bool


@dataclass(frozen=True)
class ComplaintNews:
    """Whether an answer came within thirty days, and whether nobody can read what was told any more."""

    is_answered: bool
    is_out_of_reach: bool


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
    """Return what was told to someone, first what they have not opened; nothing of it is opened by that. 1 query."""
    opened = Exists(ComplaintOpening.objects.filter(complaint=OuterRef("pk"), opened_by=person))
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


@transaction.atomic
def send_on(*, complaint: Complaint, by: User, hearer: UUID | None) -> User:
    """Let who told something with their name hand it to the one who hears complaints now, and return that person.

    A letter lets them know.

    Raise Complaint.DoesNotExist unless it is theirs and nobody can read it any more, HearerChanged where `hearer` is not
    whom the group names now.
    """
    now_heard_by = hearer_of(lock(complaint.group))
    stored = _sendable(by).select_for_update(of=("self",)).get(pk=complaint.pk)
    if now_heard_by is None or now_heard_by.pk != hearer:
        raise HearerChanged
    stored.heard_by = now_heard_by
    stored.save(update_fields=["heard_by"])
    post_told(now_heard_by)
    return now_heard_by


def own_complaints(person: User, group: Group) -> list[OwnComplaint]:
    """Return what someone told about a group with their name, latest first, with what came back."""
    found = Complaint.objects.told_by(person).filter(group=group).select_related("heard_by")
    lost = Exists(_sendable(person).filter(pk=OuterRef("pk")))
    rows = list(found.annotate(is_out_of_reach=lost).prefetch_related("openings"))
    vault = vault_of_group(group.pk, reader=person) if rows else None
    return [
        OwnComplaint(
            complaint=row,
            hearer=row.heard_by.name if row.heard_by else "",
            words=vault.try_open(row, "sealed"),
            reply=vault.try_open(row, "sealed_reply") if row.replied_at else None,
            read_at=_first([each for each in row.openings.all() if each.opened_by_id == row.heard_by_id]),
            is_out_of_reach=row.is_out_of_reach,
        )
        for row in rows
        if vault
    ]


def news_for(person: User, group: Group) -> ComplaintNews:
    """Return what is new about what someone told of a group with their name. 1 query."""
    since = timezone.now() - timedelta(days=DAYS_SHOWN)
    lost = Exists(_sendable(person).filter(pk=OuterRef("pk")))
    own = Complaint.objects.told_by(person).filter(group=group).annotate(is_out_of_reach=lost)
    told = own.values_list("replied_at", "is_out_of_reach")
    return ComplaintNews(
        is_answered=any(replied_at and replied_at >= since for replied_at, _lost in told),
        is_out_of_reach=any(is_lost for _replied_at, is_lost in told),
    )


def tidy_complaints() -> None:
    """Delete for good what was told more than a year ago."""
    Complaint.objects.filter(told_on__lte=timezone.localdate() - timedelta(days=DAYS_KEPT)).delete()


def _sendable(person: User) -> ComplaintQuerySet:
    """Return what someone told that was not answered, and that nobody can read any more."""
    return Complaint.objects.told_by(person).out_of_reach().filter(replied_at=None)


def _key(group: Group, told: Told) -> UUID:
    return uuid5(group.pk, str(told.token))


def _first(openings: Sequence[ComplaintOpening]) -> datetime | None:
    return openings[0].opened_at if openings else None
