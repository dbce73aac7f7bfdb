"""What is sealed under the key of a group, and the two doors to it.

Anyone may seal for a group, and cannot open it again. Whom the rule of GROUP_VAULT_RULE lets in opens what it says;
an admin is let in as little as anyone. There is no way to open a row by the group it names.
"""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string

from accounts.models import User
from accounts.sealed_field import GROUP
from accounts.vault import Json, Vault

Rule = Callable[[User, UUID], Callable[[models.Model], bool]]


def vault_of_group(group: UUID, *, reader: User) -> Vault:
    """Return the vault of a group as one person may use it: it opens the rows that the rule names, and no others."""
    rule: Rule = import_string(settings.GROUP_VAULT_RULE)
    may_open = rule(reader, group)
    return Vault(group, may_touch=lambda row, field: field.scope == GROUP and may_open(row))


def seal_for_group(group: UUID, row: models.Model, field_name: str, value: Json) -> None:
    """Seal a value into an empty field for a group. Raise CannotOpen where something is there already."""
    vault = Vault(group, may_touch=lambda row, field: field.scope == GROUP and not getattr(row, field.name))
    vault.seal(row, field_name, value)
