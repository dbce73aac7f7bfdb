"""The vault: seals what people write and opens it again. The only module that touches the data cipher.

Envelope encryption: each owner has random data keys, one a scope, wrapped by a master key (master_keys.py).
A sealed value is `version, generation, nonce, AES-256-GCM(padded JSON)`. Its associated data are the field's fixed
label, the owner and the row, so a value moved to another field, person or row does not open.

`vault_for(person)` opens only what that person owns: a query that fetches someone else's row yields nothing
readable. The one other door is a grant (`vault_under_grant`), which opens one shared row for one reader.
"""

import hashlib
import hmac
import json
import os
import struct
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models

from accounts.master_keys import KEY_BYTES, NONCE_BYTES, current_master_key_id, unwrap, wrap
from accounts.models import DataKey, Grant, User
from accounts.sealed_field import SHARED, SealedField

VERSION = 1
PADDING = 256
HEADER = struct.Struct(">BH")
LENGTH = struct.Struct(">I")
SYSTEM = uuid.UUID(int=0)

Json = str | int | float | bool | list[Any] | dict[str, Any] | None


class CannotOpen(Exception):  # noqa: N818 - it reads as what happened
    """A sealed value does not open here: altered, moved, someone else's, or its key is gone."""


@dataclass(frozen=True)
class Opened:
    """What came out of a sealed value; where it did not open, `reference` names the row to ask about."""

    value: Any
    reference: str = ""

    @property
    def is_readable(self) -> bool:
        return not self.reference


class Vault:
    """Seals and opens the values of one owner. Data keys are fetched once and kept for the request."""

    def __init__(self, owner: uuid.UUID, *, may_touch: Callable[[models.Model, SealedField], bool]) -> None:
        self.owner = owner
        self._may_touch = may_touch
        self._keys: dict[tuple[str, int], bytes] | None = None

    def seal(self, row: models.Model, field_name: str, value: Json) -> None:
        """Put `value`, sealed, into a field of an unsaved or locked row, and make sure that it opens again.

        Raise CannotOpen where this vault may not touch the row.
        """
        field = self._field(row, field_name)
        generation, key = self._current_key(field.scope)
        associated = _associated(field.label, self.owner, row.pk)
        sealed = _sealed(key, generation, associated, json.dumps(value, ensure_ascii=False).encode())
        setattr(row, field_name, sealed)
        if self.open(row, field_name) != value:
            raise CannotOpen

    def open(self, row: models.Model, field_name: str) -> Any:
        """Return what was sealed in a field of a row; raise CannotOpen where it does not open here."""
        field = self._field(row, field_name)
        sealed = bytes(getattr(row, field_name) or b"")
        generation = _generation(sealed)
        key = self._known_keys().get((field.scope, generation))
        if key is None:
            raise CannotOpen
        return json.loads(_opened(key, sealed, _associated(field.label, self.owner, row.pk)))

    def try_open(self, row: models.Model, field_name: str) -> Opened:
        """Return what was sealed, or a reference where it does not open, so that nothing else breaks."""
        try:
            return Opened(self.open(row, field_name))
        except CannotOpen:
            return Opened(None, reference=str(row.pk)[:8])

    def _field(self, row: models.Model, field_name: str) -> SealedField:
        field = row._meta.get_field(field_name)
        if not isinstance(field, SealedField) or not self._may_touch(row, field):
            raise CannotOpen
        return field

    def _known_keys(self) -> dict[tuple[str, int], bytes]:
        if self._keys is None:
            stored = DataKey.objects.filter(owner=self.owner)
            self._keys = {(key.scope, key.generation): _unwrapped(key) for key in stored}
        return self._keys

    def _current_key(self, scope: str) -> tuple[int, bytes]:
        keys = self._known_keys()
        generation = max((held for name, held in keys if name == scope), default=0)
        if not generation:
            new = _new_data_key(self.owner, scope)
            generation = new.generation
            keys[scope, generation] = _unwrapped(new)
        return generation, keys[scope, generation]


