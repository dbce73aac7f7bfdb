import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.sealed_field import GROUP, SealedField
from groups.models.group import Group, Membership
from groups.models.programme import PeerSession


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def said_by(self, person: User, group: Group) -> "AbsenceQuerySet":
        """Return what someone said of a group's sessions since they joined it last."""
        return self.filter(place__person=person, place__left_at__isnull=True, session__group=group)

    def from_session(self, session: PeerSession) -> "AbsenceQuerySet":
        """Return what those who are in the group still said of a session."""
        return self.filter(session=session, place__left_at__isnull=True)


class Absence(models.Model):
    """That a participant said in advance that they cannot come, with a word to those who lead if they wished."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(PeerSession, models.CASCADE, related_name="+")
    place = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    sealed = SealedField(label="absence.word", scope=GROUP, default=b"")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "place"], name="one_absence_per_session_and_place"),
        ]

    def __str__(self) -> str:
        return f"absence {self.pk}"


class Attendance(models.Model):
    """Whether a participant was at a session, as those who lead it noted."""

    class State(models.TextChoices):
        HERE = "here", _("Here")
        AWAY = "away", _("Could not come")
        NOT_HERE = "not_here", _("Not here")

    session = models.ForeignKey(PeerSession, models.CASCADE, related_name="+")
    place = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "place"], name="one_attendance_per_session_and_place"),
        ]

    def __str__(self) -> str:
        return f"attendance {self.pk}"
