"""What others may see (subjects, calendar entries, addresses) names no health matter, no topic and no group."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from groups import letters
from groups.archiving import archive_group, bring_back
from groups.calendar_links import make_link
from groups.invitations import invite
from groups.models import Group, JoinRequest, Letter, PeerSession, PlaceInLine
from groups.requests import Asked, accept_request, ask_to_join, say_no_place
from tests.factories import AdminFactory, FacilitatorFactory, GroupFactory, MembershipFactory
from tests.groups.letter_queue import run_worker
from tests.neutral import HEALTH
from wellness.models import Topic, TopicText

# The plan for hard days is a part of the workbook, and every part is named in its address; the others mean no health.
KNOWN = re.compile("crisis-plan|recovery-codes|healthz")
IN_AN_HOUR = timedelta(minutes=50)


@pytest.fixture(params=["en", "es"])
def language(request):
    return request.param


@pytest.fixture
def lead(content, language):
    group = GroupFactory(name="Grief Circle", language=language, joining=Group.Joining.ASK)
    return FacilitatorFactory(group=group, person__language=language)


@pytest.fixture
def session(lead):
    topic = Topic.objects.first()
    return PeerSession.objects.create(group=lead.group, topic=topic, starts_at=timezone.now() + IN_AN_HOUR)


@pytest.fixture
def place(lead, language):
    return MembershipFactory(group=lead.group, person__language=language, reminder="hour")


def send_letters_to_people(lead, session, place):
    letters.post_moved(session, by=lead.person)
    run_worker()
    letters.post_rearranged(lead.group, by=lead.person)
    letters.post_cancelled(session, by=lead.person)
    letters.post_reminders([(session, place, Letter.Kind.HOUR_BEFORE)])
    run_worker()
    place.reminder = "day"
    place.save()
    letters.post_reminders([(session, place, Letter.Kind.DAY_BEFORE)])
    session.led_by = lead
    session.save()
    letters.post_handed_over(session, to=lead)
    run_worker()
    archive_group(group=lead.group, by=AdminFactory())
    run_worker()
    bring_back(group=lead.group, by=AdminFactory())


def send_letters_to_visitors(lead, language):
    for address in ("kim@example.org", "lou@example.org"):
        ask_to_join(group=lead.group, asked=Asked("Kim", address, "Grief.", language))
    kims, lous = JoinRequest.objects.all()
    say_no_place(request=kims, by=lead.person)
    accept_request(request=lous, by=lead.person)
    letters.post_in_line(PlaceInLine.objects.get())
    in_a_week = timezone.now() + timedelta(days=7)
    invitation, _code = invite(group=lead.group, by=lead.person, uses_limit=1, expires_at=in_a_week)
    letters.post_invitation(invitation, address="mo@example.org")
    run_worker()


def topics_in(text):
    """Return the topics, in either language, that a text names."""
    names = TopicText.objects.values_list("name", flat=True)
    return [name for name in names if re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)]


def test_letters_of_every_kind_are_neutral(lead, session, place, language):
    send_letters_to_people(lead, session, place)
    send_letters_to_visitors(lead, language)

    sent = Letter.objects.filter(end=Letter.End.SENT).values_list("kind", flat=True)
    subjects = "\n".join(letter.subject for letter in mail.outbox)
    assert set(sent) == set(Letter.Kind)
    assert (HEALTH.findall(subjects), topics_in(subjects)) == ([], [])
    assert re.findall("group|grupo|workbook|cuaderno|grief", subjects, re.IGNORECASE) == []
    bodies = "\n".join(letter.body for letter in mail.outbox)
    told = [
        name for text in session.topic.texts.all() for name in re.findall(text.name, bodies, re.IGNORECASE)
    ]
    assert (told, re.findall("grief", bodies, re.IGNORECASE)) == ([], [])


def test_calendars_are_neutral(session, place):
    text = Client().get(reverse("groups:group_calendar", args=[make_link(place)])).content.decode()
    shown = text.replace("\r\n ", "")

    assert "BEGIN:VEVENT" in shown
    assert HEALTH.findall(shown) == []
    assert topics_in(shown) == []
    assert "grief" not in shown.lower()


def paths(resolver, before=""):
    """Yield the path of every address of ours, as it is written in the source."""
    for entry in resolver.url_patterns:
        path = before + str(entry.pattern)
        yield from paths(entry, path) if hasattr(entry, "url_patterns") else [path]


def test_addresses_are_neutral():
    ours = [path for path in paths(get_resolver()) if not path.startswith("admin/")]

    assert [path for path in ours if HEALTH.search(KNOWN.sub("", path))] == []
