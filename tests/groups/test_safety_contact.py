"""A group opens once it names a safety contact who can be reached; until then those who lead it read what to do."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from groups.invitation_codes import code_of
from groups.invitations import NotOpenYet, accept, invite, take_offered_place, wait_by
from groups.line import settle_line
from groups.models import Group, Invitation, JoinRequest, Membership, PlaceInLine
from groups.requests import Asked, accept_request, ask_to_join
from tests.factories import (
    AdminFactory,
    FacilitatorFactory,
    GroupFactory,
    MembershipFactory,
    PeerLeadFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
GOOD = ["Robin, 020 7946 0123", "robin@example.org", "Мария, 555-01-00", "Dr. Li (+1 555 0100)", "Zoë 112"]
LACKING = ["", "Robin", "020 7946 0123", "Robin, 12", "R 5", "@", "Robin @ work", "Room 3"]


@pytest.fixture
def lee():
    return FacilitatorFactory(group__safety_contact="", peer_lead__person__name="Lee")


def invitation_of(lee, **fields):
    in_a_week = timezone.now() + timedelta(days=7)
    made, _code = invite(group=lee.group, by=lee.person, uses_limit=5, expires_at=in_a_week)
    Invitation.objects.filter(pk=made.pk).update(**fields) if fields else None
    return Invitation.objects.get(pk=made.pk)


def text(response):
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


@pytest.mark.parametrize(
    ("contact", "is_good"), [*((each, True) for each in GOOD), *((each, False) for each in LACKING)]
)
def test_a_contact_says_who_and_how_in_python_and_in_the_database_alike(contact, is_good):
    group = GroupFactory(safety_contact=contact)

    assert group.has_safety_contact is is_good
    assert Group.objects.with_safety_contact().filter(pk=group.pk).exists() is is_good


@pytest.mark.parametrize("contact", ["Robin", "020 7946 0123"])
def test_a_contact_without_name_or_number_is_refused(contact):
    with pytest.raises(ValidationError, match="Give a name, and a number or an e-mail address"):
        GroupFactory(safety_contact=contact).full_clean()


def test_the_database_keeps_no_open_group_without_a_contact():
    GroupFactory(joining="ask", safety_contact="Robin, 555-0100")
    GroupFactory(joining="invitation", safety_contact="")

    with pytest.raises(IntegrityError), transaction.atomic():
        GroupFactory(joining="ask", safety_contact="")


@pytest.mark.parametrize(("contact", "status"), [("Robin", 404), ("Robin, 555-0100", 200)])
def test_only_a_group_with_one_is_on_the_public_page(lee, client, contact, status):
    Group.objects.update(joining="ask", safety_contact=contact)

    assert (lee.group.name in text(client.get(reverse("groups:find")))) is (status == 200)
    for name in ("about", "ask"):
        assert client.get(reverse(f"groups:{name}", args=[lee.group.slug])).status_code == status


def test_an_invitation_lets_nobody_in_before(lee, ana, signed_in):
    invitation = invitation_of(lee)
    with pytest.raises(NotOpenYet):
        accept(invitation=invitation, person=ana)
    with pytest.raises(NotOpenYet):
        wait_by(invitation=invitation, person=ana)

    page = signed_in(ana).post(reverse("groups:join", args=[code_of(invitation)]), follow=True)

    assert "This group is not open yet" in text(page)
    invitation.refresh_from_db()
    assert (invitation.uses, Membership.objects.participants().count()) == (0, 0)


def test_a_visitor_with_a_code_is_told_kindly_and_makes_no_account_for_nothing(lee, client):
    page = client.get(reverse("groups:join", args=[code_of(invitation_of(lee))]))

    assert "It has nothing to do with you." in text(page)
    assert reverse("account_signup") not in text(page)


def test_someone_who_leads_can_come_before(lee):
    invitation = invitation_of(lee, role="facilitator")

    assert accept(invitation=invitation, person=PeerLeadFactory().person).leads


def test_once_it_is_written_the_same_code_works(lee, ana):
    invitation = invitation_of(lee)
    Group.objects.update(safety_contact="Robin, 555-0100")

    assert accept(invitation=invitation, person=ana).group == lee.group


def test_a_request_is_not_accepted_before_and_waits(lee, signed_in):
    ask_to_join(group=lee.group, asked=Asked("Kim", "kim@example.org", "", "en"))
    asked = JoinRequest.objects.get()
    with pytest.raises(NotOpenYet):
        accept_request(request=asked, by=lee.person)

    page = signed_in(lee.person).post(
        reverse("groups:accept_request", args=[lee.group.slug, asked.pk]), follow=True
    )

    assert "This group is not open yet. It needs someone to turn to first." in text(page)
    asked.refresh_from_db()
    assert asked.answered_at is None


def test_the_line_waits_and_moves_up_by_itself(lee, ana, signed_in):
    place = PlaceInLine.objects.create(group=lee.group, person=ana)
    settle_line(lee.group)
    place.refresh_from_db()
    assert place.offer_ends_at is None

    Group.objects.update(safety_contact="Robin, 555-0100")
    signed_in(ana).get(reverse("groups:in_line", args=[place.pk]))

    place.refresh_from_db()
    assert place.offer_ends_at is not None


def test_a_place_offered_before_is_not_taken(lee, ana, signed_in):
    soon = timezone.now() + timedelta(days=2)
    place = PlaceInLine.objects.create(group=lee.group, person=ana, offer_ends_at=soon)

    with pytest.raises(NotOpenYet):
        take_offered_place(place=place, person=ana)
    page = signed_in(ana).post(reverse("groups:take_place", args=[place.pk]), follow=True)

    assert "This group is not open yet." in text(page)


def test_those_who_lead_read_what_to_do(lee, signed_in):
    browser = signed_in(lee.person)
    told = "It has no safety contact: a name, and a number or an e-mail address"
    assert told in text(browser.get(reverse("groups:lead", args=[lee.group.slug])))
    page = browser.get(reverse("groups:invite", args=[lee.group.slug]))
    assert told in text(page)
    assert "Make an invitation" not in text(page)

    Group.objects.update(safety_contact="Robin, 555-0100")

    assert told not in text(browser.get(reverse("groups:lead", args=[lee.group.slug])))
    assert "Make an invitation" in text(browser.get(reverse("groups:invite", args=[lee.group.slug])))


def test_no_invitation_is_made_before(lee, signed_in):
    token = "8a7b1f0e-0f46-4b73-9a5e-0d4f5f5f4b11"
    sent = {"role": "participant", "uses_limit": "1", "days": "7", "note": "", "token": token}

    signed_in(lee.person).post(reverse("groups:invite", args=[lee.group.slug]), sent)

    assert Invitation.objects.count() == 0


def test_a_facilitator_cannot_open_it_to_people_who_ask(lee, signed_in):
    sent = {"joining": "ask", "size_limit": "12"}

    page = signed_in(lee.person).post(reverse("groups:how_to_join", args=[lee.group.slug]), sent)

    assert "Your group needs a safety contact first. Ask an admin to write one." in text(page)
    assert Group.objects.get().joining == "invitation"


def test_the_admin_says_so_in_a_clear_sentence(lee, signed_in):
    desk = signed_in(AdminFactory())
    address = reverse("admin:groups_group_change", args=[lee.group.pk])
    told = "This group is not open: nobody can find it, join it or be invited."
    assert told in desk.get(address).content.decode()
    assert "icon-no" in desk.get(reverse("admin:groups_group_changelist")).content.decode()

    Group.objects.update(safety_contact="Robin, 555-0100")

    assert told not in desk.get(address).content.decode()


def test_people_in_it_already_read_whom_to_ask(lee, signed_in):
    place = MembershipFactory(group=lee.group, person=UserFactory())

    for name in ("home", "worried"):
        page = text(signed_in(place.person).get(reverse(f"groups:{name}", args=[lee.group.slug])))
        assert "Ask those who lead who that is." in page
