"""What is offered to those who lead when they arrange a session: topics still free, and the usual day and time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from groups.models import Group, PeerSession
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
    topics = [card for card in offered_topics(language, to=session.group_id) if card.id not in taken]
    own = session.topic_id
    if own and own not in {card.id for card in topics}:
        topics += topics_by_id([own], language, within=session.group_id).values()
    return Offer(topics, usual_start(others, session.group))


def usual_start(sessions: Iterable[PeerSession], group: Group) -> datetime | None:
    """Return the first day still to come at the time of the latest session, weeks after it; None with no date yet."""
    starts = [session.starts_at for session in sessions if session.starts_at]
    if not starts:
        return None
    start = max(starts).astimezone(group.zone).replace(tzinfo=None) + WEEK
    now = timezone.now().astimezone(group.zone).replace(tzinfo=None)
    while start <= now:
        start += WEEK
    return start
