"""Putting aside one of two texts that were kept, if the person wants to: never asked for, never done by itself.

What is put aside is among the earlier words of the answer, and can be brought back from there.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.vault import vault_for
from wellness.earlier import earlier_text
from wellness.models import ConflictCopy, Entry

# The entry's version and the copy's operation: they tell whether both texts are still those that a page showed.
Shown = tuple[int, UUID]


def put_second_aside(person: User, copy: ConflictCopy, shown: Shown) -> bool:
    """Put away the text beside the entry; return False, changing nothing, where either text has changed.

    Raise CannotOpen where the text does not open.
    """
    with transaction.atomic():
        locked = _locked(copy, shown)
        if locked is not None:
            _keep_earlier(person, locked)
            locked.delete()
    return locked is not None


def put_first_aside(person: User, copy: ConflictCopy, shown: Shown) -> bool:
    """Put the second text in the entry's place; return False, changing nothing, where either has changed.

    Raise CannotOpen where either text does not open.
    """
    with transaction.atomic():
        locked = _locked(copy, shown)
        if locked is not None:
            _take_place(person, locked)
    return locked is not None


def _locked(copy: ConflictCopy, shown: Shown) -> ConflictCopy | None:
    entry = Entry.objects.select_for_update().get(pk=copy.entry_id)
    again = ConflictCopy.objects.select_for_update().filter(pk=copy.pk).first()
    if again is None or (entry.version, again.operation) != shown:
        return None
    again.entry = entry
    return again


def _keep_earlier(person: User, copy: ConflictCopy) -> None:
    vault = vault_for(person)
    earlier_text(vault, copy.entry, vault.open(copy, "sealed")).save()


def _take_place(person: User, copy: ConflictCopy) -> None:
    vault, entry = vault_for(person), copy.entry
    earlier_text(vault, entry, vault.open(entry, "sealed")).save()
    vault.seal(entry, "sealed", vault.open(copy, "sealed"))
    entry.version += 1
    entry.operation = copy.operation
    entry.saved_at = timezone.now()
    entry.save(update_fields=["sealed", "version", "operation", "saved_at"])
    copy.delete()
