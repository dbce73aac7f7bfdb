"""A group in the admin: all that an organisation needs to run it, through the services of the pages."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.db.models import Count, Prefetch, Q, QuerySet
from django.forms import ModelForm
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from groups.admin.filters import HasRoom, IsArchived, next_start, requests_waiting
from groups.admin.inlines import (
    ROWS_FOR_NEW_GROUP,
    InvitationInline,
    PlaceInline,
    SessionInline,
    without_side_doors,
)
from groups.archiving import archive_group, bring_back
from groups.attendance_file import attendance_file
from groups.complaints import hearer_of
from groups.forms.admin import InvitationFormSet
from groups.forms.admin_groups import GroupForm, PlaceFormSet
from groups.line import line_length, settle_line
from groups.models import Group, JoinRequest, Membership

NOT_OPEN = _(
    "This group is not open: nobody can find it, join it or be invited. Write its safety contact below, a name with a "
    "number or an e-mail address. It is someone who does not lead this group."
)
NOBODY_HEARS = _(
    "Nobody hears complaints about this group. Choose someone below who is not in it, so that people can go past those "
    "who lead."
)
GROWN = ("archived_at", "requests")


@admin.register(Group)
class GroupAdmin(admin.ModelAdmin):
    """A group with its people, invitations and sessions. Times on its page are those of the group's zone."""

    list_display = ["name", "town", "places", "asking", "facilitators", "next_session", "is_open"]
    list_filter = [IsArchived, HasRoom, "meets", "joining", "language"]
    date_hierarchy = "first_date"
    form = GroupForm
    search_fields = ["name", "town", "memberships__person__name", "memberships__person__email"]
    inlines = [PlaceInline, InvitationInline, SessionInline]
    actions = ["export_attendance", "archive", "take_up_again"]
    readonly_fields = GROWN
    autocomplete_fields = ["hears_complaints"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "name",
                    "description",
                    "language",
                    "safety_contact",
                    "hears_complaints",
                    "archived_at",
                ]
            },
        ),
        (
            _("Where and when"),
            {
                "fields": ["meets", "town", "address", "link", "time_zone", "first_date"],
                "description": _("Every time on this page is in the time zone of the group."),
            },
        ),
        (_("Places"), {"fields": ["size_limit", "joining", "requests", "shows_names"]}),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Group | None = None) -> Any:
        """Leave out of a new group what only comes with time."""
        told = super().get_fieldsets(request, obj)
        if obj:
            return told
        return [
            (name, {**options, "fields": [each for each in options["fields"] if each not in GROWN]})
            for name, options in told
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        is_here = Q(memberships__left_at__isnull=True, memberships__role=Membership.Role.PARTICIPANT)
        leading = Membership.objects.facilitators().select_related("person").order_by("joined_at")
        groups = (
            super()
            .get_queryset(request)
            .annotate(
                taken=Count("memberships", filter=is_here, distinct=True),
                waiting=requests_waiting(),
                next_start=next_start(),
            )
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

    @admin.display(description=_("asking to join"))
    def asking(self, group: Any) -> int:
        return int(group.waiting or 0)

    @admin.display(description=_("next session"), ordering="next_start")
    def next_session(self, group: Any) -> str:
        return (
            date_format(group.next_start.astimezone(group.zone), "DATE_FORMAT") if group.next_start else "-"
        )

    @admin.display(description=_("requests to join"))
    def requests(self, group: Group) -> str:
        """Say how many there are and how they stand; what they say is for those who lead."""
        found = JoinRequest.objects.filter(group=group.pk).values("answer").annotate(number=Count("pk"))
        numbers = {row["answer"]: row["number"] for row in found}
        return _("%(waiting)s to be answered, %(yes)s welcomed, %(no)s without a place; %(line)s in line") % {
            "waiting": numbers.get("", 0),
            "yes": numbers.get(JoinRequest.Answer.YES, 0),
            "no": numbers.get(JoinRequest.Answer.NO_PLACE, 0),
            "line": line_length(group),
        }

    @admin.action(description=_("Attendance as a CSV file"), permissions=["view"])
    def export_attendance(self, request: HttpRequest, queryset: QuerySet[Group]) -> HttpResponse:
        """Hand out counts a session, without names, and note in the history of each group that it was done."""
        groups = list(queryset)
        for group in groups:
            self.log_change(request, group, "Attendance exported.")
        response = HttpResponse(
            attendance_file([group.pk for group in groups]), content_type="text/csv; charset=utf-8"
        )
        response["Content-Disposition"] = f'attachment; filename="sessions-{timezone.localdate()}.csv"'
        return response

    @admin.action(description=_("Archive"), permissions=["change"])
    def archive(self, request: HttpRequest, queryset: QuerySet[Group]) -> HttpResponse | None:
        """Say what archiving does; done once that is confirmed."""
        if "confirmed" not in request.POST:
            context = self.admin_site.each_context(request) | {
                "title": _("Archive"),
                "opts": self.opts,
                "groups": queryset,
                "checkbox": ACTION_CHECKBOX_NAME,
            }
            return TemplateResponse(request, "admin/groups/group/archive.html", context)
        for group in queryset:
            if archive_group(group=group, by=cast(User, request.user)):
                self.log_change(request, group, "Archived.")
                messages.success(request, _("%(group)s is archived. Nobody can join it.") % {"group": group})
        return None

    @admin.action(description=_("Bring back"), permissions=["change"])
    def take_up_again(self, request: HttpRequest, queryset: QuerySet[Group]) -> None:
        for group in queryset:
            if bring_back(group=group, by=cast(User, request.user)):
                self.log_change(request, group, "Brought back.")
                messages.success(
                    request, _("%(group)s goes on. Make new invitations for it.") % {"group": group}
                )

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Group, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """Offer a new group's first rows to those who lead it."""
        told: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, PlaceInline) and not obj.name:
            told["initial"] = [{"role": Membership.Role.FACILITATOR}] * ROWS_FOR_NEW_GROUP
        return told

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: Any) -> None:
        """Offer what is free now to who stands in line."""
        super().save_related(request, form, formsets, change)
        settle_line(form.instance)

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
        if group and request.method == "GET":
            self._say_what_is_missing(request, group)
        zone = group.zone if group else timezone.get_current_timezone()
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
        return without_side_doors(super().get_form(request, obj, change, **kwargs), "hears_complaints")

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
