"""The group's home: what members read, and that nobody else learns that the group is there."""

import re
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups.models import Membership, PeerSession
from tests.factories import (
    AdminFactory,
    FacilitatorFactory,
    GroupFactory,
    MembershipFactory,
    PeerLeadFactory,
    UserFactory,
    VolunteerFactory,
)
from wellness.interests import note_interests, offered_topics


@pytest.fixture
def group(db):
    return GroupFactory(
        name="Tuesday Group",
        meets="both",
        address="12 Mill Lane",
        link="https://meet.example.org/tuesday",
        time_zone="Europe/London",
    )


@pytest.fixture
def lead(group):
    return FacilitatorFactory(
        group=group,
        peer_lead=PeerLeadFactory(person=UserFactory(name="Lee"), introduction="I like dogs.\n\n<b>Tea</b>"),
    )


@pytest.fixture
def place(group, lead, ana):
    return MembershipFactory(group=group, person=ana)


def home(group):
    return reverse("groups:home", args=[group.slug])


def page(browser, address):
    return browser.get(address).content.decode()


def without_token(response):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def a_session(group, position, **fields):
    in_two_days = timezone.now() + timedelta(days=2)
    welcome = PeerSession.Kind.WELCOME
    return PeerSession.objects.create(
        **{"group": group, "position": position, "kind": welcome, "starts_at": in_two_days, **fields}
    )


def test_a_member_reads_how_to_come_and_who_leads(place, signed_in):
    a_session(place.group, 1)

    words = page(signed_in(place.person), home(place.group))

    for expected in (
        "You can just listen",
        "12 Mill Lane",
        "The link is here from an hour before.",
        "Lee",
        "I like dogs.",
    ):
        assert expected in words


def test_words_of_those_who_lead_are_shown_as_written(place, signed_in):
    words = page(signed_in(place.person), home(place.group))

    assert "&lt;b&gt;Tea&lt;/b&gt;" in words


def test_a_member_does_not_read_who_else_is_there(place, signed_in):
    MembershipFactory(group=place.group, person=UserFactory(name="Zebedee"))

    assert "Zebedee" not in page(signed_in(place.person), home(place.group))


def test_someone_without_a_name_is_never_shown_by_their_address(place, lead, signed_in):
    lead.person.name = ""
    lead.person.save()

    assert lead.person.email not in page(signed_in(place.person), home(place.group))


def test_only_the_person_reads_that_they_asked_for_it(place, content, signed_in):
    topic = offered_topics("en")[0]
    a_session(place.group, 1, kind=PeerSession.Kind.TOPIC, topic_id=topic.id)
    other = MembershipFactory(group=place.group)
    note_interests(person=place.person, strengths={topic.id: "interested"})

    assert "You asked for this." in page(signed_in(place.person), home(place.group))
    assert "You asked for this." not in page(signed_in(other.person), home(place.group))


def test_those_who_lead_find_the_way_to_their_page(place, lead, signed_in):
    way = reverse("groups:lead", args=[place.group.slug])

    assert way in page(signed_in(lead.person), home(place.group))
    assert way not in page(signed_in(place.person), home(place.group))


@pytest.mark.parametrize("name", ["home", "leave", "lead", "members", "invite", "introduction"])
@pytest.mark.parametrize("who", ["stranger", "other member", "other facilitator", "admin"])
def test_a_group_one_is_not_in_looks_like_one_that_is_not_there(place, signed_in, name, who):
    makers = {
        "stranger": UserFactory,
        "other member": lambda: MembershipFactory().person,
        "other facilitator": lambda: FacilitatorFactory().person,
        "admin": AdminFactory,
    }
    browser = signed_in(makers[who]())

    foreign = browser.get(reverse(f"groups:{name}", args=[place.group.slug]))
    absent = browser.get(reverse(f"groups:{name}", args=["absent0000"]))

    assert foreign.status_code == absent.status_code == HTTPStatus.NOT_FOUND
    assert without_token(foreign) == without_token(absent)


