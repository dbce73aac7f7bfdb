import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.sealed_field import POST, SealedField
from groups.models.group import Group, Membership
from groups.models.invitation import Invitation
from groups.models.joining import JoinRequest, PlaceInLine
from groups.models.one_to_one import Meeting
from groups.models.programme import PeerSession


class LetterQuerySet(models.QuerySet["Letter"]):
    def waiting(self) -> "LetterQuerySet":
        """Return the letters that are neither sent nor let be."""
        return self.filter(ended_at__isnull=True)

    def free_at(self, moment: datetime) -> "LetterQuerySet":
        """Return the waiting letters that no worker holds at a moment."""
        return self.waiting().filter(Q(held_until__isnull=True) | Q(held_until__lte=moment))

    def due_at(self, moment: datetime) -> "LetterQuerySet":
        """Return the waiting letters that are to be put in the queue again at a moment."""
        return self.free_at(moment).filter(due_at__lte=moment)


class Letter(models.Model):
    """A letter that is to be sent once: of what kind, to whom, and about what. Its words are made when it is sent.

    It goes to a person, or to an address that a visitor left, which is forgotten with the sending.
    """

    class Kind(models.TextChoices):
        INVITATION = "invitation"
        OFFER = "offer"
        IN_LINE = "in_line"
        NO_PLACE = "no_place"
        MOVED = "moved"
        REARRANGED = "rearranged"
        CANCELLED = "cancelled"
        GROUP_ENDED = "group_ended"
        HANDED_OVER = "handed_over"
        DAY_BEFORE = "day_before"
        HOUR_BEFORE = "hour_before"

    class End(models.TextChoices):
        SENT = "sent"
        LET_BE = "let_be"
        GIVEN_UP = "given_up"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    sealed_address = SealedField(label="letter.address", scope=POST, default=b"")
    language = models.CharField(max_length=10)
    session = models.ForeignKey(PeerSession, models.CASCADE, null=True, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, related_name="+")
    place_in_line = models.ForeignKey(PlaceInLine, models.CASCADE, null=True, related_name="+")
    request = models.ForeignKey(JoinRequest, models.CASCADE, null=True, related_name="+")
    invitation = models.ForeignKey(Invitation, models.CASCADE, null=True, related_name="+")
    occasion = models.CharField(max_length=40, help_text="What about the session it tells of; told of once.")
    made_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    held_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=8, choices=End, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(ended_at__isnull=True), name="letters_waiting")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "session", "kind", "occasion"],
                condition=Q(session__isnull=False),
                name="one_letter_per_occasion",
            ),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"


class CalendarLink(models.Model):
    """That the sessions of a group can be read by a secret link, as one person in it. Only a digest of it is stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.OneToOneField(Membership, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"calendar link {self.pk}"
