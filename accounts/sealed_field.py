"""The column that holds a sealed value; what opens and seals it is the vault."""

from typing import Any

from django.apps import apps
from django.db import models

PRIVATE = "private"
SHARED = "shared"
GROUP = "group"  # for those who lead a group: see group_vault.py
POST = "post"  # addresses that the installation writes letters to


class SealedField(models.BinaryField):
    """A sealed value. `label` names the field for ever (never a Python name); `scope` says which key seals it."""

    def __init__(self, *args: Any, label: str = "", scope: str = PRIVATE, **kwargs: Any) -> None:
        self.label = label
        self.scope = scope
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "label": self.label, "scope": self.scope}


def sealed_models() -> dict[type[models.Model], list[SealedField]]:
    """Return every model that holds sealed values, with its sealed fields."""
    found = {
        model: [field for field in model._meta.fields if isinstance(field, SealedField)]
        for model in apps.get_models()
    }
    return {model: fields for model, fields in found.items() if fields}
