import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.sealed_field import GROUP, POST, SealedField
from groups.models.group import Group, Membership
from groups.models.invitation import Invitation


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def of_group(self, group: Group) -> "JoinRequestQuerySet":
        return self.filter(group=group).select_related("group")


class JoinRequest(models.Model):
    """That a visitor asks to join a group: their words for those who lead, and an address for the answer.

    Answered, the words are gone; the address stays while letters are still to come.
    """

    class Answer(models.TextChoices):
        YES = "yes"
        NO_PLACE = "no_place"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    sealed = SealedField(label="join_request.words", scope=GROUP, default=b"")
    sealed_address = SealedField(label="join_request.address", scope=POST, default=b"")
    address_mark = models.CharField(max_length=64)
    language = models.CharField(max_length=10)
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    invitation = models.OneToOneField(Invitation, models.CASCADE, null=True, blank=True, related_name="+")

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "address_mark"],
                condition=Q(answered_at__isnull=True),
                name="one_open_request_per_address",
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"


class PlaceInLineQuerySet(models.QuerySet["PlaceInLine"]):
    def standing_at(self, moment: datetime) -> "PlaceInLineQuerySet":
        """Return those who wait at a moment or hold an offer that lasts, first come first."""
        lasting = Q(offer_ends_at__isnull=True) | Q(offer_ends_at__gt=moment)
        return self.filter(lasting, ended_at__isnull=True).order_by("since", "pk")

    def of_person(self, person: models.Model) -> "PlaceInLineQuerySet":
        return self.filter(person=person)


class PlaceInLine(models.Model):
    """Someone's place in the line for a full group: a person with an account, or a visitor whose request was accepted.

    A freed place is offered until `offer_ends_at`, and is theirs to take until then.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="line")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    request = models.OneToOneField(JoinRequest, models.CASCADE, null=True, blank=True, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    offer_ends_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PlaceInLineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=Q(ended_at__isnull=True),
                name="one_place_in_line_per_person",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(request__isnull=False),
                name="a_place_in_line_is_someones",
            ),
        ]

    def __str__(self) -> str:
        return f"place in line {self.pk}"

    @property
    def has_lapsed(self) -> bool:
        """Whether it ended because an offer ran out."""
        return (
            self.ended_at is not None
            and self.offer_ends_at is not None
            and self.offer_ends_at <= self.ended_at
        )

    def is_offered_at(self, moment: datetime) -> bool:
        return self.ended_at is None and self.offer_ends_at is not None and self.offer_ends_at > moment


class PlaceNotes(models.Model):
    """What someone told those who lead about taking part. Its person can read and change it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.OneToOneField(Membership, models.CASCADE, related_name="+")
    sealed = SealedField(label="place_notes.content", scope=GROUP)

    def __str__(self) -> str:
        return f"notes {self.pk}"


class Goodbye(models.Model):
    """A few words that someone who left said to those who lead; gone after thirty days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    sealed = SealedField(label="goodbye.words", scope=GROUP)
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-said_at"]

    def __str__(self) -> str:
        return f"goodbye {self.pk}"
