"""The public page of groups: town and time for everyone, the way there for nobody, found by what suits one."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups.finding import Wanted, open_groups
from groups.models import Group, Membership, PeerSession
from tests.factories import (
    FacilitatorFactory,
    GroupFactory,
    MembershipFactory,
    PeerLeadFactory,
    UserFactory,
)

FIND = "/find-a-group/"


def without_token(response):
    """Return a page without what differs on every page: the token of its forms, and the way back to itself."""
    differing = r'name="(csrfmiddlewaretoken|next)" value="[^"]*"'
    return re.sub(differing, "", response.content.decode())


def an_open_group(**fields):
    group = GroupFactory(joining=Group.Joining.ASK, **fields)
    FacilitatorFactory(group=group)
    return group


def names(**wanted):
    return [found.group.name for found in open_groups(Wanted(**wanted))]


def listed(**query):
    return [found.group.name for found in Client().get(FIND, query).context["groups"]]


@pytest.fixture
def some_groups(db):
    an_open_group(name="Leeds", meets="in_person", town="Leeds")
    an_open_group(name="Mixed", meets="both", town="York")
    an_open_group(name="Online", meets="online", language="es")


@pytest.mark.usefixtures("some_groups")
@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["Leeds", "Mixed", "Online"]),
        ({"meets": "online"}, ["Mixed", "Online"]),
        ({"meets": "in_person"}, ["Leeds", "Mixed"]),
        ({"town": "York"}, ["Mixed"]),
        ({"language": "es"}, ["Online"]),
        ({"town": "Leeds", "meets": "online"}, []),
    ],
)
def test_groups_are_found_by_what_suits(wanted, found):
    assert names(**wanted) == found


@pytest.mark.usefixtures("some_groups")
def test_what_makes_no_sense_is_left_open():
    assert listed(town="Atlantis", day="9", meets="by post") == ["Leeds", "Mixed", "Online"]


def test_the_day_is_that_of_the_next_session_where_the_group_meets(db, time_machine):
    time_machine.move_to("2026-11-02T12:00:00Z")
    group = an_open_group(name="Auckland", time_zone="Pacific/Auckland", first_date="2026-11-20")
    on_tuesday_in_utc = datetime(2026, 11, 10, 20, tzinfo=UTC)
    for later in (0, 7):
        starts = on_tuesday_in_utc + timedelta(days=later)
        PeerSession.objects.create(group=group, kind="welcome", starts_at=starts)

    assert (names(day=2), names(day=1)) == (["Auckland"], [])


def test_without_a_session_the_first_date_says_the_day(db, time_machine):
    time_machine.move_to("2026-11-02T12:00:00Z")
    an_open_group(name="New", first_date="2026-11-05")

    assert (names(day=3), names(day=4)) == (["New"], [])
    assert "Begins Thursday 5 November" in Client().get(FIND).content.decode()


@pytest.mark.parametrize("page", ["groups:find", "groups:about"])
def test_the_way_there_is_for_members(db, page):
    group = an_open_group(
        town="Leeds", meets="both", address="12 Mill Lane", link="https://meet.example.org/secret"
    )
    in_two_days = timezone.now() + timedelta(days=2)
    PeerSession.objects.create(
        group=group,
        kind="welcome",
        starts_at=in_two_days,
        address="Room 3",
        link="https://meet.example.org/x",
    )
    kwargs = {} if page == "groups:find" else {"slug": group.slug}

    words = Client().get(reverse(page, kwargs=kwargs)).content.decode()

    assert "Leeds" in words
    for hidden in ("Mill Lane", "Room 3", "meet.example.org", group.safety_contact):
        assert hidden not in words


def test_only_those_who_said_so_are_named(db):
    group = GroupFactory(joining=Group.Joining.ASK)
    for name, says_so in (("Lee", True), ("Quentin", False)):
        lead = PeerLeadFactory(person=UserFactory(name=name), introduction=f"I am {name}.", is_public=says_so)
        FacilitatorFactory(group=group, peer_lead=lead)

    words = Client().get(reverse("groups:about", args=[group.slug])).content.decode()

    assert "I am Lee." in words
    assert "Quentin" not in words


@pytest.mark.parametrize("why", ["by invitation", "nobody leads", "who led has left"])
def test_groups_that_cannot_be_asked_are_neither_listed_nor_shown(db, why):
    group = GroupFactory(joining=Group.Joining.INVITATION if why == "by invitation" else Group.Joining.ASK)
    if why != "nobody leads":
        FacilitatorFactory(group=group, left_at=timezone.now() if why == "who led has left" else None)

    shown = Client().get(reverse("groups:about", args=[group.slug]))
    absent = Client().get(reverse("groups:about", args=["absent0000"]))

    assert names() == []
    assert (shown.status_code, without_token(shown)) == (404, without_token(absent))


@pytest.mark.parametrize(("people", "is_full"), [(1, False), (2, True)])
def test_a_full_group_says_that_one_can_stand_in_line(db, people, is_full):
    group = an_open_group(size_limit=2)
    MembershipFactory.create_batch(people, group=group)
    MembershipFactory(group=group, left_at=timezone.now())

    (found,) = open_groups(Wanted())

    assert found.is_full is is_full
    assert ("You can stand in line." in Client().get(FIND).content.decode()) is is_full


def test_those_who_lead_take_no_place(db):
    group = an_open_group(size_limit=1)
    FacilitatorFactory(group=group, role=Membership.Role.VOLUNTEER)

    assert not open_groups(Wanted())[0].is_full


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_as_many_queries_for_one_as_for_three(db, rows, django_assert_num_queries):
    for _number in range(rows):
        group = an_open_group(town="Leeds", meets="both")
        PeerSession.objects.create(group=group, kind="welcome", starts_at=timezone.now() + timedelta(days=1))

    with django_assert_num_queries(4):
        Client().get(FIND)
