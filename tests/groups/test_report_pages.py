"""The report as admins read it: figures with intervals, hidden rows said so, one table or all added up."""

import re
from datetime import date

import pytest
from django.urls import reverse

from groups.models import ReportTable
from tests.factories import AdminFactory, FacilitatorFactory
from tests.groups.report_rows import a_report_table, an_ended_programme, evening

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]
REPORT = reverse("groups:report")


@pytest.fixture
def admin(signed_in):
    return signed_in(AdminFactory())


@pytest.fixture
def second(db):
    """Return a table of the third quarter, beside that of the second."""
    a_report_table(invited=(24, 6), joined=(24,), session_01=(14, 10), session_02=None, session_last=(12, 12))
    return ReportTable.objects.create(
        since=date(2026, 7, 1),
        until=date(2026, 10, 1),
        rows={
            "joined": {"cells": [20], "outside": 0, "changes": None},
            "session-01": {"cells": [10, 10], "outside": 0, "changes": None},
            "session-02": {"cells": [6, 8], "outside": 6, "changes": None},
            "session-last": None,
            "change-physical": {"cells": [12, 8], "outside": 0, "changes": [12, -6, 20]},
            "helpful": {"cells": [9, 6, 5], "outside": 0, "changes": None},
            "readmitted": {"cells": [6, 9, 5], "outside": 0, "changes": None},
        },
    )


def lines(response):
    """Return each row of the page's tables as one line."""
    main = response.content.decode().split("<main", 1)[1]
    found = re.findall(r"<tr>(.*?)</tr>", main, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found if "row" in row]


def test_one_table_shows_its_figures_with_their_intervals(second, admin):
    assert lines(admin.get(REPORT, {"until": "2026-10-01"})) == [
        "Invited hidden: too few",
        "Joined 20",
        "Session 1 10 of 20 50% 30% to 70%",
        "Session 2 6 of 14 43% 21% to 67%",
        "The last session of their programme hidden: too few",
        "Body and sleep 12 \N{MINUS SIGN}0.5 \N{MINUS SIGN}1.3 to +0.3",
        "Said: yes, a lot 9 of 15 60% 36% to 80%",
        "Joined 20",
        "Answered yes or no 15",
        "Said yes, of those who answered 6 of 15 40% 20% to 64%",
    ]


@pytest.mark.usefixtures("second")
def test_all_together_adds_up_what_is_shown_and_says_of_how_many_tables(admin):
    assert lines(admin.get(REPORT))[:5] == [
        "Invited from 1 of 2 tables 30",
        "Joined 44",
        "Session 1 24 of 44 55% 40% to 68%",
        "Session 2 from 1 of 2 tables 6 of 14 43% 21% to 67%",
        "The last session of their programme from 1 of 2 tables 12 of 24 50% 31% to 69%",
    ]


@pytest.mark.usefixtures("second")
def test_tables_are_named_by_their_months_and_nothing_else_can_be_chosen(admin):
    page = admin.get(REPORT, {"until": "2026-07-01"}).content.decode()

    assert re.findall(r'<a href="(/report/[^"]*)"( aria-current="true")?>([^<]+)</a>', page)[-3:] == [
        ("/report/", "", "All together"),
        ("/report/?until=2026-10-01", "", "July to September 2026"),
        ("/report/?until=2026-07-01", ' aria-current="true"', "April to June 2026"),
    ]
    assert "Programmes that ended from April to June 2026" in page
    assert [admin.get(REPORT, {"until": asked}).status_code for asked in ("2026-06-01", "x")] == [404, 404]


def test_there_are_no_figures_before_the_first_table(admin):
    an_ended_programme(3, 2, last=evening(2026, 1, 5))

    page = admin.get(REPORT).content.decode()

    assert "No figures yet" in page
    assert lines(admin.get(REPORT)) == []


def test_who_leads_a_group_finds_no_report(signed_in):
    assert signed_in(FacilitatorFactory().person).get(REPORT).status_code == 404


def test_an_admin_without_a_second_factor_is_sent_to_add_one(admin, settings):
    settings.SECOND_FACTOR_REQUIRED = True

    assert admin.get(REPORT).url == reverse("mfa_index")


@pytest.mark.parametrize("tables", [1, 3])
def test_the_report_takes_5_queries(tables, admin, django_assert_num_queries):
    a_report_table(joined=(24,))
    for number in range(1, tables):
        first = date(2026, 7, 1).replace(year=2026 + number)
        ReportTable.objects.create(since=first, until=first, rows={})
    admin.get(REPORT)

    with django_assert_num_queries(5):
        admin.get(REPORT)
