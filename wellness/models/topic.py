import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.user import language_choices
from wellness.models.edition import Dimension


class Topic(models.Model):
    """Something a session can be about."""

    slug = models.SlugField(_("slug"), unique=True)
    dimension = models.ForeignKey(
        Dimension, models.PROTECT, related_name="topics", verbose_name=_("dimension")
    )
    is_sensitive = models.BooleanField(
        _("sensitive"), default=False, help_text=_("Needs three people before it is proposed, not two.")
    )
    is_offered = models.BooleanField(_("offered"), default=True)
    offered_to = models.UUIDField(
        _("offered to one group alone"), null=True, blank=True, editable=False, db_index=True
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["dimension__position", "position", "slug"]

    def __str__(self) -> str:
        return self.slug


class TopicText(models.Model):
    """The words of a topic in one language."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    name = models.CharField(_("name"), max_length=80)
    line = models.CharField(_("what the session would be like"), max_length=300)

    class Meta:
        verbose_name = _("words of a topic")
        verbose_name_plural = _("words of a topic")
        constraints = [
            models.UniqueConstraint(fields=["topic", "language"], name="one_topic_text_per_language")
        ]

    def __str__(self) -> str:
        return self.name


class Interest(models.Model):
    """A participant's note on a topic, under a keyed token: the database alone does not say whose, nor when.

    `is_noted`: noted for its person when a suggestion of theirs became part of the topic. One that they took back
    stays, without a strength.
    """

    class Strength(models.TextChoices):
        INTERESTED = "interested", _("Interested")
        STRONG = "strong", _("This would help me a lot")

    # Random, so that keys do not tell who answered before whom.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token = models.CharField(max_length=64)
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="+")
    strength = models.CharField(max_length=10, choices=Strength, blank=True)
    is_noted = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "topic"], name="one_interest_per_topic")]

    def __str__(self) -> str:
        return f"interest {self.pk}"
