"""Who may lead, in the admin."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import Prefetch, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from groups.forms.admin import PeerLeadForm
from groups.memberships import why_lead_stays
from groups.models import Membership, PeerLead


@admin.register(PeerLead)
class PeerLeadAdmin(admin.ModelAdmin):
    """Who may lead, confirmed by whom. Their introduction is theirs to write."""

    list_display = ["person", "address", "groups_now", "confirmed_by", "confirmed_at"]
    search_fields = ["person__name", "person__email"]
    autocomplete_fields = ["person"]
    list_select_related = ["person", "confirmed_by"]
    actions = None
    form = PeerLeadForm

    def get_fields(self, request: HttpRequest, obj: PeerLead | None = None) -> Any:
        """Ask for the confirmation when someone is added; later show who gave it."""
        del request
        return ["person", "groups_now", "confirmed_by", "confirmed_at"] if obj else ["person", "confirm"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PeerLead]:
        leading = Membership.objects.leads().select_related("group").order_by("group__name")
        places = Prefetch("memberships", queryset=leading, to_attr="leading_now")
        return super().get_queryset(request).prefetch_related(places)

    @admin.display(description=_("e-mail"), ordering="person__email")
    def address(self, lead: PeerLead) -> str:
        return lead.person.email

    @admin.display(description=_("leads now"))
    def groups_now(self, lead: Any) -> str:
        return ", ".join(place.group.name for place in lead.leading_now) or "-"

    def has_change_permission(self, request: HttpRequest, obj: PeerLead | None = None) -> bool:
        """Let nothing here be changed later: it is confirmed, or removed."""
        del request, obj
        return False

    def save_model(self, request: HttpRequest, obj: PeerLead, form: ModelForm, change: Any) -> None:
        obj.confirmed_by = cast(User, request.user)
        super().save_model(request, obj, form, change)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Refuse, in words, to remove someone who leads or has led."""
        lead = self.get_object(request, unquote(object_id))
        refused = why_lead_stays(lead) if lead else ""
        if refused:
            self.message_user(request, refused, messages.WARNING)
            return redirect("admin:groups_peerlead_change", object_id)
        return super().delete_view(request, object_id, extra_context)
