"""What is sealed under the key of a group, and the three doors to it.

Anyone may seal for a group, and cannot open it again: a visitor who asks to join has no account. Whom the rule of
GROUP_VAULT_RULE lets in opens what it says, admins included in nobody. Addresses that letters go to stand apart
(POST): only the installation opens them, to post, so that those who lead never read them.
"""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string

from accounts.models import User
from accounts.sealed_field import GROUP, POST
from accounts.vault import Json, Vault

Rule = Callable[[User, UUID], Callable[[models.Model], bool]]


def vault_of_group(group: UUID, *, reader: User) -> Vault:
    """Return the vault of a group as one person may use it: it opens the rows that the rule names, and no others."""
    rule: Rule = import_string(settings.GROUP_VAULT_RULE)
    may_open = rule(reader, group)
    return Vault(group, may_touch=lambda row, field: field.scope == GROUP and may_open(row))


def seal_for_group(group: UUID, row: models.Model, field_name: str, value: Json) -> None:
    """Seal a value into an empty field for a group. Raise CannotOpen where something is there already."""
    vault = Vault(group, may_touch=lambda row, field: _is_for_group(row, field.name, field.scope))
    vault.seal(row, field_name, value)


def address_to_post(group: UUID, row: models.Model, field_name: str) -> str:
    """Return an address that was left for letters; raise CannotOpen for any field that holds something else."""
    vault = Vault(group, may_touch=lambda _row, field: field.scope == POST)
    return str(vault.open(row, field_name))


def _is_for_group(row: models.Model, field_name: str, scope: str) -> bool:
    return scope in {GROUP, POST} and not getattr(row, field_name)
