"""Sharing a summary with the facilitators of a group, reading it, replying, and every way in which sharing ends.

A share is a frozen copy sealed under its person's shared key, with a grant for each facilitator of that moment; who
becomes one later holds none. Ended, the copy is emptied and the grants deleted; the row and its openings stay, so that
the person can read who opened it. A reply is a letter to the person: it stays readable for them alone where they share
again, and goes when nothing is shared with the group any more.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

from accounts.models import Grant, User
from accounts.vault import Opened, Vault, vault_for, vault_under_grant
from groups.models import Group, Membership, SharedSummary, SummaryOpening
from groups.models.sharing import SharedSummaryQuerySet


class ReadersChanged(Exception):  # noqa: N818 - it reads as what is so
    """Those who lead the group are not, or no longer, those whom the person was shown."""


class ReplyNotTaken(Exception):  # noqa: N818 - it reads as what is so
    """No reply is wanted, or somebody else has replied."""


@dataclass(frozen=True)
class Terms:
    """On what terms a person shares.

    `readers` are the people whom the page named, None for whoever leads now; `token` is the form's own, so that a
    form sent twice shares once.
    """

    wants_reply: bool = False
    ends_at: datetime | None = None
    readers: frozenset[UUID] | None = None
    token: UUID = field(default_factory=uuid4)


@transaction.atomic
def share_summary(*, person: User, group: Group, content: dict[str, Any], terms: Terms) -> SharedSummary:
    """Freeze a content for a group's facilitators of this moment, in place of what was shared with it before.

    Sent again, the same form returns what it shared the first time, ended or not. Raise PermissionDenied for anyone
    who takes no part in the group, and ReadersChanged where nobody leads it or not those whom the page named.
    """
    readers = _readers_locked(person, group)
    key = uuid5(group.pk, f"{person.pk} {terms.token}")
    already = SharedSummary.objects.shared_by(person).filter(pk=key).first()
    if already is not None:
        return already
    if not readers or terms.readers not in {None, frozenset(readers)}:
        raise ReadersChanged
    _end(SharedSummary.objects.shared_by(person).filter(group=group))
    shared = SharedSummary(
        pk=key, group=group, person=person, wants_reply=terms.wants_reply, ends_at=terms.ends_at
    )
    vault_for(person).seal(shared, "sealed", content)
    shared.save(force_insert=True)
    Grant.objects.bulk_create(Grant(owner=person.pk, reader_id=reader, row=key) for reader in readers)
    return shared


@transaction.atomic
def open_shared_summary(*, shared: SharedSummary, reader: User) -> Opened:
    """Return what was shared, and record in the same transaction that this reader opened it.

    Raise SharedSummary.DoesNotExist where it is not, or no longer, there for this reader. A copy that does not open
    comes back with its reference, and counts as not opened.
    """
    row, vault = _readable(shared, reader)
    opened = vault.try_open(row, "sealed")
    if opened.is_readable:
        SummaryOpening.objects.create(shared=row, opened_by=reader)
    return opened


@transaction.atomic
def reply_to_summary(*, shared: SharedSummary, by: User, text: str) -> None:
    """Seal a reply for the person who shared; a second reply by the same facilitator replaces the first.

    Raise SharedSummary.DoesNotExist as `open_shared_summary` does, ReplyNotTaken where no reply is wanted from them.
    """
    row, vault = _readable(shared, by)
    if not row.takes_reply_from(by):
        raise ReplyNotTaken
    vault.seal(row, "sealed_reply", text)
    row.replied_by, row.replied_at = by, timezone.now()
    row.save(update_fields=["sealed_reply", "replied_by", "replied_at"])


def reply_written(*, shared: SharedSummary, by: User) -> str:
    """Return the reply that a facilitator gave before, to change it; "" where there is none of theirs."""
    if shared.replied_by_id != by.pk:
        return ""
    grant = Grant.objects.get(row=shared.pk, reader=by)
    return vault_under_grant(grant, reader=by).try_open(shared, "sealed_reply").value or ""


@transaction.atomic
def withdraw_summary(*, shared: SharedSummary, by: User) -> None:
    """End a share at the wish of the person whose it is; withdrawn twice, it keeps its first time.

    Raise PermissionDenied for anyone else.
    """
    if shared.person_id != by.pk:
        raise PermissionDenied
    _end_with_replies(SharedSummary.objects.shared_by(by).filter(pk=shared.pk))


@transaction.atomic
def end_shared_summaries(*, person: User, group: Group) -> None:
    """Withdraw whatever a person shares with a group: the copies are emptied and nobody can open them."""
    _end_with_replies(SharedSummary.objects.shared_by(person).filter(group=group))


@transaction.atomic
def end_expired(shared: SharedSummaryQuerySet) -> None:
    """Empty those whose time is over. They could be opened no more already; now the copies are gone too."""
    _end_with_replies(shared.filter(ends_at__lte=timezone.now()))


@transaction.atomic
def end_grants_of(*, person: User, group: Group) -> None:
    """Take from a person every leave to open what was shared with a group."""
    shared = SharedSummary.objects.filter(group=group)
    Grant.objects.filter(reader=person, row__in=shared.values("pk")).delete()


def _readers_locked(person: User, group: Group) -> list[UUID]:
    """Return who leads a group, none of whom can leave, nor the person, until this transaction has ended."""
    places = Membership.objects.current().filter(group=group).select_related("person")
    places = places.select_for_update(of=("self",)).order_by("pk")
    taking_part = Q(person=person, role=Membership.Role.PARTICIPANT)
    found = list(places.filter(taking_part | Q(role=Membership.Role.FACILITATOR, person__is_active=True)))
    if not any(place.person_id == person.pk and not place.leads for place in found):
        raise PermissionDenied
    return [place.account.pk for place in found if place.leads]


def _readable(shared: SharedSummary, reader: User) -> tuple[SharedSummary, Vault]:
    """Return a share, locked, with the vault that opens it for this reader."""
    readable = SharedSummary.objects.readable_by(reader, timezone.now())
    row = readable.select_for_update().get(pk=shared.pk)
    grant = Grant.objects.get(row=row.pk, reader=reader)
    return row, vault_under_grant(grant, reader=reader)


def _end_with_replies(shared: SharedSummaryQuerySet) -> None:
    """End shares with nothing in their place: replies go too, those to earlier shares with the same group among them."""
    if keys := _end(shared):
        ended = SharedSummary.objects.filter(pk__in=keys, group=OuterRef("group"), person=OuterRef("person"))
        SharedSummary.objects.filter(Exists(ended)).update(sealed_reply=b"")


def _end(shared: SharedSummaryQuerySet) -> list[UUID]:
    """Empty the copies that are shared still, so that nobody can open them, and return which they were."""
    keys = list(shared.filter(ended_at__isnull=True).select_for_update().values_list("pk", flat=True))
    if keys:
        Grant.objects.filter(row__in=keys).delete()
        now = Value(timezone.now())
        ended_at = Least(Coalesce("ends_at", now), now)
        SharedSummary.objects.filter(pk__in=keys).update(ended_at=ended_at, sealed=b"")
    return keys
