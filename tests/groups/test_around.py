"""Around a session: handed over before it, and a sheet for those who led after it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from groups.debriefs import sheets_of, write_debrief
from groups.handing_over import CannotHandOver, hand_over
from groups.models import Debrief, PeerSession
from groups.scheduling import schedule_session
from groups.sessions import programme_of
from tests.factories import FacilitatorFactory, MembershipFactory, UserFactory, VolunteerFactory
from tests.groups.planning_rows import a_session

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
WRITTEN = {"went_well": "The tea.", "was_hard": "", "look_out": "Sam was <b>quiet</b>.", "for_us": "A walk."}


@pytest.fixture(autouse=True)
def _frozen():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lead():
    return FacilitatorFactory(group__time_zone="Europe/London", peer_lead__person__name="Lee")


@pytest.fixture
def joe(lead):
    return FacilitatorFactory(group=lead.group, peer_lead__person__name="Joe")


@pytest.fixture
def session(lead):
    return a_session(lead.group, 1, starts_at=NOW + timedelta(days=1), led_by=lead)


def address(session, name):
    return reverse(f"groups:{name}", args=[session.group.slug, session.pk])


def text(response):
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def lead_page(browser, group):
    return text(browser.get(reverse("groups:lead", args=[group.slug])))


def test_a_session_handed_over_is_the_others_and_the_group_reads_so(lead, joe, session, signed_in):
    page = signed_in(lead.person).post(address(session, "hand_session_over"), {"to": joe.pk}, follow=True)

    assert "Joe leads it now. Please tell them too." in text(page)
    assert "Lee handed session 1 to you Wed 25 November, 12:00" in lead_page(
        signed_in(joe.person), lead.group
    )
    assert programme_of(lead.group, joe.person, "en")[0].led_by == "Joe"


def test_who_handed_it_over_does_not_find_it_as_theirs(lead, joe, session, signed_in):
    hand_over(session=session, to=joe, by=lead.person)

    assert "handed session" not in lead_page(signed_in(lead.person), lead.group)
    assert "I can't lead this one" not in text(signed_in(lead.person).get(address(session, "session")))


def test_handed_over_twice_it_is_handed_over_once(lead, joe, session):
    for _press in range(2):
        hand_over(session=session, to=joe, by=lead.person)

    session.refresh_from_db()
    assert (session.led_by, session.handed_by) == (joe, lead)


def test_it_can_come_back(lead, joe, session):
    hand_over(session=session, to=joe, by=lead.person)
    hand_over(session=session, to=lead, by=joe.person)

    session.refresh_from_db()
    assert (session.led_by, session.handed_by) == (lead, joe)


def test_a_session_that_nobody_is_named_for_can_be_handed_over(lead, joe):
    session = a_session(lead.group, 1)

    hand_over(session=session, to=joe, by=lead.person)

    session.refresh_from_db()
    assert session.led_by == joe


@pytest.mark.parametrize("who", ["volunteer", "participant", "left", "deactivated", "elsewhere", "oneself"])
def test_only_another_facilitator_of_the_group_can_take_it(lead, session, who):
    group = lead.group
    places = {
        "volunteer": VolunteerFactory(group=group),
        "participant": MembershipFactory(group=group),
        "left": FacilitatorFactory(group=group, left_at=NOW),
        "deactivated": FacilitatorFactory(group=group, peer_lead__person__is_active=False),
        "elsewhere": FacilitatorFactory(),
        "oneself": lead,
    }

    with pytest.raises(CannotHandOver):
        hand_over(session=session, to=places[who], by=lead.person)

    session.refresh_from_db()
    assert session.led_by == lead


@pytest.mark.parametrize(
    "fields",
    [
        {"starts_at": NOW - timedelta(hours=2)},
        {"state": PeerSession.State.HELD},
        {"state": PeerSession.State.CANCELLED},
    ],
)
def test_a_session_that_is_no_longer_ahead_stays(lead, joe, fields):
    session = a_session(lead.group, 1, led_by=lead, **fields)

    with pytest.raises(CannotHandOver):
        hand_over(session=session, to=joe, by=lead.person)


def test_what_another_leads_is_not_handed_over(lead, joe, session):
    with pytest.raises(CannotHandOver):
        hand_over(session=session, to=joe, by=joe.person)


@pytest.mark.parametrize("factory", [VolunteerFactory, MembershipFactory])
def test_only_facilitators_hand_over_and_write_sheets(lead, joe, session, factory):
    person = factory(group=lead.group).person

    with pytest.raises(PermissionDenied):
        hand_over(session=session, to=joe, by=person)
    with pytest.raises(PermissionDenied):
        write_debrief(session=session, by=person, answers=WRITTEN)


def test_arranged_for_someone_else_it_no_longer_reads_as_handed_over(lead, joe, session):
    hand_over(session=session, to=joe, by=lead.person)
    session.led_by = lead

    schedule_session(session=session, by=lead.person)

    session.refresh_from_db()
    assert session.handed_by is None


def test_with_nobody_else_the_page_says_what_can_be_done(lead, session, signed_in):
    page = text(signed_in(lead.person).get(address(session, "hand_session_over")))

    assert "You can move the session, or leave it out." in page


def test_a_choice_is_asked_for(lead, joe, session, signed_in):
    page = signed_in(lead.person).post(address(session, "hand_session_over"), {"to": "0"})

    assert "Choose who leads it." in text(page)


def test_a_sheet_is_read_by_the_facilitators_of_the_group(lead, joe, session, signed_in):
    signed_in(lead.person).post(address(session, "debrief"), WRITTEN)

    page = text(signed_in(joe.person).get(address(session, "debrief")))
    assert "From Lee What went well? The tea. Is there anyone to look out for?" in page
    assert "Sam was &lt;b&gt;quiet&lt;/b&gt;." in page


def test_each_writes_a_sheet_of_their_own_and_can_change_it(lead, joe, session):
    write_debrief(session=session, by=joe.person, answers={"went_well": "The cake."})
    write_debrief(session=session, by=lead.person, answers=WRITTEN)
    write_debrief(session=session, by=lead.person, answers={"went_well": "The bread."})

    found = [
        (sheet.name, sheet.is_own, sheet.opened.value["went_well"])
        for sheet in sheets_of(session, lead.person)
    ]

    assert sorted(found) == [("Joe", False, "The cake."), ("Lee", True, "The bread.")]


def test_an_emptied_sheet_is_gone(lead, session, signed_in):
    write_debrief(session=session, by=lead.person, answers=WRITTEN)

    signed_in(lead.person).post(address(session, "debrief"), dict.fromkeys(WRITTEN, ""))

    assert Debrief.objects.count() == 0


@pytest.mark.parametrize("factory", [VolunteerFactory, MembershipFactory, FacilitatorFactory])
def test_nobody_else_opens_a_sheet(lead, session, factory):
    write_debrief(session=session, by=lead.person, answers=WRITTEN)
    person = factory().person if factory is FacilitatorFactory else factory(group=lead.group).person

    assert [sheet.opened.is_readable for sheet in sheets_of(session, person)] == [False]


def test_a_sheet_is_stored_sealed(lead, session):
    write_debrief(session=session, by=lead.person, answers=WRITTEN)

    assert b"quiet" not in bytes(Debrief.objects.get().sealed)


def test_a_sheet_that_does_not_open_is_not_written_over(lead, session, signed_in):
    write_debrief(session=session, by=lead.person, answers=WRITTEN)
    Debrief.objects.update(sealed=b"broken")

    page = signed_in(lead.person).post(address(session, "debrief"), {"went_well": "New."})

    assert page.status_code == 200
    assert bytes(Debrief.objects.get().sealed) == b"broken"


def test_someone_elsewhere_finds_no_page(lead, session, signed_in):
    assert signed_in(UserFactory()).get(address(session, "debrief")).status_code == 404
