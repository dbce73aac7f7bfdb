"""One to one: offered and agreed, up to ten sessions, seen by the two alone, notes that both read."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import Grant
from groups.memberships import change_role, end_place
from groups.models import Meeting, MeetingNote, OneToOne
from groups.one_to_one import (
    agree,
    arrange_meeting,
    can_be_offered,
    end_one_to_one,
    offer_one_to_one,
    write_note,
)
from groups.one_to_one_page import notes_of
from groups.scheduling import CannotPlan
from tests.factories import AdminFactory, FacilitatorFactory, MembershipFactory, VolunteerFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LINK = "https://meet.example.org/two"


@pytest.fixture(autouse=True)
def _frozen():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lee():
    return FacilitatorFactory(group__time_zone="Europe/London", peer_lead__person__name="Lee")


@pytest.fixture
def ana(lee):
    return MembershipFactory(group=lee.group, person__name="Ana", person__time_zone="Europe/London")


@pytest.fixture
def two(lee, ana):
    one_to_one = offer_one_to_one(place=ana, by=lee.person)
    agree(one_to_one=one_to_one, by=ana.person)
    one_to_one.refresh_from_db()
    return one_to_one


def a_meeting(two, days=1, **fields):
    meeting = Meeting(one_to_one=two, starts_at=NOW + timedelta(days=days), link=LINK, **fields)
    arrange_meeting(meeting=meeting, by=two.facilitator.person)
    return meeting


def address(two, name, *rest):
    return reverse(f"groups:{name}", args=[two.group.slug, two.pk, *rest])


def text(response):
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def read(meeting, person):
    return [(note.name, note.is_own, note.opened.value) for note in notes_of(meeting, person)]


def test_a_facilitator_offers_it_and_the_participant_agrees(lee, ana, signed_in):
    offers = reverse("groups:one_to_ones", args=[lee.group.slug])
    assert "Ana sees your offer now." in text(
        signed_in(lee.person).post(offers, {"place": ana.pk}, follow=True)
    )
    two = OneToOne.objects.get()
    browser = signed_in(ana.person)
    home = text(browser.get(reverse("groups:home", args=[lee.group.slug])))
    assert "One to one with Lee An offer for you. You can say no." in home
    assert "You and Lee can see that this exists." in text(browser.get(address(two, "one_to_one")))

    page = text(browser.post(address(two, "one_to_one"), follow=True))

    assert "Good. The next thing is a day that suits you both." in page
    two.refresh_from_db()
    assert two.agreed_at == NOW


def test_offered_twice_it_is_offered_once(lee, ana):
    assert offer_one_to_one(place=ana, by=lee.person) == offer_one_to_one(place=ana, by=lee.person)


def test_the_participant_can_say_no(lee, ana, signed_in):
    two = offer_one_to_one(place=ana, by=lee.person)

    signed_in(ana.person).post(address(two, "stop_one_to_one"))

    assert not OneToOne.objects.led_by(lee.person).exists()
    assert list(can_be_offered(lee.group, lee.person)) == [ana]


def test_only_the_two_see_that_it_is_there(two, signed_in):
    group = two.group
    others = [
        MembershipFactory(group=group).person,
        VolunteerFactory(group=group).person,
        FacilitatorFactory(group=group).person,
        AdminFactory(),
    ]
    other_lead = others[2]

    for person in others:
        assert signed_in(person).get(address(two, "one_to_one")).status_code == 404
    assert two.participant in can_be_offered(group, other_lead)
    assert "Ana" not in text(
        signed_in(other_lead).get(reverse("groups:one_to_ones", args=[group.slug]))
    ).replace("Choose Ana", "")


@pytest.mark.parametrize("factory", [VolunteerFactory, MembershipFactory])
def test_only_facilitators_offer_it_to_participants(lee, ana, factory):
    other = factory(group=lee.group)

    with pytest.raises(PermissionDenied):
        offer_one_to_one(place=ana, by=other.person)
    with pytest.raises(PermissionDenied):
        offer_one_to_one(place=lee, by=lee.person)
    with pytest.raises(PermissionDenied):
        offer_one_to_one(place=ana, by=FacilitatorFactory().person)


def test_nobody_agrees_for_the_participant(lee, ana):
    two = offer_one_to_one(place=ana, by=lee.person)

    with pytest.raises(PermissionDenied):
        agree(one_to_one=two, by=lee.person)


def test_sessions_wait_for_the_participant_to_agree(lee, ana):
    with pytest.raises(CannotPlan, match="Wait until"):
        a_meeting(offer_one_to_one(place=ana, by=lee.person))


def test_there_are_ten_sessions_at_most(two):
    meetings = [a_meeting(two, days) for days in range(1, 11)]
    with pytest.raises(CannotPlan, match="ten sessions already"):
        a_meeting(two, 11)

    meetings[0].state = Meeting.State.CANCELLED
    arrange_meeting(meeting=meetings[0], by=two.facilitator.person)

    assert a_meeting(two, 11).pk


def test_a_session_is_set_on_the_clocks_of_the_group_once(two, lee, signed_in):
    sent = {"day": "2027-06-01", "clock": "18:30", "minutes": "60", "link": LINK, "address": ""}
    sent["token"] = "8a7b1f0e-0f46-4b73-9a5e-0d4f5f5f4b11"
    for _press in range(2):
        page = signed_in(lee.person).post(address(two, "new_meeting"), sent, follow=True)

    assert "The session is set. You both see it." in text(page)
    assert Meeting.objects.get().starts_at == datetime(2027, 6, 1, 17, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"day": "2027-03-28", "clock": "01:30"}, "The clocks go forward then"),
        ({"day": "2026-10-25", "clock": "01:30"}, "The clocks go back then"),
        ({"day": ""}, "Choose the day."),
        ({"link": ""}, "Give a link or an address"),
        ({"day": "2206-01-01"}, "This day is more than a year away."),
        ({"link": "ftp://example.org/a"}, "Use a link that begins with https://."),
        ({"state": "held"}, "It has not begun yet."),
    ],
)
def test_what_is_not_right_is_said_and_nothing_is_stored(two, lee, signed_in, changed, told):
    meeting = a_meeting(two)
    sent = {"day": "2026-12-01", "clock": "18:30", "minutes": "60", "link": LINK, "state": "planned"}

    page = signed_in(lee.person).post(address(two, "change_meeting", meeting.pk), sent | changed)

    assert told in text(page)
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.state) == (NOW + timedelta(days=1), "planned")


def test_a_session_moves_and_is_left_out(two, lee, ana, signed_in):
    meeting = a_meeting(two)
    sent = {"day": "2026-12-01", "clock": "18:30", "minutes": "60", "link": LINK, "state": "cancelled"}

    signed_in(lee.person).post(address(two, "change_meeting", meeting.pk), sent)

    page = text(signed_in(ana.person).get(address(two, "one_to_one")))
    assert "Tue 1 December, 18:30 Not taking place" in page


def test_the_link_is_there_for_the_participant_from_an_hour_before(two, ana, lee, signed_in):
    meeting = a_meeting(two)
    place = address(two, "meeting", meeting.pk)

    assert LINK in signed_in(lee.person).get(place).content.decode()
    assert "The link is here from an hour before." in text(signed_in(ana.person).get(place))
    with time_machine.travel(meeting.starts_at - timedelta(minutes=60), tick=False):
        assert LINK in signed_in(ana.person).get(place).content.decode()


def test_notes_are_written_and_read_by_both(two, ana, lee, signed_in):
    meeting = a_meeting(two)
    signed_in(ana.person).post(address(two, "meeting", meeting.pk), {"text": "I will <b>walk</b>."})
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        signed_in(lee.person).post(address(two, "meeting", meeting.pk), {"text": "We looked at the plan."})

    assert read(meeting, ana.person) == [
        ("Ana", True, "I will <b>walk</b>."),
        ("Lee", False, "We looked at the plan."),
    ]
    assert [note[2] for note in read(meeting, lee.person)] == [note[2] for note in read(meeting, ana.person)]
    assert "I will &lt;b&gt;walk&lt;/b&gt;." in text(
        signed_in(lee.person).get(address(two, "meeting", meeting.pk))
    )


def test_an_empty_note_is_not_kept(two, ana, signed_in):
    meeting = a_meeting(two)

    page = signed_in(ana.person).post(address(two, "meeting", meeting.pk), {"text": " "})

    assert "Write a line or two, then save." in text(page)
    assert MeetingNote.objects.count() == 0


def test_nobody_else_opens_a_note_nor_writes_one(two, lee):
    meeting = a_meeting(two)
    write_note(meeting=meeting, by=lee.person, text="We looked at the plan.")
    stranger = FacilitatorFactory(group=two.group).person

    assert read(meeting, stranger) == [("Lee", False, None)]
    with pytest.raises(PermissionDenied):
        write_note(meeting=meeting, by=stranger, text="Me too.")


@pytest.mark.parametrize(
    "how",
    ["participant stops", "facilitator stops", "participant leaves", "facilitator leaves", "role changes"],
)
def test_it_ends_and_the_facilitator_can_open_nothing_more(two, ana, lee, how, signed_in):
    meeting = a_meeting(two)
    write_note(meeting=meeting, by=lee.person, text="We looked at the plan.")
    FacilitatorFactory(group=two.group)
    ways = {
        "participant stops": lambda: end_one_to_one(one_to_one=two, by=ana.person),
        "facilitator stops": lambda: end_one_to_one(one_to_one=two, by=lee.person),
        "participant leaves": lambda: end_place(place=ana, by=ana.person),
        "facilitator leaves": lambda: end_place(place=lee, by=lee.person),
        "role changes": lambda: change_role(place=lee, role="volunteer"),
    }

    ways[how]()

    assert Grant.objects.count() == 0
    assert read(meeting, lee.person) == [("Lee", False, None)] or read(meeting, lee.person) == [
        ("Lee", True, None)
    ]
    assert signed_in(lee.person).get(address(two, "meeting", meeting.pk)).status_code == 404
    assert read(meeting, ana.person) == [("Lee", False, "We looked at the plan.")]
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.CANCELLED
    with pytest.raises(PermissionDenied):
        write_note(meeting=meeting, by=ana.person, text="More.")


def test_others_cannot_end_it(two):
    with pytest.raises(PermissionDenied):
        end_one_to_one(one_to_one=two, by=FacilitatorFactory(group=two.group).person)


def test_stopping_asks_first(two, ana, signed_in):
    page = text(signed_in(ana.person).get(address(two, "stop_one_to_one")))

    assert "Stop meeting Lee one to one?" in page
    assert OneToOne.objects.get().ended_at is None


def test_notes_are_stored_sealed(two, lee):
    write_note(meeting=a_meeting(two), by=lee.person, text="We looked at the plan.")

    assert b"plan" not in bytes(MeetingNote.objects.get().sealed)


@pytest.mark.parametrize("who", ["ana", "lee"])
@pytest.mark.parametrize("notes", [1, 3])
def test_the_page_of_a_session_takes_as_many_queries_for_one_note_as_for_three(
    two, ana, lee, signed_in, who, notes, django_assert_num_queries
):
    meeting = a_meeting(two)
    for number in range(notes):
        write_note(meeting=meeting, by=ana.person, text=f"Note {number}")
    browser = signed_in({"ana": ana, "lee": lee}[who].person)
    browser.get(address(two, "meeting", meeting.pk))

    with django_assert_num_queries(9 if who == "lee" else 7):
        browser.get(address(two, "meeting", meeting.pk))
