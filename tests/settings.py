"""Settings for tests: the real ones on test values; passwords hash fast, static files need no collecting."""

import os
import tempfile
from pathlib import Path

os.environ.update(
    DEBUG="false",
    SECRET_KEY="tests only",
    ALLOWED_HOSTS="*",
    SITE_ADDRESS="https://sevenfold.example.org",
    VAULT_MASTER_KEYS="1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    VAULT_MASTER_KEYS_FILE="",
    SECURE_SSL_REDIRECT="false",
    EMAIL_URL="memory:",
    MATERIALS_DIR=tempfile.mkdtemp(),
)
os.environ.setdefault("DATABASE_URL", "sqlite:///tests.sqlite3")

from config.settings import *  # noqa: F403
from config.settings import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
SECOND_FACTOR_REQUIRED = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 0
LOGGING_CONFIG = None

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in use: in memory, threads that write share one connection and prove nothing.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(tempfile.mkdtemp()) / "tests.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
else:
    # Short-lived connections: the test runner drops databases, which a pool would hold open.
    DATABASES["default"]["OPTIONS"].pop("pool")
