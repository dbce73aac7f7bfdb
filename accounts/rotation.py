"""Changing the master key while people write: data keys are wrapped anew, in batches; what they sealed stays.

First give every process both keys (`VAULT_MASTER_KEYS="2:...,1:..."`), then rotate, then take the old key out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from accounts.master_keys import current_master_key_id, master_keys
from accounts.models import DataKey
from accounts.vault import CannotOpen, rewrap

BATCH = 500


@dataclass(frozen=True)
class KeyUse:
    """How many data keys one master key wraps, and whether it is given and current."""

    key_id: str
    data_keys: int
    is_given: bool
    is_current: bool


@dataclass(frozen=True)
class Batch:
    """What one step of a rotation did: data keys wrapped anew, and those that did not open and were left alone."""

    wrapped: int
    left: int


def rotate_data_keys() -> Iterator[Batch]:
    """Wrap every data key with the current master key; yield after each batch.

    Each batch is a transaction of its own: stopped half-way, a second run goes on with what is left.
    """
    key_id = current_master_key_id()
    after = UUID(int=0)
    while keys := _older_keys(key_id, after=after):
        yield _rotate_batch([key.pk for key in keys], key_id)
        after = keys[-1].pk


def _older_keys(key_id: str, *, after: UUID) -> list[DataKey]:
    return list(DataKey.objects.exclude(master_key_id=key_id).filter(pk__gt=after).order_by("pk")[:BATCH])


@transaction.atomic
def _rotate_batch(ids: list[UUID], key_id: str) -> Batch:
    keys = DataKey.objects.select_for_update().filter(pk__in=ids).exclude(master_key_id=key_id).order_by("pk")
    wrapped = [key for key in keys if _is_rewrapped(key, key_id)]
    DataKey.objects.bulk_update(wrapped, ["wrapped", "master_key_id"])
    return Batch(wrapped=len(wrapped), left=len(keys) - len(wrapped))


def _is_rewrapped(key: DataKey, key_id: str) -> bool:
    try:
        rewrap(key, key_id=key_id)
    except CannotOpen:
        return False
    return True


def key_uses() -> list[KeyUse]:
    """Return each master key that is given or in use, the current one first."""
    given = list(master_keys())
    counts = dict(DataKey.objects.values_list("master_key_id").annotate(Count("pk")).order_by())
    ids = given + sorted(counts.keys() - set(given))
    return [KeyUse(key_id, counts.get(key_id, 0), key_id in given, key_id == given[0]) for key_id in ids]
