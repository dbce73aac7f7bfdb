"""A copy of the database shows no writing: a marker is sealed into every field there is, then looked for."""

import uuid
from pathlib import Path

import pytest
from django.db import connection

from accounts.sealed_field import sealed_models
from accounts.vault import seal_for_system, vault_for
from tests import factories
from tests.accounts.rows import plain_row
from tests.accounts.stored import stored_rows

pytestmark = pytest.mark.django_db(transaction=True)


def test_no_sealed_field_shows_its_writing_in_the_stored_database():
    canary = f"canary-{uuid.uuid4().hex}"
    vault = vault_for(factories.UserFactory())
    written = 0
    for model, fields in sealed_models().items():
        row = plain_row(model)
        for field in fields:
            vault.seal(row, field.name, {"text": canary, "more": [canary] * 3})
            written += 1
        row.save()

    assert written >= 7
    assert _times_stored(canary) == 0


def test_the_search_finds_a_marker_that_is_stored_in_the_open():
    canary = f"canary-{uuid.uuid4().hex}"

    factories.UserFactory(name=canary)

    assert _times_stored(canary) > 0


def test_a_sealed_seed_of_a_second_factor_shows_nothing():
    canary = f"canary-{uuid.uuid4().hex}"

    sealed = seal_for_system("factors", canary)

    assert canary.encode() not in sealed


def _times_stored(text: str) -> int:
    stored = _sqlite_files() if connection.vendor == "sqlite" else stored_rows()
    forms = (text.encode(), text.encode().hex().encode(), text.encode("utf-16-le"))
    return sum(stored.count(form) for form in forms)


def _sqlite_files() -> bytes:
    path = str(connection.settings_dict["NAME"])
    files = [Path(path + ending) for ending in ("", "-wal", "-journal")]
    return b"".join(file.read_bytes() for file in files if file.exists())
