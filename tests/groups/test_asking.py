"""A visitor asks to join without an account; those who lead answer; nobody learns anything from asking."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from groups.invitation_codes import code_of
from groups.models import Group, JoinRequest, PlaceInLine
from groups.requests import MOST_OPEN, Asked, accept_request, ask_to_join, requests_of, say_no_place
from tests.factories import (
    AdminFactory,
    FacilitatorFactory,
    GroupFactory,
    MembershipFactory,
    UserFactory,
    VolunteerFactory,
)
from tests.groups.letter_queue import run_worker, try_to_the_end

WORDS = "May I bring my sister?"


@pytest.fixture
def group(db):
    return GroupFactory(name="Tuesday Group", joining=Group.Joining.ASK)


@pytest.fixture
def lead(group):
    return FacilitatorFactory(group=group)


@pytest.fixture
def kims(group, lead):
    ask_to_join(group=group, asked=Asked("Kim", "kim@example.org", WORDS, "en"))
    return JoinRequest.objects.get()


@pytest.fixture
def letters():
    """Return a function that does something and returns the letters that left the queue after it."""

    def after(act, *args, **kwargs):
        act(*args, **kwargs)
        run_worker()
        return mail.outbox

    return after


def send(group, email="kim@example.org", client=None, **fields):
    form = {"name": "Kim", "email": email, "words": WORDS, **fields}
    return (client or Client()).post(reverse("groups:ask", args=[group.slug]), form)


def test_asking_leaves_a_request_and_makes_no_account(group, lead):
    response = send(group)

    (opened,) = requests_of(group, reader=lead.person)
    assert response.headers["Location"] == reverse("groups:asked")
    assert (opened.name, opened.words) == ("Kim", WORDS)
    assert not User.objects.filter(email="kim@example.org").exists()


@pytest.mark.usefixtures("lead")
@pytest.mark.parametrize("who", ["nobody here", "a person here", "someone in the group", "asked before"])
def test_the_answer_is_the_same_whoever_asks(group, who):
    person = (
        UserFactory(email="kim@example.org") if who in {"a person here", "someone in the group"} else None
    )
    if who == "someone in the group":
        MembershipFactory(group=group, person=person)
    if who == "asked before":
        send(group)

    response = send(group)

    assert (response.status_code, response.headers["Location"]) == (302, reverse("groups:asked"))
    assert mail.outbox == []


def test_asking_again_takes_the_place_of_the_first(group, lead):
    send(group, words="First")
    send(group, email="KIM@example.org", words="Second")

    assert [each.words for each in requests_of(group, reader=lead.person)] == ["Second"]


def test_those_who_lead_do_not_read_the_address(group, lead, kims, signed_in):
    page = signed_in(lead.person).get(reverse("groups:waiting", args=[group.slug])).content.decode()

    assert WORDS in page
    assert "kim@example.org" not in page


def test_a_group_that_is_by_invitation_cannot_be_asked(group, lead):
    group.joining = Group.Joining.INVITATION
    group.save()

    assert send(group).status_code == HTTPStatus.NOT_FOUND


def test_a_group_without_anyone_to_answer_cannot_be_asked(group):
    assert send(group).status_code == HTTPStatus.NOT_FOUND


def test_many_requests_from_one_address_wait_an_hour(group, lead, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    for number in range(6):
        send(group, email=f"kim{number}@example.org")

    refused = send(group, email="kim7@example.org")
    time_machine.shift(timedelta(hours=1, seconds=1))
    later = send(group, email="kim7@example.org")

    assert (refused.status_code, later.status_code) == (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.FOUND)
    assert WORDS in refused.content.decode()


def test_a_group_takes_no_more_requests_than_anyone_can_read(group, lead):
    for number in range(MOST_OPEN):
        ask_to_join(group=group, asked=Asked("Kim", f"kim{number}@example.org", "", "en"))

    response = send(group, email="last@example.org")

    assert response.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert JoinRequest.objects.count() == MOST_OPEN


def test_someone_signed_in_need_not_type_what_is_known(group, lead, ana, signed_in):
    page = signed_in(ana).get(reverse("groups:ask", args=[group.slug])).content.decode()

    assert 'value="ana@example.org"' in page


def test_yes_sends_the_way_in_and_forgets_the_words(group, lead, kims, letters):
    (letter,) = letters(accept_request, request=kims, by=lead.person)

    kims.refresh_from_db()
    assert letter.to == ["kim@example.org"]
    assert f"https://sevenfold.example.org/join/{code_of(kims.invitation)}/" in letter.body
    assert (bytes(kims.sealed), kims.answer) == (b"", "yes")
    assert requests_of(group, reader=lead.person) == []


def test_yes_in_a_full_group_says_that_there_is_a_line(group, lead, kims, letters):
    group.size_limit = 1
    group.save()
    MembershipFactory(group=group)

    (letter,) = letters(accept_request, request=kims, by=lead.person)

    visitor = Client().get(reverse("groups:join", args=[code_of(JoinRequest.objects.get().invitation)]))
    assert letter.subject == "Your place in line"
    assert "You are first in line" in visitor.content.decode()


def test_yes_pressed_twice_invites_once(group, lead, kims, letters):
    letters(accept_request, request=kims, by=lead.person)
    letters(accept_request, request=kims, by=lead.person)

    assert (len(mail.outbox), group.invitations.count(), PlaceInLine.objects.count()) == (1, 1, 1)


def test_the_letter_is_in_the_language_of_who_asked(group, lead, letters, settings):
    settings.LANGUAGES = [("en", "English"), ("es", "Español")]
    settings.LOCALE_PATHS = []
    ask_to_join(group=group, asked=Asked("Kim", "kim@example.org", "", "es"))

    (letter,) = letters(accept_request, request=JoinRequest.objects.get(), by=lead.person)

    day = timezone.localdate() + timedelta(days=5)
    weekdays = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"]
    assert weekdays[day.weekday()] in letter.body.lower()


def test_no_place_is_said_kindly_and_everything_is_forgotten(group, lead, kims, letters):
    (letter,) = letters(say_no_place, request=kims, by=lead.person)

    kims.refresh_from_db()
    assert letter.subject == "The answer you asked for"
    assert "It says nothing about you." in letter.body
    assert (bytes(kims.sealed), bytes(kims.sealed_address)) == (b"", b"")


def test_no_place_waits_again_where_no_letter_can_leave(group, lead, kims, settings):
    settings.EMAIL_BACKEND = "tests.groups.mail_away.EmailBackend"

    say_no_place(request=kims, by=lead.person)
    try_to_the_end()

    assert [each.words for each in requests_of(group, reader=lead.person)] == [WORDS]


def test_the_page_shows_the_letter_before_it_is_sent(group, lead, kims, signed_in):
    path = reverse("groups:no_place", args=[group.slug, kims.pk])

    page = signed_in(lead.person).get(path).content.decode()

    assert "There is no place in this group this time. It says nothing about you." in page


@pytest.mark.parametrize("answer", [accept_request, say_no_place])
@pytest.mark.parametrize("factory", [MembershipFactory, VolunteerFactory])
def test_only_those_who_lead_answer(group, kims, answer, factory):
    with pytest.raises(PermissionDenied):
        answer(request=kims, by=factory(group=group).person)
    with pytest.raises(PermissionDenied):
        answer(request=kims, by=AdminFactory())


def test_tidying_deletes_what_nobody_answered(kims, time_machine):
    time_machine.move_to(kims.asked_at + timedelta(days=61))

    call_command("tidy")

    assert not JoinRequest.objects.exists()


def test_tidying_keeps_whoever_stands_in_line(group, lead, kims, time_machine):
    group.size_limit = 1
    group.save()
    MembershipFactory(group=group)
    accept_request(request=kims, by=lead.person)
    time_machine.move_to(timezone.now() + timedelta(days=61))

    call_command("tidy")

    assert JoinRequest.objects.filter(pk=kims.pk).exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_as_many_queries_for_one_as_for_three(
    group, lead, rows, signed_in, django_assert_num_queries
):
    for number in range(rows):
        ask_to_join(group=group, asked=Asked("Kim", f"kim{number}@example.org", WORDS, "en"))
    browser, path = signed_in(lead.person), reverse("groups:waiting", args=[group.slug])
    browser.get(path)

    with django_assert_num_queries(8):
        browser.get(path)
