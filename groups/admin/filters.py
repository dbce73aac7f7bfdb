"""Filters of the list of groups, and what it counts of each."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models import Group, JoinRequest, PeerSession


class IsArchived(admin.SimpleListFilter):
    """Leaves archived groups out of the list until they are asked for."""

    title = _("archived")
    parameter_name = "archived"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        del request, model_admin
        return [("yes", _("Archived")), ("all", _("All"))]

    def choices(self, changelist: Any) -> Any:
        """Name the list without a choice for what it shows."""
        given, *others = super().choices(changelist)
        return [{**given, "display": _("Not archived")}, *others]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Group]) -> QuerySet[Group]:
        del request
        if self.value() == "all":
            return queryset
        return queryset.filter(archived_at__isnull=self.value() != "yes")


class HasRoom(admin.SimpleListFilter):
    """Groups with places left, and those that are full."""

    title = _("places")
    parameter_name = "places"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        del request, model_admin
        return [("left", _("Places left")), ("full", _("Full"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        del request
        if self.value() == "left":
            return queryset.filter(taken__lt=F("size_limit"))
        return queryset.filter(taken__gte=F("size_limit")) if self.value() == "full" else queryset


def requests_waiting() -> Subquery:
    """Return how many ask to join a group and have no answer."""
    unanswered = JoinRequest.objects.filter(group=OuterRef("pk"), answered_at__isnull=True).order_by()
    return Subquery(unanswered.values("group").annotate(number=Count("pk")).values("number"))


def next_start() -> Subquery:
    """Return when a group meets next."""
    coming = PeerSession.objects.filter(
        group=OuterRef("pk"), state=PeerSession.State.PLANNED, starts_at__gte=timezone.now()
    )
    return Subquery(coming.order_by("starts_at").values("starts_at")[:1])
