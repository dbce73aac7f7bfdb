import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models.group import Group, Membership


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open_at(self, moment: datetime) -> "InvitationQuerySet":
        """Return invitations that still let someone in at a moment."""
        lasting = self.filter(revoked_at__isnull=True, expires_at__gt=moment, uses__lt=F("uses_limit"))
        return lasting.filter(group__archived_at__isnull=True)


class Invitation(models.Model):
    """A way into one group: it expires, counts its uses, and can be revoked. Its code is never stored in clear."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="invitations")
    code_digest = models.CharField(max_length=64, unique=True, editable=False)
    note = models.CharField(
        _("note for those who lead"),
        max_length=80,
        blank=True,
        help_text=_("For example: flyer at the library."),
    )
    role = models.CharField(
        _("joins as"), max_length=12, choices=Membership.Role, default=Membership.Role.PARTICIPANT
    )
    uses_limit = models.PositiveSmallIntegerField(_("how many people it lets in"), default=1)
    uses = models.PositiveSmallIntegerField(_("used"), default=0, editable=False)
    expires_at = models.DateTimeField(_("works until"))
    revoked_at = models.DateTimeField(_("stopped"), null=True, blank=True, editable=False)
    made_for = models.ForeignKey(
        Membership, models.CASCADE, null=True, blank=True, editable=False, related_name="+"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(uses__lte=F("uses_limit")), name="invitation_uses_within_limit"
            ),
        ]

    def __str__(self) -> str:
        return _("invitation %(mark)s") % {"mark": str(self.pk)[:8]}

    def is_open_at(self, moment: datetime) -> bool:
        """Return whether it still lets someone in; to be asked of one that was fetched with its group."""
        if self.revoked_at is not None or self.group.archived_at is not None:
            return False
        return self.expires_at > moment and self.uses < self.uses_limit

    @property
    def is_for_noted(self) -> bool:
        """Whether it is for someone who is in the group without an account; their place is theirs already."""
        return self.made_for_id is not None

    @property
    def lets_lead(self) -> bool:
        return self.role != Membership.Role.PARTICIPANT
