"""What a person shares with their groups, and what is shared with those who lead, read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.safestring import SafeString

from accounts.models import Grant, User
from accounts.vault import Opened, Vault
from groups.models import Group, SharedSummary, SummaryOpening
from groups.readers import Reader, joined_names, readers_of, shown_name
from wellness.sharing import Changed, changes_between, content_digest, content_to_share, summary_sheet

ENDED_SHOWN = 20


@dataclass(frozen=True)
class SharePage:
    """What a person is shown before sharing with a group, beside what is `shared` with it now.

    `seen` is a mark of all that would be shared; "" with nothing to share.
    """

    group: Group
    readers: list[Reader]
    content: dict[str, Any] | None
    shared: dict[str, Any] | None = None

    @property
    def changed(self) -> Changed | None:
        """What changed since it was shared with this group; None where nothing is shared."""
        return changes_between(self.shared, self.content) if self.shared and self.content else None

    @property
    def names(self) -> str:
        return joined_names(self.readers)

    @property
    def sheet(self) -> SafeString | None:
        return None if self.content is None else summary_sheet(self.content)

    @property
    def seen(self) -> str:
        readers = sorted(str(reader.id) for reader in self.readers)
        return content_digest({"content": self.content, "readers": readers}) if self.content else ""


@dataclass(frozen=True)
class Opening:
    """That someone opened a share, by name."""

    name: str
    opened_at: datetime


@dataclass(frozen=True)
class Reply:
    """A reply as the person it was written to reads it; `name` is of whoever wrote it, "" where they have left."""

    opened: Opened
    name: str
    replied_at: datetime


@dataclass(frozen=True)
class Share:
    """One share as its person reads of it. `readers` can open it now; `newcomers` lead now and cannot."""

    shared: SharedSummary
    openings: list[Opening]
    readers: list[Reader]
    newcomers: list[Reader]
    reply: Reply | None = None

    @property
    def names(self) -> str:
        return joined_names(self.readers)

    @property
    def newcomer_names(self) -> str:
        return joined_names(self.newcomers)


@dataclass(frozen=True)
class GroupShare:
    """A group that a person takes part in, who leads it, and what is shared with it, if anything.

    `earlier_replies` are to what was shared before it, latest first.
    """

    group: Group
    readers: list[Reader]
    share: Share | None
    earlier_replies: list[Reply]

    @property
    def names(self) -> str:
        return joined_names(self.readers)


@dataclass(frozen=True)
class ListedShare:
    """A share as it stands in a facilitator's list."""

    shared: SharedSummary
    name: str
    is_new: bool


def share_page(person: User, group: Group, vault: Vault) -> SharePage:
    """Return what sharing with a group would share now, and with whom."""
    readers = readers_of([group.pk])[group.pk]
    row = SharedSummary.objects.shared_by(person).open_at(timezone.now()).filter(group=group).first()
    shared = vault.try_open(row, "sealed").value if row else None
    return SharePage(group, readers, content_to_share(person, vault), shared)


def group_shares(person: User, vault: Vault) -> list[GroupShare]:
    """Return each group a person takes part in, with what is shared with it."""
    groups = list(Group.objects.taken_part_in_by(person))
    readers = readers_of([group.pk for group in groups])
    rows = SharedSummary.objects.shared_by(person).open_at(timezone.now()).defer("sealed")
    found = {
        row.group_id: row for row in rows.select_related("replied_by").prefetch_related("openings__opened_by")
    }
    granted = _granted([row.pk for row in found.values()])
    shares = {key: _share(row, readers.get(key, []), granted, vault) for key, row in found.items()}
    earlier = _earlier_replies(person, vault)
    return [GroupShare(group, readers[group.pk], shares.get(group.pk), earlier[group.pk]) for group in groups]


def ended_shares(person: User) -> list[Share]:
    """Return what a person no longer shares, latest first, with who opened it while they did."""
    rows = SharedSummary.objects.shared_by(person).filter(ended_at__isnull=False).without_copy()
    latest = rows.select_related("group").prefetch_related("openings__opened_by").order_by("-ended_at", "pk")
    return [Share(row, _openings(row), [], []) for row in latest[:ENDED_SHOWN]]


def shared_with(reader: User, group: Group) -> list[ListedShare]:
    """Return what people of a group share with a facilitator, new first, then latest first."""
    opened = SummaryOpening.objects.filter(shared=OuterRef("pk"), opened_by=reader)
    rows = SharedSummary.objects.readable_by(reader, timezone.now()).filter(group=group).without_copy()
    ordered = (
        rows.select_related("person", "replied_by")
        .annotate(is_old=Exists(opened))
        .order_by("is_old", "-shared_at", "pk")
    )
    return [ListedShare(row, shown_name(row.person), not row.is_old) for row in ordered]


def _granted(keys: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    return set(Grant.objects.filter(row__in=keys).values_list("row", "reader_id"))


def _share(row: SharedSummary, leads: list[Reader], granted: set[tuple[UUID, UUID]], vault: Vault) -> Share:
    return Share(
        shared=row,
        openings=_openings(row),
        readers=[reader for reader in leads if (row.pk, reader.id) in granted],
        newcomers=[reader for reader in leads if (row.pk, reader.id) not in granted],
        reply=_reply(row, vault),
    )


def _earlier_replies(person: User, vault: Vault) -> dict[UUID, list[Reply]]:
    """Return the replies to what a person shared anew since, latest first, by group."""
    rows = SharedSummary.objects.shared_by(person).filter(ended_at__isnull=False).exclude(sealed_reply=b"")
    found: dict[UUID, list[Reply]] = defaultdict(list)
    for row in rows.defer("sealed").select_related("replied_by").order_by("-replied_at", "pk"):
        if reply := _reply(row, vault):
            found[row.group_id].append(reply)
    return found


def _reply(row: SharedSummary, vault: Vault) -> Reply | None:
    if row.replied_at is None:
        return None
    name = shown_name(row.replied_by) if row.replied_by else ""
    return Reply(vault.try_open(row, "sealed_reply"), name, row.replied_at)


def _openings(row: SharedSummary) -> list[Opening]:
    return [
        Opening(shown_name(each.opened_by) if each.opened_by else "", each.opened_at)
        for each in row.openings.all()
    ]
