"""Settings for tests: no file of the developer's is read, passwords hash fast, static files need no collecting."""

import os

os.environ.update(
    DEBUG="false",
    SECRET_KEY="tests only",
    ALLOWED_HOSTS="*",
    VAULT_MASTER_KEYS="1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    VAULT_MASTER_KEYS_FILE="",
    SECURE_SSL_REDIRECT="false",
    EMAIL_URL="memory:",
)
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")

from config.settings import *  # noqa: E402, F403 - the real settings, on test values

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
SECOND_FACTOR_REQUIRED = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
