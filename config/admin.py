"""The admin site: its name, and no sign-in page of its own."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.db.models.base import ModelBase
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

OURS = {"accounts", "groups", "wellness"}


class SevenfoldAdminSite(admin.AdminSite):
    """Groups, people, topics, wording and help lines; never anyone's writing."""

    site_header = _("Sevenfold")
    site_title = _("Sevenfold")
    index_title = _("Set up")
    enable_nav_sidebar = True

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Register our own models; what libraries offer (addresses, factors, sessions) is nobody's to administer."""
        models: Any = [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else model_or_iterable
        ours = [model for model in models if model._meta.app_label in OURS]
        super().register(ours, admin_class, **options)

    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """Send people to the one sign-in page; those who are no admins are told so there."""
        del extra_context
        return redirect_to_login(request.get_full_path())
