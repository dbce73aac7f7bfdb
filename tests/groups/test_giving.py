"""Being counted: two consents of a person's own, each taken back at any time, in rows that do not say whose they are."""

import re
from datetime import timedelta

import pytest
from django.core import serializers
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from groups.giving import (
    give_ratings,
    given_by,
    note_helpful,
    take_ratings_back,
    take_readmission_back,
    tell_readmission,
)
from groups.models import PeerSession, RatingsGiven, ReadmissionTold
from groups.takeaways import Answer, answer_session, take_away
from tests.factories import FacilitatorFactory, MembershipFactory, UserFactory
from tests.groups.planning_rows import a_session
from tests.wellness.written import rate
from wellness.models import CheckIn

pytestmark = pytest.mark.django_db
GIVE = reverse("groups:give")


def text(response):
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def rate_on(person, time_machine, days_ago, **ratings):
    now = timezone.now()
    time_machine.move_to(now - timedelta(days=days_ago), tick=False)
    rate(person, **ratings)
    time_machine.move_to(now, tick=False)


@pytest.fixture
def rated(ana, time_machine):
    """Return someone who rated on two days, one part of life only on one of them."""
    rate_on(ana, time_machine, 30, physical=3, social=5, emotional="hard")
    rate_on(ana, time_machine, 10, physical=6, social="skip", emotional=4)
    return ana


def test_agreeing_writes_first_and_latest_numbers_of_two_days(rated):
    give_ratings(by=rated)

    assert RatingsGiven.objects.get().ratings == {"physical": [3, 6]}


def test_nothing_is_written_without_agreeing(rated):
    rate(rated, physical=9)
    tell_readmission(by=rated, answer="no")

    assert not RatingsGiven.objects.exists()


def test_later_ratings_are_kept_up_with_while_someone_agrees(rated):
    give_ratings(by=rated)
    rate(rated, physical=8, social=7)
    assert RatingsGiven.objects.get().ratings == {"physical": [3, 8], "social": [5, 7]}

    take_ratings_back(by=rated)
    rate(rated, physical=1)
    assert not RatingsGiven.objects.exists()


def test_a_day_deleted_is_no_longer_counted(rated, signed_in):
    give_ratings(by=rated)
    first = CheckIn.objects.written_by(rated).earliest("day")

    signed_in(rated).post(reverse("wellness:delete_check_in", args=[first.pk]))

    assert RatingsGiven.objects.get().ratings == {}


def test_each_consent_is_taken_back_by_itself(rated):
    give_ratings(by=rated)
    tell_readmission(by=rated, answer="yes")

    take_ratings_back(by=rated)
    assert (given_by(rated).ratings, given_by(rated).readmission) == (None, "yes")

    give_ratings(by=rated)
    take_readmission_back(by=rated)
    assert (given_by(rated).ratings, given_by(rated).readmission) == ({"physical": [3, 6]}, "")


def test_an_answer_takes_the_place_of_an_earlier_one(ana):
    tell_readmission(by=ana, answer="yes")
    tell_readmission(by=ana, answer="no")

    assert [told.answer for told in ReadmissionTold.objects.all()] == ["no"]


def test_rows_say_neither_whose_they_are_nor_that_two_are_one_persons(rated):
    give_ratings(by=rated)
    tell_readmission(by=rated, answer="yes")

    stored = serializers.serialize("json", [RatingsGiven.objects.get(), ReadmissionTold.objects.get()])

    assert str(rated.pk) not in stored
    assert rated.pk.hex not in stored
    assert RatingsGiven.objects.get().token != ReadmissionTold.objects.get().token
    assert {field.name for field in RatingsGiven._meta.fields} == {"id", "token", "ratings", "helpful"}
    assert {field.name for field in ReadmissionTold._meta.fields} == {"id", "token", "answer"}


def test_how_helpful_a_session_was_is_counted_from_agreeing_on(ana):
    group = MembershipFactory(person=ana, joined_at=timezone.now() - timedelta(days=9)).group
    first, second = (
        a_session(group, number, starts_at=timezone.now() - timedelta(days=3 - number)) for number in (1, 2)
    )
    answer_session(person=ana, session=first, answer=Answer("Tea.", "a_lot"))
    give_ratings(by=ana)
    assert given_by(ana).helpful == ""

    answer_session(person=ana, session=second, answer=Answer("", "a_little"))
    assert given_by(ana).helpful == "a_little"
    answer_session(person=ana, session=first, answer=Answer("Only words.", ""))
    assert given_by(ana).helpful == "a_little"

    take_away(person=ana, session=second)
    assert given_by(ana).helpful == ""


def test_rows_of_deleted_accounts_are_deleted_and_no_others(rated):
    gone = UserFactory()
    for person in (rated, gone):
        give_ratings(by=person)
        tell_readmission(by=person, answer="no")
    gone.delete()

    call_command("tidy")

    assert (RatingsGiven.objects.count(), ReadmissionTold.objects.count()) == (1, 1)
    assert given_by(rated).readmission == "no"


def test_someone_agrees_sees_all_that_is_counted_and_changes_their_mind(rated, signed_in):
    browser = signed_in(rated)
    assert "Yes, count my numbers" in text(browser.get(GIVE))

    page = text(browser.post(GIVE, {"act": "give"}, follow=True))
    assert "Thank you. Your numbers are counted, without your name." in page
    assert "Body and sleep 3 6" in page

    page = text(browser.post(GIVE, {"act": "back"}, follow=True))
    assert "Your numbers are taken out." in page
    assert "Body and sleep" not in page


@pytest.mark.parametrize(
    ("act", "kept", "told"),
    [
        ("yes", ["yes"], "Thank you. Your answer is counted"),
        ("no", ["no"], "Thank you. Your answer is counted"),
        ("rather_not", [], "That is fine. No answer of yours is kept."),
    ],
)
def test_the_other_question_is_answered_on_the_same_page(ana, signed_in, act, kept, told):
    tell_readmission(by=ana, answer="no")

    page = text(signed_in(ana).post(GIVE, {"act": act}, follow=True))

    assert told in page
    assert list(ReadmissionTold.objects.values_list("answer", flat=True)) == kept


def test_sending_no_answer_is_told_kindly_and_changes_nothing(ana, signed_in):
    page = text(signed_in(ana).post(GIVE, {}))

    assert "Choose one of the answers, or leave this page as it is." in page
    assert not ReadmissionTold.objects.exists()


def asks(browser, group):
    return "One question, just once" in text(browser.get(reverse("groups:home", args=[group.slug])))


def test_participants_are_asked_once_after_a_first_session(ana, signed_in):
    group, browser = MembershipFactory(person=ana).group, signed_in(ana)
    session = a_session(group, 1, starts_at=timezone.now() - timedelta(days=1))
    assert not asks(browser, group)
    session.state = PeerSession.State.HELD
    session.save()
    assert asks(browser, group)

    browser.post(GIVE, {"act": "not_now"})

    assert not asks(browser, group)
    assert not RatingsGiven.objects.exists()
    other = MembershipFactory(person=ana).group
    a_session(other, 1, starts_at=timezone.now() - timedelta(days=1), state=PeerSession.State.HELD)
    assert not asks(browser, other)


def test_who_leads_is_not_asked(signed_in):
    lead = FacilitatorFactory()
    a_session(lead.group, 1, starts_at=timezone.now() - timedelta(days=1), state=PeerSession.State.HELD)

    assert not asks(signed_in(lead.person), lead.group)


def test_note_helpful_touches_nothing_where_someone_does_not_agree(ana):
    note_helpful(ana, "a_lot")

    assert not RatingsGiven.objects.exists()
