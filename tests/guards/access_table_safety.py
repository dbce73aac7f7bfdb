"""Rows of the table of access: help in a session, times of two, and what goes past those who lead."""

from tests.guards.access_rows import Row

SAFETY = [
    Row(
        "groups:help_card",
        "in ok ok no no no no no in",
        "in go go no no no no no in",
        {"slug": "slug", "session_id": "session_id"},
    ),
    Row(
        "groups:help_cards",
        "in no no no no ok no no in",
        "in 405 405 405 405 405 405 405 in",
        {"slug": "slug", "session_id": "session_id"},
    ),
    Row(
        "groups:open_help_card",
        "in 405 405 405 405 405 405 405 in",
        "in no no no no ok no no in",
        {"slug": "slug", "card_id": "card_id"},
    ),
    Row(
        "groups:meeting_card",
        "in ok no no no no no no in",
        "in go no no no no no no in",
        {"slug": "slug", "one_id": "one_id", "meeting_id": "meeting_id"},
    ),
    Row(
        "groups:other_time",
        "in ok no no no no no no in",
        "in ok no no no no no no in",
        {"slug": "slug", "one_id": "one_id", "meeting_id": "meeting_id"},
    ),
    Row(
        "groups:take_time",
        "in 405 405 405 405 405 405 405 in",
        "in no no no no go no no in",
        {"slug": "slug", "one_id": "one_id", "meeting_id": "meeting_id"},
    ),
    Row(
        "groups:tell_outside",
        "in ok ok no ok ok no no in",
        "in ok ok no ok ok no no in",
        {"slug": "slug"},
    ),
    Row(
        "groups:send_on",
        "in 405 405 405 405 405 405 405 in",
        "in go no no no no no no in",
        {"slug": "slug", "complaint_id": "complaint_id"},
    ),
    Row("groups:heard", "in no no no no no ok no in", "in 405 405 405 405 405 405 405 in"),
    Row(
        "groups:complaint",
        "in no no no no no ok no in",
        "in 405 405 405 405 405 405 405 in",
        {"complaint_id": "complaint_id"},
    ),
    Row(
        "groups:answer_complaint",
        "in 405 405 405 405 405 405 405 in",
        "in no no no no no 400 no in",
        {"complaint_id": "complaint_id"},
    ),
]
