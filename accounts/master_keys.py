"""Master keys: they wrap data keys, come from the environment, and are checked before anything is served.

Written as `2:<base64 of 32 bytes>,1:<base64 of 32 bytes>`: the first is current, the others only open what they
once wrapped. Never derived from SECRET_KEY.
"""

import base64
import binascii
import functools
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.db.models import QuerySet

from accounts.models import DataKey, MasterKeyCheck
from accounts.sealed_field import sealed_models

KEY_BYTES = 32
NONCE_BYTES = 12
KEY_ID_LENGTH = 20
CHECK_TEXT = b"sevenfold master key check"


class MasterKeyRefused(ImproperlyConfigured):
    """A master key is missing, unknown or not the one that wrapped the data."""


def parse_master_keys(text: str) -> dict[str, bytes]:
    """Return keys by id, the current one first; raise MasterKeyRefused naming the id that is malformed."""
    keys: dict[str, bytes] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        key_id, _colon, encoded = (piece.strip() for piece in part.partition(":"))
        if key_id in keys:
            message = f"Master key {key_id} is given twice."
            raise MasterKeyRefused(message)
        keys[key_id] = _decoded(key_id, encoded)
    if not keys:
        message = "VAULT_MASTER_KEYS holds no key. Write it as id:base64-of-32-bytes."
        raise MasterKeyRefused(message)
    return keys


def _decoded(key_id: str, encoded: str) -> bytes:
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not key_id or len(key_id) > KEY_ID_LENGTH or len(key) != KEY_BYTES:
        message = f"Master key {key_id or '(no id)'} is not id:base64-of-32-bytes, with commas between keys."
        raise MasterKeyRefused(message)
    return key


@functools.lru_cache(maxsize=4)
def _parsed(text: str) -> dict[str, bytes]:
    return parse_master_keys(text)


def master_keys() -> dict[str, bytes]:
    """Return the keys that the settings hold, by id, the current one first."""
    return _parsed(settings.VAULT_MASTER_KEYS)


def current_master_key_id() -> str:
    """Return the id of the key that wraps new data keys, its check value recorded on first use.

    Raise MasterKeyRefused where a key is missing or wrong, so that nothing is ever wrapped with a wrong one.
    """
    _refuse_what_does_not_fit()
    key_id = next(iter(master_keys()))
    MasterKeyCheck.objects.get_or_create(pk=key_id, defaults={"check_value": _check_value(key_id)})
    return key_id


def wrap(data_key: bytes, *, key_id: str, associated: bytes) -> bytes:
    """Return a data key sealed with one master key, bound to `associated`."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(master_keys()[key_id]).encrypt(nonce, data_key, associated)


def unwrap(wrapped: bytes, *, key_id: str, associated: bytes) -> bytes:
    """Return the data key; raise MasterKeyRefused where the key is unknown or does not open it."""
    key = master_keys().get(key_id)
    if key is None:
        message = f"Master key {key_id} is needed and not given."
        raise MasterKeyRefused(message)
    try:
        return AESGCM(key).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], associated)
    except InvalidTag as error:
        message = f"Master key {key_id} does not open what it should have wrapped."
        raise MasterKeyRefused(message) from error


def refuse_wrong_master_keys() -> None:
    """Raise MasterKeyRefused, naming the key id, if stored data needs a key that is missing or wrong.

    Changes nothing. Where the tables do not exist yet, or the database is away, there is nothing to compare with;
    the same comparison comes before any data key is wrapped.
    """
    master_keys()
    try:
        _refuse_what_does_not_fit()
        _refuse_lost_data_keys()
    except DatabaseError:
        return


def _refuse_what_does_not_fit() -> None:
    given = master_keys()
    # Data keys first: a check value is stored before the first key it stands for, by whichever process is quicker.
    used = set(DataKey.objects.values_list("master_key_id", flat=True).distinct())
    checks = {check.key_id: bytes(check.check_value) for check in MasterKeyCheck.objects.all()}
    for key_id in sorted(used | (checks.keys() & given.keys())):
        if key_id not in checks:
            message = (
                f"Master key {key_id} wrapped data keys and has no check value: restore the whole database."
            )
            raise MasterKeyRefused(message)
        unwrap(checks[key_id], key_id=key_id, associated=_check_label(key_id))


def _refuse_lost_data_keys() -> None:
    if DataKey.objects.exists():
        return
    for model in sealed_models():
        if QuerySet(model).exists():
            message = (
                "There are sealed values and no data keys: restore the table of data keys with the database."
            )
            raise MasterKeyRefused(message)


@register
def check_master_keys(**_options: object) -> list[CheckMessage]:
    """Stop management commands when a master key is missing or wrong."""
    try:
        refuse_wrong_master_keys()
    except MasterKeyRefused as error:
        hint = "Set VAULT_MASTER_KEYS to the keys this database was written with. Nothing was changed."
        return [Error(str(error), hint=hint, id="accounts.E001")]
    return []


def _check_value(key_id: str) -> bytes:
    return wrap(CHECK_TEXT, key_id=key_id, associated=_check_label(key_id))


def _check_label(key_id: str) -> bytes:
    return b"sevenfold master key " + key_id.encode()
