"""Sealed values cannot be moved or altered: at least five hundred ways, every one refused."""

import itertools
import random

import pytest

from accounts.models import User
from accounts.vault import CannotOpen, Vault, vault_for
from groups.models import SharedSummary
from tests import factories
from wellness.models import CheckIn, Entry, PartRow

TEXT = "What helps is the walk to the river."
PLACES = [
    (Entry, "sealed"),
    (PartRow, "marks"),
    (CheckIn, "sealed"),
    (SharedSummary, "sealed"),
    (SharedSummary, "sealed_reply"),
]


@pytest.fixture
def people(db) -> list[User]:
    return factories.UserFactory.create_batch(3)


def test_a_value_moved_anywhere_else_is_refused(people):
    vaults = [vault_for(person) for person in people]
    places = list(itertools.product(vaults, PLACES, range(3)))
    sealed = [(place, _sealed_row(*place)) for place in places]
    refused = []
    for (origin, row), (target, _other) in itertools.permutations(sealed, 2):
        vault, (model, field), _number = target
        moved = model()
        setattr(moved, field, getattr(row, origin[1][1]))
        refused.append(_is_refused(vault, moved, field))

    assert len(refused) == 45 * 44
    assert all(refused)


def test_a_value_moved_to_another_field_of_its_own_row_is_refused(people):
    vault = vault_for(people[0])
    row = SharedSummary()
    vault.seal(row, "sealed", TEXT)

    row.sealed_reply = row.sealed

    assert _is_refused(vault, row, "sealed_reply")


def test_a_value_opened_as_another_person_is_refused(people):
    row = Entry()
    vault_for(people[0]).seal(row, "sealed", TEXT)

    assert _is_refused(vault_for(people[1]), row, "sealed")


def test_every_flipped_bit_and_every_cut_is_refused(people):
    vault = vault_for(people[0])
    row = Entry()
    vault.seal(row, "sealed", TEXT)
    whole = bytes(row.sealed)
    altered = [_flipped(whole, bit) for bit in range(len(whole) * 8)]
    altered += [whole[:length] for length in range(len(whole))]
    altered += [whole + b"\0", b"\0" + whole, whole[:3] + whole]

    refused = [_is_refused(vault, _with(row, value), "sealed") for value in altered]

    assert len(refused) >= 2_000
    assert all(refused)


def test_planted_text_is_refused(people):
    vault = vault_for(people[0])
    row = Entry()
    vault.seal(row, "sealed", TEXT)
    chance = random.Random(7)
    planted = [b"", b'"text"', TEXT.encode(), b"\x01\x00\x01" + TEXT.encode() * 4]
    planted += [b"\x01\x00\x01" + chance.randbytes(chance.randrange(12, 400)) for _ in range(200)]

    assert all(_is_refused(vault, _with(row, value), "sealed") for value in planted)


def _sealed_row(vault: Vault, place, _number):
    model, field = place
    row = model()
    vault.seal(row, field, TEXT)
    return row


def _with(row, value):
    copy = Entry(pk=row.pk)
    copy.sealed = value
    return copy


def _flipped(value: bytes, bit: int) -> bytes:
    changed = bytearray(value)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def _is_refused(vault: Vault, row, field: str) -> bool:
    try:
        vault.open(row, field)
    except CannotOpen:
        return True
    return False
