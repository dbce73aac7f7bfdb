"""A worker killed again and again in the middle of a hundred letters: each arrives, and each mailbox finds one.

So does one whose note the database does not take at first.
"""

import os
from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, connections
from django.utils import timezone

from groups.models import Letter, PeerSession
from groups.scheduling import schedule_session
from tests.factories import FacilitatorFactory, GroupFactory, MembershipFactory
from tests.groups.letter_queue import let_pass, try_to_the_end
from tests.groups.mail_sink import mail_sink

PEOPLE = 100
KILLED = {
    3: "before",
    20: "after",
    30: "leaving",
    41: "before",
    42: "before",
    60: "after",
    70: "leaving",
    99: "after",
}


@pytest.fixture
def hundred(db):
    """Have a hundred letters in the queue, and return to whom."""
    return letters_to(PEOPLE)


@pytest.fixture
def one(db):
    """Have one letter in the queue, and return to whom."""
    return letters_to(1)[0]


@pytest.fixture
def smtp(settings):
    """Send letters to a mail server on this machine."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    return settings


def letters_to(people: int) -> list[str]:
    """Move a session that so many people hear of, and return their addresses."""
    lead = FacilitatorFactory(group=GroupFactory(size_limit=people))
    places = MembershipFactory.create_batch(people, group=lead.group)
    tomorrow = timezone.now() + timedelta(days=1)
    session = PeerSession.objects.create(group=lead.group, kind=PeerSession.Kind.OPEN, starts_at=tomorrow)
    session.starts_at += timedelta(hours=1)
    schedule_session(session=session, by=lead.person)
    return sorted(place.person.email for place in places)


def start_worker() -> int:
    """Run the worker in a process of its own, which ends once the queue is empty; return the process's id."""
    connections.close_all()
    process = os.fork()
    if process == 0:
        try:
            call_command("db_worker", "--batch", "--no-startup-delay", verbosity=0)
        finally:
            os._exit(0)
    return process


@pytest.mark.django_db(transaction=True)
def test_a_hundred_letters_arrive_once_each_however_often_the_worker_is_killed(hundred, smtp):
    ended = []
    with mail_sink(dict(KILLED)) as sink:
        smtp.EMAIL_PORT = sink.port
        while Letter.objects.waiting().exists():
            sink.worker = start_worker()
            ended.append(os.waitpid(sink.worker, 0)[1])
            let_pass(timedelta(minutes=5))

    assert sum(os.WIFSIGNALED(status) for status in ended) == len(KILLED)
    assert {address: len(letters) for address, letters in sink.mailboxes.items()} == dict.fromkeys(hundred, 1)
    # The mail server itself was handed those twice whose worker died before it heard that they were taken; none whose
    # worker died while it took its leave, for it had noted by then that the letter is sent.
    handed_over = Counter(address for _id, address in sink.taken)
    assert sorted(handed_over.values()) == [1] * 97 + [2] * 3


@pytest.mark.django_db(transaction=True)
def test_a_letter_is_sent_once_where_the_database_does_not_take_the_note_at_first(one, smtp):
    refused = []

    def refuse_once(execute, sql, params, many, context):
        if 'SET "ended_at"' in sql and not refused:
            refused.append(sql)
            raise OperationalError
        return execute(sql, params, many, context)

    with mail_sink({}) as sink, connection.execute_wrapper(refuse_once):
        smtp.EMAIL_PORT = sink.port
        try_to_the_end()

    assert (len(refused), [address for _id, address in sink.taken]) == (1, [one])