def vault_for(person: User) -> Vault:
    """Return the vault of a signed-in person: it opens and seals what is theirs, and nothing else."""
    return Vault(person.pk, may_touch=lambda _row, _field: True)


def vault_under_grant(grant: Grant, *, reader: User) -> Vault:
    """Return a vault for the one shared row a grant names; raise CannotOpen for any reader but its own."""
    if grant.reader_id != reader.pk:
        raise CannotOpen
    return Vault(grant.owner, may_touch=lambda row, field: row.pk == grant.row and field.scope == SHARED)


def destroy_keys(owner: uuid.UUID) -> None:
    """Delete every data key of an owner: what they sealed can never be opened again, in backups either."""
    DataKey.objects.filter(owner=owner).delete()


def keyed_digest(purpose: str, *parts: bytes) -> bytes:
    """Return HMAC-SHA256 of length-prefixed parts under a key of the installation, one a purpose (32 bytes)."""
    key = _system_key(purpose)
    return hmac.new(key, _joined(*parts), hashlib.sha256).digest()


def seal_for_system(purpose: str, text: str) -> bytes:
    """Seal a text that belongs to the installation's work, not to a page of a person (second-factor seeds)."""
    return _sealed(_system_key(purpose), 1, _joined(purpose.encode()), text.encode())


def open_for_system(purpose: str, sealed: bytes) -> str:
    """Return what `seal_for_system` sealed for the same purpose; raise CannotOpen where it does not open."""
    return _opened(_system_key(purpose), sealed, _joined(purpose.encode())).decode()


def _system_key(purpose: str) -> bytes:
    stored = DataKey.objects.filter(owner=SYSTEM, scope=purpose).first()
    return _unwrapped(stored or _new_data_key(SYSTEM, purpose))


def _new_data_key(owner: uuid.UUID, scope: str) -> DataKey:
    key_id = current_master_key_id()
    label = _key_label(owner, scope, 1, key_id)
    wrapped = wrap(os.urandom(KEY_BYTES), key_id=key_id, associated=label)
    key, _made = DataKey.objects.get_or_create(
        owner=owner, scope=scope, generation=1, defaults={"master_key_id": key_id, "wrapped": wrapped}
    )
    return key


def _unwrapped(key: DataKey) -> bytes:
    label = _key_label(key.owner, key.scope, key.generation, key.master_key_id)
    return unwrap(bytes(key.wrapped), key_id=key.master_key_id, associated=label)


def _key_label(owner: uuid.UUID, scope: str, generation: int, key_id: str) -> bytes:
    return _joined(b"sevenfold data key", owner.bytes, scope.encode(), str(generation).encode(), key_id.encode())


def _associated(label: str, owner: uuid.UUID, row: uuid.UUID) -> bytes:
    return _joined(label.encode(), owner.bytes, row.bytes)


def _joined(*parts: bytes) -> bytes:
    return b"".join(LENGTH.pack(len(part)) + part for part in parts)


def _sealed(key: bytes, generation: int, associated: bytes, content: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    header = HEADER.pack(VERSION, generation)
    return header + nonce + AESGCM(key).encrypt(nonce, _padded(content), header + associated)


def _opened(key: bytes, sealed: bytes, associated: bytes) -> bytes:
    header, rest = sealed[: HEADER.size], sealed[HEADER.size :]
    try:
        padded = AESGCM(key).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], header + associated)
    except (InvalidTag, ValueError) as error:
        raise CannotOpen from error
    (length,) = LENGTH.unpack_from(padded)
    return padded[LENGTH.size : LENGTH.size + length]


def _generation(sealed: bytes) -> int:
    if len(sealed) <= HEADER.size + NONCE_BYTES or sealed[0] != VERSION:
        raise CannotOpen
    generation: int = HEADER.unpack_from(sealed)[1]
    return generation


def _padded(content: bytes) -> bytes:
    framed = LENGTH.pack(len(content)) + content
    return framed + bytes(-len(framed) % PADDING)
