import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from accounts.sealed_field import GROUP, SealedField
from groups.models.group import Group, Membership


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def told_by(self, person: User) -> "ComplaintQuerySet":
        return self.filter(told_by=person)

    def heard_by(self, person: User) -> "ComplaintQuerySet":
        """Return what was told to someone, while they stand outside the group that it is about."""
        now_in = Membership.objects.current().filter(person=person).values("group")
        return self.filter(heard_by=person).exclude(group__in=now_in)

    def out_of_reach(self) -> "ComplaintQuerySet":
        """Return those that nobody can read: whoever heard them is gone, kept out, or in the group by now."""
        within = Membership.objects.current().filter(group=OuterRef("group"), person=OuterRef("heard_by"))
        return self.filter(~Q(heard_by__is_active=True) | Exists(within))


class Complaint(models.Model):
    """What someone told one named person outside their group, past those who lead it.

    `told_by` is empty where they left their name out. The day is kept and not the hour, so that it says less of who it
    was. It opens for the one who hears it, and for whoever told it with their name.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    heard_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    told_on = models.DateField(default=timezone.localdate)
    sealed = SealedField(label="complaint.words", scope=GROUP)
    sealed_reply = SealedField(label="complaint.reply", scope=GROUP, default=b"")
    replied_at = models.DateTimeField(null=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        ordering = ["-told_on", "pk"]

    def __str__(self) -> str:
        return f"complaint {self.pk}"


class ComplaintOpening(models.Model):
    """That the one who hears a complaint opened it, and when. Whoever told it with their name can read it."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="openings")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["opened_at"]

    def __str__(self) -> str:
        return f"opening {self.pk}"
