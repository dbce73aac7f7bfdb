"""The admin site: its name, and no sign-in page of its own."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Model
from django.db.models.base import ModelBase
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from wellness.models import HelpLine

OURS = {"accounts", "groups", "wellness"}


class FoundWhileTyping(AutocompleteJsonView):
    """What is offered to choose from while someone types; people with their address, as first names come twice."""

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        found: dict[str, str] = super().serialize_result(obj, to_field_name)
        return found | {"text": obj.name_and_email} if isinstance(obj, User) else found


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

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return FoundWhileTyping.as_view(admin_site=self)(request)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Say first whether help lines wait to be checked: old numbers are worse than none."""
        due = HelpLine.objects.to_check_on(timezone.localdate()).count()
        return super().index(request, {**(extra_context or {}), "lines_to_check": due})

    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """Lead an admin on. Everyone here has signed in, on the one page for it; who is no admin finds nothing."""
        del extra_context
        if not self.has_permission(request):
            raise Http404
        return redirect("admin:index")

    def password_change(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> Any:
        """Send admins to the page where everyone changes a password: it limits tries and tells by e-mail."""
        del request, extra_context
        return redirect("account_change_password")
