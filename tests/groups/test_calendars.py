"""Calendars: the link opens while it should, and what a strict reader finds in a file is what the programme says."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from groups.archiving import archive_group, bring_back
from groups.calendar_links import make_link, secret_of
from groups.memberships import leave_group
from groups.models import CalendarLink
from groups.scheduling import drop_session, schedule_session
from tests.factories import AdminFactory, FacilitatorFactory, GroupFactory, MembershipFactory
from tests.groups.planning_rows import a_session, make_topics

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)
LINE = re.compile(r"([A-Z-]+)((?:;[A-Z-]+=[^;:]+)*):(.*)")
# Before and after the clocks go back in London on 25 October: 18:30 there both times.
SUMMER = datetime(2026, 10, 20, 17, 30, tzinfo=UTC)
WINTER = datetime(2026, 10, 27, 18, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _frozen(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def group():
    return GroupFactory(
        name="Grief Circle",
        time_zone="Europe/London",
        address="Recovery House",
        link="https://meet.example.org/1",
    )


@pytest.fixture
def lead(group):
    return FacilitatorFactory(group=group)


@pytest.fixture
def place(group):
    return MembershipFactory(group=group)


@pytest.fixture
def sessions(group, lead):
    topic = make_topics("a")["a"]
    return a_session(group, 1, topic_id=topic, starts_at=SUMMER), a_session(
        group, 2, kind="ending", starts_at=WINTER
    )


def feed(secret, client=None):
    return (client or Client()).get(reverse("groups:group_calendar", args=[secret]))


def entries(response):
    """Read a calendar strictly by RFC 5545, and return its entries by their id; each is its properties by name."""
    raw = response.content
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    lines = raw.decode().replace("\r\n ", "").split("\r\n")[:-1]
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    found, current = {}, {}
    for line in lines[1:-1]:
        name, _parameters, value = LINE.fullmatch(line).groups()
        if name == "BEGIN":
            assert (value, current) == ("VEVENT", {})
            current = {"is_open": "yes"}
        elif name == "END":
            del current["is_open"]
            found[current["UID"]] = current
            current = {}
        elif current:
            assert name not in current
            current[name] = value
    return found


def moment(value):
    """Return the moment that a date-time in UTC names, the only form that is the same on every calendar."""
    return datetime.strptime(value, "%Y%m%dT%H%M%S%z")


def times(found):
    return sorted((moment(entry["DTSTART"]), moment(entry["DTEND"])) for entry in found.values())


def statuses(secret, sessions):
    found = entries(feed(secret))
    return [found[f"{session.pk}@sevenfold"]["STATUS"] for session in sessions]


def test_a_calendar_shows_each_session_at_its_moment_on_either_side_of_a_change_of_clocks(place, sessions):
    found = entries(feed(make_link(place)))

    long = timedelta(minutes=90)
    assert times(found) == [(SUMMER, SUMMER + long), (WINTER, WINTER + long)]
    in_london = [start.astimezone(place.group.zone).hour for start, _end in times(found)]
    assert in_london == [18, 18]


def test_an_entry_keeps_its_id_and_rises_in_number_when_it_moves_across_a_change_of_clocks(
    place, sessions, lead
):
    secret = make_link(place)
    before = entries(feed(secret))
    summer, _winter = sessions
    summer.starts_at = SUMMER + timedelta(days=9)
    schedule_session(session=summer, by=lead.person)

    after = entries(feed(secret))

    key = f"{summer.pk}@sevenfold"
    assert set(after) == set(before)
    assert (before[key]["SEQUENCE"], after[key]["SEQUENCE"]) == ("0", "1")
    assert moment(after[key]["DTSTART"]) == SUMMER + timedelta(days=9)


def test_a_session_that_takes_longer_is_a_change_and_one_with_another_link_is_none(place, sessions, lead):
    summer, _winter = sessions
    summer.minutes = 120
    schedule_session(session=summer, by=lead.person)
    summer.link = "https://meet.example.org/2"
    schedule_session(session=summer, by=lead.person)

    found = entries(feed(make_link(place)))[f"{summer.pk}@sevenfold"]

    assert (found["SEQUENCE"], moment(found["DTEND"])) == ("1", SUMMER + timedelta(hours=2))


def test_a_session_that_does_not_take_place_is_said_so(place, sessions, lead):
    summer, winter = sessions
    drop_session(session=summer, by=lead.person)

    found = entries(feed(make_link(place)))

    told = {key: (entry["STATUS"], entry["SEQUENCE"]) for key, entry in found.items()}
    assert told == {
        f"{summer.pk}@sevenfold": ("CANCELLED", "1"),
        f"{winter.pk}@sevenfold": ("CONFIRMED", "0"),
    }


def test_nothing_ahead_takes_place_once_the_group_is_archived(place, sessions, group, time_machine):
    secret = make_link(place)
    time_machine.move_to(SUMMER + timedelta(days=1), tick=False)

    archive_group(group=group, by=AdminFactory())

    assert statuses(secret, sessions) == ["CONFIRMED", "CANCELLED"]
    time_machine.move_to(WINTER + timedelta(days=1), tick=False)
    assert statuses(secret, sessions) == ["CONFIRMED", "CANCELLED"]


def test_a_link_to_an_archived_group_can_be_found_and_ended(place, group, signed_in):
    secret = make_link(place)
    archive_group(group=group, by=AdminFactory())
    browser, page = signed_in(place.person), reverse("groups:reminders", args=[group.slug])

    assert f'href="{page}"' in browser.get(reverse("groups:home", args=[group.slug])).content.decode()
    last = browser.get(page).content.decode()
    assert ("End the link" in last, "Make a new link" in last, "An hour before" in last) == (
        True,
        False,
        False,
    )

    browser.post(reverse("groups:calendar_link", args=[group.slug]), {"end": "1"})
    assert feed(secret).status_code == 404
    assert f'href="{page}"' not in browser.get(reverse("groups:home", args=[group.slug])).content.decode()


def test_the_number_of_an_entry_rises_when_its_group_is_archived_and_when_it_is_brought_back(
    place, sessions, group
):
    secret, boss = make_link(place), AdminFactory()
    told = []
    for act in (archive_group, bring_back):
        act(group=group, by=boss)
        act(group=group, by=boss)
        [_summer, winter] = entries(feed(secret)).values()
        told.append((winter["STATUS"], winter["SEQUENCE"]))

    assert told == [("CANCELLED", "1"), ("CONFIRMED", "2")]


def test_the_number_of_an_entry_rises_with_each_of_many_changes(place, sessions, lead):
    secret, (summer, _winter) = make_link(place), sessions
    numbers = []
    for start in (SUMMER + timedelta(days=1), None, SUMMER, SUMMER + timedelta(days=2)):
        summer.starts_at = start
        schedule_session(session=summer, by=lead.person)
        numbers += [
            entry["SEQUENCE"] for key, entry in entries(feed(secret)).items() if str(summer.pk) in key
        ]
    drop_session(session=summer, by=lead.person)
    told = entries(feed(secret))[f"{summer.pk}@sevenfold"]

    assert numbers == ["1", "3", "4"]
    assert (told["STATUS"], told["SEQUENCE"]) == ("CANCELLED", "5")


def test_a_calendar_speaks_the_language_of_its_person(place, sessions):
    place.person.language = "es"
    place.person.save()

    found = entries(feed(make_link(place)))

    assert {entry["SUMMARY"] for entry in found.values()} == {"Encuentro de grupo"}


def test_a_calendar_says_nothing_of_topic_group_place_or_link(place, sessions):
    text = feed(make_link(place)).content.decode().replace("\r\n ", "")

    assert f"https://sevenfold.example.org/groups/{place.group.slug}/" in text
    assert [word for word in ("Topic", "Grief", "Recovery", "meet.example.org") if word in text] == []


def test_a_link_that_was_reset_opens_nothing_and_the_new_one_does(place, sessions, signed_in):
    path = reverse("groups:calendar_link", args=[place.group.slug])
    signed_in(place.person).post(path)
    first = secret_of(place)
    signed_in(place.person).post(path)

    assert (feed(first).status_code, len(entries(feed(secret_of(place))))) == (404, 2)
    signed_in(place.person).post(path, {"end": "1"})
    assert (secret_of(place), CalendarLink.objects.count()) == ("", 0)


@pytest.mark.parametrize("how", ["left", "deactivated"])
def test_a_link_opens_nothing_once_its_person_is_gone(place, sessions, how):
    secret = make_link(place)
    if how == "left":
        leave_group(person=place.person, group=place.group)
    else:
        place.person.is_active = False
        place.person.save()

    gone, absent = feed(secret), feed("another")
    assert (gone.status_code, absent.status_code) == (404, 404)
    assert re.sub(r'value="\w{64}"', "", gone.content.decode()) == re.sub(
        r'value="\w{64}"', "", absent.content.decode()
    )


def test_a_calendar_is_not_kept_on_its_way(place, sessions):
    response = feed(make_link(place))

    assert response["Cache-Control"] == "no-store, private"
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert not response.cookies


def test_whoever_tries_many_links_has_to_wait_while_a_right_one_from_the_same_address_opens(place, sessions):
    secret = make_link(place)
    for number in range(30):
        feed(f"wrong-{number}")

    assert (feed("wrong-30").status_code, feed(secret).status_code) == (429, 200)


def test_the_database_holds_no_link(place):
    secret = make_link(place)

    assert secret not in str(list(CalendarLink.objects.values()))


def test_a_member_takes_one_session_as_a_file(place, sessions, signed_in):
    summer, _winter = sessions
    path = reverse("groups:session_calendar", args=[place.group.slug, summer.pk])

    response = signed_in(place.person).get(path)

    assert list(entries(response)) == [f"{summer.pk}@sevenfold"]
    assert response["Content-Disposition"] == 'attachment; filename="session.ics"'
