"""The vault: seals what people write and opens it again. The only module that touches the data cipher.

Envelope encryption: each owner has random data keys, one a scope, wrapped by a master key (master_keys.py).
A sealed value is `version, generation, nonce, AES-256-GCM(padded JSON)`. Its associated data are the field's fixed
label, the owner and the row, so a value moved to another field, person or row does not open.

`vault_for(person)` opens only what that person owns: a query that fetches someone else's row yields nothing
readable. The one other door is a grant (`vault_under_grant`), which opens one shared row for one reader.

What does not open is never written over: neither someone else's row nor a value whose key is away.
"""

import hashlib
import hmac
import json
import os
import struct
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, models, transaction

from accounts.master_keys import (
    KEY_BYTES,
    NONCE_BYTES,
    MasterKeyRefused,
    current_master_key_id,
    unwrap,
    wrap,
)
from accounts.models import DataKey, Grant, User
from accounts.sealed_field import SHARED, SealedField

VERSION = 1
PADDING = 256
HEADER = struct.Struct(">BH")
LENGTH = struct.Struct(">I")
SYSTEM = uuid.UUID(int=0)
ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)

Json = str | int | float | bool | list[Any] | dict[str, Any] | None


class CannotOpen(Exception):  # noqa: N818 - it reads as what happened
    """A sealed value does not open here: altered, moved, someone else's, or its key is gone."""


class CannotSeal(ValueError):  # noqa: N818 - it reads as what happened
    """A value is not plain JSON, or too large: it would not come back as it went in."""


@dataclass(frozen=True)
class Opened:
    """What came out of a sealed value; where it did not open, `reference` names the row to ask about."""

    value: Any
    reference: str = ""

    @property
    def is_readable(self) -> bool:
        return not self.reference


class _Standing:
    """Whether the transaction in which something was read still stands: open or committed, not rolled back."""

    def __init__(self) -> None:
        self._is_committed = False
        transaction.on_commit(self._commit)

    def _commit(self) -> None:
        self._is_committed = True

    @property
    def stands(self) -> bool:
        return self._is_committed or any(hook[1] == self._commit for hook in connection.run_on_commit)


class Vault:
    """Seals and opens the values of one owner. Data keys are fetched once and kept for the request."""

    def __init__(self, owner: uuid.UUID, *, may_touch: Callable[[models.Model, SealedField], bool]) -> None:
        self.owner = owner
        self._may_touch = may_touch
        self._wrapped: dict[tuple[str, int], DataKey] | None = None
        self._keys: dict[tuple[str, int], bytes] = {}
        self._read_in: _Standing | None = None

    def seal(self, row: models.Model, field_name: str, value: Json) -> None:
        """Put `value`, sealed, into a field of an unsaved or locked row, and make sure that it opens again.

        Raise CannotOpen, changing nothing, where this vault may not touch the row or does not open what is there;
        CannotSeal where the value is not plain JSON.
        """
        field = self._field(row, field_name)
        if getattr(row, field_name):
            self.open(row, field_name)
        content = _written(value)
        generation, key = self._current_key(field.scope)
        associated = _associated(field.label, self.owner, row.pk)
        sealed = _sealed(key, generation, associated, content)
        if _opened(key, sealed, associated) != content:
            raise CannotSeal
        setattr(row, field_name, sealed)

    def open(self, row: models.Model, field_name: str) -> Any:
        """Return what was sealed in a field of a row; raise CannotOpen where it does not open here."""
        field = self._field(row, field_name)
        sealed = bytes(getattr(row, field_name) or b"")
        key = self._key(field.scope, _generation(sealed))
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

    def _key(self, scope: str, generation: int) -> bytes:
        wrapped = self._stored_keys().get((scope, generation))
        if wrapped is None:
            raise CannotOpen
        if (scope, generation) not in self._keys:
            self._keys[scope, generation] = _unwrapped(wrapped)
        return self._keys[scope, generation]

    def _stored_keys(self) -> dict[tuple[str, int], DataKey]:
        if self._wrapped is None:
            self._read_in = _Standing()
            stored = DataKey.objects.filter(owner=self.owner)
            self._wrapped = {(key.scope, key.generation): key for key in stored}
        return self._wrapped

    def _current_key(self, scope: str) -> tuple[int, bytes]:
        """Return the key to seal with: one that is stored, not one that a rolled back transaction took along."""
        if self._read_in and not self._read_in.stands:
            self._wrapped, self._keys = None, {}
        generation = max((held for name, held in self._stored_keys() if name == scope), default=0)
        if not generation:
            new = _new_data_key(self.owner, scope)
            generation = new.generation
            self._stored_keys()[scope, generation] = new
            self._read_in = _Standing()
        return generation, self._key(scope, generation)


def vault_for(person: User) -> Vault:
    """Return the vault of a signed-in person: it opens and seals what is theirs, and nothing else."""
    return Vault(person.pk, may_touch=lambda _row, _field: True)


