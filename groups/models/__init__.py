"""Groups, who is in them, how they are joined, what they meet about, and what was shared with those who lead."""

from groups.models.group import Group, Membership, PeerLead
from groups.models.invitation import Invitation
from groups.models.joining import Goodbye, JoinRequest, PlaceInLine, PlaceNotes
from groups.models.programme import EarlierMarks, InterestSnapshot, PeerSession, PlannedTopic
from groups.models.sharing import SharedSummary, SummaryOpening

__all__ = [
    "EarlierMarks",
    "Goodbye",
    "Group",
    "InterestSnapshot",
    "Invitation",
    "JoinRequest",
    "Membership",
    "PeerLead",
    "PeerSession",
    "PlaceInLine",
    "PlaceNotes",
    "PlannedTopic",
    "SharedSummary",
    "SummaryOpening",
]
