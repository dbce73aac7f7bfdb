"""Guessing codes is slowed, by address, and forgotten after a quarter of an hour."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups.invitations import invite
from tests.factories import FacilitatorFactory


@pytest.fixture
def path(db):
    lead = FacilitatorFactory()
    in_a_week = timezone.now() + timedelta(days=7)
    _invitation, code = invite(group=lead.group, by=lead.person, uses_limit=2, expires_at=in_a_week)
    return reverse("groups:join", args=[code])


def guess(times, *, address="203.0.113.7", first=0, **headers):
    """Return the last answer to that many wrong codes from one address."""
    for number in range(first, first + times):
        wrong = reverse("groups:join", args=[f"00000-{number:05}"])
        response = Client(REMOTE_ADDR=address).get(wrong, **headers)
    return response


def status(path, *, address="203.0.113.7", **headers):
    return Client(REMOTE_ADDR=address).get(path, **headers).status_code


def test_thirty_wrong_codes_are_answered_and_the_next_waits(path):
    assert guess(30).status_code == HTTPStatus.GONE

    response = guess(1, first=30)

    assert response.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert response.headers["Retry-After"] == "900"
    assert "Let us take a short break" in response.content.decode()


def test_a_right_code_waits_too(path):
    guess(30)

    assert status(path) == HTTPStatus.TOO_MANY_REQUESTS


def test_the_slips_of_a_house_full_of_people_stop_nobody(path):
    guess(29)

    assert status(path) == HTTPStatus.OK


def test_one_wrong_code_that_many_bring_is_counted_once(path):
    for _person in range(40):
        guess(1)
    guess(28, first=1)

    assert status(path) == HTTPStatus.OK


def test_in_the_long_run_no_more_than_two_a_minute_are_answered(path, time_machine):
    """Whoever guesses all the time gets thirty answers in each quarter of an hour."""
    time_machine.move_to(timezone.now())
    answered = 0
    for minute in range(45):
        answers = [guess(1, first=3 * minute + number) for number in range(3)]
        answered += sum(answer.status_code == HTTPStatus.GONE for answer in answers)
        time_machine.shift(timedelta(minutes=1))

    assert answered == 90


def test_right_codes_are_not_counted(path):
    assert {status(path) for _time in range(12)} == {HTTPStatus.OK}


def test_another_address_need_not_wait(path):
    guess(30)

    assert status(path, address="203.0.113.8") == HTTPStatus.OK


def test_a_quarter_of_an_hour_later_it_is_forgotten(path, time_machine):
    time_machine.move_to(timezone.now())
    guess(30)
    time_machine.shift(timedelta(minutes=15, seconds=1))

    assert status(path) == HTTPStatus.OK


def test_one_home_of_ipv6_counts_as_one_address(path):
    guess(30, address="2001:db8:1:2::5")

    assert status(path, address="2001:db8:1:2:ffff::9") == HTTPStatus.TOO_MANY_REQUESTS
    assert status(path, address="2001:db8:1:3::5") == HTTPStatus.OK


def test_a_made_up_forwarding_header_does_not_help(path):
    guess(30, HTTP_X_FORWARDED_FOR="198.51.100.1")

    assert status(path, HTTP_X_FORWARDED_FOR="198.51.100.2") == HTTPStatus.TOO_MANY_REQUESTS


def test_behind_a_proxy_the_address_it_saw_counts(path, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    guess(30, address="10.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.1, 198.51.100.1")

    other = status(path, address="10.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.1, 198.51.100.2")
    same = status(path, address="10.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.99, 198.51.100.1")

    assert (other, same) == (HTTPStatus.OK, HTTPStatus.TOO_MANY_REQUESTS)
