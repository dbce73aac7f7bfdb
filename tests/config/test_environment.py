"""The site refuses to start on settings that are missing or make no sense, and names what to set."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import private_folder

pytestmark = pytest.mark.without_database

ROOT = Path(__file__).resolve().parents[2]
COMPLETE = {
    "SECRET_KEY": "long enough",
    "ALLOWED_HOSTS": "sevenfold.example.org",
    "VAULT_MASTER_KEYS": "1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    "EMAIL_URL": "smtp://localhost",
    "DEBUG": "false",
}
START = "import django; django.setup(); from django.conf import settings; print(settings.DEBUG)"


def start(
    changes: dict[str, str], arguments: tuple[str, ...] = ("-c", START)
) -> subprocess.CompletedProcess[str]:
    """Start Django in a process of its own on complete settings with some changed; empty means missing."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", **COMPLETE, **changes}
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_complete_settings_start_without_debug():
    assert start({}).stdout == "False\n"


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "VAULT_MASTER_KEYS", "EMAIL_URL"])
def test_a_missing_setting_is_named(name):
    result = start({name: "", "VAULT_MASTER_KEYS_FILE": ""})

    assert result.returncode != 0
    assert f"Set {name} in the environment" in result.stderr


def test_development_needs_no_allowed_hosts():
    assert start({"ALLOWED_HOSTS": "", "DEBUG": "true"}).stdout == "True\n"


def test_a_fresh_checkout_answers_any_command(tmp_path):
    """As after `make install`: settings are there, and neither the database nor a folder for it."""
    result = start(
        {"DATABASE_URL": f"sqlite:///{tmp_path}/var/new.sqlite3"}, ("manage.py", "showmigrations", "accounts")
    )

    assert (result.returncode, result.stderr) == (0, "")
    assert "[ ] 0001_initial" in result.stdout


def test_a_key_file_that_is_not_there_is_named():
    result = start({"VAULT_MASTER_KEYS_FILE": "/nowhere/keys"})

    assert "VAULT_MASTER_KEYS_FILE names a file that cannot be read" in result.stderr


def test_the_second_factor_cannot_be_turned_off_outside_development():
    shown = START.replace("settings.DEBUG", "settings.SECOND_FACTOR_REQUIRED")
    environment = {**os.environ, **COMPLETE, "SECOND_FACTOR_REQUIRED": "false"}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"

    result = subprocess.run(
        [sys.executable, "-c", shown], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )

    assert result.stdout == "True\n"


def test_a_kind_of_mail_that_is_not_known_is_said_so():
    assert "EMAIL_URL is of no known kind" in start({"EMAIL_URL": "pigeon://home"}).stderr


@pytest.mark.parametrize(("given", "is_refused"), [("static/materials", True), (".", True), ("kept", False)])
def test_materials_lie_apart_from_what_is_served(tmp_path, monkeypatch, given, is_refused):
    monkeypatch.setenv("MATERIALS_DIR", str(tmp_path / given))

    if is_refused:
        with pytest.raises(ImproperlyConfigured, match="MATERIALS_DIR must lie apart"):
            private_folder("MATERIALS_DIR", beside=tmp_path / "static")
    else:
        assert private_folder("MATERIALS_DIR", beside=tmp_path / "static") == tmp_path / "kept"
