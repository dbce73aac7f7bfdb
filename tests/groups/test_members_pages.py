"""Facilitators see who is in their group, end a place, and make and stop invitations."""

from datetime import timedelta
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from groups.invitations import code_of, invite, revoke
from groups.line import stand_in_line
from groups.models import Membership
from tests.factories import (
    FacilitatorFactory,
    GroupFactory,
    MembershipFactory,
    PeerLeadFactory,
    UserFactory,
    VolunteerFactory,
)


@pytest.fixture
def group(db):
    return GroupFactory(name="Tuesday Group", time_zone="Europe/London")


@pytest.fixture
def lead(group):
    return FacilitatorFactory(group=group)


@pytest.fixture
def lees_browser(lead, signed_in):
    return signed_in(lead.person)


@pytest.fixture
def place(group):
    return MembershipFactory(group=group, person=UserFactory(name="Kim"))


def address(name, group, *more):
    return reverse(f"groups:{name}", args=[group.slug, *more])


def an_invitation(lead, **fields):
    in_a_week = timezone.now() + timedelta(days=7)
    return invite(group=lead.group, by=lead.person, **{"uses_limit": 1, "expires_at": in_a_week, **fields})[0]


def test_the_list_shows_who_is_in_the_group_now(lees_browser, place, group):
    MembershipFactory(group=group, person=UserFactory(name="Zebedee"), left_at=timezone.now())

    page = lees_browser.get(address("members", group)).content.decode()

    assert "Kim" in page
    assert "1 place of 12 is taken." in page
    assert "Zebedee" not in page


def test_the_list_shows_no_addresses(lees_browser, group):
    nameless = MembershipFactory(group=group, person=UserFactory(name=""))

    page = lees_browser.get(address("members", group)).content.decode()

    assert "No name yet" in page
    assert nameless.person.email not in page


def test_ending_a_place_first_says_what_happens(lees_browser, place, group):
    page = lees_browser.get(address("end_place", group, place.pk)).content.decode()

    assert "A summary they shared with this group is taken back." in page
    assert Membership.objects.current().filter(pk=place.pk).exists()


def test_a_place_is_ended_once_however_often_it_is_sent(lees_browser, place, group):
    end = address("end_place", group, place.pk)

    answers = [lees_browser.post(end), lees_browser.post(end), lees_browser.get(end)]

    assert {answer.headers["Location"] for answer in answers} == {address("members", group)}
    assert not Membership.objects.current().filter(pk=place.pk).exists()


@pytest.mark.parametrize("factory", [FacilitatorFactory, VolunteerFactory, MembershipFactory])
def test_places_of_those_who_lead_and_of_other_groups_are_not_there(lees_browser, lead, factory):
    other = factory(group=lead.group) if factory is not MembershipFactory else MembershipFactory()

    response = lees_browser.post(address("end_place", lead.group, other.pk))

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert Membership.objects.current().filter(pk=other.pk).exists()


def test_an_invitation_is_made_and_shown_as_link_code_and_picture(lees_browser, lead):
    form = {"token": uuid4(), "role": "participant", "uses_limit": "5", "days": "14", "note": "Flyer"}

    response = lees_browser.post(address("invite", lead.group), form, follow=True)

    made = lead.group.invitations.get()
    page = response.content.decode()
    assert (made.uses_limit, made.note, made.made_by) == (5, "Flyer", lead.person)
    assert f"http://testserver/join/{code_of(made)}/" in page
    assert 'src="data:image/svg+xml' in page


def test_an_invitation_works_to_the_end_of_its_last_day_where_the_group_meets(
    lees_browser, lead, time_machine
):
    time_machine.move_to("2026-03-28T22:00:00Z", tick=False)  # the clocks change in London that night

    lees_browser.post(
        address("invite", lead.group),
        {"token": uuid4(), "role": "participant", "uses_limit": "1", "days": "1"},
    )

    ends = lead.group.invitations.get().expires_at
    assert ends.isoformat() == "2026-03-29T22:59:00+00:00"


