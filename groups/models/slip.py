import uuid

from django.db import models

from groups.models.group import Group


class InterestSlip(models.Model):
    """What someone ticked on paper, entered by those who lead: a ballot of slugs, no person, no time, a random key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    interested = models.JSONField(default=list)
    strong = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"slip {self.pk}"
