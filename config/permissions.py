"""What an admin may do: exactly what the admin site offers, its inlines included, and nothing else."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.auth import get_permission_codename
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

ACTIONS = ("view", "add", "change", "delete")


class AdminPermissions(BaseBackend):
    """Whoever "may use the admin" has a permission for each model there; its own rules then narrow that down."""

    def get_user_permissions(self, user_obj: AbstractBaseUser | AnonymousUser, obj: Any = None) -> set[str]:
        """Return the permissions of an admin who may sign in; none of anyone else."""
        del obj
        is_admin = user_obj.is_active and getattr(user_obj, "is_staff", False)
        return set(_offered()) if is_admin else set()

    def has_module_perms(self, user_obj: AbstractBaseUser | AnonymousUser, app_label: str) -> bool:
        """Return whether the admin site offers anything of an app to this person."""
        return any(name.startswith(f"{app_label}.") for name in self.get_user_permissions(user_obj))


def _offered() -> Iterator[str]:
    for model, shown in admin.site._registry.items():
        for each in (model, *(inline.model for inline in shown.inlines)):
            yield from _permissions(each)


def _permissions(model: type[Model]) -> Iterator[str]:
    for action in ACTIONS:
        yield f"{model._meta.app_label}.{get_permission_codename(action, model._meta)}"
