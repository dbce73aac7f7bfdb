import base64
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts import rotation
from accounts.models import DataKey
from accounts.rotation import key_uses, rotate_data_keys
from accounts.vault import vault_for
from tests import factories
from wellness.models import Entry

OLD, NEW = (base64.b64encode(bytes([number]) * 32).decode() for number in (1, 2))


@pytest.fixture
def rows(db, settings):
    """Make seven people's sealed rows under an old master key, with the new key now given beside it."""
    settings.VAULT_MASTER_KEYS = f"1:{OLD}"
    sealed = [(person, Entry()) for person in factories.UserFactory.create_batch(7)]
    for person, row in sealed:
        vault_for(person).seal(row, "sealed", person.name)
    settings.VAULT_MASTER_KEYS = f"2:{NEW},1:{OLD}"
    return sealed


def test_after_rotating_every_value_opens_without_the_old_key(rows, settings):
    list(rotate_data_keys())
    settings.VAULT_MASTER_KEYS = f"2:{NEW}"

    assert [vault_for(person).open(row, "sealed") for person, row in rows] == [
        person.name for person, _ in rows
    ]


def test_values_open_and_are_sealed_between_batches(rows, monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 2)
    person, row = rows[-1]

    for count, _batch in enumerate(rotate_data_keys()):
        assert [vault_for(who).open(each, "sealed") for who, each in rows[:-1]] == [
            who.name for who, _ in rows[:-1]
        ]
        vault_for(person).seal(row, "sealed", f"after batch {count}")

    assert vault_for(person).open(row, "sealed") == "after batch 3"


def test_a_vault_that_read_its_keys_before_still_opens_and_seals_after(rows):
    person, row = rows[0]
    vault = vault_for(person)
    vault.open(row, "sealed")

    list(rotate_data_keys())
    vault.seal(row, "sealed", "written with keys read before")

    assert vault_for(person).open(row, "sealed") == "written with keys read before"


def test_a_rotation_that_stopped_goes_on_where_it_was(rows, monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 3)
    next(rotate_data_keys())

    batches = [batch.wrapped for batch in rotate_data_keys()]

    assert batches == [3, 1]
    assert set(DataKey.objects.values_list("master_key_id", flat=True)) == {"2"}


def test_rotating_twice_changes_nothing_the_second_time(rows):
    list(rotate_data_keys())
    before = list(DataKey.objects.order_by("pk").values())

    assert list(rotate_data_keys()) == []
    assert list(DataKey.objects.order_by("pk").values()) == before


def test_a_damaged_data_key_is_left_alone_and_told(rows):
    person, _row = rows[0]
    DataKey.objects.filter(owner=person.pk).update(wrapped=b"damaged" * 9)

    with pytest.raises(CommandError, match=r"^1 data keys do not open"):
        call_command("vault", "rotate", stdout=StringIO())

    assert DataKey.objects.filter(master_key_id="2").count() == 6
    assert bytes(DataKey.objects.get(owner=person.pk).wrapped) == b"damaged" * 9


def test_status_tells_which_keys_are_needed(rows):
    assert [(use.key_id, use.data_keys, use.is_current) for use in key_uses()] == [
        ("2", 0, True),
        ("1", 7, False),
    ]


def test_the_command_rotates_and_tells_what_is_left(rows):
    told = StringIO()

    call_command("vault", "rotate", stdout=told)

    assert told.getvalue().splitlines() == [
        "7 data keys wrapped anew.",
        "Master key 2: current, wraps 7 data keys.",
        "Master key 1: no longer needed. Keep it as long as you keep backups from its time.",
    ]


def test_the_command_says_when_there_is_nothing_to_do(db):
    told = StringIO()

    call_command("vault", "rotate", stdout=told)

    assert told.getvalue().startswith("Nothing to do")
