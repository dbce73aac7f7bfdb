"""Groups and the people who may lead them. Nothing that anyone wrote for themselves is here."""

from datetime import timedelta
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import Count, Prefetch, Q, QuerySet
from django.forms import ModelForm
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from groups.complaints import hearer_of
from groups.forms.admin import (
    GroupForm,
    InvitationForm,
    InvitationFormSet,
    PeerLeadForm,
    PlaceForm,
    PlaceFormSet,
    SessionForm,
    SessionFormSet,
)
from groups.memberships import why_lead_stays
from groups.models import Group, Invitation, Membership, PeerLead, PeerSession

SHOWN_AFTER_END = timedelta(days=30)
NOT_OPEN = _(
    "This group is not open: nobody can find it, join it or be invited. Write its safety contact below, a name with a "
    "number or an e-mail address. It is someone who does not lead this group."
)

NOBODY_HEARS = _(
    "Nobody hears complaints about this group. Choose someone below who is not in it, so that people can go past those "
    "who lead."
)


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

    def get_formset(self, request: HttpRequest, obj: Group | None = None, **kwargs: Any) -> Any:
        return _without_side_doors(super().get_formset(request, obj, **kwargs), "person")

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
        formset = _without_side_doors(super().get_formset(request, obj, **kwargs), "topic")
        formset.by = request.user
        return formset


@admin.register(Group)
class GroupAdmin(admin.ModelAdmin):
    """A group with its people, invitations and sessions. Times on its page are those of the group's zone."""

    list_display = ["name", "meets", "town", "places", "facilitators", "first_date", "is_open"]
    list_filter = ["meets", "joining", "language"]
    form = GroupForm
    search_fields = ["name", "town", "memberships__person__name", "memberships__person__email"]
    autocomplete_fields = ["hears_complaints"]
    inlines = [PlaceInline, InvitationInline, SessionInline]
    actions = None
    fieldsets = [
        (None, {"fields": ["name", "description", "language", "safety_contact", "hears_complaints"]}),
        (
            _("Where and when"),
            {
                "fields": ["meets", "town", "address", "link", "time_zone", "first_date"],
                "description": _("Every time on this page is in the time zone of the group."),
            },
        ),
        (_("Places"), {"fields": ["size_limit", "joining", "shows_names"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        is_here = Q(memberships__left_at__isnull=True, memberships__role=Membership.Role.PARTICIPANT)
        leading = Membership.objects.facilitators().select_related("person").order_by("joined_at")
        groups = (
            super().get_queryset(request).annotate(taken=Count("memberships", filter=is_here, distinct=True))
        )
        people: QuerySet[Group] = groups.prefetch_related(
            Prefetch("memberships", queryset=leading, to_attr="leading_now")
        )
        return people

    @admin.display(description=_("places"))
    def places(self, group: Any) -> str:
        return _("%(taken)s of %(limit)s") % {"taken": group.taken, "limit": group.size_limit}

    @admin.display(description=_("facilitators"))
    def facilitators(self, group: Any) -> str:
        return ", ".join(str(place.person) for place in group.leading_now) or "-"

    @admin.display(description=_("safety contact"), boolean=True)
    def is_open(self, group: Group) -> bool:
        return group.has_safety_contact

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, str | list[str]]:
        return {
            "time_zone": timezone.get_current_timezone_name(),
            **super().get_changeform_initial_data(request),
        }

    def get_inlines(self, request: HttpRequest, obj: Group | None) -> Any:
        """Offer sessions once there is a group to plan them for."""
        inlines = super().get_inlines(request, obj)
        return inlines if obj else [inline for inline in inlines if inline is not SessionInline]

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        """Let a group be deleted that nobody ever joined; any other is kept, with what was shared in it."""
        if obj is None or obj.memberships.exists():
            return False
        return super().has_delete_permission(request, obj)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Read and show times where the group meets, not where the admin is."""
        group = self.get_object(request, unquote(object_id)) if object_id else None
        zone = group.zone if group else timezone.get_current_timezone()
        if group and request.method == "GET":
            self._say_what_is_missing(request, group)
        with timezone.override(zone):
            response: HttpResponse = super().changeform_view(request, object_id, form_url, extra_context)
            return response.render() if isinstance(response, TemplateResponse) else response

    def get_form(
        self,
        request: HttpRequest,
        obj: Group | None = None,
        change: bool = False,  # noqa: FBT001, FBT002 - Django's signature
        **kwargs: Any,
    ) -> Any:
        return _without_pop_ups(super().get_form(request, obj, change, **kwargs), "hears_complaints")

    def _say_what_is_missing(self, request: HttpRequest, group: Group) -> None:
        if not group.has_safety_contact:
            self.message_user(request, NOT_OPEN, messages.WARNING)
        if hearer_of(group) is None:
            self.message_user(request, NOBODY_HEARS, messages.WARNING)

    def save_formset(
        self, request: HttpRequest, form: ModelForm, formset: BaseInlineFormSet, change: Any
    ) -> None:
        """Tell the formsets who acts: their services ask."""
        if isinstance(formset, PlaceFormSet | InvitationFormSet):
            formset.by = cast(User, request.user)
        super().save_formset(request, form, formset, change)


@admin.register(PeerLead)
class PeerLeadAdmin(admin.ModelAdmin):
    """Who may lead, confirmed by whom. Their introduction is theirs to write."""

    list_display = ["person", "groups_now", "confirmed_by", "confirmed_at"]
    search_fields = ["person__name", "person__email"]
    autocomplete_fields = ["person"]
    list_select_related = ["person", "confirmed_by"]
    actions = None
    form = PeerLeadForm
    fields = ["person", "confirm"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PeerLead]:
        leading = Membership.objects.leads().select_related("group").order_by("group__name")
        places = Prefetch("memberships", queryset=leading, to_attr="leading_now")
        return super().get_queryset(request).prefetch_related(places)

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


def _without_side_doors(formset: Any, name: str) -> Any:
    """Return the formset with a field that chooses, and offers no pop-up to add or change what it chooses from."""
    _without_pop_ups(formset.form, name)
    return formset


def _without_pop_ups(form: Any, name: str) -> Any:
    widget = form.base_fields[name].widget
    widget.can_add_related = widget.can_change_related = widget.can_view_related = False
    return form
