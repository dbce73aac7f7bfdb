"""The side of those who lead: what needs them, and who of them may see what."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Grant
from groups.agreements import save_agreement
from groups.archiving import archive_group
from groups.invitations import invite
from groups.line import stand_in_line
from groups.models import Group, Membership, PeerSession, SharedSummary, SummaryOpening
from groups.requests import Asked, ask_to_join
from tests.factories import (
    AdminFactory,
    FacilitatorFactory,
    GroupFactory,
    MembershipFactory,
    UserFactory,
    VolunteerFactory,
)

FACILITATOR_PAGES = ["members", "invite"]


@pytest.fixture
def group(db):
    return GroupFactory(name="Tuesday Group", meets="online")


@pytest.fixture
def lead(group):
    return FacilitatorFactory(group=group)


def lead_page(browser, group):
    return browser.get(reverse("groups:lead", args=[group.slug])).content.decode()


def a_session(group, **fields):
    in_two_days = timezone.now() + timedelta(days=2)
    return PeerSession.objects.create(
        **{"group": group, "kind": PeerSession.Kind.WELCOME, "starts_at": in_two_days, **fields}
    )


def share(person, group, *, reader):
    shared = SharedSummary.objects.create(group=group, person=person, sealed=b"sealed")
    Grant.objects.create(owner=person.pk, reader=reader, row=shared.pk)
    return shared


def test_with_nothing_to_do_it_says_so(lead, signed_in):
    MembershipFactory(group=lead.group, joined_at=timezone.now() - timedelta(days=30))
    save_agreement(group=lead.group, text="We can pass.", after=0, by=lead.person)

    assert "Nothing just now. All is set." in lead_page(signed_in(lead.person), lead.group)


def test_a_new_group_is_led_to_its_first_invitation_and_its_agreement(lead, signed_in):
    browser = signed_in(lead.person)
    new = lead_page(browser, lead.group)
    in_a_week = timezone.now() + timedelta(days=7)
    invite(group=lead.group, by=lead.person, uses_limit=1, expires_at=in_a_week)
    save_agreement(group=lead.group, text="We can pass.", after=0, by=lead.person)
    since = lead_page(browser, lead.group)

    asked = ["Invite the first people", "Write down what the group agrees on"]
    assert [words in new for words in asked] == [True, True]
    assert [words in since for words in asked] == [False, False]
    assert "All is set." in since


@pytest.mark.parametrize("state", ["archived", "without_contact", "asked", "in_line"])
def test_nobody_is_to_be_invited_where_nobody_can_be_or_somebody_comes(lead, signed_in, state):
    group = lead.group
    if state == "archived":
        archive_group(group=group, by=AdminFactory())
    elif state == "without_contact":
        Group.objects.update(safety_contact="")
    elif state == "asked":
        Group.objects.update(joining=Group.Joining.ASK)
        group.refresh_from_db()
        ask_to_join(group=group, asked=Asked("Kim", "kim@example.org", "May I?", "en"))
    else:
        Group.objects.update(size_limit=1)
        place = MembershipFactory(group=group)
        stand_in_line(group=group, person=UserFactory())
        Membership.objects.filter(pk=place.pk).update(left_at=timezone.now())

    assert "Invite the first people" not in lead_page(signed_in(lead.person), group)


def test_a_volunteer_is_not_asked_to_invite(lead, signed_in):
    page = lead_page(signed_in(VolunteerFactory(group=lead.group).person), lead.group)

    assert "Nothing just now. All is set." in page


def test_new_summaries_come_first_until_this_facilitator_has_opened_them(lead, signed_in):
    shared = [
        share(MembershipFactory(group=lead.group).person, lead.group, reader=lead.person) for _n in (1, 2)
    ]
    browser = signed_in(lead.person)
    assert "2 new summaries to read" in lead_page(browser, lead.group)

    SummaryOpening.objects.create(shared=shared[0], opened_by=UserFactory())
    SummaryOpening.objects.create(shared=shared[1], opened_by=lead.person)

    assert "1 new summary to read" in lead_page(browser, lead.group)


def test_summaries_for_others_do_not_count(lead, signed_in):
    other = FacilitatorFactory(group=lead.group)
    share(MembershipFactory(group=lead.group).person, lead.group, reader=other.person)

    assert "to read" not in lead_page(signed_in(lead.person), lead.group)


def test_a_session_without_a_date_needs_one(lead, signed_in):
    a_session(lead.group, position=4, starts_at=None, link="https://meet.example.org/a")

    assert "Session 4 needs a date" in lead_page(signed_in(lead.person), lead.group)


@pytest.mark.parametrize(
    ("meets", "link", "address", "needs"),
    [
        ("online", "", "", True),
        ("online", "https://meet.example.org/a", "", False),
        ("in_person", "https://meet.example.org/a", "", True),
        ("in_person", "", "12 Mill Lane", False),
        ("both", "https://meet.example.org/a", "", True),
        ("both", "https://meet.example.org/a", "12 Mill Lane", False),
    ],
)
def test_a_session_needs_the_way_its_group_meets(lead, signed_in, meets, link, address, needs):
    lead.group.meets = meets
    lead.group.save()
    a_session(lead.group, position=2, link=link, address=address)

    assert ("Session 2 needs a link or a place" in lead_page(signed_in(lead.person), lead.group)) == needs


def test_people_who_joined_lately_are_named(lead, signed_in):
    MembershipFactory(group=lead.group, person=UserFactory(name="Ana"))
    MembershipFactory(group=lead.group, person=UserFactory(name=""))
    long_ago = timezone.now() - timedelta(days=8)
    MembershipFactory(group=lead.group, person=UserFactory(name="Kimberly"), joined_at=long_ago)

    words = lead_page(signed_in(lead.person), lead.group)

    assert "2 people joined this week" in words
    assert "Ana" in words
    assert "Kimberly" not in words


@pytest.mark.parametrize(("days", "is_told"), [(2, True), (10, False)])
def test_an_invitation_about_to_end_is_told(lead, signed_in, days, is_told):
    ends = timezone.now() + timedelta(days=days)
    invite(group=lead.group, by=lead.person, uses_limit=1, expires_at=ends)

    assert ("An invitation is about to end" in lead_page(signed_in(lead.person), lead.group)) == is_told


def test_a_volunteer_sees_sessions_and_nothing_of_people(group, lead, signed_in):
    volunteer = VolunteerFactory(group=group)
    a_session(group, position=4, starts_at=None)
    newcomer = MembershipFactory(group=group, person=UserFactory(name="Zebedee"))
    share(newcomer.person, group, reader=lead.person)
    soon = timezone.now() + timedelta(days=1)
    invite(group=group, by=lead.person, uses_limit=1, expires_at=soon)

    words = lead_page(signed_in(volunteer.person), group)

    assert "Session 4 needs a date" in words
    for hidden in ("Zebedee", "new summary", "An invitation is about to end"):
        assert hidden not in words
    for name in (*FACILITATOR_PAGES, "interests", "summaries", "programme"):
        assert reverse(f"groups:{name}", args=[group.slug]) not in words


@pytest.mark.parametrize("name", FACILITATOR_PAGES)
def test_pages_of_facilitators_are_not_there_for_volunteers(group, signed_in, name):
    volunteer = VolunteerFactory(group=group)

    response = signed_in(volunteer.person).get(reverse(f"groups:{name}", args=[group.slug]))

    assert response.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("name", ["lead", "introduction", *FACILITATOR_PAGES])
def test_pages_of_those_who_lead_are_not_there_for_participants(group, lead, ana, signed_in, name):
    MembershipFactory(group=group, person=ana)

    response = signed_in(ana).get(reverse(f"groups:{name}", args=[group.slug]))

    assert response.status_code == HTTPStatus.NOT_FOUND


def test_an_introduction_is_saved_and_read_by_the_group(lead, ana, signed_in):
    MembershipFactory(group=lead.group, person=ana)
    address = reverse("groups:introduction", args=[lead.group.slug])
    words = {"introduction": "Hello. 👋", "reads_summaries": "on Fridays", "is_public": "on"}

    signed_in(lead.person).post(address, words)

    home = signed_in(ana).get(reverse("groups:home", args=[lead.group.slug])).content.decode()
    assert "Hello. 👋" in home
    lead.peer_lead.refresh_from_db()
    assert (lead.peer_lead.reads_summaries, lead.peer_lead.is_public) == ("on Fridays", True)


def test_when_summaries_are_read_stays_one_line_in_a_box_that_grows(lead, signed_in):
    address = reverse("groups:introduction", args=[lead.group.slug])
    client = signed_in(lead.person)

    client.post(address, {"introduction": "Hello.", "reads_summaries": "on Fridays,\r\nat noon "})

    lead.peer_lead.refresh_from_db()
    assert lead.peer_lead.reads_summaries == "on Fridays, at noon"
    assert '<textarea name="reads_summaries"' in client.get(address).content.decode()


def test_a_volunteer_is_not_asked_when_they_read_summaries(group, signed_in):
    volunteer = VolunteerFactory(group=group)
    address = reverse("groups:introduction", args=[group.slug])

    assert "reads_summaries" not in signed_in(volunteer.person).get(address).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_as_many_queries_for_one_as_for_three(
    lead, content, rows, signed_in, django_assert_num_queries
):
    soon = timezone.now() + timedelta(days=1)
    for number in range(rows):
        a_session(lead.group, position=number, led_by=lead)
        share(MembershipFactory(group=lead.group).person, lead.group, reader=lead.person)
        invite(group=lead.group, by=lead.person, uses_limit=1, expires_at=soon)
    browser = signed_in(lead.person)
    lead_page(browser, lead.group)

    with django_assert_num_queries(19):
        lead_page(browser, lead.group)
