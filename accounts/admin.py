"""People in the admin: found, let in or kept out; never added, renamed to another address, or signed in as."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import Grant, User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Who is here. Only someone who may do everything says who may sign in or use the admin."""

    list_display = ["email", "name", "is_active", "is_staff", "is_superuser", "joined_at"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    date_hierarchy = "joined_at"
    fieldsets = [
        (None, {"fields": ["email", "name", "joined_at", "last_login"]}),
        (_("What they may do"), {"fields": ["is_active", "is_staff"]}),
    ]
    superuser_may_change = ("is_active", "is_staff")

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Return every field but the two a superuser may change, and those too for a superuser's own row."""
        fixed = ["email", "name", "joined_at", "last_login"]
        is_own = obj is not None and obj.pk == request.user.pk
        if not getattr(request.user, "is_superuser", False) or is_own:
            fixed += self.superuser_may_change
        return fixed

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's
        """Save, and let someone who is kept out open nothing that was shared with them, then or later."""
        super().save_model(request, obj, form, change)
        if not obj.is_active:
            Grant.objects.filter(reader=obj).delete()

    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """Nobody is deleted here: people delete their own account, keys first, on their own page."""
        return False
