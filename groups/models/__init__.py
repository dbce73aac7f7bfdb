"""Groups, who is in them, how they are joined, what they meet about, and what was shared with those who lead."""

from groups.models.agreement import Agreement
from groups.models.attendance import Absence, Attendance
from groups.models.complaint import Complaint, ComplaintOpening
from groups.models.debrief import Debrief
from groups.models.ending import GroupEnding
from groups.models.group import Group, Membership, PeerLead
from groups.models.handing_over import GroupOffer
from groups.models.help_card import HelpCard, HelpCardOpening
from groups.models.invitation import Invitation
from groups.models.joining import Goodbye, JoinRequest, PlaceInLine, PlaceNotes
from groups.models.letter import CalendarLink, Letter
from groups.models.material import Material
from groups.models.one_to_one import Meeting, MeetingNote, OneToOne
from groups.models.programme import EarlierMarks, InterestSnapshot, PeerSession, PlannedTopic
from groups.models.report import AskedToGive, RatingsGiven, ReadmissionTold, ReportTable
from groups.models.run_sheet import SessionSheet
from groups.models.sharing import SharedSummary, SummaryOpening
from groups.models.suggestion import TopicSuggestion
from groups.models.takeaway import Takeaway

__all__ = [
    "Absence",
    "Agreement",
    "AskedToGive",
    "Attendance",
    "CalendarLink",
    "Complaint",
    "ComplaintOpening",
    "Debrief",
    "EarlierMarks",
    "Goodbye",
    "Group",
    "GroupEnding",
    "GroupOffer",
    "HelpCard",
    "HelpCardOpening",
    "InterestSnapshot",
    "Invitation",
    "JoinRequest",
    "Letter",
    "Material",
    "Meeting",
    "MeetingNote",
    "Membership",
    "OneToOne",
    "PeerLead",
    "PeerSession",
    "PlaceInLine",
    "PlaceNotes",
    "PlannedTopic",
    "RatingsGiven",
    "ReadmissionTold",
    "ReportTable",
    "SessionSheet",
    "SharedSummary",
    "SummaryOpening",
    "Takeaway",
    "TopicSuggestion",
]
