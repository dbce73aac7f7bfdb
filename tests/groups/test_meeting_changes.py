"""A session of two that does not suit its participant: called off, or another time suggested; and their card for it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from groups.help_cards import HelpWords, card_of_two, open_help_card, write_help_card
from groups.memberships import end_place
from groups.models import HelpCard, Meeting
from groups.one_to_one import (
    TooLate,
    agree,
    arrange_meeting,
    call_off,
    end_one_to_one,
    offer_one_to_one,
    suggest_time,
    take_suggested_time,
)
from tests.factories import FacilitatorFactory, MembershipFactory
from tests.groups.letter_queue import run_worker

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
START = NOW + timedelta(days=1)
OTHER = {"day": "2026-12-03", "clock": "15:00"}
THURSDAY = datetime(2026, 12, 3, 15, tzinfo=UTC)
WORDS = HelpWords(where="12 Mill Lane")


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
def meeting(lee, ana):
    two = offer_one_to_one(place=ana, by=lee.person)
    agree(one_to_one=two, by=ana.person)
    meeting = Meeting(one_to_one=two, starts_at=START, address="12 Mill Lane")
    arrange_meeting(meeting=meeting, by=lee.person)
    return meeting


def address(meeting, name):
    return reverse(f"groups:{name}", args=[meeting.one_to_one.group.slug, meeting.one_to_one_id, meeting.pk])


def lead_page(browser, place):
    return text(browser.get(reverse("groups:lead", args=[place.group.slug])))


def text(response):
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_the_participant_calls_it_off_and_the_facilitator_sees_who_did(meeting, ana, lee, signed_in):
    page = signed_in(ana.person).post(address(meeting, "other_time"), {"call_off": "1"}, follow=True)

    assert "It does not take place. Lee sees it." in text(page)
    assert "Not taking place. You called it off." in text(page)
    assert "Not taking place. Ana called it off." in text(
        signed_in(lee.person).get(address(meeting, "meeting"))
    )
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.CANCELLED


def test_called_off_twice_it_is_called_off_once(meeting, ana, signed_in):
    for _press in range(2):
        page = signed_in(ana.person).post(address(meeting, "other_time"), {"call_off": "1"}, follow=True)

    assert "Not taking place" in text(page)


def test_a_page_opened_before_does_not_plan_it_again_unseen(meeting, ana, lee, signed_in):
    browser = signed_in(lee.person)
    change = address(meeting, "change_meeting")
    sent = {
        name: browser.get(change).context["form"][name].value()
        for name in ("address", "minutes", "state", "was")
    }
    sent |= {"day": "2026-11-26", "clock": "15:00"}
    call_off(meeting=meeting, by=ana.person)

    refused = browser.post(change, sent)

    meeting.refresh_from_db()
    assert "Ana called it off." in text(refused)
    assert meeting.state == Meeting.State.CANCELLED

    browser.post(change, sent | {"was": refused.context["form"]["was"].value()})
    browser.post(change, sent | {"state": "cancelled"})
    page = text(browser.get(address(meeting, "meeting")))
    assert "Not taking place" in page
    assert "called it off" not in page


def test_another_time_stands_beside_the_first_until_the_facilitator_takes_it(meeting, ana, lee, signed_in):
    page = signed_in(ana.person).post(address(meeting, "other_time"), OTHER, follow=True)
    assert "You suggested Thu 3 December, 15:00. Until Lee takes it, the session stays as it is." in text(
        page
    )
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.suggested_at) == (START, THURSDAY)
    lees = signed_in(lee.person)
    assert "Another time is suggested, one to one Ana" in lead_page(lees, lee)

    for _press in range(2):
        page = lees.post(address(meeting, "take_time"), follow=True)

    assert "Session 1 Thu 3 December, 15:00" in text(page)
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.suggested_at) == (THURSDAY, None)
    assert "Another time" not in lead_page(lees, lee)


def test_taking_it_says_when_the_session_is(meeting, ana, lee, signed_in):
    suggest_time(meeting=meeting, by=ana.person, moment=THURSDAY)

    page = signed_in(lee.person).post(address(meeting, "take_time"), follow=True)

    assert "The session is on Thu 3 December, 15:00 now. You both see it." in text(page)


def test_a_time_the_facilitator_sets_takes_the_place_of_what_was_suggested(meeting, ana, lee):
    suggest_time(meeting=meeting, by=ana.person, moment=THURSDAY)
    meeting.starts_at = START + timedelta(hours=2)

    arrange_meeting(meeting=meeting, by=lee.person)

    meeting.refresh_from_db()
    assert meeting.suggested_at is None


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"day": "2026-11-01", "clock": "15:00"}, "This time has gone by."),
        ({"day": "2206-01-01", "clock": "15:00"}, "This day is more than a year away."),
        ({"day": "2027-03-28", "clock": "01:30"}, "The clocks go forward then"),
        ({"day": "", "clock": "15:00"}, "Choose the day."),
    ],
)
def test_a_time_that_cannot_be_is_said_and_stays_on_the_page(meeting, ana, signed_in, sent, told):
    page = signed_in(ana.person).post(address(meeting, "other_time"), sent)

    assert told in text(page)
    assert f'value="{sent["clock"]}"' in page.content.decode()
    meeting.refresh_from_db()
    assert meeting.suggested_at is None


def test_a_suggested_time_that_has_gone_by_is_not_taken(meeting, ana, lee, signed_in):
    suggest_time(meeting=meeting, by=ana.person, moment=NOW + timedelta(hours=1))

    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        page = signed_in(lee.person).post(address(meeting, "take_time"), follow=True)

    assert "That time has gone by." in text(page)
    meeting.refresh_from_db()
    assert meeting.starts_at == START


def test_only_the_participant_calls_off_or_suggests(meeting, lee):
    with pytest.raises(PermissionDenied):
        call_off(meeting=meeting, by=lee.person)
    with pytest.raises(PermissionDenied):
        suggest_time(meeting=meeting, by=lee.person, moment=THURSDAY)


def test_only_the_facilitator_takes_a_time(meeting, ana):
    suggest_time(meeting=meeting, by=ana.person, moment=THURSDAY)

    for person in (ana.person, FacilitatorFactory(group=ana.group).person):
        with pytest.raises(PermissionDenied):
            take_suggested_time(meeting=meeting, by=person)


@pytest.mark.parametrize("name", ["other_time", "meeting_card"])
def test_once_it_has_ended_nothing_more_can_be_changed(meeting, ana, name, signed_in):
    end_one_to_one(one_to_one=meeting.one_to_one, by=ana.person)

    assert signed_in(ana.person).post(address(meeting, name), {"call_off": "1"}).status_code == 404


def test_a_session_that_is_over_is_not_called_off(meeting, ana, signed_in):
    with time_machine.travel(START + timedelta(minutes=60), tick=False):
        with pytest.raises(TooLate):
            call_off(meeting=meeting, by=ana.person)
        page = signed_in(ana.person).post(address(meeting, "other_time"), {"call_off": "1"}, follow=True)

    assert "This session is no longer ahead of you." in text(page)


def test_its_card_opens_for_its_facilitator_alone_around_it(meeting, ana, lee, signed_in):
    other = FacilitatorFactory(group=ana.group).person
    signed_in(ana.person).post(address(meeting, "meeting_card"), {"where": "12 Mill Lane"})
    card = HelpCard.objects.get()

    assert card_of_two(meeting, lee.person) is None
    with time_machine.travel(START, tick=False):
        assert "Ana keeps a card in case they need help." in text(
            signed_in(lee.person).get(address(meeting, "meeting"))
        )
        assert open_help_card(card=card, reader=lee.person).value == WORDS
        assert card_of_two(meeting, other) is None
        with pytest.raises(PermissionDenied):
            open_help_card(card=card, reader=other)
        assert "Someone keeps a card" not in lead_page(signed_in(other), ana)
    page = text(signed_in(ana.person).get(address(meeting, "meeting_card")))
    assert "Lee opened your card at 12:00 on Wednesday 25 November." in page


@pytest.mark.parametrize(
    "how",
    [
        lambda meeting: call_off(meeting=meeting, by=meeting.one_to_one.participant.person),
        lambda meeting: end_one_to_one(
            one_to_one=meeting.one_to_one, by=meeting.one_to_one.facilitator.person
        ),
    ],
    ids=["called off", "ended"],
)
def test_its_card_is_gone_with_it(meeting, ana, how):
    write_help_card(place=ana, gathering=meeting, words=WORDS)

    how(meeting)

    assert HelpCard.objects.count() == 0


def test_making_a_session_that_is_over_longer_brings_no_card_back(meeting, ana, lee):
    write_help_card(place=ana, gathering=meeting, words=WORDS)
    with time_machine.travel(START + timedelta(hours=2), tick=False):
        meeting.minutes = 480
        arrange_meeting(meeting=meeting, by=lee.person)

        assert card_of_two(meeting, lee.person) is None


def told(mailoutbox):
    return [(letter.to, letter.subject) for letter in mailoutbox]


def test_whoever_is_called_off_on_is_told_by_letter(meeting, ana, lee, signed_in, mailoutbox):
    signed_in(ana.person).post(address(meeting, "other_time"), {"call_off": "1"})
    signed_in(ana.person).post(address(meeting, "other_time"), {"call_off": "1"})

    run_worker()
    assert told(mailoutbox) == [([lee.person.email], "Not taking place")]
    assert "Wed 25 November, 12:00" in mailoutbox[0].body


def test_another_time_that_is_taken_is_told_by_letter(meeting, ana, lee, mailoutbox):
    suggest_time(meeting=meeting, by=ana.person, moment=THURSDAY)
    take_suggested_time(meeting=meeting, by=lee.person)
    take_suggested_time(meeting=meeting, by=lee.person)

    run_worker()
    assert told(mailoutbox) == [([ana.person.email], "A new time")]
    assert "Thu 3 December, 15:00" in mailoutbox[0].body


def test_what_changes_nothing_of_the_time_is_told_to_nobody(meeting, ana, lee, mailoutbox):
    meeting.address = "14 Mill Lane"
    arrange_meeting(meeting=meeting, by=lee.person)

    run_worker()
    assert told(mailoutbox) == []


def test_whoever_wants_no_letters_about_changes_gets_none(meeting, ana, lee, mailoutbox):
    ana.hears_of_changes = False
    ana.save()
    meeting.starts_at = THURSDAY
    arrange_meeting(meeting=meeting, by=lee.person)

    run_worker()
    assert told(mailoutbox) == []


@pytest.mark.parametrize("how", ["ended", "left"])
@pytest.mark.parametrize("who", ["ana", "lee"])
def test_when_two_meet_no_more_the_other_is_told_not_to_come(meeting, ana, lee, who, how, mailoutbox):
    place, other = (ana, lee) if who == "ana" else (lee, ana)

    if how == "ended":
        end_one_to_one(one_to_one=meeting.one_to_one, by=place.person)
        end_one_to_one(one_to_one=meeting.one_to_one, by=place.person)
    else:
        end_place(place=place, by=place.person)

    run_worker()
    assert told(mailoutbox) == [([other.person.email], "Not taking place")]


@pytest.mark.parametrize("how", ["arranged", "taken"])
def test_moved_to_now_its_card_stays_shut_until_its_person_could_know(meeting, ana, lee, how):
    write_help_card(place=ana, gathering=meeting, words=WORDS)
    soon = NOW + timedelta(minutes=10)
    if how == "arranged":
        meeting.starts_at = soon
        arrange_meeting(meeting=meeting, by=lee.person)
    else:
        suggest_time(meeting=meeting, by=ana.person, moment=soon)
        take_suggested_time(meeting=meeting, by=lee.person)

    assert card_of_two(meeting, lee.person) is None
    with time_machine.travel(NOW + timedelta(minutes=59), tick=False):
        assert card_of_two(meeting, lee.person) is None
    with time_machine.travel(NOW + timedelta(minutes=60), tick=False):
        assert card_of_two(meeting, lee.person) is not None
