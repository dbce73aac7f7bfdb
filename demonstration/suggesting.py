"""The topics that the demonstration's people suggested, and what those who lead made of them, as the story tells it."""

from typing import Any
from uuid import uuid4

from accounts.models import User
from groups.models import Group, Membership, TopicSuggestion
from groups.suggestions import suggest_topic, turn_into_topic
from wellness.interests import TopicDraft


def suggest_as_told(person: User, group: Group, facts: dict[str, Any]) -> None:
    """Suggest what a person suggests; what the story has a topic for becomes that topic, the rest waits."""
    for told in facts.get("suggestions", []):
        key = uuid4()
        suggest_topic(person=person, group=group, key=key, words=told["words"].strip())
        if "topic" in told:
            lead = Membership.objects.facilitators().filter(group=group).earliest("pk").account
            suggestion = TopicSuggestion.objects.get(pk=key)
            turn_into_topic(suggestion=suggestion, draft=TopicDraft(**told["topic"]), by=lead)
