"""A worker killed again and again in the middle of a hundred letters: each arrives, and each mailbox finds one."""

import os
from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from groups.models import Letter, PeerSession
from groups.scheduling import schedule_session
from tests.factories import FacilitatorFactory, GroupFactory, MembershipFactory
from tests.groups.letter_queue import let_pass
from tests.groups.mail_sink import mail_sink

PEOPLE = 100
KILLED = {3: "before", 20: "after", 41: "before", 42: "before", 60: "after", 99: "after"}


@pytest.fixture
def hundred(db):
    """Have a hundred letters in the queue: a session moved, and a hundred people hear of it."""
    lead = FacilitatorFactory(group=GroupFactory(size_limit=PEOPLE))
    places = MembershipFactory.create_batch(PEOPLE, group=lead.group)
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
def test_a_hundred_letters_arrive_once_each_however_often_the_worker_is_killed(hundred, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    ended = []
    with mail_sink(dict(KILLED)) as sink:
        settings.EMAIL_PORT = sink.port
        while Letter.objects.waiting().exists():
            sink.worker = start_worker()
            ended.append(os.waitpid(sink.worker, 0)[1])
            let_pass(timedelta(minutes=5))

    assert sum(os.WIFSIGNALED(status) for status in ended) == len(KILLED)
    assert {address: len(letters) for address, letters in sink.mailboxes.items()} == dict.fromkeys(hundred, 1)
    # The mail server itself was handed those twice whose worker died before it heard that they were taken.
    handed_over = Counter(address for _id, address in sink.taken)
    assert sorted(handed_over.values()) == [1] * 97 + [2] * 3
