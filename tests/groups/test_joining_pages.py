"""The way in: entering a code, seeing who invites, making an account or signing in, and joining."""

import re
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups.invitations import invite, revoke
from groups.models import Membership
from tests.factories import FacilitatorFactory, GroupFactory, MembershipFactory, PeerLeadFactory, UserFactory


@pytest.fixture
def group(db):
    return GroupFactory(name="Tuesday Group", town="Leeds", description="We talk, and have tea.")


@pytest.fixture
def lead(group):
    return FacilitatorFactory(
        group=group,
        peer_lead=PeerLeadFactory(
            person=UserFactory(name="Lee"), introduction="I like dogs.", is_public=True
        ),
    )


@pytest.fixture
def invited(lead):
    in_a_week = timezone.now() + timedelta(days=7)
    return invite(group=lead.group, by=lead.person, uses_limit=2, expires_at=in_a_week)


@pytest.fixture
def path(invited):
    return reverse("groups:join", args=[invited[1]])


def is_in(person, group):
    return Membership.objects.current().filter(person=person, group=group).exists()


@pytest.mark.parametrize(("days", "words"), [(0, "First meeting"), (1, "First meeting"), (-1, "It began")])
def test_an_invitation_says_when_a_group_begins_or_began(client, group, path, days, words):
    group.first_date = timezone.localdate(timezone=group.zone) + timedelta(days=days)
    group.save()

    assert f"<dt>{words}</dt>" in client.get(path).content.decode()


def body(response):
    """Return a page without what differs on every page: the token of its forms."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def test_a_typed_code_leads_to_the_group(invited):
    code = invited[1]

    response = Client().post(reverse("groups:enter_code"), {"code": f" {code.lower()} "}, follow=True)

    assert "You are invited to Tuesday Group" in response.content.decode()


def test_a_short_code_comes_back_with_what_to_do(db):
    response = Client().post(reverse("groups:enter_code"), {"code": "4KX7M"})

    assert response.context["form"].errors == {
        "code": ["A code has ten letters and numbers. Please look at it once more."]
    }


def test_a_visitor_reads_who_invites_and_what_joining_means(path):
    page = Client().get(path).content.decode()

    for words in (
        "Tuesday Group",
        "Leeds",
        "We talk, and have tea.",
        "Adults (18 or over)",
        "Lee",
        "I like dogs.",
    ):
        assert words in page


def test_a_visitor_reads_nothing_that_is_for_members(group, path):
    group.address, group.link = "12 Mill Lane", "https://meet.example.org/secret"
    group.save()

    page = Client().get(path).content.decode()

    assert "Mill Lane" not in page
    assert "meet.example.org" not in page


def test_those_who_did_not_say_so_are_not_named_to_visitors(group, path):
    FacilitatorFactory(
        group=group, peer_lead=PeerLeadFactory(person=UserFactory(name="Quentin"), introduction="Only here.")
    )

    page = Client().get(path).content.decode()

    assert "Quentin" not in page
    assert "Only here." not in page


def test_a_visitor_is_offered_an_account_and_a_way_back_here(path):
    page = Client().get(path).content.decode()

    back = path.replace("/", "%2F")
    assert f'href="{reverse("account_signup")}?next={back}"' in page
    assert f'href="{reverse("account_login")}?next={back}"' in page


def test_only_an_invitation_opens_the_way_to_an_account(path, settings):
    visitor, stranger = Client(), Client()
    visitor.get(path)

    assert b'name="password1"' in visitor.get(reverse("account_signup")).content
    assert b'name="password1"' not in stranger.get(reverse("account_signup")).content


def test_an_invitation_stopped_meanwhile_closes_that_way(path, invited):
    visitor = Client()
    visitor.get(path)
    revoke(invited[0])

    assert b'name="password1"' not in visitor.get(reverse("account_signup")).content


def test_seeing_an_invitation_joins_nothing(path, ana, group, signed_in):
    signed_in(ana).get(path)

    assert not is_in(ana, group)


def test_someone_signed_in_joins_and_lands_in_the_group(path, ana, group, signed_in):
    response = signed_in(ana).post(path)

    assert response.headers["Location"] == reverse("groups:home", args=[group.slug])
    assert is_in(ana, group)


def test_who_was_led_away_from_an_invitation_comes_back_to_it_once(path, ana):
    visitor = Client()
    visitor.get(path)
    visitor.force_login(ana)

    places = [visitor.get("/").headers["Location"] for _visit in range(2)]

    assert places == [path, "/workbook/"]


def test_someone_new_is_first_asked_for_a_name(path, group, signed_in):
    person = UserFactory(name="", privacy_read_at=None)

    response = signed_in(person).post(path)

    assert response.headers["Location"] == reverse("accounts:name") + "?first=1"
    assert is_in(person, group)


def test_pressing_twice_joins_once_and_lands_in_the_same_place(path, ana, group, signed_in):
    browser = signed_in(ana)

    first, second = browser.post(path), browser.post(path)

    assert first.headers["Location"] == second.headers["Location"]
    assert group.memberships.participants().count() == 1


@pytest.mark.parametrize("is_stopped", [False, True])
def test_a_member_goes_straight_to_the_group_with_an_open_or_a_closed_code(
    path, ana, group, invited, signed_in, is_stopped
):
    MembershipFactory(group=group, person=ana)
    if is_stopped:
        revoke(invited[0])

    response = signed_in(ana).get(path)

    assert response.headers["Location"] == reverse("groups:home", args=[group.slug])


def test_the_facilitator_goes_straight_to_the_group(path, lead, signed_in):
    response = signed_in(lead.person).get(path)

    assert response.headers["Location"] == reverse("groups:home", args=[lead.group.slug])


def test_unknown_and_closed_codes_look_the_same(path, invited):
    revoke(invited[0])

    closed, unknown = Client().get(path), Client().get(reverse("groups:join", args=["00000-00000"]))

    assert closed.status_code == HTTPStatus.GONE
    assert body(closed) == body(unknown)
    assert "Tuesday Group" not in body(closed)


def test_a_full_group_says_so_and_how_to_stand_in_line(path, ana, group, signed_in):
    group.size_limit = 0
    group.save()

    visitors, anas = Client().get(path).content.decode(), signed_in(ana).get(path).content.decode()

    assert "All places are taken just now" in visitors
    assert reverse("account_signup") in visitors
    assert f'action="{path}wait/"' in anas


def test_a_group_that_fills_while_someone_reads_says_so(path, ana, group, signed_in):
    group.size_limit = 0
    group.save()

    response = signed_in(ana).post(path, follow=True)

    assert "All places are taken just now" in response.content.decode()
    assert not is_in(ana, group)


def test_a_visitor_who_sends_the_form_is_asked_to_sign_in(path, group):
    response = Client().post(path)

    assert response.headers["Location"] == f"{reverse('account_login')}?next={path}"
    assert not group.memberships.participants().exists()


@pytest.mark.parametrize("people", [1, 3])
def test_the_invitation_page_takes_as_many_queries_for_one_as_for_three(
    path, group, people, django_assert_num_queries
):
    for _number in range(people):
        MembershipFactory(group=group)
        FacilitatorFactory(group=group, peer_lead__is_public=True)
    visitor = Client()
    visitor.get(path)

    with django_assert_num_queries(9):
        visitor.get(path)
