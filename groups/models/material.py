import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models.group import Group
from groups.models.programme import PeerSession


class MaterialQuerySet(models.QuerySet["Material"]):
    def of_session(self, session: PeerSession) -> "MaterialQuerySet":
        return self.filter(session=session)

    def files_of(self, group: Group) -> "MaterialQuerySet":
        """Return the files, links left out, of the sessions of a group."""
        return self.exclude(file_name="").filter(session__group=group)


class Material(models.Model):
    """A file or a link for a session, for everyone in its group. The file lies under a random name in a private folder."""

    class Kind(models.TextChoices):
        LINK = "link", _("Link")
        PDF = "pdf", "PDF"
        PPTX = "pptx", "PPTX"
        ODP = "odp", "ODP"
        PNG = "png", "PNG"
        JPEG = "jpg", "JPEG"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(PeerSession, models.CASCADE, related_name="+")
    title = models.CharField(max_length=80)
    kind = models.CharField(max_length=4, choices=Kind)
    link = models.URLField(blank=True)
    file_name = models.CharField(max_length=32, blank=True)
    size = models.PositiveIntegerField(default=0, help_text="In bytes.")
    added_at = models.DateTimeField(default=timezone.now)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="link", file_name="") & ~Q(link="")
                | ~Q(kind="link") & ~Q(file_name="") & Q(link=""),
                name="material_is_a_file_or_a_link",
            ),
            models.UniqueConstraint(
                fields=["file_name"], condition=~Q(file_name=""), name="one_material_per_file"
            ),
        ]

    def __str__(self) -> str:
        return f"material {self.pk}"

    @property
    def is_shown_in_browser(self) -> bool:
        """Whether a browser shows it by itself, without opening another program."""
        return self.kind in {self.Kind.PDF, self.Kind.PNG, self.Kind.JPEG}
