"""The people, invitations and sessions of a group, on its page."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.forms.admin import InvitationForm, InvitationFormSet, SessionForm, SessionFormSet
from groups.forms.admin_groups import PlaceForm, PlaceFormSet
from groups.models import Group, Invitation, Membership, PeerSession

SHOWN_AFTER_END = timedelta(days=30)
ROWS_FOR_NEW_GROUP = 2


class PlaceInline(admin.TabularInline):
    model = Membership
    form = PlaceForm
    formset = PlaceFormSet
    verbose_name = _("place")
    verbose_name_plural = _("people in the group")
    fields = ["person", "role", "joined_at", "ends"]
    readonly_fields = ["joined_at"]
    autocomplete_fields = ["person"]
    can_delete = False
    extra = 0

    def get_extra(self, request: HttpRequest, obj: Group | None = None, **kwargs: Any) -> int:
        """Have rows ready for those who lead a new group."""
        del request, kwargs
        return self.extra if obj else ROWS_FOR_NEW_GROUP

    def get_formset(self, request: HttpRequest, obj: Group | None = None, **kwargs: Any) -> Any:
        return _without_doors(super().get_formset(request, obj, **kwargs), "person")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).filter(left_at__isnull=True).select_related("person")


class InvitationInline(admin.TabularInline):
    model = Invitation
    form = InvitationForm
    formset = InvitationFormSet
    fields = ["code", "role", "note", "uses_limit", "uses", "expires_at", "stops"]
    readonly_fields = ["uses"]
    can_delete = False
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Invitation]:
        since = timezone.now() - SHOWN_AFTER_END
        return super().get_queryset(request).filter(revoked_at__isnull=True, expires_at__gt=since)


class SessionInline(admin.TabularInline):
    model = PeerSession
    form = SessionForm
    formset = SessionFormSet
    fields = ["position", "kind", "topic", "state", "starts_at"]
    readonly_fields = ["position"]
    can_delete = False
    extra = 0

    def get_formset(self, request: HttpRequest, obj: Group | None = None, **kwargs: Any) -> Any:
        """Tell the formset who acts: before it is sent on, it asks the services whether all of it fits."""
        formset = _without_doors(super().get_formset(request, obj, **kwargs), "topic")
        formset.by = request.user
        return formset


def without_side_doors(form: Any, name: str) -> Any:
    """Return a form with a field that chooses, and offers no pop-up to add or change what it chooses from."""
    widget = form.base_fields[name].widget
    widget.can_add_related = widget.can_change_related = widget.can_view_related = False
    return form


def _without_doors(formset: Any, name: str) -> Any:
    without_side_doors(formset.form, name)
    return formset
