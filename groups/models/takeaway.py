import uuid

from django.db import models

from accounts.sealed_field import GROUP, SealedField
from groups.models.programme import PeerSession


class Takeaway(models.Model):
    """What someone said after a session, unnamed: a keyed token in place of the person, no time, a random key.

    `is_passed_on`: those who lead can read it now, so that its person can take it away and no longer change it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(PeerSession, models.CASCADE, related_name="+")
    token = models.CharField(max_length=64)
    sealed = SealedField(label="takeaway.content", scope=GROUP)
    is_passed_on = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "token"], name="one_takeaway_per_session_and_token"),
        ]

    def __str__(self) -> str:
        return f"takeaway {self.pk}"
