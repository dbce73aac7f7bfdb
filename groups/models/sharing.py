import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Grant, User
from accounts.sealed_field import SHARED, SealedField
from groups.models.group import Group, Membership


class SharedSummaryQuerySet(models.QuerySet["SharedSummary"]):
    def shared_by(self, person: User) -> "SharedSummaryQuerySet":
        return self.filter(person=person)

    def of_group(self, group: Group) -> "SharedSummaryQuerySet":
        return self.filter(group=group)

    def open_at(self, moment: datetime) -> "SharedSummaryQuerySet":
        """Return those still shared at a moment."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=moment), ended_at__isnull=True)

    def readable_by(self, reader: User, moment: datetime) -> "SharedSummaryQuerySet":
        """Return those still shared that were addressed to a reader, in groups that the reader leads still.

        And whose people take part still and may sign in, so that leaving, or being kept out, ends a share whichever
        way it came about.
        """
        granted = Grant.objects.filter(reader=reader).values("row")
        led = Membership.objects.facilitators().filter(person=reader).values("group")
        places = Membership.objects.participants().filter(
            group=OuterRef("group"), person=OuterRef("person"), person__is_active=True
        )
        return self.open_at(moment).filter(Exists(places), pk__in=granted, group__in=led)

    def without_copy(self) -> "SharedSummaryQuerySet":
        """Leave the sealed columns in the database, for pages that only say that something is shared."""
        return self.defer("sealed", "sealed_reply")


class SharedSummary(models.Model):
    """The frozen copy of a summary that a group's facilitators may read while it is shared.

    Ended, its sealed columns are empty; the row stays so that the person can read who opened it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sealed = SealedField(label="shared_summary.content", scope=SHARED)
    wants_reply = models.BooleanField(default=False)
    shared_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    sealed_reply = SealedField(label="shared_summary.reply", scope=SHARED, default=b"")
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    replied_at = models.DateTimeField(null=True, blank=True)

    objects = SharedSummaryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=Q(ended_at__isnull=True),
                name="one_open_summary_per_group",
            ),
        ]

    def __str__(self) -> str:
        return f"shared summary {self.pk}"

    def takes_reply_from(self, reader: User) -> bool:
        """Say whether a reply is wanted and nobody else has given it."""
        return self.wants_reply and self.replied_by_id in {None, reader.pk}


class SummaryOpening(models.Model):
    """That someone opened a shared summary, and when. The person can read it."""

    shared = models.ForeignKey(SharedSummary, models.CASCADE, related_name="openings")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-opened_at"]

    def __str__(self) -> str:
        return f"opening {self.pk}"
