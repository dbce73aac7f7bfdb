from django.db import models
from django.utils import timezone

from groups.models.group import Group, Membership


class GroupOffer(models.Model):
    """That one who leads a group would hand it to another, who has not answered yet. Answered, the row is gone."""

    group = models.OneToOneField(Group, models.CASCADE, related_name="+")
    giver = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    taker = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    giver_stays = models.BooleanField()
    offered_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"offer of a group {self.pk}"
