"""Help lines that nobody has checked for long: said on the first page of the admin, found in a list, marked there."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.contrib.admin.models import LogEntry

from tests.factories import AdminFactory
from wellness.models import HelpLine

pytestmark = pytest.mark.usefixtures("content")
LIST = "/admin/wellness/helpline/"
TODAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def _frozen():
    with time_machine.travel(datetime(2026, 11, 25, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def desk(signed_in):
    return signed_in(AdminFactory())


def checked(*names, on):
    HelpLine.objects.filter(name__in=names).update(checked_on=on)


def listed(desk, **query):
    return {line.name for line in desk.get(LIST, query).context["cl"].result_list}


def test_the_first_page_says_how_many_wait_and_leads_there(desk):
    HelpLine.objects.update(checked_on=TODAY)
    checked("Shout", on=date(2026, 8, 26))

    page = desk.get("/admin/").content.decode()

    assert f'<a href="{LIST}?check=due">1 help line has not been checked in the last 90 days.</a>' in page


def test_the_first_page_says_nothing_where_all_are_checked(desk):
    HelpLine.objects.update(checked_on=date(2026, 8, 27))

    assert "in the last 90 days" not in desk.get("/admin/").content.decode()


def test_those_to_check_are_never_checked_or_long_ago(desk):
    HelpLine.objects.exclude(name__in=["Shout", "Lifeline"]).update(checked_on=TODAY)
    checked("Shout", on=date(2026, 8, 26))

    due = listed(desk, check="due")

    assert due == {"Shout", "Lifeline"} & set(HelpLine.objects.values_list("name", flat=True))
    assert listed(desk, check="done").isdisjoint(due)


def test_marked_they_were_checked_today_by_whom_the_history_says(desk):
    line = HelpLine.objects.get(name="Shout")

    desk.post(LIST, {"action": "mark_checked", "_selected_action": [line.pk]})

    line.refresh_from_db()
    assert line.checked_on == TODAY
    assert HelpLine.objects.filter(checked_on=TODAY).count() == 1
    assert LogEntry.objects.get().get_change_message() == "Checked."


def test_those_checked_longest_ago_come_first(desk):
    HelpLine.objects.update(checked_on=TODAY)
    checked("Shout", on=date(2026, 1, 1))

    assert desk.get(LIST).context["cl"].result_list[0].name == "Shout"


@pytest.mark.parametrize("lines", [3, 12])
def test_the_list_takes_as_many_queries_for_more(desk, lines, django_assert_num_queries):
    HelpLine.objects.exclude(pk__in=HelpLine.objects.values_list("pk", flat=True)[:lines]).delete()
    desk.get(LIST)

    with django_assert_num_queries(6):
        desk.get(LIST)
