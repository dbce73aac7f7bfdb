"""*I can't come* in advance, and who came, noted on one page."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from groups.absences import TooLate, come_after_all, say_absent
from groups.attendance import attendance_lines, note_attendance
from groups.memberships import leave_group
from groups.models import Absence, Attendance, PeerSession
from groups.scheduling import CannotPlan
from groups.sessions import programme_of
from tests.factories import FacilitatorFactory, MembershipFactory, UserFactory, VolunteerFactory
from tests.groups.planning_rows import a_session

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 19, tzinfo=UTC)
WORD = "My sister visits <b>today</b>."


@pytest.fixture(autouse=True)
def _frozen():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lead():
    return FacilitatorFactory(group__time_zone="Europe/London", joined_at=NOW - timedelta(days=90))


@pytest.fixture
def tonight(lead):
    return a_session(lead.group, 1, starts_at=NOW - timedelta(minutes=30))


def member(lead, name, **fields):
    fields.setdefault("joined_at", NOW - timedelta(days=30))
    return MembershipFactory(group=lead.group, person__name=name, **fields)


def address(session, name):
    return reverse(f"groups:{name}", args=[session.group.slug, session.pk])


def text(response):
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def noted(session):
    return dict(Attendance.objects.filter(session=session).values_list("place__person__name", "state"))


def test_a_participant_says_that_they_cannot_come_and_facilitators_read_their_word(lead, tonight, signed_in):
    place = member(lead, "Ana")

    page = signed_in(place.person).post(address(tonight, "absence"), {"word": WORD}, follow=True)

    assert "Thank you for telling us." in text(page)
    assert "You said that you can't come. Those who lead know." in text(page)
    shown = signed_in(lead.person).get(address(tonight, "attendance"))
    assert "Ana Said: can't come My sister visits &lt;b&gt;today&lt;/b&gt;." in text(shown)


def test_what_someone_said_of_a_session_goes_when_they_leave_and_is_not_there_when_they_come_back(
    lead, tonight, signed_in
):
    place = member(lead, "Ana")
    say_absent(session=tonight, place=place, word=WORD)

    leave_group(person=place.person, group=lead.group)
    MembershipFactory(group=lead.group, person=place.person)

    assert not Absence.objects.exists()
    assert "You can't come?" in text(signed_in(place.person).get(address(tonight, "absence")))


def test_a_volunteer_sees_who_cannot_come_and_not_their_word(lead, tonight, signed_in):
    say_absent(session=tonight, place=member(lead, "Ana"), word=WORD)

    page = signed_in(VolunteerFactory(group=lead.group).person).get(address(tonight, "attendance"))

    assert "Ana Said: can't come Here" in text(page)


def test_the_word_is_stored_sealed(lead, tonight):
    say_absent(session=tonight, place=member(lead, "Ana"), word=WORD)

    assert WORD.encode() not in bytes(Absence.objects.get().sealed)


def test_said_twice_it_is_said_once_with_the_last_word(lead, tonight):
    place = member(lead, "Ana")
    say_absent(session=tonight, place=place, word=WORD)
    say_absent(session=tonight, place=place)

    [line] = attendance_lines(tonight, lead.person)

    assert (line.said_absent, line.word) == (True, None)


def test_they_can_come_after_all(lead, tonight, signed_in):
    place = member(lead, "Ana")
    say_absent(session=tonight, place=place, word=WORD)
    assert "I can come after all" in text(signed_in(place.person).get(address(tonight, "absence")))

    page = signed_in(place.person).post(address(tonight, "absence"), {"comes": "1"}, follow=True)

    assert "Good. Those who lead see that you can come." in text(page)
    assert Absence.objects.count() == 0


def test_only_the_person_reads_that_they_cannot_come(lead, tonight):
    place, other = member(lead, "Ana"), member(lead, "Sam")
    say_absent(session=tonight, place=place)

    assert [card.is_missed for card in programme_of(lead.group, place.person, "en")] == [True]
    assert [card.is_missed for card in programme_of(lead.group, other.person, "en")] == [False]


@pytest.mark.parametrize(
    "fields",
    [
        {"starts_at": NOW - timedelta(minutes=90)},
        {"state": PeerSession.State.CANCELLED},
        {"state": PeerSession.State.HELD},
    ],
)
@pytest.mark.parametrize("act", [say_absent, come_after_all])
def test_a_session_behind_one_takes_no_word(lead, act, fields):
    session = a_session(lead.group, 1, **fields)

    with pytest.raises(TooLate):
        act(session=session, place=member(lead, "Ana"))


def test_a_page_left_open_too_long_says_so(lead, tonight, signed_in):
    place = member(lead, "Ana")
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        page = signed_in(place.person).post(address(tonight, "absence"), {"word": ""}, follow=True)

    assert "This session is over. Thank you for telling us." in text(page)
    assert Absence.objects.count() == 0


def test_a_word_too_long_comes_back_as_typed(lead, tonight, signed_in):
    page = signed_in(member(lead, "Ana").person).post(address(tonight, "absence"), {"word": "long " * 101})

    assert "Please use fewer words: 500 letters at most." in text(page)
    assert "long long long" in text(page)
    assert Absence.objects.count() == 0


def test_who_came_is_noted_in_one_go(lead, tonight, signed_in):
    ana, sam, _kit = member(lead, "Ana"), member(lead, "Sam"), member(lead, "Kit")
    marks = {f"place-{ana.pk}": "away", f"place-{sam.pk}": "not_here", "rest": "here"}

    signed_in(lead.person).post(address(tonight, "attendance"), marks)

    assert noted(tonight) == {"Ana": "away", "Sam": "not_here", "Kit": "here"}
    tonight.refresh_from_db()
    assert tonight.state == PeerSession.State.HELD


def test_saving_only_these_leaves_the_rest_open(lead, tonight, signed_in):
    ana, _kit = member(lead, "Ana"), member(lead, "Kit")

    signed_in(lead.person).post(address(tonight, "attendance"), {f"place-{ana.pk}": "away"})

    assert noted(tonight) == {"Ana": "away"}
    tonight.refresh_from_db()
    assert tonight.state == PeerSession.State.PLANNED


def test_two_phones_do_not_undo_each_other(lead, tonight, signed_in):
    ana, sam = member(lead, "Ana"), member(lead, "Sam")
    first = signed_in(lead.person)
    first.post(address(tonight, "attendance"), {f"place-{ana.pk}": "here", f"was-{ana.pk}": ""})

    stale = {f"place-{sam.pk}": "not_here", f"was-{sam.pk}": "", f"was-{ana.pk}": "", "rest": "here"}
    signed_in(VolunteerFactory(group=lead.group).person).post(address(tonight, "attendance"), stale)

    assert noted(tonight) == {"Ana": "here", "Sam": "not_here"}


def test_what_was_noted_can_be_corrected(lead, tonight, signed_in):
    ana = member(lead, "Ana")
    note_attendance(session=tonight, marks={ana.pk: "here"}, by=lead.person)
    corrected = {f"place-{ana.pk}": "not_here", f"was-{ana.pk}": "here"}

    signed_in(lead.person).post(address(tonight, "attendance"), corrected)

    assert noted(tonight) == {"Ana": "not_here"}


def test_who_said_that_they_cannot_come_is_offered_so(lead, tonight):
    say_absent(session=tonight, place=member(lead, "Ana"))
    member(lead, "Sam")

    assert [(line.name, line.chosen) for line in attendance_lines(tonight, lead.person)] == [
        ("Ana", "away"),
        ("Sam", ""),
    ]


def test_those_are_listed_who_were_in_the_group_then(lead):
    last_week = a_session(lead.group, 1, starts_at=NOW - timedelta(days=7))
    member(lead, "Ana")
    member(lead, "Joined later", joined_at=NOW - timedelta(days=1))
    member(lead, "Left before", left_at=NOW - timedelta(days=8))
    member(lead, "Left since", left_at=NOW - timedelta(days=1))
    VolunteerFactory(group=lead.group, joined_at=NOW - timedelta(days=30))

    assert [line.name for line in attendance_lines(last_week, lead.person)] == ["Ana", "Left since"]


def test_a_mark_for_someone_of_another_group_is_left_aside(lead, tonight):
    stranger = MembershipFactory(joined_at=NOW - timedelta(days=30))

    note_attendance(session=tonight, marks={stranger.pk: "here"}, by=lead.person)

    assert noted(tonight) == {}


def test_nothing_is_noted_before_an_hour_before(lead, signed_in):
    session = a_session(lead.group, 1, starts_at=NOW + timedelta(minutes=61))
    ana = member(lead, "Ana")

    with pytest.raises(CannotPlan, match="from an hour before"):
        note_attendance(session=session, marks={ana.pk: "here"}, by=lead.person)

    page = text(signed_in(lead.person).get(address(session, "attendance")))
    assert "Who can't come?" in page
    assert "Nobody has said so, so far." in page


def test_an_hour_before_it_is_noted_and_has_not_yet_taken_place(lead):
    session = a_session(lead.group, 1, starts_at=NOW + timedelta(minutes=60))
    ana = member(lead, "Ana")

    note_attendance(session=session, marks={ana.pk: "here"}, by=lead.person)

    session.refresh_from_db()
    assert (noted(session), session.state) == ({"Ana": "here"}, PeerSession.State.PLANNED)


@pytest.mark.parametrize("role", ["participant", "stranger"])
def test_only_those_who_help_to_lead_note_who_came(lead, tonight, role):
    people = {"participant": member(lead, "Ana").person, "stranger": UserFactory()}

    with pytest.raises(PermissionDenied):
        note_attendance(session=tonight, marks={}, by=people[role])


def test_what_needs_those_who_lead_names_the_open_session(lead, signed_in):
    a_session(lead.group, 1, starts_at=NOW - timedelta(days=1))
    say_absent(session=a_session(lead.group, 2, starts_at=NOW + timedelta(days=6)), place=member(lead, "Ana"))

    page = text(signed_in(lead.person).get(reverse("groups:lead", args=[lead.group.slug])))

    assert "Who came? Welcome , Mon 23 November, 19:00" in page
    assert "Someone can't come to the next session Mon 30 November, 19:00" in page


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_takes_11_queries(lead, tonight, signed_in, people, django_assert_num_queries):
    for number in range(people):
        say_absent(session=tonight, place=member(lead, f"P{number}"), word=WORD)
    browser = signed_in(lead.person)
    browser.get(address(tonight, "attendance"))

    with django_assert_num_queries(11):
        browser.get(address(tonight, "attendance"))


def test_facilitators_alone_read_what_someone_would_like_when_they_do_not_come(lead, tonight, signed_in):
    member(lead, "Ana", if_away="ring")
    helper = VolunteerFactory(group=lead.group).person

    pages = [text(signed_in(person).get(address(tonight, "attendance"))) for person in (lead.person, helper)]

    assert ["If they miss a session: Ring me" in page for page in pages] == [True, False]
