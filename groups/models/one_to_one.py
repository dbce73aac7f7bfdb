import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.sealed_field import SHARED, SealedField
from groups.models.group import Group, Membership
from groups.models.programme import PeerSession

MOST_MEETINGS = 10


class OneToOneQuerySet(models.QuerySet["OneToOne"]):
    def lasting(self) -> "OneToOneQuerySet":
        """Return those not ended, of two people who are in the group still, one of them leading it."""
        return self.filter(
            ended_at__isnull=True,
            participant__left_at__isnull=True,
            facilitator__left_at__isnull=True,
            facilitator__role=Membership.Role.FACILITATOR,
        )

    def led_by(self, person: User) -> "OneToOneQuerySet":
        return self.lasting().filter(facilitator__person=person)

    def open_to(self, person: User) -> "OneToOneQuerySet":
        """Return those of which a person is one of the two; its participant keeps it when it has ended."""
        leading = self.led_by(person).values("pk")
        return self.filter(Q(participant__person=person) | Q(pk__in=leading))


class OneToOne(models.Model):
    """That a participant and a facilitator meet one to one, up to ten times: offered, and agreed by the participant."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    participant = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    facilitator = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    offered_at = models.DateTimeField(default=timezone.now)
    agreed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = OneToOneQuerySet.as_manager()

    class Meta:
        ordering = ["-offered_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "facilitator"],
                condition=Q(ended_at__isnull=True),
                name="one_open_one_to_one_of_two",
            ),
        ]

    def __str__(self) -> str:
        return f"one to one {self.pk}"


class Meeting(models.Model):
    """One session of two people, on the clocks of their group."""

    State = PeerSession.State

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    one_to_one = models.ForeignKey(OneToOne, models.CASCADE, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=PeerSession.State, default=State.PLANNED)
    starts_at = models.DateTimeField(_("starts"))
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), default=60)
    link = models.URLField(_("meeting link"), blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    suggested_at = models.DateTimeField(null=True)
    called_off_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["starts_at", "pk"]

    def __str__(self) -> str:
        return f"meeting {self.pk}"

    def is_ahead_at(self, moment: datetime) -> bool:
        """Whether it is planned and not over, so that it can be moved or called off."""
        return self.state == self.State.PLANNED and self.starts_at + timedelta(minutes=self.minutes) > moment


class MeetingNote(models.Model):
    """A note of a one-to-one session, by either of the two and read by both. There are no others."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    sealed = SealedField(label="meeting_note.text", scope=SHARED)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"note {self.pk}"
