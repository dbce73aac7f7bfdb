"""Whatever belongs to a published edition is frozen in the admin."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from wellness.models import Edition, Part


def edition_of(shown: Model | None) -> Edition | None:
    """Return the edition that a row of the admin belongs to; None for a row that does not exist yet."""
    if isinstance(shown, Part):
        return shown.edition
    return shown if isinstance(shown, Edition) else None


def is_frozen(shown: Model | None) -> bool:
    """Whatever belongs to a published edition is frozen."""
    edition = edition_of(shown)
    return edition is not None and edition.is_published


class FrozenWhenPublished:
    """Wording of a published edition can be read here, and not changed, added to or deleted."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(super().has_change_permission(request, obj)) and not is_frozen(obj)  # type: ignore[misc]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(super().has_delete_permission(request, obj)) and not is_frozen(obj)  # type: ignore[misc]


class FrozenInline(FrozenWhenPublished):
    """Rows on the page of what they belong to; none are added to what is published."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(super().has_add_permission(request, obj)) and not is_frozen(obj)  # type: ignore[misc]
