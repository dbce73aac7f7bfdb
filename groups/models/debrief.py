import uuid

from django.db import models
from django.utils import timezone

from accounts.sealed_field import GROUP, SealedField
from groups.models.group import Membership
from groups.models.programme import PeerSession


class Debrief(models.Model):
    """A facilitator's five minutes after a session. Facilitators of the group read it, nobody else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(PeerSession, models.CASCADE, related_name="+")
    written_by = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    sealed = SealedField(label="debrief.content", scope=GROUP, default=b"")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["saved_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "written_by"], name="one_debrief_per_session_and_place"
            ),
        ]

    def __str__(self) -> str:
        return f"debrief {self.pk}"