def vault_under_grant(grant: Grant, *, reader: User) -> Vault:
    """Return a vault for the one shared row a grant names; raise CannotOpen for any reader but its own."""
    if grant.reader_id != reader.pk:
        raise CannotOpen
    return Vault(grant.owner, may_touch=lambda row, field: row.pk == grant.row and field.scope == SHARED)


def vault_under_grants(grants: Iterable[Grant], *, owner: uuid.UUID, reader: User) -> Vault:
    """Return a vault for the shared rows of one owner that grants to this reader name, and for no others."""
    rows = {grant.row for grant in grants if grant.reader_id == reader.pk and grant.owner == owner}
    return Vault(owner, may_touch=lambda row, field: row.pk in rows and field.scope == SHARED)


def destroy_keys(owner: uuid.UUID) -> None:
    """Delete every data key of an owner: what they sealed can never be opened again, in backups either."""
    DataKey.objects.filter(owner=owner).delete()


def keyed_digest(purpose: str, *parts: bytes) -> bytes:
    """Return HMAC-SHA256 of length-prefixed parts under a key of the installation, one a purpose (32 bytes)."""
    return hmac.new(_system_key(purpose), _joined(*parts), hashlib.sha256).digest()


def keyed_digests(purpose: str, values: Iterable[bytes]) -> list[bytes]:
    """Return `keyed_digest` of each value, the key fetched once for all."""
    key = _system_key(purpose)
    return [hmac.new(key, _joined(value), hashlib.sha256).digest() for value in values]


def seal_for_system(purpose: str, text: str, *, owner: uuid.UUID = SYSTEM) -> bytes:
    """Seal a text that belongs to the installation's work, not to a page of a person (second-factor seeds).

    It opens for the same owner only: a person, where the text is about one.
    """
    return _sealed(_system_key(purpose), 1, _purpose_label(purpose, owner), text.encode())


def open_for_system(purpose: str, sealed: bytes, *, owner: uuid.UUID = SYSTEM) -> str:
    """Return what `seal_for_system` sealed for the same purpose and owner; raise CannotOpen where it does not open."""
    stored = _stored_system_key(purpose)
    if stored is None:
        raise CannotOpen
    return _opened(_unwrapped(stored), sealed, _purpose_label(purpose, owner)).decode()


def _system_key(purpose: str) -> bytes:
    return _unwrapped(_stored_system_key(purpose) or _new_data_key(SYSTEM, purpose))


def _stored_system_key(purpose: str) -> DataKey | None:
    return DataKey.objects.filter(owner=SYSTEM, scope=purpose, generation=1).first()


def _new_data_key(owner: uuid.UUID, scope: str) -> DataKey:
    key_id = current_master_key_id()
    label = _key_label(owner, scope, 1, key_id)
    wrapped = wrap(os.urandom(KEY_BYTES), key_id=key_id, associated=label)
    key, _made = DataKey.objects.get_or_create(
        owner=owner, scope=scope, generation=1, defaults={"master_key_id": key_id, "wrapped": wrapped}
    )
    return key


def rewrap(key: DataKey, *, key_id: str) -> None:
    """Wrap a data key with another master key. What it sealed stays as it is; the row is not saved here."""
    opened = _unwrapped(key)
    label = _key_label(key.owner, key.scope, key.generation, key_id)
    key.wrapped = wrap(opened, key_id=key_id, associated=label)
    key.master_key_id = key_id


def _unwrapped(key: DataKey) -> bytes:
    label = _key_label(key.owner, key.scope, key.generation, key.master_key_id)
    try:
        return unwrap(bytes(key.wrapped), key_id=key.master_key_id, associated=label)
    except MasterKeyRefused as error:
        raise CannotOpen from error


def _key_label(owner: uuid.UUID, scope: str, generation: int, key_id: str) -> bytes:
    return _joined(
        b"sevenfold data key", owner.bytes, scope.encode(), str(generation).encode(), key_id.encode()
    )


def _associated(label: str, owner: uuid.UUID, row: uuid.UUID) -> bytes:
    return _joined(label.encode(), owner.bytes, row.bytes)


def _purpose_label(purpose: str, owner: uuid.UUID) -> bytes:
    return _joined(purpose.encode(), *([] if owner == SYSTEM else [owner.bytes]))


def _joined(*parts: bytes) -> bytes:
    return b"".join(LENGTH.pack(len(part)) + part for part in parts)


def _written(value: Json) -> bytes:
    """Return JSON of a value. Half a surrogate pair, which no page can show, becomes the replacement character."""
    try:
        text = ENCODER.encode(value)
        is_plain = json.loads(text) == value
    except (TypeError, ValueError, RecursionError) as error:
        raise CannotSeal from error
    if not is_plain:
        raise CannotSeal
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()


def _sealed(key: bytes, generation: int, associated: bytes, content: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    header = HEADER.pack(VERSION, generation)
    try:
        return header + nonce + AESGCM(key).encrypt(nonce, _padded(content), header + associated)
    except (OverflowError, struct.error) as error:
        raise CannotSeal from error


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
