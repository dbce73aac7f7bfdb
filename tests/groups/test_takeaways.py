"""After a session: two questions, unnamed. Nothing before three answers, passed on in threes, counts of 1-2 hidden."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import serializers
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groups.models import PeerSession, Takeaway
from groups.sessions import programme_of
from groups.takeaways import (
    Answer,
    CannotAnswer,
    Standing,
    answer_session,
    read_answers,
    standing_of,
    take_away,
    waiting_session,
)
from tests.factories import FacilitatorFactory, MembershipFactory, VolunteerFactory
from tests.groups.planning_rows import a_session

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 21, tzinfo=UTC)
CLOSED = NOW + timedelta(days=8)


@pytest.fixture(autouse=True)
def _frozen():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lead():
    return FacilitatorFactory(group__time_zone="Europe/London")


@pytest.fixture
def session(lead):
    return a_session(lead.group, 1, starts_at=NOW - timedelta(hours=2))


def people(lead, number):
    long_ago = NOW - timedelta(days=30)
    return [MembershipFactory(group=lead.group, joined_at=long_ago).person for _person in range(number)]


def say(session, person, takeaway="", helpful="a_lot"):
    answer_session(person=person, session=session, answer=Answer(takeaway, helpful))


def read(session, lead):
    answers = read_answers(session, lead.person)
    return answers and (sorted(answers.takeaways), dict(answers.helpful))


def text(response):
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def address(session, name):
    return reverse(f"groups:{name}", args=[session.group.slug, session.pk])


def test_nothing_is_shown_before_three_people_have_answered(session, lead):
    for number, person in enumerate(people(lead, 3)):
        assert read(session, lead) is None
        say(session, person, f"Thought {number}", "a_little")

    assert read(session, lead) == (["Thought 0", "Thought 1", "Thought 2"], {"A little": "3 people"})


def test_counts_of_one_and_two_read_a_few_people(session, lead):
    for person, helpful in zip(
        people(lead, 6), ["a_lot", "a_lot", "a_lot", "a_little", "a_little", "not_now"], strict=True
    ):
        say(session, person, helpful=helpful)

    assert read(session, lead)[1] == {
        "Yes, a lot": "3 people",
        "A little": "a few people",
        "Not this time": "a few people",
    }


def test_further_answers_wait_until_three_can_be_passed_on_or_answering_closes(session, lead):
    everyone = people(lead, 5)
    for person in everyone[:3]:
        say(session, person, "first")
    for person in everyone[3:]:
        say(session, person, "later")
        assert read(session, lead)[0] == ["first"] * 3

    with time_machine.travel(CLOSED, tick=False):
        assert read(session, lead)[0] == ["first"] * 3 + ["later"] * 2


def test_two_answers_are_never_shown(session, lead):
    for person in people(lead, 2):
        say(session, person, "Tea.")

    with time_machine.travel(CLOSED, tick=False):
        assert read(session, lead) is None


def test_one_person_answers_once_and_can_change_it_until_it_is_passed_on(session, lead):
    first, second, third = people(lead, 3)
    say(session, first, "Tea.")
    say(session, first, "Bread.")
    assert (Takeaway.objects.count(), standing_of(first, session)) == (1, Standing.KEPT)

    say(session, second)
    say(session, third)

    assert standing_of(first, session) == Standing.PASSED_ON
    with pytest.raises(CannotAnswer, match="passed on already"):
        say(session, first, "Cake.")
    assert read(session, lead)[0] == ["Bread."]


def test_an_answer_taken_away_is_gone_and_below_three_so_are_the_others(session, lead):
    everyone = people(lead, 3)
    for person in everyone:
        say(session, person, "Tea.")

    take_away(person=everyone[0], session=session)

    assert Takeaway.objects.count() == 2
    assert read(session, lead) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"starts_at": NOW - timedelta(minutes=89)},
        {"starts_at": NOW - timedelta(days=7, minutes=90)},
        {"starts_at": NOW - timedelta(hours=2), "state": PeerSession.State.CANCELLED},
        {},
    ],
)
def test_a_session_takes_answers_for_seven_days_after_it(lead, fields):
    session = a_session(lead.group, 1, **fields)

    with pytest.raises(CannotAnswer):
        say(session, people(lead, 1)[0])


def test_the_database_says_neither_what_was_written_nor_by_whom(session, lead):
    everyone = people(lead, 3)
    for person in everyone:
        say(session, person, "A canary sang.")

    stored = serializers.serialize("json", Takeaway.objects.all())

    assert "canary" not in stored
    assert {field.name for field in Takeaway._meta.fields} == {
        "id",
        "session",
        "token",
        "sealed",
        "is_passed_on",
    }
    for person in everyone:
        assert str(person.pk) not in stored
        assert person.pk.hex not in stored


def test_tokens_of_one_person_differ_from_session_to_session(session, lead):
    other = a_session(lead.group, 2, starts_at=NOW - timedelta(hours=3))
    [person] = people(lead, 1)
    say(session, person)
    say(other, person)

    assert len(set(Takeaway.objects.values_list("token", flat=True))) == 2


@pytest.mark.parametrize("factory", [VolunteerFactory, MembershipFactory])
def test_nobody_but_facilitators_of_the_group_opens_answers(session, lead, factory):
    for person in people(lead, 3):
        say(session, person, "Tea.")

    found = read_answers(session, factory(group=lead.group).person)

    assert (found.takeaways, found.helpful) == ([], [])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.integers(0, 6), st.booleans()), max_size=14))
def test_whatever_people_do_no_answer_can_be_seen_to_arrive(session, lead, acts):
    Takeaway.objects.all().delete()
    everyone = _crowd(lead)
    shown = 0
    for number, stays in acts:
        before = shown
        _act(session, everyone[number], stays=stays)
        answers = read_answers(session, lead.person)
        shown = len(answers.takeaways) if answers else 0
        assert shown == 0 or shown >= 3
        assert shown - before <= 0 or shown - before >= 3


def _crowd(lead):
    known = [place.person for place in lead.group.memberships.filter(role="participant").order_by("pk")]
    return known or people(lead, 7)


def _act(session, person, *, stays):
    with suppress(CannotAnswer):
        say(session, person, "Tea.") if stays else take_away(person=person, session=session)


def test_a_participant_is_asked_after_the_session_until_they_answer(session, lead, signed_in):
    [person] = people(lead, 1)
    browser, home = signed_in(person), reverse("groups:home", args=[lead.group.slug])
    assert "What do you take with you?" in text(browser.get(home))

    page = browser.post(address(session, "takeaway"), {"takeaway": "Tea.", "helpful": ""}, follow=True)

    assert "Thank you. It is kept without your name." in text(page)
    assert "What do you take with you?" not in text(browser.get(home))


def test_the_latest_session_is_asked_about(session, lead):
    a_session(lead.group, 2, starts_at=NOW - timedelta(days=3))
    [person] = people(lead, 1)

    cards = programme_of(lead.group, person, "en")

    assert waiting_session(cards, person, since=NOW - timedelta(days=30)).id == session.pk


def test_who_joined_after_a_session_is_not_asked_about_it(session, lead, signed_in):
    newcomer = MembershipFactory(group=lead.group, joined_at=NOW).person

    page = signed_in(newcomer).get(reverse("groups:home", args=[lead.group.slug]))

    assert "What do you take with you?" not in text(page)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"takeaway": " ", "helpful": ""}, "Write a line, or say how helpful it was."),
        ({"takeaway": "long " * 101}, "Please use fewer words: 500 letters at most."),
    ],
)
def test_what_is_not_right_is_said_and_nothing_is_kept(session, lead, signed_in, sent, told):
    page = signed_in(people(lead, 1)[0]).post(address(session, "takeaway"), sent)

    assert told in text(page)
    assert Takeaway.objects.count() == 0


def test_an_answer_can_be_taken_away_on_the_page(session, lead, signed_in):
    [person] = people(lead, 1)
    say(session, person, "Tea.")

    page = signed_in(person).post(address(session, "takeaway"), {"away": "1"}, follow=True)

    assert "Your answer is gone. Nobody can read it." in text(page)
    assert Takeaway.objects.count() == 0


def test_facilitators_read_answers_as_written(session, lead, signed_in):
    for person in people(lead, 3):
        say(session, person, "Tea <b>helps</b>.")

    page = text(signed_in(lead.person).get(address(session, "takeaways")))

    assert page.count("Tea &lt;b&gt;helps&lt;/b&gt;.") == 3
    assert "Yes, a lot 3 people" in page


@pytest.mark.parametrize("answers", [3, 6])
def test_reading_answers_takes_8_queries(session, lead, signed_in, answers, django_assert_num_queries):
    for person in people(lead, answers):
        say(session, person, "Tea.")
    browser = signed_in(lead.person)
    browser.get(address(session, "takeaways"))

    with django_assert_num_queries(8):
        browser.get(address(session, "takeaways"))
