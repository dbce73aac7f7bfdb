"""A missing, wrong or cut master key harms nothing: the site refuses to start, says which key, and changes nothing."""

import base64
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from accounts.vault import vault_for
from tests import factories
from tests.accounts.rows import plain_row
from tests.accounts.stored import database_url, stored_rows
from wellness.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[2]
DOORS = {
    "check": [sys.executable, "manage.py", "check"],
    "wsgi": [sys.executable, "-c", "import config.wsgi"],
}
WRONG = base64.b64encode(b"w" * 32).decode()
REFUSALS = {
    "wrong": (f"1:{WRONG}", "Master key 1 does not open"),
    "missing": (f"2:{WRONG}", "Master key 1 is needed"),
    "cut": ("1:AAECAwQFBgcICQoL", "Master key 1 is not"),
    "none": ("", "Set VAULT_MASTER_KEYS"),
}
SECONDS = 5


@pytest.fixture
def _written():
    row = plain_row(Entry)
    vault_for(factories.UserFactory()).seal(row, "sealed", "text")
    row.save()


@pytest.mark.parametrize(("door", "kind"), [*(("check", kind) for kind in REFUSALS), ("wsgi", "wrong")])
@pytest.mark.usefixtures("_written")
def test_the_site_refuses_to_start_names_the_key_and_changes_nothing(door, kind):
    keys, named = REFUSALS[kind]
    before = stored_rows()

    started = _start(DOORS[door], keys)

    assert started.returncode != 0
    assert named in started.stderr
    assert started.seconds <= SECONDS
    assert stored_rows() == before


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.usefixtures("_written")
def test_the_site_starts_with_the_right_key(door):
    started = _start(DOORS[door], settings.VAULT_MASTER_KEYS)

    assert (started.returncode, "refused" in started.stderr.lower()) == (0, False)


class _Started:
    def __init__(self, done: subprocess.CompletedProcess, seconds: float) -> None:
        self.returncode, self.stderr, self.seconds = done.returncode, done.stderr, seconds


def _start(command: list[str], keys: str) -> _Started:
    environment = {**os.environ, "VAULT_MASTER_KEYS": keys, "DATABASE_URL": database_url()}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    before = _processor_seconds()
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240, check=False
    )
    return _Started(done, _processor_seconds() - before)


def _processor_seconds() -> float:
    """Return time on the processor, so that a busy machine tells nothing false."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
