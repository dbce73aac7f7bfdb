"""What is offered to those who lead when they arrange a session: topics still free, and the usual day and time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from groups.models import PeerSession
from wellness.interests import TopicCard, offered_topics, topics_by_id

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Offer:
    """Topics a session can be about, in page order, and when it would be as usual, on the group's clocks without a zone."""

    topics: list[TopicCard]
    usual_start: datetime | None


def offer_for(session: PeerSession, language: str) -> Offer:
    """Return what a session of a group can become; its own topic is among the topics. 4 queries, 7 for a retired topic."""
    others = list(session.group.sessions.exclude(state=PeerSession.State.CANCELLED).exclude(pk=session.pk))
    taken = {other.topic_id for other in others}
    topics = [card for card in offered_topics(language) if card.id not in taken]
    own = session.topic_id
    if own and own not in {card.id for card in topics}:
        topics += topics_by_id([own], language).values()
    starts = [other.starts_at for other in others if other.starts_at]
    return Offer(topics, _a_week_after(max(starts), session) if starts else None)


def _a_week_after(latest: datetime, session: PeerSession) -> datetime:
    """Return the first day still to come at the same time as the latest session, weeks after it."""
    zone = session.group.zone
    start = latest.astimezone(zone).replace(tzinfo=None) + WEEK
    now = timezone.now().astimezone(zone).replace(tzinfo=None)
    while start <= now:
        start += WEEK
    return start