def test_the_same_form_sent_twice_makes_one_invitation(lees_browser, lead):
    form = {"token": uuid4(), "role": "participant", "uses_limit": "1", "days": "14"}

    first, second = (lees_browser.post(address("invite", lead.group), form) for _time in (1, 2))

    assert first.headers["Location"] == second.headers["Location"]
    assert lead.group.invitations.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("uses_limit", "0"), ("uses_limit", "101"), ("days", "0"), ("days", "366"), ("days", "x")],
)
def test_figures_that_make_no_sense_come_back(lees_browser, lead, field, value):
    form = {"token": uuid4(), "role": "participant", "uses_limit": "1", "days": "14", field: value}

    response = lees_browser.post(address("invite", lead.group), form)

    assert list(response.context["form"].errors) == [field]
    assert not lead.group.invitations.exists()


def test_a_token_made_of_another_groups_invitation_gives_nothing_away(lees_browser, lead):
    foreign = an_invitation(FacilitatorFactory())
    form = {"token": foreign.pk, "role": "participant", "uses_limit": "1", "days": "14"}

    response = lees_browser.post(address("invite", lead.group), form, follow=True)

    assert code_of(foreign) not in response.content.decode()
    assert lead.group.invitations.get() != foreign


@pytest.mark.parametrize("name", ["invitation", "revoke"])
def test_another_groups_invitation_is_not_there(lees_browser, lead, name):
    foreign = an_invitation(FacilitatorFactory())

    response = lees_browser.get(address(name, lead.group, foreign.pk))

    assert response.status_code == HTTPStatus.NOT_FOUND


def test_stopping_asks_first_and_then_stops(lees_browser, lead):
    made = an_invitation(lead)
    stop = address("revoke", lead.group, made.pk)
    assert "Stop this invitation?" in lees_browser.get(stop).content.decode()
    made.refresh_from_db()
    assert made.revoked_at is None

    lees_browser.post(stop)

    made.refresh_from_db()
    assert made.revoked_at is not None


def test_a_closed_invitation_shows_no_link_to_send(lees_browser, lead):
    made = an_invitation(lead)
    revoke(made)

    page = lees_browser.get(address("invitation", lead.group, made.pk)).content.decode()

    assert "This invitation lets nobody in any more." in page
    assert code_of(made) not in page


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("members", 9), ("invite", 5)])
def test_lists_take_as_many_queries_for_one_as_for_three(
    lees_browser, lead, rows, name, queries, django_assert_num_queries
):
    for _number in range(rows):
        MembershipFactory(group=lead.group)
        an_invitation(lead)
    lees_browser.get(address(name, lead.group))

    with django_assert_num_queries(queries):
        lees_browser.get(address(name, lead.group))


def test_an_invitation_says_what_one_joins_as(lees_browser, lead):
    form = {"token": uuid4(), "role": "volunteer", "uses_limit": "1", "days": "14"}

    page = lees_browser.post(address("invite", lead.group), form, follow=True).content.decode()

    assert lead.group.invitations.get().role == Membership.Role.VOLUNTEER
    assert "Volunteer" in page


def test_nobody_helps_to_lead_before_an_admin_has_said_yes(lead, ana, signed_in):
    made = an_invitation(lead)
    lead.group.invitations.update(role=Membership.Role.FACILITATOR)
    path = reverse("groups:join", args=[code_of(made)])

    before = signed_in(ana).post(path).content.decode()
    PeerLeadFactory(person=ana)
    after = signed_in(ana).post(path)

    assert "One more step before you can help to lead" in before
    assert after.headers["Location"] == address("lead", lead.group)


def test_a_flyer_is_in_the_language_of_the_group(lees_browser, lead, settings):
    settings.LANGUAGES = [("en", "English"), ("es", "Español")]
    lead.group.language = "es"
    lead.group.save()
    made = an_invitation(lead)

    page = lees_browser.get(address("flyer", lead.group, made.pk)).content.decode()

    assert '<html lang="es"' in page
    assert code_of(made) in page
    assert '<html lang="en"' in lees_browser.get(address("invitation", lead.group, made.pk)).content.decode()


def test_how_people_join_is_chosen_by_those_who_lead(lees_browser, group, lead):
    form = {"joining": "ask", "size_limit": "9", "shows_names": "on"}

    lees_browser.post(address("how_to_join", group), form)

    group.refresh_from_db()
    assert (group.joining, group.size_limit, group.shows_names) == ("ask", 9, True)


def test_more_places_are_offered_at_once(lees_browser, group, lead, place):
    group.size_limit = 1
    group.save()
    standing = stand_in_line(group=group, person=UserFactory())

    lees_browser.post(address("how_to_join", group), {"joining": "ask", "size_limit": "2"})

    standing.refresh_from_db()
    assert standing.is_offered_at(timezone.now())
