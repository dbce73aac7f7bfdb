from django.db import models

from groups.models.group import Group


class GroupEnding(models.Model):
    """What those who lead say of the end of their group: what stays, what stops, and where to turn next."""

    group = models.OneToOneField(Group, models.CASCADE, related_name="+")
    stays = models.TextField(max_length=1000, blank=True)
    stops = models.TextField(max_length=1000, blank=True)
    where_next = models.TextField(max_length=1000, blank=True)

    def __str__(self) -> str:
        return f"ending {self.pk}"