def test_a_visitor_is_asked_to_sign_in(group):
    response = Client().get(home(group))

    assert response.headers["Location"] == f"{reverse('account_login')}?next={home(group)}"


def test_in_the_first_ten_minutes_one_thing_is_next(place, signed_in):
    words = page(signed_in(place.person), home(place.group) + "?first=1")

    assert f'class="btn btn-primary" href="{reverse("wellness:enough")}?first=1"' in words
    assert words.count("btn-primary") == 1


def test_leaving_says_what_ends_and_changes_nothing_yet(place, signed_in):
    words = page(signed_in(place.person), reverse("groups:leave", args=[place.group.slug]))

    assert "If you shared a summary with this group, it is taken back at once." in words
    assert Membership.objects.current().filter(pk=place.pk).exists()


def test_leaving_is_one_button_and_may_be_pressed_twice(place, signed_in):
    browser = signed_in(place.person)
    leave = reverse("groups:leave", args=[place.group.slug])

    first, second = browser.post(leave), browser.post(leave)

    goodbye = reverse("groups:ended", args=[place.group.slug])
    assert first.headers["Location"] == second.headers["Location"] == goodbye
    assert not Membership.objects.current().filter(pk=place.pk).exists()
    assert browser.get(home(place.group)).headers["Location"] == goodbye


def test_the_only_facilitator_is_told_what_to_do_first(lead, signed_in):
    browser = signed_in(lead.person)
    leave = reverse("groups:leave", args=[lead.group.slug])

    response = browser.post(leave, follow=True)

    assert "Ask an admin to add another one first." in response.content.decode()
    assert Membership.objects.current().filter(pk=lead.pk).exists()


def test_without_a_group_one_is_shown_where_a_code_goes(ana, signed_in):
    words = page(signed_in(ana), reverse("groups:index"))

    assert f'href="{reverse("groups:enter_code")}"' in words


def test_with_one_group_one_goes_right_to_it(place, lead, signed_in):
    index = reverse("groups:index")

    assert signed_in(place.person).get(index).headers["Location"] == home(place.group)
    lead_page = reverse("groups:lead", args=[place.group.slug])
    assert signed_in(lead.person).get(index).headers["Location"] == lead_page


def test_the_first_ten_minutes_lead_to_the_group_joined_last(place, ana, signed_in):
    MembershipFactory(person=ana, joined_at=timezone.now() - timedelta(days=9))

    response = signed_in(ana).get(reverse("groups:index") + "?first=1")

    assert response.headers["Location"] == home(place.group) + "?first=1"


def test_with_more_groups_each_leads_where_one_is_at_work(place, ana, signed_in):
    helped = VolunteerFactory(peer_lead=PeerLeadFactory(person=ana))

    words = page(signed_in(ana), reverse("groups:index"))

    assert f'href="{home(place.group)}"' in words
    assert f'href="{reverse("groups:lead", args=[helped.group.slug])}"' in words


@pytest.mark.parametrize("rows", [1, 3])
def test_home_takes_as_many_queries_for_one_as_for_three(
    place, content, rows, signed_in, django_assert_num_queries
):
    topics = offered_topics("en")
    for number in range(rows):
        a_session(place.group, number, kind=PeerSession.Kind.TOPIC, topic_id=topics[number].id)
        FacilitatorFactory(group=place.group)
        MembershipFactory(group=place.group)
    browser = signed_in(place.person)
    browser.get(home(place.group))

    with django_assert_num_queries(17):
        browser.get(home(place.group))


@pytest.mark.parametrize("rows", [2, 4])
def test_the_list_of_groups_takes_as_many_queries_for_two_as_for_four(
    ana, rows, signed_in, django_assert_num_queries
):
    MembershipFactory.create_batch(rows, person=ana)
    browser = signed_in(ana)
    browser.get(reverse("groups:index"))

    with django_assert_num_queries(7):
        browser.get(reverse("groups:index"))
