"""Tables of the report: made once for a quarter, of programmes that ended, with nothing in them that is small."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from groups.giving import give_ratings, note_helpful, take_ratings_back, tell_readmission
from groups.models import Attendance, Group, Invitation, Membership, PeerSession, RatingsGiven, ReportTable
from groups.report.hiding import Row
from groups.report.intervals import Changes
from groups.report_tables import next_quarter, quarter_of, report_tables, rows_of
from tests.factories import FacilitatorFactory, MembershipFactory
from tests.groups.report_rows import an_ended_programme, evening, people_in

pytestmark = pytest.mark.django_db
SETTLED = evening(2026, 10, 15)


@pytest.fixture
def _settled(time_machine):
    """Stand on the fifteenth day after the third quarter of 2026."""
    time_machine.move_to(SETTLED, tick=False)


def spans():
    return [(table.since, table.until) for table in report_tables()]


@pytest.mark.parametrize(
    ("day", "first", "following"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 4, 1)),
        (date(2026, 6, 30), date(2026, 4, 1), date(2026, 7, 1)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2027, 1, 1)),
    ],
)
def test_quarters_begin_on_the_first_of_january_april_july_and_october(day, first, following):
    assert (quarter_of(day), next_quarter(quarter_of(day))) == (first, following)


def test_a_table_is_made_two_weeks_after_its_quarter(time_machine):
    an_ended_programme(20, 12, 10, last=evening(2026, 9, 30))
    time_machine.move_to(SETTLED - timedelta(days=2), tick=False)
    assert spans() == []

    time_machine.move_to(SETTLED, tick=False)

    assert spans() == [(date(2026, 7, 1), date(2026, 10, 1))]


@pytest.mark.usefixtures("_settled")
def test_fewer_than_twenty_people_wait_for_the_next_quarter():
    an_ended_programme(12, 6, last=evening(2026, 5, 4))
    assert spans() == []

    an_ended_programme(8, 4, last=evening(2026, 9, 1))

    assert spans() == [(date(2026, 4, 1), date(2026, 10, 1))]
    assert rows_of(ReportTable.objects.get())["joined"] == Row((20,))


@pytest.mark.usefixtures("_settled")
def test_whoever_looks_late_finds_the_tables_of_each_quarter():
    for month in (2, 5, 8):
        an_ended_programme(20, 10, last=evening(2026, month, 3))

    assert spans() == [
        (date(2026, 7, 1), date(2026, 10, 1)),
        (date(2026, 4, 1), date(2026, 7, 1)),
        (date(2026, 1, 1), date(2026, 4, 1)),
    ]


@pytest.mark.usefixtures("_settled")
def test_a_programme_with_a_session_to_come_has_not_ended():
    group = an_ended_programme(20, 10, last=evening(2026, 9, 1))
    to_come = PeerSession.objects.create(group=group, position=2, kind="open")
    assert spans() == []

    to_come.starts_at = evening(2026, 11, 1)
    to_come.save()
    assert spans() == []

    to_come.state = PeerSession.State.CANCELLED
    to_come.save()
    assert len(spans()) == 1


@pytest.mark.usefixtures("_settled")
def test_an_archived_programme_has_ended_even_with_a_session_that_never_got_a_day():
    group = an_ended_programme(20, 10, last=evening(2026, 9, 1))
    PeerSession.objects.create(group=group, position=2, kind="open")
    Group.objects.filter(pk=group.pk).update(archived_at=SETTLED)

    assert len(spans()) == 1


@pytest.mark.usefixtures("_settled")
def test_a_table_never_changes_and_no_programme_is_in_two():
    group = an_ended_programme(20, 10, 9, last=evening(2026, 5, 4))
    [before] = report_tables()

    Attendance.objects.all().delete()
    for _person in range(5):
        MembershipFactory(group=group)
    an_ended_programme(22, 11, last=evening(2026, 9, 1))

    latest, after = report_tables()
    assert after.rows == before.rows
    assert rows_of(latest)["joined"] == Row((22,))


@pytest.mark.usefixtures("_settled")
def test_rows_count_who_was_invited_joined_and_came():
    group = an_ended_programme(30, 20, 25, 12, last=evening(2026, 9, 1))
    FacilitatorFactory(group=group)
    Invitation.objects.create(group=group, code_digest="a", uses_limit=40, expires_at=SETTLED)
    Invitation.objects.create(
        group=group, code_digest="b", uses_limit=9, expires_at=SETTLED, role=Membership.Role.VOLUNTEER
    )

    [table] = report_tables()

    assert {name: row for name, row in rows_of(table).items() if row} == {
        "invited": Row((30, 10)),
        "joined": Row((30,)),
        "session-01": Row((20, 10)),
        "session-02": Row((25, 5)),
        "session-last": Row((12, 18)),
    }


@pytest.mark.usefixtures("_settled")
def test_members_without_an_account_count_each_as_one():
    group = an_ended_programme(20, 9, last=evening(2026, 9, 1))
    tell_readmission(by=people_in(group)[0], answer="no")
    for number in range(6):
        place = MembershipFactory(group=group, person=None, noted_name=f"Noted {number}")
        Attendance.objects.create(session=group.sessions.get(), place=place, state="here")

    rows = rows_of(report_tables()[0])

    assert (rows["joined"], rows["session-last"]) == (Row((26,)), Row((15, 11)))


@pytest.mark.usefixtures("_settled")
def test_rows_count_what_people_agreed_to_and_nothing_else():
    people = people_in(an_ended_programme(30, 10, last=evening(2026, 9, 1)))
    for number, person in enumerate(people[:16]):
        give_ratings(by=person)
        note_helpful(person, "a_lot" if number < 9 else "a_little")
    RatingsGiven.objects.update(ratings={"physical": [3, 5]})
    for number, person in enumerate(people[:21]):
        tell_readmission(by=person, answer="yes" if number < 6 else "no")
    stranger = MembershipFactory().person
    give_ratings(by=stranger)
    take_ratings_back(by=people[0])

    rows = rows_of(report_tables()[0])

    assert rows["change-physical"] == Row((15, 15), changes=Changes(15, 30, 60))
    assert rows["helpful"] == Row((8, 7, 15))
    assert rows["readmitted"] == Row((6, 15, 9))


@pytest.mark.usefixtures("_settled")
@pytest.mark.parametrize("agree", [4, 26])
def test_neither_few_who_agreed_nor_few_who_did_not_are_shown(agree):
    for person in people_in(an_ended_programme(30, 10, last=evening(2026, 9, 1)))[:agree]:
        give_ratings(by=person)
    RatingsGiven.objects.update(ratings={"physical": [3, 5]})

    [table] = report_tables()

    assert table.rows["change-physical"] is None
    assert "26" not in str(table.rows)


@pytest.mark.usefixtures("_settled")
def test_of_a_hidden_row_nothing_is_stored():
    an_ended_programme(20, 17, 3, last=evening(2026, 9, 1))

    [table] = report_tables()

    assert {name: row for name, row in table.rows.items() if name.startswith("session")} == {
        "session-last": None,
        "session-01": None,
    }


@pytest.mark.usefixtures("_settled")
@pytest.mark.parametrize(("few", "hidden"), [(4, True), (5, False)])
def test_rows_of_every_kind_are_stored_from_five_people_on(few, hidden):
    group = an_ended_programme(25, few, 25 - few, last=evening(2026, 9, 1))
    Invitation.objects.create(group=group, code_digest="a", uses_limit=25 + few, expires_at=SETTLED)
    for number, person in enumerate(people_in(group)[: few + 5]):
        give_ratings(by=person)
        note_helpful(person, "a_lot" if number < few else "a_little")
        tell_readmission(by=person, answer="yes" if number < few else "no")
    RatingsGiven.objects.update(ratings={"social": [2, 4]})
    for given in RatingsGiven.objects.all()[:few]:
        given.ratings["physical"] = [3, 5]
        given.save()

    report_tables()

    rows = ReportTable.objects.get().rows
    large = {"joined", "change-social"}
    small = {"invited", "session-01", "session-last", "change-physical", "helpful", "readmitted"}
    assert {name for name, row in rows.items() if row is None} == (small if hidden else set())
    assert set(rows) == large | small


@pytest.mark.usefixtures("_settled")
def test_a_programme_noted_late_is_left_for_a_later_table():
    an_ended_programme(20, 10, last=evening(2026, 9, 1))
    [table] = report_tables()

    an_ended_programme(20, 11, last=evening(2026, 9, 2))

    assert report_tables() == [table]


@pytest.mark.usefixtures("_settled")
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_clock_of_who_looks_changes_nothing(zone):
    an_ended_programme(20, 10, last=evening(2026, 6, 30))
    an_ended_programme(20, 10, last=datetime(2026, 7, 1, 1, tzinfo=UTC))

    with timezone.override(zone):
        assert [rows_of(table)["joined"] for table in report_tables()] == [Row((20,)), Row((20,))]
