import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.sealed_field import SHARED, SealedField
from groups.models.group import Membership
from groups.models.one_to_one import Meeting
from groups.models.programme import PeerSession

# People arrive a little early, and the moments after a session can be the hard ones.
OPENS_BEFORE = timedelta(minutes=15)
CLOSES_AFTER = timedelta(minutes=30)


class HelpCardQuerySet(models.QuerySet["HelpCard"]):
    def of_group_led_by(self, reader: User, group: uuid.UUID) -> "HelpCardQuerySet":
        """Return those of a group's sessions, for a facilitator of it; not those of one to ones."""
        leading = Membership.objects.facilitators().filter(person=reader, group=group)
        return self.filter(session__group__in=leading.values("group"))

    def with_window(self) -> "HelpCardQuerySet":
        """Fetch with them what tells when, and by whom, each can be opened."""
        return self.select_related("place__person", "place__group", "session", "meeting")


class HelpCard(models.Model):
    """What a participant wrote for one session in case they need help in it, sealed under their shared key.

    Once the session is over nobody opens it, and the column is emptied; the row stays a while with its openings, so that
    the person can read who opened it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    session = models.ForeignKey(PeerSession, models.CASCADE, null=True, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, related_name="+")
    sealed = SealedField(label="help_card.words", scope=SHARED, default=b"")
    opens_from = models.DateTimeField(
        null=True, help_text="Not sooner, wherever the session is moved: what its person could know of."
    )

    objects = HelpCardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(session__isnull=True, meeting__isnull=False)
                | Q(session__isnull=False, meeting__isnull=True),
                name="help_cards_are_for_one_session",
            ),
            models.UniqueConstraint(fields=["place", "session"], name="one_help_card_per_place_and_session"),
            models.UniqueConstraint(fields=["meeting"], name="one_help_card_per_meeting"),
        ]

    def __str__(self) -> str:
        return f"help card {self.pk}"

    @property
    def gathering(self) -> PeerSession | Meeting:
        """The session it is for, of the group or of two."""
        found = self.session or self.meeting
        if found is None:
            message = "A help card is for a session."
            raise ValueError(message)
        return found

    @property
    def is_written(self) -> bool:
        return bool(self.sealed)

    def is_over_at(self, moment: datetime) -> bool:
        return card_time_is_over(self.gathering, moment)

    def is_open_at(self, moment: datetime) -> bool:
        """Whether those who lead may open it at a moment: from shortly before the session until shortly after it."""
        start = self.gathering.starts_at
        if not self.is_written or start is None or self.is_over_at(moment):
            return False
        return max(start - OPENS_BEFORE, self.opens_from or start - OPENS_BEFORE) <= moment


def card_time_is_over(gathering: PeerSession | Meeting, moment: datetime) -> bool:
    """Return whether a session has no cards any more: it is over, the moments after it too, or it does not take place."""
    if gathering.state == PeerSession.State.CANCELLED:
        return True
    start = gathering.starts_at
    return start is not None and start + timedelta(minutes=gathering.minutes) + CLOSES_AFTER <= moment


class HelpCardOpening(models.Model):
    """That someone opened a card, and when. Its person can read it."""

    card = models.ForeignKey(HelpCard, models.CASCADE, related_name="+")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-opened_at"]

    def __str__(self) -> str:
        return f"opening {self.pk}"
