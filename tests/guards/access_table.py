"""Who may open what.

A row is an address with what each role gets from GET and from POST, in the order of `access_world.ROLES`:
`ok` a page, `go` a redirect onward, `in` a redirect to signing in, `no` nothing there, or the status code.
A POST here is empty: it changes something only where the address alone says what.
"""

from tests.guards.access_rows import Row
from tests.guards.access_table_safety import SAFETY

# Addresses of whole libraries, tested as a whole in test_library_access.py.
LIBRARIES = {"accounts/", "accounts/2fa/", "accounts/sessions/", "admin/"}
ROUND = {"number": "number"}
INVITATION = {"slug": "slug", "invitation_id": "invitation_id"}
SLUG = {"slug": "slug"}
SESSION = {"slug": "slug", "session_id": "session_id"}
OWN_TOPIC = SLUG | {"topic_id": "topic_id"}
IDEA = SLUG | {"suggestion_id": "suggestion_id"}
LEADERS = "in no no no no ok no no in"
NO_GET = "in 405 405 405 405 405 405 405 in"
TABLE = [
    Row("home", "ok go go go go go go go ok", "ok go go go go go go go ok"),
    Row("healthz", "ok ok ok ok ok ok ok ok ok", "ok ok ok ok ok ok ok ok ok"),
    Row("accounts:me", "in ok ok ok ok ok ok ok in", "in ok ok ok ok ok ok ok in"),
    Row("accounts:name", "in ok ok ok ok ok ok ok in", "in ok ok ok ok ok ok ok in"),
    Row(
        "accounts:language",
        "405 405 405 405 405 405 405 405 405",
        "400 400 400 400 400 400 400 400 400",
    ),
    Row("accounts:leave_quickly", "ok ok ok ok ok ok ok ok ok", "ok ok ok ok ok ok ok ok ok"),
    Row("accounts:leaving_explained", "in 405 405 405 405 405 405 405 in", "in go go go go go go go in"),
    Row("accounts:privacy", "ok ok ok ok ok ok ok ok ok", "ok go go go go go go go ok"),
    Row("sharing:shared", "in ok ok ok ok ok ok ok in", "in 405 405 405 405 405 405 405 in"),
    Row(
        "sharing:shared_copy",
        "in ok no no no no no no in",
        "in 405 405 405 405 405 405 405 in",
        {"shared_id": "shared_id"},
    ),
    Row(
        "sharing:withdraw",
        "in 405 405 405 405 405 405 405 in",
        "in go no no no no no no in",
        {"shared_id": "shared_id"},
    ),
    Row("sharing:share", "in ok ok no no no no no in", "in ok ok no no no no no in", {"slug": "slug"}),
    Row("groups:enter_code", "ok ok ok ok ok ok ok ok ok", "ok ok ok ok ok ok ok ok ok"),
    Row("groups:join", "ok go go go go go ok ok ok", "in go go go go go go go in", {"code": "code"}),
    Row("groups:find", "ok ok ok ok ok ok ok ok ok", "405 405 405 405 405 405 405 405 405"),
    Row("groups:asked", "ok ok ok ok ok ok ok ok ok", "405 405 405 405 405 405 405 405 405"),
    Row(
        "groups:about", "ok ok ok ok ok ok ok ok ok", "405 405 405 405 405 405 405 405 405", {"slug": "slug"}
    ),
    Row("groups:ask", "ok ok ok ok ok ok ok ok ok", "ok ok ok ok ok ok ok ok ok", {"slug": "slug"}),
    Row(
        "groups:wait",
        "405 405 405 405 405 405 405 405 405",
        "in go go go go go go go in",
        {"code": "code"},
    ),
    Row(
        "groups:no_longer",
        "405 405 405 405 405 405 405 405 405",
        "go go go go go go go go go",
        {"code": "code"},
    ),
    Row(
        "groups:in_line",
        "in no no ok no no no no in",
        "in 405 405 405 405 405 405 405 in",
        {"place_id": "line_id"},
    ),
    Row(
        "groups:take_place",
        "in 405 405 405 405 405 405 405 in",
        "in no no go no no no no in",
        {"place_id": "line_id"},
    ),
    Row(
        "groups:step_out",
        "in 405 405 405 405 405 405 405 in",
        "in no no go no no no no in",
        {"place_id": "line_id"},
    ),
    Row(
        "groups:stand_again",
        "in 405 405 405 405 405 405 405 in",
        "in no no go no no no no in",
        {"place_id": "line_id"},
    ),
    Row("groups:taking_part", "in ok ok no no no no no in", "in ok ok no no no no no in", {"slug": "slug"}),
    Row(
        "groups:not_right",
        "in ok ok no ok ok no no in",
        "in 405 405 405 405 405 405 405 in",
        {"slug": "slug"},
    ),
    Row("groups:ended", "in no no ok no no no no in", "in 405 405 405 405 405 405 405 in", {"slug": "left"}),
    Row(
        "groups:waiting", "in no no no no ok no no in", "in 405 405 405 405 405 405 405 in", {"slug": "slug"}
    ),
    Row(
        "groups:accept_request",
        "in 405 405 405 405 405 405 405 in",
        "in no no no no go no no in",
        {"slug": "slug", "request_id": "request_id"},
    ),
    Row(
        "groups:no_place",
        "in no no no no ok no no in",
        "in no no no no go no no in",
        {"slug": "slug", "request_id": "request_id"},
    ),
    Row(
        "groups:out_of_line",
        "in no no no no ok no no in",
        "in no no no no go no no in",
        {"slug": "slug", "line_id": "line_id"},
    ),
    Row("groups:how_to_join", "in no no no no ok no no in", "in no no no no ok no no in", {"slug": "slug"}),
    Row("groups:flyer", "in no no no no ok no no in", "in 405 405 405 405 405 405 405 in", INVITATION),
    Row("groups:report", "in no no no no no no ok in", NO_GET),
    Row("groups:give", "in ok ok ok ok ok ok ok in", "in ok ok ok ok ok ok ok in"),
    Row("groups:index", "in go go ok go go ok ok in", "in 405 405 405 405 405 405 405 in"),
    Row("groups:home", "in ok ok no ok ok no no in", "in 405 405 405 405 405 405 405 in", {"slug": "slug"}),
    Row("groups:reminders", "in ok ok no ok ok no no in", "in go go no go go no no in", {"slug": "slug"}),
    Row(
        "groups:calendar_link",
        "in 405 405 405 405 405 405 405 in",
        "in go go no go go no no in",
        {"slug": "slug"},
    ),
    Row(
        "groups:group_calendar",
        "ok ok ok ok ok ok ok ok ok",
        "405 405 405 405 405 405 405 405 405",
        {"secret": "secret"},
    ),
    Row(
        "groups:session_calendar", "in ok ok no ok ok no no in", "in 405 405 405 405 405 405 405 in", SESSION
    ),
    Row("groups:leave", "in ok ok no ok ok no no in", "in go go no go go no no in", {"slug": "slug"}),
    Row("groups:lead", "in no no no ok ok no no in", "in 405 405 405 405 405 405 405 in", {"slug": "slug"}),
    Row("groups:introduction", "in no no no ok ok no no in", "in no no no ok ok no no in", {"slug": "slug"}),
    Row(
        "groups:members", "in no no no no ok no no in", "in 405 405 405 405 405 405 405 in", {"slug": "slug"}
    ),
    Row("groups:note_member", LEADERS, LEADERS, SLUG),
    Row("groups:invite_noted", NO_GET, "in no no no no go no no in", SLUG | {"place_id": "noted_id"}),
    Row("groups:hand_on", LEADERS, LEADERS, SLUG),
    Row("groups:take_on", "in no no no ok no no no in", "in no no no go no no no in", SLUG),
    Row("groups:offer_back", NO_GET, "in no no no go go no no in", SLUG),
    Row("groups:invite", "in no no no no ok no no in", "in no no no no ok no no in", {"slug": "slug"}),
    Row("groups:invitation", "in no no no no ok no no in", "in 405 405 405 405 405 405 405 in", INVITATION),
    Row(
        "groups:send_invitation",
        "in 405 405 405 405 405 405 405 in",
        "in no no no no ok no no in",
        INVITATION,
    ),
    Row("groups:revoke", "in no no no no ok no no in", "in no no no no go no no in", INVITATION),
    Row("groups:interests", LEADERS, NO_GET, SLUG),
    Row("groups:topics", "in ok ok no no no no no in", "in go go no no no no no in", SLUG),
    Row("groups:helps_most", "in ok ok no no no no no in", "in go go no no no no no in", SLUG),
    Row("groups:suggest_own", "in ok ok no no no no no in", "in ok ok no no no no no in", SLUG),
    Row("groups:take_suggestion_back", NO_GET, "in go no no no no no no in", IDEA),
    Row("groups:own_topic", LEADERS, LEADERS, OWN_TOPIC),
    Row("groups:suggestion", LEADERS, LEADERS, IDEA),
    Row("groups:programme", LEADERS, NO_GET, SLUG),
    Row(
        "groups:suggest", "in 405 405 405 405 405 405 405 in", "in no no no no go no no in", {"slug": "slug"}
    ),
    Row("groups:choose", "in 405 405 405 405 405 405 405 in", "in no no no no go no no in", {"slug": "slug"}),
    Row(
        "groups:add_to_plan",
        "in 405 405 405 405 405 405 405 in",
        "in no no no no go no no in",
        {"slug": "slug"},
    ),
    Row(
        "groups:change_plan",
        "in 405 405 405 405 405 405 405 in",
        "in no no no no go no no in",
        {"slug": "slug", "planned_id": "planned_id", "change": "change"},
    ),
    Row("groups:absence", "in ok ok no no no no no in", "in go go no no no no no in", SESSION),
    Row("groups:attendance", "in no no no ok ok no no in", "in no no no go go no no in", SESSION),
    Row("groups:takeaway", "in ok ok no no no no no in", "in ok ok no no no no no in", SESSION),
    Row("groups:takeaways", "in no no no no ok no no in", "in 405 405 405 405 405 405 405 in", SESSION),
    Row("groups:hand_session_over", "in no no no no ok no no in", "in no no no no ok no no in", SESSION),
    Row("groups:debrief", "in no no no no ok no no in", "in no no no no go no no in", SESSION),
    Row("groups:run_sheet", "in no no no ok ok no no in", "in 405 405 405 405 405 405 405 in", SESSION),
    Row("groups:settle", "in 405 405 405 405 405 405 405 in", "in no no no no go no no in", SESSION),
    Row("groups:change_sheet", "in no no no no ok no no in", "in no no no no ok no no in", SESSION),
    Row("groups:shipped_sheet", "in 405 405 405 405 405 405 405 in", "in no no no no go no no in", SESSION),
    Row(
        "groups:material",
        "in ok ok no ok ok no no in",
        "in 405 405 405 405 405 405 405 in",
        {**SESSION, "material_id": "material_id"},
    ),
    Row("groups:materials", "in no no no no ok no no in", "in no no no no ok no no in", SESSION),
    Row("groups:add_link", "in 405 405 405 405 405 405 405 in", "in no no no no ok no no in", SESSION),
    Row(
        "groups:delete_material",
        "in no no no no ok no no in",
        "in no no no no go no no in",
        {**SESSION, "material_id": "material_id"},
    ),
    Row("groups:ending", "in no no no no ok no no in", "in no no no no go no no in", {"slug": "slug"}),
    Row("groups:one_to_ones", "in no no no no ok no no in", "in no no no no ok no no in", {"slug": "slug"}),
    Row(
        "groups:one_to_one",
        "in ok no no no ok no no in",
        "in go no no no no no no in",
        {"slug": "slug", "one_id": "one_id"},
    ),
    Row(
        "groups:stop_one_to_one",
        "in ok no no no ok no no in",
        "in go no no no go no no in",
        {"slug": "slug", "one_id": "one_id"},
    ),
    Row(
        "groups:new_meeting",
        "in no no no no ok no no in",
        "in no no no no ok no no in",
        {"slug": "slug", "one_id": "one_id"},
    ),
    Row(
        "groups:meeting",
        "in ok no no no ok no no in",
        "in ok no no no ok no no in",
        {"slug": "slug", "one_id": "one_id", "meeting_id": "meeting_id"},
    ),
    Row(
        "groups:change_meeting",
        "in no no no no ok no no in",
        "in no no no no ok no no in",
        {"slug": "slug", "one_id": "one_id", "meeting_id": "meeting_id"},
    ),
    Row(
        "groups:agreement",
        "in ok ok no ok ok no no in",
        "in 405 405 405 405 405 405 405 in",
        {"slug": "slug"},
    ),
    Row(
        "groups:worried",
        "in ok ok no ok ok no no in",
        "in 405 405 405 405 405 405 405 in",
        {"slug": "slug"},
    ),
    Row(
        "groups:write_agreement",
        "in no no no no ok no no in",
        "in no no no no ok no no in",
        {"slug": "slug"},
    ),
    Row("groups:series", "in no no no no ok no no in", "in no no no no ok no no in", {"slug": "slug"}),
    Row("groups:new_session", "in no no no no ok no no in", "in no no no no ok no no in", {"slug": "slug"}),
    Row("groups:session", "in no no no no ok no no in", "in no no no no ok no no in", SESSION),
    Row("groups:held", "in 405 405 405 405 405 405 405 in", "in no no no no go no no in", SESSION),
    Row("groups:drop_session", "in no no no no ok no no in", "in no no no no go no no in", SESSION),
    Row(
        "groups:summaries",
        "in no no no no ok no no in",
        "in 405 405 405 405 405 405 405 in",
        {"slug": "slug"},
    ),
    Row(
        "groups:summary",
        "in no no no no ok no no in",
        "in 405 405 405 405 405 405 405 in",
        {"slug": "slug", "shared_id": "shared_id"},
    ),
    Row(
        "groups:reply",
        "in 405 405 405 405 405 405 405 in",
        "in no no no no 400 no no in",
        {"slug": "slug", "shared_id": "shared_id"},
    ),
    Row("wellness:help_now", "ok ok ok ok ok ok ok ok ok", "405 405 405 405 405 405 405 405 405"),
    Row("wellness:workbook", "in ok ok ok ok ok ok ok in", "in 405 405 405 405 405 405 405 in"),
    Row("wellness:enough", "in ok ok ok ok ok ok ok in", "in 405 405 405 405 405 405 405 in"),
    Row("wellness:goals", "in ok ok ok ok ok ok ok in", "in go go go go go go go in"),
    Row("wellness:new_goal", "in ok ok ok ok ok ok ok in", "in go go go go go go go in"),
    Row("wellness:goal", "in ok no no no no no no in", "in go no no no no no no in", {"goal_id": "goal_id"}),
    Row(
        "wellness:delete_row",
        "in ok no no no no no no in",
        "in go no no no no no no in",
        {"slug": "list", "row_id": "row_id"},
    ),
    Row("wellness:interests", "in ok ok ok ok ok ok ok in", "in go go go go go go go in"),
    Row("wellness:check_ins", "in ok ok ok ok ok ok ok in", "in 405 405 405 405 405 405 405 in"),
    Row("wellness:check_in_today", "in ok ok ok ok ok ok ok in", "in go go go go go go go in"),
    Row(
        "wellness:check_in",
        "in ok no no no no no no in",
        "in 405 405 405 405 405 405 405 in",
        {"check_in_id": "check_in_id"},
    ),
    Row(
        "wellness:delete_check_in",
        "in ok no no no no no no in",
        "in go no no no no no no in",
        {"check_in_id": "check_in_id"},
    ),
    Row("wellness:rounds", "in ok ok ok ok ok ok ok in", "in 405 405 405 405 405 405 405 in"),
    Row("wellness:new_round", "in ok go go go go go go in", "in go go go go go go go in"),
    Row("wellness:put_round_away", "in 405 405 405 405 405 405 405 in", "in go go go go go go go in"),
    Row(
        "wellness:earlier_round",
        "in ok no no no no no no in",
        "in 405 405 405 405 405 405 405 in",
        {"number": "number"},
    ),
    Row("wellness:round_summary", "in ok no no no no no no in", "in 405 405 405 405 405 405 405 in", ROUND),
    Row("wellness:round_pdf", "in ok no no no no no no in", "in 405 405 405 405 405 405 405 in", ROUND),
    Row(
        "wellness:round_part",
        "in ok no no no no no no in",
        "in go no no no no no no in",
        {"number": "number", "slug": "old_part"},
    ),
    Row("wellness:summary", "in ok ok ok ok ok ok ok in", "in 403 403 403 403 403 403 403 in"),
    Row("wellness:summary_order", "in ok ok ok ok ok ok ok in", "in go go go go go go go in"),
    Row(
        "wellness:save_check_in",
        "401 ok ok ok ok ok ok ok 401",
        "401 400 400 400 400 400 400 400 401",
    ),
    Row(
        "wellness:summary_preview",
        "401 ok ok ok ok ok ok ok 401",
        "401 409 409 409 409 409 409 409 401",
    ),
    Row("wellness:paper", "in ok ok ok ok ok ok ok in", "in 405 405 405 405 405 405 405 in"),
    Row("wellness:workbook_pdf", "in ok ok ok ok ok ok ok in", "in 405 405 405 405 405 405 405 in"),
    Row("wellness:blank_pdf", "in ok ok ok ok ok ok ok in", "in 405 405 405 405 405 405 405 in"),
    Row("wellness:summary_pdf", "in ok go go go go go go in", "in 405 405 405 405 405 405 405 in"),
    Row("wellness:goals_pdf", "in ok go go go go go go in", "in 405 405 405 405 405 405 405 in"),
    Row("wellness:crisis_plan_pdf", "in ok go go go go go go in", "in 405 405 405 405 405 405 405 in"),
    Row("wellness:card", "in ok ok ok ok ok ok ok in", "in 405 405 405 405 405 405 405 in"),
    Row("wellness:card_pdf", "in ok go go go go go go in", "in 405 405 405 405 405 405 405 in"),
    Row("wellness:part", "in ok ok ok ok ok ok ok in", "in go go go go go go go in", {"slug": "part"}),
    Row(
        "wellness:save_interest",
        "401 ok ok ok ok ok ok ok 401",
        "401 400 400 400 400 400 400 400 401",
    ),
    Row(
        "wellness:save",
        "401 ok ok ok ok ok ok ok 401",
        "401 400 400 400 400 400 400 400 401",
        {"slug": "part"},
    ),
    Row(
        "groups:end_place",
        "in no no no no ok no no in",
        "in no no no no go no no in",
        {"slug": "slug", "place_id": "place_id"},
    ),
    Row(
        "wellness:earlier",
        "in ok no no no no no no in",
        "in go no no no no no no in",
        {"slug": "part", "entry_id": "entry_id"},
    ),
    Row(
        "wellness:kept",
        "in ok no no no no no no in",
        "in go no no no no no no in",
        {"slug": "part", "copy_id": "copy_id"},
    ),
    *SAFETY,
]
