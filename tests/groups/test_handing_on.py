"""Handing a whole group over: asked, accepted or not, and never nobody to lead it."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from groups.handing_on import (
    CannotHandOn,
    accept_group,
    offer_group,
    offer_of,
    others_who_help,
    take_back_offer,
)
from groups.memberships import end_place
from groups.models import Group, Membership
from tests.factories import FacilitatorFactory, MembershipFactory, VolunteerFactory
from tests.groups.planning_rows import a_session

pytestmark = pytest.mark.django_db
Role = Membership.Role


@pytest.fixture
def lee():
    return FacilitatorFactory(peer_lead__person__name="Lee")


@pytest.fixture
def jo(lee):
    return VolunteerFactory(group=lee.group, peer_lead__person__name="Jo")


def offer(lee, jo, *, stays=True):
    return offer_group(group=lee.group, to=jo, by=lee.person, stays=stays)


def address(name, group):
    return reverse(f"groups:{name}", args=[group.slug])


def text(response):
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def leads(group):
    return set(Membership.objects.facilitators().filter(group=group).values_list("person__name", flat=True))


def test_offered_it_changes_nothing_yet(lee, jo):
    session = a_session(lee.group, 1, led_by=lee)

    offer(lee, jo, stays=False)

    session.refresh_from_db()
    assert leads(lee.group) == {"Lee"}
    assert session.led_by == lee


def test_a_facilitator_offers_it_on_a_page_and_the_other_finds_it_first(lee, jo, signed_in):
    page = signed_in(lee.person).post(
        address("hand_on", lee.group), {"to": jo.pk, "after": "go"}, follow=True
    )
    found = signed_in(jo.person).get(address("lead", lee.group))

    assert "Lee offered this group to Jo. Jo has not answered yet." in text(page)
    assert "Lee would like to hand this group to you" in text(found)
    assert "place in the group ends." in text(signed_in(jo.person).get(address("take_on", lee.group)))


@pytest.mark.parametrize(("stays", "after"), [(True, {"Lee", "Jo"}), (False, {"Jo"})])
def test_accepted_the_other_leads_and_the_first_does_as_they_chose(lee, jo, stays, after, signed_in):
    offer(lee, jo, stays=stays)

    page = signed_in(jo.person).post(address("take_on", lee.group), follow=True)

    assert "You lead this group now." in page.content.decode()
    assert leads(lee.group) == after
    assert Group.objects.of_member(lee.person).exists() is stays
    assert offer_of(lee.group) is None


def test_accepted_the_sessions_ahead_go_with_it(lee, jo):
    mine, theirs = a_session(lee.group, 1, led_by=lee), a_session(lee.group, 2, led_by=jo)
    held = a_session(lee.group, 3, led_by=lee, state="held")
    offer(lee, jo)

    accept_group(group=lee.group, by=jo.person)

    for session in (mine, theirs, held):
        session.refresh_from_db()
    assert (mine.led_by, mine.handed_by) == (jo, lee)
    assert (theirs.led_by, theirs.handed_by, held.led_by) == (jo, None, lee)


def test_accepted_twice_it_is_accepted_once(lee, jo, signed_in):
    offer(lee, jo)
    browser = signed_in(jo.person)

    for _press in range(2):
        assert browser.post(address("take_on", lee.group))["Location"] == address("lead", lee.group)

    assert accept_group(group=lee.group, by=jo.person) is None


@pytest.mark.parametrize("who", ["lee", "jo"])
def test_either_of_the_two_can_end_the_offer(lee, jo, who, signed_in):
    offer(lee, jo)

    signed_in({"lee": lee, "jo": jo}[who].person).post(address("offer_back", lee.group))

    assert offer_of(lee.group) is None
    assert leads(lee.group) == {"Lee"}


def test_taken_back_after_it_was_accepted_nothing_is_said_that_is_not_so(lee, jo, signed_in):
    offer(lee, jo)
    accept_group(group=lee.group, by=jo.person)

    page = signed_in(lee.person).post(address("offer_back", lee.group), follow=True)

    assert "The group stays as it is." not in page.content.decode()
    assert "That offer does not stand any more." in page.content.decode()


@pytest.mark.parametrize("name", ["take_on", "offer_back"])
def test_of_two_answers_at_once_the_second_hears_that_the_offer_is_gone(
    lee, jo, name, signed_in, monkeypatch
):
    stood = offer(lee, jo)
    take_back_offer(group=lee.group, by=lee.person)
    # As it was read before the other answered.
    monkeypatch.setattr("groups.views.handing_on.offer_of", lambda _group: stood)

    page = signed_in(jo.person).post(address(name, lee.group), follow=True).content.decode()

    assert "That offer does not stand any more." in page
    assert "You lead this group now." not in page
    assert "Nothing was changed." not in page
    assert leads(lee.group) == {"Lee"}


def test_offered_again_it_is_as_said_last(lee, jo):
    offer(lee, jo, stays=True)

    offer(lee, jo, stays=False)

    assert offer_of(lee.group).giver_stays is False


def test_offered_to_someone_who_went_a_moment_before_says_so(lee, jo, signed_in, monkeypatch):
    others = others_who_help(lee.group, lee.person)
    list(others)
    monkeypatch.setattr("groups.views.handing_on.others_who_help", lambda _group, _person: others)
    monkeypatch.setattr("groups.handing_on.others_who_help", lambda _group, _person: others.none())

    page = signed_in(lee.person).post(
        address("hand_on", lee.group), {"to": jo.pk, "after": "stay"}, follow=True
    )

    assert "Jo does not help to lead this group any more." in page.content.decode()


def test_nobody_else_answers_or_ends_an_offer(lee, jo):
    offer(lee, jo)
    other = FacilitatorFactory(group=lee.group).person

    for act in (accept_group, take_back_offer):
        with pytest.raises(PermissionDenied):
            act(group=lee.group, by=other)


def test_one_offer_stands_at_a_time_and_made_twice_it_is_one(lee, jo, signed_in):
    first = offer(lee, jo)
    other = FacilitatorFactory(group=lee.group)

    assert offer(lee, jo) == first
    with pytest.raises(CannotHandOn):
        offer(lee, other)
    sent = signed_in(other.person).post(
        address("hand_on", lee.group), {"to": jo.pk, "after": "stay"}, follow=True
    )
    assert "The group is offered to someone already." in sent.content.decode()


@pytest.mark.parametrize("to", ["participant", "of another group", "themselves"])
def test_it_goes_to_nobody_who_does_not_help_to_lead_it(lee, to):
    others = {
        "participant": lambda: MembershipFactory(group=lee.group),
        "of another group": FacilitatorFactory,
        "themselves": lambda: lee,
    }

    with pytest.raises(CannotHandOn):
        offer(lee, others[to]())


def test_only_who_leads_as_a_facilitator_hands_it_over(lee, jo):
    with pytest.raises(PermissionDenied):
        offer_group(group=lee.group, to=lee, by=jo.person, stays=True)


def test_an_offer_goes_with_the_place_of_either(lee, jo):
    offer(lee, jo)

    end_place(place=jo, by=jo.person)

    assert offer_of(lee.group) is None


def test_a_facilitator_to_whom_it_is_offered_is_led_to_the_answer(lee, signed_in):
    other = FacilitatorFactory(group=lee.group)
    offer(lee, other)

    assert signed_in(other.person).get(address("hand_on", lee.group))["Location"] == address(
        "take_on", lee.group
    )


def test_with_nobody_to_hand_it_to_the_page_says_whom_to_invite(lee, signed_in):
    page = text(signed_in(lee.person).get(address("hand_on", lee.group)))

    assert "Nobody else helps to lead this group yet. Invite a facilitator or a volunteer first." in page
