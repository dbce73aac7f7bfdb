"""The line for a full group: it fills, moves and empties by itself, and says where one stands."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from groups.invitations import (
    GroupFull,
    InvitationClosed,
    accept,
    invite,
    revoke,
    take_offered_place,
    take_out_of_line,
    wait_by,
)
from groups.line import (
    back_in_line,
    is_full,
    settle_due,
    settled_lines_of,
    stand_in_line,
    standings_of,
    step_out,
)
from groups.memberships import end_place, leave_group
from groups.models import JoinRequest, Membership, PlaceInLine
from groups.requests import Asked, accept_request, ask_to_join
from tests.factories import FacilitatorFactory, GroupFactory, MembershipFactory, UserFactory, VolunteerFactory
from tests.groups.letter_queue import run_worker, try_to_the_end


@pytest.fixture
def group(db):
    return GroupFactory(name="Tuesday Group", size_limit=1, time_zone="Europe/London")


@pytest.fixture
def lead(group):
    return FacilitatorFactory(group=group)


@pytest.fixture
def seated(group):
    """Return the place of the one person who has one."""
    return MembershipFactory(group=group)


@pytest.fixture
def letters():
    """Return a function that does something and returns the letters that left the queue after it."""

    def after(act, *args, **kwargs):
        before = len(mail.outbox)
        act(*args, **kwargs)
        run_worker()
        return mail.outbox[before:]

    return after


def stand(group, **person):
    return stand_in_line(group=group, person=UserFactory(**person))


def line(group):
    return [(each.place.person.name, each.is_offered) for each in standings_of([group.pk])[group.pk]]


def an_invitation(lead, **fields):
    in_a_week = timezone.now() + timedelta(days=7)
    return invite(group=lead.group, by=lead.person, **{"uses_limit": 3, "expires_at": in_a_week, **fields})[0]


def test_people_stand_in_the_order_they_came(group, seated):
    stand(group, name="Ana")
    stand(group, name="Kit")

    assert line(group) == [("Ana", False), ("Kit", False)]


def test_a_freed_place_is_offered_to_the_first_with_a_letter(group, seated, letters):
    stand(group, name="Ana", email="ana@example.org")
    stand(group, name="Kit")

    sent = letters(leave_group, person=seated.person, group=group)

    assert line(group) == [("Ana", True), ("Kit", False)]
    assert [letter.to for letter in sent] == [["ana@example.org"]]


def test_a_letter_names_neither_the_group_nor_what_it_is_for(group, seated, letters):
    place = stand(group, name="Ana")

    (letter,) = letters(leave_group, person=seated.person, group=group)

    assert letter.subject == "A place for you"
    assert f"https://sevenfold.example.org/in-line/{place.pk}/" in letter.body
    assert "Tuesday Group" not in letter.subject + letter.body


def test_an_offer_lasts_to_the_end_of_the_fifth_day(group, seated, time_machine):
    time_machine.move_to("2026-03-26T10:00:00Z", tick=False)  # the clocks change in London before it ends
    place = stand(group)
    leave_group(person=seated.person, group=group)

    place.refresh_from_db()

    assert place.offer_ends_at.isoformat() == "2026-03-31T22:59:00+00:00"


def test_an_offer_that_ran_out_goes_to_the_next_when_anyone_looks(group, seated, time_machine):
    time_machine.move_to(timezone.now())
    ana, kit = stand(group, name="Ana"), stand(group, name="Kit")
    leave_group(person=seated.person, group=group)
    time_machine.shift(timedelta(days=6))

    (standing,) = settled_lines_of(kit.person)

    ana.refresh_from_db()
    assert (standing.number, standing.is_offered, ana.has_lapsed) == (1, True, True)


def test_an_offer_that_ran_out_counts_no_more_before_anything_is_written_down(group, seated, time_machine):
    time_machine.move_to(timezone.now())
    stand(group, name="Ana")
    stand(group, name="Kit")
    leave_group(person=seated.person, group=group)
    time_machine.shift(timedelta(days=6))

    assert line(group) == [("Kit", False)]


def test_an_offer_that_ran_out_cannot_be_taken_even_before_anyone_looked(group, seated, time_machine):
    time_machine.move_to(timezone.now())
    ana = stand(group)
    leave_group(person=seated.person, group=group)
    time_machine.shift(timedelta(days=6))

    with pytest.raises(GroupFull):
        take_offered_place(place=ana, person=ana.person)
    assert not group.memberships.participants().exists()


def test_tidying_moves_lines_that_nobody_looks_at(group, seated, time_machine, letters):
    time_machine.move_to(timezone.now())
    stand(group, name="Ana")
    stand(group, name="Kit", email="kit@example.org")
    leave_group(person=seated.person, group=group)
    time_machine.shift(timedelta(days=6))

    sent = letters(call_command, "tidy")

    assert [letter.to for letter in sent] == [["kit@example.org"]]


def test_someone_takes_the_place_that_is_held_for_them(group, seated):
    ana = stand(group)
    leave_group(person=seated.person, group=group)

    place = take_offered_place(place=ana, person=ana.person)

    assert (place.role, line(group)) == (Membership.Role.PARTICIPANT, [])
    assert take_offered_place(place=ana, person=ana.person) == place


def test_a_place_offered_to_someone_cannot_be_taken_by_another(group, seated):
    ana = stand(group)
    leave_group(person=seated.person, group=group)

    with pytest.raises(GroupFull):
        take_offered_place(place=ana, person=UserFactory())


def test_whoever_comes_now_waits_behind_the_line(group, lead, seated):
    stand(group)
    leave_group(person=seated.person, group=group)

    with pytest.raises(GroupFull):
        accept(invitation=an_invitation(lead), person=UserFactory())
    assert is_full(group)


def test_an_invitation_lets_people_into_the_line_as_often_as_into_the_group(group, lead, seated):
    invitation = an_invitation(lead, uses_limit=1)
    ana = UserFactory()

    first, again = wait_by(invitation=invitation, person=ana), None
    with pytest.raises(InvitationClosed):
        again = wait_by(invitation=invitation, person=UserFactory())

    assert (first.person, again) == (ana, None)


def test_those_who_lead_need_no_place_in_a_full_group(group, lead, seated):
    other = FacilitatorFactory()
    invitation = an_invitation(lead)
    group.invitations.update(role=Membership.Role.VOLUNTEER)

    place = accept(invitation=invitation, person=other.person)

    assert (place.role, place.peer_lead) == (Membership.Role.VOLUNTEER, other.peer_lead)


def test_stepping_out_moves_the_others_up(group, seated):
    ana = stand(group, name="Ana")
    stand(group, name="Kit")

    step_out(ana)
    step_out(ana)

    assert line(group) == [("Kit", False)]


def test_an_offer_given_back_goes_on_at_once(group, seated):
    ana = stand(group, name="Ana")
    stand(group, name="Kit")
    leave_group(person=seated.person, group=group)

    step_out(ana)

    assert line(group) == [("Kit", True)]


def test_a_larger_group_offers_its_new_places(group, seated):
    stand(group, name="Ana")
    stand(group, name="Kit")
    group.size_limit = 2
    group.save()

    settle_due([group.pk])

    assert line(group) == [("Ana", True), ("Kit", False)]


def test_whose_offer_ran_out_stands_at_the_end_again(group, seated, time_machine):
    time_machine.move_to(timezone.now())
    ana = stand(group, name="Ana")
    stand(group, name="Kit")
    leave_group(person=seated.person, group=group)
    time_machine.shift(timedelta(days=6))
    settle_due([group.pk])
    ana.refresh_from_db()

    back_in_line(ana)

    assert line(group) == [("Kit", True), ("Ana", False)]


def test_nobody_whose_place_was_ended_comes_back_by_an_old_offer(group, lead, time_machine):
    time_machine.move_to(timezone.now())
    ana = stand(group, name="Ana")
    time_machine.shift(timedelta(days=6))
    settle_due([group.pk])
    place = accept(invitation=an_invitation(lead), person=ana.person)
    end_place(place=place, by=lead.person)
    ana.refresh_from_db()

    back_in_line(ana)

    assert line(group) == []


def test_an_offer_of_which_no_letter_can_leave_is_made_again(group, seated, letters, settings):
    place = stand(group, email="ana@example.org")
    settings.EMAIL_BACKEND = "tests.groups.mail_away.EmailBackend"
    leave_group(person=seated.person, group=group)
    try_to_the_end()
    place.refresh_from_db()
    assert place.offer_ends_at is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    sent = letters(settle_due, [group.pk])

    assert [letter.to for letter in sent] == [["ana@example.org"]]


def test_stopping_the_invitation_of_a_visitor_takes_them_out_of_line(group, lead, seated):
    ask_to_join(group=group, asked=Asked("Kim", "kim@example.org", "", "en"))
    request = accept_request(request=JoinRequest.objects.get(), by=lead.person)

    revoke(request.invitation)

    assert not PlaceInLine.objects.standing_at(timezone.now()).exists()


def test_taking_someone_out_of_line_is_said_kindly_and_moves_the_others_up(group, lead, seated, letters):
    ana = stand(group, name="Ana", email="ana@example.org")
    stand(group, name="Kit")

    (letter,) = letters(take_out_of_line, place=ana, by=lead.person)

    assert (letter.to, letter.subject) == (["ana@example.org"], "The answer you asked for")
    assert line(group) == [("Kit", False)]


def test_a_visitor_taken_out_of_line_does_not_come_in_by_the_letter_from_before(group, lead, seated, letters):
    ask_to_join(group=group, asked=Asked("Kim", "kim@example.org", "", "en"))
    request = accept_request(request=JoinRequest.objects.get(), by=lead.person)

    letters(take_out_of_line, place=PlaceInLine.objects.get(), by=lead.person)

    with pytest.raises(InvitationClosed):
        accept(invitation=request.invitation, person=UserFactory())


@pytest.mark.parametrize("factory", [MembershipFactory, VolunteerFactory, FacilitatorFactory])
def test_only_those_who_lead_the_group_take_someone_out_of_line(group, seated, factory):
    ana = stand(group, name="Ana")
    by = factory() if factory is FacilitatorFactory else factory(group=group)

    with pytest.raises(PermissionDenied):
        take_out_of_line(place=ana, by=by.person)
    assert line(group) == [("Ana", False)]
