"""How many statements each page asks of the database, in a world with something on every page.

Each page's own tests show that the number does not grow with rows; here no page is forgotten, and none grows unseen.
"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.guards.access_world import World, build_world
from tests.guards.test_access import path_of
from tests.guards.test_pages import OPENED, who_sees

QUERIES = {
    "home": 2,
    "accounts:me": 2,
    "accounts:name": 2,
    "accounts:leave_quickly": 2,
    "accounts:privacy": 2,
    "sharing:shared": 7,
    "sharing:shared_copy": 5,
    "sharing:share": 19,
    "groups:enter_code": 2,
    "groups:join": 16,
    "groups:find": 6,
    "groups:asked": 2,
    "groups:about": 6,
    "groups:ask": 3,
    "groups:in_line": 11,
    "groups:taking_part": 6,
    "groups:not_right": 3,
    "groups:reminders": 4,
    "groups:group_calendar": 5,
    "groups:session_calendar": 4,
    "groups:ended": 3,
    "groups:waiting": 12,
    "groups:no_place": 6,
    "groups:out_of_line": 4,
    "groups:how_to_join": 3,
    "groups:flyer": 5,
    "groups:report": 5,
    "groups:give": 6,
    "groups:index": 13,
    "groups:home": 12,
    "groups:leave": 4,
    "groups:lead": 21,
    "groups:absence": 8,
    "groups:attendance": 11,
    "groups:complaint": 7,
    "groups:heard": 4,
    "groups:tell_outside": 5,
    "groups:help_card": 7,
    "groups:help_cards": 5,
    "groups:meeting_card": 7,
    "groups:other_time": 5,
    "groups:one_to_ones": 5,
    "groups:one_to_one": 4,
    "groups:stop_one_to_one": 4,
    "groups:new_meeting": 3,
    "groups:meeting": 9,
    "groups:change_meeting": 4,
    "groups:agreement": 5,
    "groups:worried": 3,
    "groups:write_agreement": 4,
    "groups:ending": 4,
    "groups:debrief": 9,
    "groups:run_sheet": 11,
    "groups:change_sheet": 8,
    "groups:hand_session_over": 8,
    "groups:takeaway": 9,
    "groups:takeaways": 8,
    "groups:introduction": 3,
    "groups:members": 12,
    "groups:note_member": 3,
    "groups:hand_on": 4,
    "groups:take_on": 4,
    "groups:invite": 5,
    "groups:invitation": 5,
    "groups:revoke": 4,
    "groups:slips": 6,
    "groups:enter_slip": 7,
    "groups:take_slips_away": 4,
    "groups:attendance_sheet": 5,
    "groups:interests": 17,
    "groups:suggestion": 11,
    "groups:own_topic": 8,
    "groups:topics": 11,
    "groups:helps_most": 8,
    "groups:suggest_own": 11,
    "groups:programme": 21,
    "groups:series": 4,
    "groups:new_session": 8,
    "groups:session": 13,
    "groups:drop_session": 7,
    "groups:materials": 8,
    "groups:delete_material": 5,
    "groups:summaries": 5,
    "groups:summary": 7,
    "wellness:help_now": 4,
    "wellness:workbook": 8,
    "wellness:enough": 8,
    "wellness:goals": 9,
    "wellness:new_goal": 6,
    "wellness:goal": 10,
    "wellness:delete_row": 7,
    "wellness:interests": 8,
    "wellness:check_ins": 3,
    "wellness:check_in_today": 5,
    "wellness:check_in": 5,
    "wellness:delete_check_in": 3,
    "wellness:rounds": 11,
    "wellness:new_round": 12,
    "wellness:earlier_round": 10,
    "wellness:round_summary": 18,
    "wellness:round_pdf": 15,
    "wellness:round_part": 16,
    "wellness:summary": 14,
    "wellness:summary_order": 14,
    "wellness:paper": 5,
    "wellness:workbook_pdf": 11,
    "wellness:blank_pdf": 5,
    "wellness:summary_pdf": 16,
    "wellness:goals_pdf": 8,
    "wellness:crisis_plan_pdf": 10,
    "wellness:card": 9,
    "wellness:card_pdf": 10,
    "wellness:part": 15,
    "groups:end_place": 4,
    "wellness:earlier": 6,
    "wellness:kept": 5,
}


@pytest.fixture
def world(content) -> World:
    return build_world()


def statements(client: Client, path: str) -> int:
    """Return the number of statements of a page that was opened before, savepoints left out."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return sum("SAVEPOINT" not in query["sql"] for query in captured)


def test_each_page_asks_as_often_as_stated(world):
    asked = {}
    for row in OPENED:
        client, role = Client(), who_sees(row)
        if role != "visitor":
            client.force_login(world.people[role])
        asked[row.name] = statements(client, path_of(row, world.names))

    assert asked == QUERIES
