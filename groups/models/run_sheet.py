from django.conf import settings
from django.db import models

from groups.models.programme import PeerSession


class SessionSheet(models.Model):
    """What facilitators made of the run sheet about something, for one session of theirs."""

    session = models.ForeignKey(PeerSession, models.CASCADE, related_name="+")
    about = models.SlugField(max_length=50, help_text="The sheet it was made of; another topic has another.")
    number = models.PositiveSmallIntegerField(default=1, help_text="How often it was changed.")
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    words = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "about"], name="one_run_sheet_per_session_and_topic"),
        ]

    def __str__(self) -> str:
        return f"run sheet {self.pk}"
