import uuid

from django.db import models
from django.db.models import Q

from accounts.sealed_field import GROUP, SealedField
from groups.models.group import Group


class TopicSuggestionQuerySet(models.QuerySet["TopicSuggestion"]):
    def of_group(self, group: Group) -> "TopicSuggestionQuerySet":
        return self.filter(group=group).select_related("group")

    def waiting(self) -> "TopicSuggestionQuerySet":
        """Return those that those who lead have not answered yet."""
        return self.filter(answer="")


class TopicSuggestion(models.Model):
    """What someone in a group would like to talk about, in their own words, unnamed: a keyed token, no time, a random key.

    Answered, `topic` is what it became, or what it became part of.
    """

    class Answer(models.TextChoices):
        TOPIC = "topic"
        PART = "part"
        NOT_NOW = "not_now"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    token = models.CharField(max_length=64)
    sealed = SealedField(label="topic_suggestion.words", scope=GROUP)
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    topic = models.ForeignKey("wellness.Topic", models.CASCADE, null=True, blank=True, related_name="+")

    objects = TopicSuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=["topic", "part"], topic__isnull=False)
                | Q(answer__in=["", "not_now"], topic__isnull=True),
                name="suggestions_name_what_they_became",
            ),
        ]

    def __str__(self) -> str:
        return f"suggestion {self.pk}"
