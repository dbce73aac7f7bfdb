from django.db import models
from django.utils import timezone

from groups.models.group import Group


class Agreement(models.Model):
    """One version of what a group agreed on. A version never changes; a change is the next one."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="agreements")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=4000)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="one_agreement_per_group_and_number"),
        ]

    def __str__(self) -> str:
        return f"agreement {self.number}"
