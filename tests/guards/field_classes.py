"""What each stored field of ours is.

OPEN: the installation's own wording and settings. PERSONAL: about a person, kept as little and as short as a roster
needs, never in logs. PRIVATE: what a person wrote or rated; sealed.
"""

OPEN = "open"
PERSONAL = "personal"
PRIVATE = "private"

FIELDS = {
    "MasterKeyCheck": {
        OPEN: "key_id check_value",
    },
    "DataKey": {
        OPEN: "id scope generation master_key_id wrapped",
        PERSONAL: "owner",
    },
    "Grant": {
        OPEN: "id",
        PERSONAL: "owner reader row granted_at",
    },
    "User": {
        PERSONAL: "password last_login is_superuser id email name language time_zone country leaves_on_shift privacy_read_at leaving_explained_at is_active is_staff joined_at",
    },
    "Edition": {
        OPEN: "id number published_at",
    },
    "LoadedWording": {
        OPEN: "id digest edition",
    },
    "Dimension": {
        OPEN: "id slug hue icon position",
    },
    "Part": {
        OPEN: "id edition slug kind dimension position",
    },
    "PartText": {
        OPEN: "id part language name meaning opening low high",
    },
    "Prompt": {
        OPEN: "id part key position is_more",
    },
    "PromptText": {
        OPEN: "id prompt language question hint",
    },
    "HelpCountry": {
        OPEN: "id code emergency",
    },
    "HelpLine": {
        OPEN: "id country position name call text hours languages sign_language region source checked_on",
    },
    "Topic": {
        OPEN: "id slug dimension is_sensitive is_offered offered_to position",
    },
    "TopicText": {
        OPEN: "id topic language name line",
    },
    "Interest": {
        OPEN: "id topic",
        PERSONAL: "token strength is_noted",
    },
    "Workbook": {
        OPEN: "id edition",
        PERSONAL: "person round started_at",
    },
    "PartRow": {
        OPEN: "id part",
        PERSONAL: "workbook above position removed_at",
        PRIVATE: "marks",
    },
    "Entry": {
        OPEN: "id prompt",
        PERSONAL: "workbook row version operation saved_at",
        PRIVATE: "sealed",
    },
    "ConflictCopy": {
        OPEN: "id",
        PERSONAL: "workbook entry operation kept_at",
        PRIVATE: "sealed",
    },
    "EarlierText": {
        OPEN: "id",
        PERSONAL: "workbook entry saved_at kept_at",
        PRIVATE: "sealed",
    },
    "PartProgress": {
        OPEN: "id",
        PERSONAL: "workbook part is_done",
    },
    "KeptPrompt": {
        OPEN: "id prompt",
        PERSONAL: "workbook",
    },
    "CheckIn": {
        OPEN: "id",
        PERSONAL: "workbook day",
        PRIVATE: "sealed",
    },
    "Summary": {
        OPEN: "id",
        PERSONAL: "workbook version saved_at",
        PRIVATE: "sealed",
    },
    "PeerLead": {
        OPEN: "id",
        PERSONAL: "person confirmed_by confirmed_at introduction is_public reads_summaries",
    },
    "Group": {
        OPEN: "id slug name description meets town time_zone language size_limit first_date joining shows_names made_at archived_at counted_in",
        PERSONAL: "address link safety_contact hears_complaints",
    },
    "Membership": {
        OPEN: "id seat",
        PERSONAL: "group person noted_name role peer_lead joined_at left_at was_ended asked_at if_away shows_name reminder hears_of_changes",
    },
    "Invitation": {
        OPEN: "id group role uses_limit uses expires_at revoked_at made_at",
        PERSONAL: "code_digest note made_by made_for",
    },
    "JoinRequest": {
        OPEN: "id group language",
        PERSONAL: "address_mark asked_at answer answered_at invitation",
        PRIVATE: "sealed sealed_address",
    },
    "PlaceInLine": {
        OPEN: "id group",
        PERSONAL: "person request since offer_ends_at ended_at",
    },
    "Letter": {
        OPEN: "id group kind language made_at due_at held_until tries",
        PERSONAL: "person session meeting place_in_line request invitation occasion ended_at end",
        PRIVATE: "sealed_address",
    },
    "CalendarLink": {
        OPEN: "id",
        PERSONAL: "place digest made_at",
    },
    "PlaceNotes": {
        OPEN: "id",
        PERSONAL: "place",
        PRIVATE: "sealed",
    },
    "Goodbye": {
        OPEN: "id group said_at",
        PRIVATE: "sealed",
    },
    "PeerSession": {
        OPEN: "id group position kind topic state starts_at moved_from minutes changes reason",
        PERSONAL: "link address led_by handed_by stays leads_on",
    },
    "SessionSheet": {
        OPEN: "id session about number language words",
    },
    "Material": {
        OPEN: "id session title kind link file_name size added_at",
    },
    "Absence": {
        OPEN: "id",
        PERSONAL: "session place",
        PRIVATE: "sealed",
    },
    "Attendance": {
        OPEN: "id",
        PERSONAL: "session place state",
    },
    "TopicSuggestion": {
        OPEN: "id group answer topic",
        PERSONAL: "token",
        PRIVATE: "sealed",
    },
    "Takeaway": {
        OPEN: "id session is_passed_on",
        PERSONAL: "token",
        PRIVATE: "sealed",
    },
    "Debrief": {
        OPEN: "id",
        PERSONAL: "session written_by saved_at",
        PRIVATE: "sealed",
    },
    "GroupOffer": {
        OPEN: "id group",
        PERSONAL: "giver taker giver_stays offered_at",
    },
    "GroupEnding": {
        OPEN: "id group stays stops where_next",
    },
    "OneToOne": {
        OPEN: "id",
        PERSONAL: "group participant facilitator offered_at agreed_at ended_at",
    },
    "Meeting": {
        OPEN: "id",
        PERSONAL: "one_to_one state starts_at minutes link address suggested_at called_off_by",
    },
    "MeetingNote": {
        OPEN: "id",
        PERSONAL: "meeting written_by written_at",
        PRIVATE: "sealed",
    },
    "Complaint": {
        OPEN: "id",
        PERSONAL: "group heard_by told_by told_on replied_at",
        PRIVATE: "sealed sealed_reply",
    },
    "ComplaintOpening": {
        OPEN: "id",
        PERSONAL: "complaint opened_by opened_at",
    },
    "HelpCard": {
        OPEN: "id",
        PERSONAL: "place session meeting opens_from",
        PRIVATE: "sealed",
    },
    "HelpCardOpening": {
        OPEN: "id",
        PERSONAL: "card opened_by opened_at",
    },
    "Agreement": {
        OPEN: "id group number text made_at",
    },
    "ReportTable": {
        OPEN: "id since until rows made_at",
    },
    # What someone agreed to have counted stands open: they said yes to that.
    "RatingsGiven": {
        OPEN: "id",
        PERSONAL: "token ratings helpful",
    },
    "ReadmissionTold": {
        OPEN: "id",
        PERSONAL: "token answer",
    },
    "AskedToGive": {
        OPEN: "id",
        PERSONAL: "person",
    },
    "PlannedTopic": {
        OPEN: "id group topic standing position reason",
        PERSONAL: "why",
    },
    "EarlierMarks": {
        OPEN: "id group",
        PERSONAL: "marks",
    },
    "InterestSlip": {
        OPEN: "id group",
        PERSONAL: "interested strong",
    },
    "InterestSnapshot": {
        OPEN: "id group taken_at",
        PERSONAL: "ballots marks",
    },
    "SharedSummary": {
        OPEN: "id",
        PERSONAL: "group person wants_reply shared_at ends_at ended_at replied_by replied_at",
        PRIVATE: "sealed sealed_reply",
    },
    "SummaryOpening": {
        OPEN: "id",
        PERSONAL: "shared opened_by opened_at",
    },
}

CLASSES = {
    f"{model}.{field}": kind
    for model, kinds in FIELDS.items()
    for kind, fields in kinds.items()
    for field in fields.split()
}
