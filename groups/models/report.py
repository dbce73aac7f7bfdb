import uuid

from django.db import models
from django.utils import timezone

from accounts.models import User


class ReportTable(models.Model):
    """The figures of programmes that ended in some months, made once and never changed: only what may be shown.

    `until` is the first day that no longer counts. Of a hidden row nothing is stored but its name.
    """

    since = models.DateField()
    until = models.DateField(unique=True)
    rows = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-until"]

    def __str__(self) -> str:
        return f"report table {self.pk}"


class RatingsGiven(models.Model):
    """What someone agreed to have counted: by dimension their first and latest rating, and how helpful they found a session.

    It stands open under a keyed token in place of the person, with a random key and no time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token = models.CharField(max_length=64, unique=True)
    ratings = models.JSONField(default=dict)
    helpful = models.CharField(max_length=8, blank=True)

    def __str__(self) -> str:
        return f"ratings given {self.pk}"


class ReadmissionTold(models.Model):
    """Whether someone who agreed to say went back to acute care, under a token of its own."""

    class Answer(models.TextChoices):
        YES = "yes"
        NO = "no"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token = models.CharField(max_length=64, unique=True)
    answer = models.CharField(max_length=3, choices=Answer)

    def __str__(self) -> str:
        return f"readmission told {self.pk}"


class AskedToGive(models.Model):
    """That someone was asked, once, whether they want to be counted; not what they said."""

    person = models.OneToOneField(User, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"asked {self.pk}"
