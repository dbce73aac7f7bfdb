import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models.group import Group, Membership


class PeerSession(models.Model):
    """One meeting of the group in its programme."""

    class Kind(models.TextChoices):
        WELCOME = "welcome", _("Welcome")
        TOPIC = "topic", _("Topic")
        CRISIS_PLAN = "crisis_plan", _("Making a crisis plan")
        ENDING = "ending", _("Ending well")
        OPEN = "open", _("Topic to be chosen")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Not taking place")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="sessions")
    position = models.PositiveSmallIntegerField(_("number"), default=1)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.TOPIC)
    topic = models.ForeignKey(
        "wellness.Topic", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("topic")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    moved_from = models.DateTimeField(_("when the group was first told"), null=True, editable=False)
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), default=90)
    changes = models.PositiveIntegerField(
        default=0, editable=False, help_text="How often what a calendar shows of it was changed."
    )
    link = models.URLField(_("meeting link"), blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    led_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("led by")
    )
    stays = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    leads_on = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    handed_by = models.ForeignKey(Membership, models.SET_NULL, null=True, editable=False, related_name="+")
    reason = models.CharField(_("reason the group sees"), max_length=200, blank=True)

    class Meta:
        ordering = ["position", "starts_at"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="topic", topic__isnull=False) | (~Q(kind="topic") & Q(topic__isnull=True)),
                name="topic_sessions_name_their_topic",
            ),
            models.UniqueConstraint(
                fields=["group", "topic"],
                condition=~Q(state="cancelled"),
                name="one_session_per_topic",
            ),
        ]

    def __str__(self) -> str:
        return _("session %(number)s") % {"number": self.position}

    @property
    def is_held(self) -> bool:
        return self.state == self.State.HELD

    def move_to(self, moment: datetime | None) -> None:
        """Give it another start, or none; what the group was told first is kept until it is so again."""
        told = self.moved_from or self.starts_at
        if moment != self.starts_at:
            self.changes += 1
        self.moved_from = told if told != moment else None
        self.starts_at = moment

    @property
    def takes_topic(self) -> bool:
        """Whether it is planned, and what it is about is still to be chosen."""
        return self.kind == self.Kind.OPEN and self.state == self.State.PLANNED


class PlannedTopic(models.Model):
    """A topic in the facilitators' draft plan: suggested, pinned or dropped. The group does not see it."""

    class Standing(models.TextChoices):
        SUGGESTED = "suggested", _("Suggested")
        PINNED = "pinned", _("Pinned")
        DROPPED = "dropped", _("Dropped")

    group = models.ForeignKey(Group, models.CASCADE, related_name="planned_topics")
    topic = models.ForeignKey("wellness.Topic", models.CASCADE, related_name="+")
    standing = models.CharField(_("standing"), max_length=10, choices=Standing)
    position = models.PositiveSmallIntegerField(default=0)
    why = models.JSONField(default=dict, help_text="Counts behind the suggestion, as the planner gave them.")
    reason = models.CharField(_("reason the group sees"), max_length=200, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["group", "topic"], name="one_planned_topic_per_topic")]

    def __str__(self) -> str:
        return f"planned topic {self.pk}"


class InterestSnapshot(models.Model):
    """A group's interests frozen for those who lead: each unnamed ballot and what it stands for, under keyed marks."""

    group = models.OneToOneField(Group, models.CASCADE, related_name="+")
    ballots = models.JSONField(default=dict)
    marks = models.JSONField(default=dict)
    taken_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"snapshot {self.pk}"


class EarlierMarks(models.Model):
    """The marks of a snapshot that was shown before, so that none after it differs from it by one or two people."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    marks = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"earlier marks {self.pk}"
