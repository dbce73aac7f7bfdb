"""Letters about sessions and places: who gets which, when one is let be, and what stands in them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from groups.handing_over import hand_over
from groups.invitation_codes import code_of
from groups.invitations import invite, revoke
from groups.letters import post_invitation
from groups.memberships import leave_group
from groups.models import Letter
from groups.posting import HOLD, queue_again
from groups.recurrence import Rule
from groups.scheduling import drop_session, schedule_session
from groups.series import Series, arrange_series
from tests.factories import FacilitatorFactory, GroupFactory, MembershipFactory
from tests.groups.letter_queue import let_pass, run_worker
from tests.groups.planning_rows import a_session

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TUESDAY = datetime(2026, 12, 1, 18, 30, tzinfo=UTC)
THURSDAY = datetime(2026, 12, 3, 18, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _frozen(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def group():
    return GroupFactory(name="Tuesday Group", time_zone="Europe/London")


@pytest.fixture
def lead(group):
    return FacilitatorFactory(group=group)


@pytest.fixture
def place(group):
    return MembershipFactory(group=group, person__email="ana@example.org", person__name="Ana")


@pytest.fixture
def session(group, lead, place):
    return a_session(group, 1, starts_at=TUESDAY)


def move(session, lead, moment):
    session.starts_at = moment
    schedule_session(session=session, by=lead.person)


def arrived():
    run_worker()
    return [(*letter.to, letter.subject) for letter in mail.outbox]


def test_a_session_that_moves_is_told_to_those_in_the_group_but_not_to_who_moved_it(session, lead):
    move(session, lead, THURSDAY)

    assert arrived() == [("ana@example.org", "A new time")]
    assert "A session has a new time: Thu 3 December, 18:30 (London time)." in mail.outbox[0].body


def test_a_letter_is_in_its_readers_language_and_on_their_clocks(session, lead, place):
    place.person.language, place.person.time_zone = "es", "America/Bogota"
    place.person.save()

    move(session, lead, THURSDAY)

    assert arrived() == [("ana@example.org", "Hora nueva")]
    assert "jueves 3 de diciembre, 13:30 (hora de bogotá)" in mail.outbox[0].body.lower()


def test_what_is_rolled_back_is_not_told(session, lead):
    with transaction.atomic():
        move(session, lead, THURSDAY)
        transaction.set_rollback(True)

    assert arrived() == []


@pytest.mark.parametrize("change", ["wish", "leaving", "deactivated", "unconfirmed"])
def test_who_no_longer_wants_or_belongs_gets_no_letter_that_waits(session, lead, place, change):
    move(session, lead, THURSDAY)

    if change == "wish":
        place.hears_of_changes = False
        place.save()
    elif change == "leaving":
        leave_group(person=place.person, group=place.group)
    elif change == "unconfirmed":
        EmailAddress.objects.create(user=place.person, email=place.person.email, verified=False)
    else:
        place.person.is_active = False
        place.person.save()

    assert arrived() == []
    assert Letter.objects.get().end == Letter.End.LET_BE


def test_of_two_changes_before_a_letter_leaves_the_last_is_told(session, lead, time_machine):
    move(session, lead, THURSDAY)
    time_machine.shift(timedelta(seconds=1))
    drop_session(session=session, by=lead.person)

    assert arrived() == [("ana@example.org", "Not taking place")]


def test_a_session_moved_there_and_back_is_told_each_time(session, lead, time_machine):
    for moment in (THURSDAY, TUESDAY, THURSDAY):
        move(session, lead, moment)
        run_worker()
        time_machine.shift(timedelta(hours=1))

    assert [re.search("time: (...)", letter.body)[1] for letter in mail.outbox] == ["Thu", "Tue", "Thu"]


@pytest.mark.parametrize("days_later", [0, 30])
def test_who_waits_for_a_new_day_is_told_that_there_is_none(session, lead, days_later, time_machine):
    move(session, lead, None)
    run_worker()
    time_machine.shift(timedelta(days=days_later, minutes=1))

    drop_session(session=session, by=lead.person)

    assert arrived() == [("ana@example.org", "A new time"), ("ana@example.org", "Not taking place")]
    assert "The session that was waiting for a new day does not take place." in mail.outbox[1].body


@pytest.mark.parametrize("moment", [TUESDAY, THURSDAY])
@pytest.mark.parametrize("how", ["set", "by rule"])
def test_who_waits_for_a_new_day_is_told_of_it(session, lead, group, moment, how, time_machine):
    move(session, lead, None)
    run_worker()
    time_machine.shift(timedelta(minutes=1))

    if how == "set":
        move(session, lead, moment)
    else:
        rule = Rule(moment.date(), moment.time(), weeks=1, times=1)
        arrange_series(group=group, series=Series(rule, 90), by=lead.person)

    assert arrived() == [("ana@example.org", "A new time")] * 2
    assert f"A session has a new time: {moment:%a} " in mail.outbox[1].body


@pytest.mark.parametrize("change", ["first day", "dropped"])
def test_a_session_of_which_nobody_was_told_a_day_makes_no_letter(lead, group, place, change):
    session = a_session(group, 1)

    if change == "dropped":
        drop_session(session=session, by=lead.person)
    else:
        move(session, lead, TUESDAY)

    assert arrived() == []


@pytest.mark.parametrize("minutes", [90, 120])
def test_no_letter_is_written_where_the_time_stays(session, lead, minutes):
    session.minutes, session.link = minutes, "https://meet.example.org/new"
    schedule_session(session=session, by=lead.person)

    assert Letter.objects.count() == 0


def test_a_session_that_is_over_is_not_told_of(session, lead, time_machine):
    time_machine.move_to(THURSDAY)

    drop_session(session=session, by=lead.person)

    assert Letter.objects.count() == 0


def test_several_sessions_that_move_make_one_letter(session, lead, group):
    a_session(group, 2, starts_at=THURSDAY, kind="ending")
    rule = Rule(TUESDAY.date() + timedelta(days=7), TUESDAY.time(), weeks=1, times=2)

    arrange_series(group=group, series=Series(rule, 90, moves_dated=True), by=lead.person)

    assert arrived() == [("ana@example.org", "New times")]


def test_a_session_handed_over_is_told_to_who_leads_it_now(session, lead, group):
    other = FacilitatorFactory(group=group, peer_lead__person__email="joe@example.org")

    hand_over(session=session, to=other, by=lead.person)

    assert arrived() == [("joe@example.org", "One for you to lead")]
    assert reverse("groups:lead", args=[group.slug]) in mail.outbox[0].body


def test_an_invitation_goes_to_an_address_that_is_then_forgotten(lead, signed_in):
    invitation, code = invite(group=lead.group, by=lead.person, uses_limit=1, expires_at=THURSDAY)
    path = reverse("groups:send_invitation", args=[lead.group.slug, invitation.pk])

    signed_in(lead.person).post(path, {"email": "kim@example.org"})

    assert bytes(Letter.objects.get().sealed_address) != b""
    assert arrived() == [("kim@example.org", "An invitation for you")]
    assert f"{settings.SITE_ADDRESS}/join/{code}/" in mail.outbox[0].body
    assert bytes(Letter.objects.get().sealed_address) == b""


def test_an_invitation_that_was_stopped_is_not_sent(lead):
    invitation, _code = invite(group=lead.group, by=lead.person, uses_limit=1, expires_at=THURSDAY)
    post_invitation(invitation, address="kim@example.org")

    revoke(invitation)

    assert arrived() == []
    assert code_of(invitation)


def test_a_letter_that_a_worker_holds_is_sent_by_no_other(session, lead):
    move(session, lead, THURSDAY)
    Letter.objects.update(held_until=NOW + HOLD)

    assert arrived() == []
    let_pass(HOLD)
    assert arrived() == [("ana@example.org", "A new time")]


def test_a_letter_is_held_for_longer_than_a_mail_server_can_keep_a_worker_waiting():
    connecting = ["IPv6", "IPv4", "greeting"]
    encrypting = ["EHLO", "STARTTLS", "handshake", "EHLO"]
    signing_in = ["AUTH", "name", "password"]
    handing_over = ["MAIL", "RCPT", "DATA", "message"]
    steps = [*connecting, *encrypting, *signing_in, *handing_over]

    assert len(steps) * timedelta(seconds=settings.EMAIL_TIMEOUT) < HOLD


def test_a_letter_in_the_queue_twice_is_sent_once(session, lead):
    move(session, lead, THURSDAY)
    Letter.objects.update(due_at=NOW)
    assert queue_again() == 1

    assert arrived() == [("ana@example.org", "A new time")]


def test_a_mail_server_that_is_away_is_asked_again_with_the_same_message_id(session, lead, settings):
    move(session, lead, THURSDAY)
    with_mail, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.groups.mail_away.EmailBackend"
    run_worker()
    settings.EMAIL_BACKEND = with_mail

    let_pass(timedelta(minutes=1))

    assert arrived() == [("ana@example.org", "A new time")]
    pk = Letter.objects.get().pk
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{pk}@sevenfold.example.org>"


def test_the_queue_keeps_no_address_no_name_and_no_word(session, lead, settings):
    settings.EMAIL_BACKEND = "tests.groups.mail_talks.EmailBackend"
    move(session, lead, THURSDAY)
    run_worker()

    kept = str(list(DBTaskResult.objects.values())).lower()
    assert DBTaskResult.objects.count() == 1
    assert [word for word in ("ana", "@", "tuesday", "refused", "traceback (") if word in kept] == []


def test_letters_and_tasks_are_deleted_once_they_served(session, lead, time_machine):
    move(session, lead, THURSDAY)
    run_worker()
    time_machine.shift(timedelta(days=31))

    call_command("tidy")

    assert (Letter.objects.count(), DBTaskResult.objects.count()) == (0, 0)
