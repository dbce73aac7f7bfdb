"""The card *If I need help during a session*: its person's alone, but for one reading by who leads, around its session."""

import re
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Grant
from accounts.vault import vault_for
from groups.help_cards import HelpWords, cards_to_open, open_help_card, own_help_card, write_help_card
from groups.memberships import change_role, end_place
from groups.models import HelpCard, HelpCardOpening, PeerSession
from groups.permissions import can_open_help_card
from groups.recurrence import Rule
from groups.scheduling import drop_session, schedule_session
from groups.series import Series, arrange_series
from tests.factories import AdminFactory, FacilitatorFactory, MembershipFactory, UserFactory, VolunteerFactory
from tests.groups.planning_rows import a_session

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
START = NOW + timedelta(hours=1)
WORDS = HelpWords(where="12 Mill <b>Lane</b>", ring="Mo, 07700 900123", helps="Tea.")


@pytest.fixture
def lee():
    return FacilitatorFactory(group__time_zone="Europe/London", peer_lead__person__name="Lee")


@pytest.fixture
def ana(lee):
    return MembershipFactory(
        group=lee.group, person__name="Ana", person__time_zone="Europe/London", joined_at=NOW
    )


@pytest.fixture
def session(lee):
    return a_session(lee.group, 1, starts_at=START)


@pytest.fixture
def card(ana, session):
    with time_machine.travel(NOW, tick=False):
        write_help_card(place=ana, gathering=session, words=WORDS)
    return HelpCard.objects.with_window().get()


def at(minutes):
    """Travel to so many minutes after the session begins; it takes 90."""
    return time_machine.travel(START + timedelta(minutes=minutes), tick=False)


def address(session, name="help_card"):
    return reverse(f"groups:{name}", args=[session.group.slug, session.pk])


def home_of(group):
    return reverse("groups:home", args=[group.slug])


def text(response):
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def opens(card, person):
    try:
        return open_help_card(card=card, reader=person).value == WORDS
    except PermissionDenied:
        return False


def test_it_is_offered_near_the_session_and_written_there(ana, session, signed_in):
    browser = signed_in(ana.person)
    with time_machine.travel(START - timedelta(days=3), tick=False):
        assert "If I need help during a session" not in text(browser.get(home_of(ana.group)))
    with time_machine.travel(START - timedelta(days=1), tick=False):
        browser.force_login(ana.person)
        assert "If I need help during a session" in text(browser.get(home_of(ana.group)))

        page = browser.post(
            address(session), {"where": "At my sister's", "ring": "", "helps": ""}, follow=True
        )

        assert "Your card is ready." in text(page)
        assert "At my sister&#x27;s" in page.content.decode()
        assert "Your card for this session is ready." in text(browser.get(home_of(ana.group)))


def test_it_can_be_written_during_the_session_and_changed(ana, session, card):
    with at(30):
        write_help_card(place=ana, gathering=session, words=HelpWords(helps="Quiet."))

        assert own_help_card(ana, session).value == HelpWords(helps="Quiet.")


@pytest.mark.parametrize(
    ("minutes", "is_open"), [(-16, False), (-15, True), (0, True), (89, True), (119, True), (120, False)]
)
def test_who_leads_opens_it_from_15_minutes_before_until_30_minutes_after(card, lee, minutes, is_open):
    with at(minutes):
        assert opens(card, lee.person) is is_open
        assert bool(cards_to_open(card.session, lee.person)) is is_open


@pytest.mark.parametrize(
    "who",
    [
        lambda _group: AdminFactory(),
        lambda _group: UserFactory(),
        lambda group: MembershipFactory(group=group).person,
        lambda group: VolunteerFactory(group=group).person,
        lambda _group: FacilitatorFactory().person,
        lambda group: FacilitatorFactory(group=group, left_at=timezone.now()).person,
    ],
    ids=["admin", "stranger", "participant", "volunteer", "other facilitator", "former facilitator"],
)
def test_nobody_else_opens_it(card, who):
    with at(0):
        person = who(card.place.group)

        assert not can_open_help_card(person, card, timezone.now())
        assert not opens(card, person)
        assert cards_to_open(card.session, person) == []
        assert not vault_for(person).try_open(card, "sealed").is_readable


def test_a_facilitator_who_came_later_opens_it(card):
    with at(0):
        assert opens(card, FacilitatorFactory(group=card.place.group).person)


def test_no_leave_to_open_it_is_ever_stored(card, lee):
    with at(0):
        assert opens(card, lee.person)

    assert Grant.objects.count() == 0


def test_each_opening_is_noted_and_its_person_reads_of_it(card, ana, lee, signed_in):
    opening = reverse("groups:open_help_card", args=[ana.group.slug, card.pk])
    with at(20):
        page = text(signed_in(lee.person).post(opening))
        assert "12 Mill &lt;b&gt;Lane&lt;/b&gt;" in page
        assert "Ana can read that you opened this, and when." in page

        told = text(signed_in(ana.person).get(home_of(ana.group)))
    assert "Lee opened your card at 18:20 on Tuesday 24 November." in told
    with at(24 * 60):
        page = text(signed_in(ana.person).get(address(card.session)))
    assert "This session is over, so there is no card for it any more." in page
    assert "Lee opened your card at 18:20 on Tuesday 24 November." in page


def test_nothing_is_opened_by_looking_who_has_one(card, ana, lee, signed_in):
    with at(0):
        browser = signed_in(lee.person)
        assert "If someone needs help now" in text(browser.get(reverse("groups:lead", args=[ana.group.slug])))
        page = text(browser.get(address(card.session, "help_cards")))

    assert "Ana Open the card" in page
    assert "Mill" not in page
    assert HelpCardOpening.objects.count() == 0


@pytest.mark.parametrize(
    ("minutes", "told"),
    [(-30, "Cards can be opened from Tue 24 November, 17:45 on"), (120, "This session is over.")],
)
def test_out_of_its_time_nobody_reads_who_has_one(card, lee, minutes, told, signed_in):
    with at(minutes):
        page = text(signed_in(lee.person).get(address(card.session, "help_cards")))
        opened = signed_in(lee.person).post(
            reverse("groups:open_help_card", args=[card.place.group.slug, card.pk])
        )

    assert told in page
    assert "Ana" not in page
    assert opened.status_code == 404


def test_once_the_session_is_over_its_own_person_does_not_open_it_either(card, ana):
    with at(120):
        assert own_help_card(ana, card.session).value == HelpWords()


def test_the_window_moves_with_the_session(card, lee):
    with time_machine.travel(NOW, tick=False):
        card.session.starts_at = START + timedelta(days=7)
        schedule_session(session=card.session, by=lee.person)

    with at(0):
        assert not opens(card, lee.person)
    with at(7 * 24 * 60):
        assert opens(card, lee.person)


def move(session, lee, to):
    session.starts_at = to
    schedule_session(session=session, by=lee.person)


def opens_at_minutes(card, person, *minutes):
    """Return at which of these minutes after the session was to begin a card opens."""
    found = []
    for each in minutes:
        with at(each):
            if opens(card, person):
                found.append(each)
    return found


@pytest.mark.parametrize(
    ("moved_at", "to", "first"),
    [
        (-180, -170, -120),  # to now: shut for an hour
        (-40, -30, -15),  # shortly before: shut until the time its person knew
        (-26 * 60, -24 * 60, -24 * 60 - 15),  # long before: with the session
    ],
)
def test_moving_a_session_to_an_earlier_time_opens_no_card_before_its_person_could_know(
    card, lee, moved_at, to, first
):
    with at(-48 * 60):
        write_help_card(place=card.place, gathering=card.session, words=WORDS)
    with at(moved_at):
        move(card.session, lee, START + timedelta(minutes=to))

    assert opens_at_minutes(card, lee.person, moved_at, first - 1, first) == [first]


def test_moving_it_again_and_again_makes_the_wait_neither_shorter_nor_longer(card, lee):
    for minute in (-180, -179, -170):
        with at(minute):
            move(card.session, lee, START + timedelta(minutes=minute + 5))

    assert opens_at_minutes(card, lee.person, -170, -121, -120) == [-120]


def test_moved_to_later_and_back_it_opens_when_its_person_knew(card, lee):
    with at(-20):
        move(card.session, lee, START + timedelta(days=7))
        move(card.session, lee, START)

    assert opens_at_minutes(card, lee.person, -16, -15) == [-15]


@pytest.mark.parametrize("first_to", [START + timedelta(days=7), None])
def test_put_off_and_then_moved_to_now_it_opens_no_card_before_its_person_could_know(card, lee, first_to):
    with at(-40):
        move(card.session, lee, first_to)
    with at(24 * 60):
        move(card.session, lee, START + timedelta(minutes=24 * 60 + 10))

    assert opens_at_minutes(card, lee.person, 24 * 60, 25 * 60 - 1, 25 * 60) == [25 * 60]


def test_dates_by_rule_open_no_card_early_either(card, lee):
    rule = Rule(first=(START - timedelta(hours=2)).date(), clock=time(15, 10), weeks=1, times=1)
    with at(-180):
        arrange_series(group=lee.group, series=Series(rule, 90, moves_dated=True), by=lee.person)

    assert HelpCard.objects.with_window().get().session.starts_at < START
    assert opens_at_minutes(card, lee.person, -180, -121, -120) == [-120]


def test_moving_a_session_that_is_over_brings_no_card_back(card, lee):
    with at(180):
        card.session.starts_at = START + timedelta(days=7)
        schedule_session(session=card.session, by=lee.person)

    with at(7 * 24 * 60):
        assert not opens(card, lee.person)


@pytest.mark.parametrize(
    "how",
    [
        lambda card, lee: drop_session(session=card.session, by=lee.person),
        lambda card, _lee: end_place(place=card.place, by=card.place.person),
        lambda card, lee: end_place(place=card.place, by=lee.person),
        lambda card, _lee: card.place.person.delete(),
    ],
    ids=["the session is cancelled", "the person leaves", "their place ends", "the account is deleted"],
)
def test_it_is_gone_at_once_when(card, lee, how):
    with time_machine.travel(NOW, tick=False):
        how(card, lee)

    assert HelpCard.objects.count() == 0


def test_it_is_gone_with_the_role(card, lee):
    FacilitatorFactory(group=lee.group, peer_lead__person=card.place.person, left_at=NOW)
    with time_machine.travel(NOW, tick=False):
        change_role(place=card.place, role="volunteer")

    assert HelpCard.objects.count() == 0


def test_a_person_kept_out_is_not_opened(card, lee):
    card.place.person.is_active = False
    card.place.person.save()

    with at(0):
        assert not opens(card, lee.person)
        assert cards_to_open(card.session, lee.person) == []


def test_tidying_deletes_it_and_keeps_who_opened_it_for_thirty_days(card, ana, lee):
    sam = MembershipFactory(group=ana.group)
    with time_machine.travel(NOW, tick=False):
        write_help_card(place=sam, gathering=card.session, words=WORDS)
    with at(10):
        opens(card, lee.person)
        call_command("tidy")
        assert HelpCard.objects.exclude(sealed=b"").count() == 2

    with at(120):
        call_command("tidy")
        assert [(kept.place, bytes(kept.sealed)) for kept in HelpCard.objects.all()] == [(ana, b"")]
        assert HelpCardOpening.objects.count() == 1
    with time_machine.travel(START + timedelta(days=31), tick=False):
        call_command("tidy")
        assert HelpCard.objects.count() == 0


def test_it_can_be_taken_away(card, ana, signed_in):
    with time_machine.travel(NOW, tick=False):
        page = signed_in(ana.person).post(
            address(card.session), {"where": "12 Mill Lane", "away": "1"}, follow=True
        )

    assert "Nothing is on your card now." in text(page)
    assert HelpCard.objects.count() == 0


def test_what_is_too_long_stays_on_the_page(ana, session, signed_in):
    with time_machine.travel(NOW, tick=False):
        page = text(signed_in(ana.person).post(address(session), {"where": "a" * 501}))

    assert "Please use fewer words: 500 letters at most." in page
    assert "a" * 501 in page


def test_a_session_without_a_day_or_over_takes_none(ana, session, signed_in):
    with at(121):
        page = signed_in(ana.person).post(address(session), {"where": "Home"}, follow=True)
    undated = a_session(ana.group, 2, starts_at=None)

    assert "This session is over, so there is no card for it any more." in text(page)
    assert signed_in(ana.person).get(address(undated)).status_code == 404
    assert HelpCard.objects.count() == 0


def test_it_is_stored_sealed(card):
    assert b"Mill" not in bytes(card.sealed)


def test_it_is_for_one_session(ana):
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpCard.objects.create(place=ana)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_queries_for_one_as_for_three(
    lee, session, rows, signed_in, django_assert_num_queries
):
    with at(0):
        for _row in range(rows):
            place = MembershipFactory(group=lee.group)
            write_help_card(place=place, gathering=session, words=WORDS)
        browser = signed_in(lee.person)
        browser.get(address(session, "help_cards"))

        with django_assert_num_queries(5):
            browser.get(address(session, "help_cards"))


def test_a_held_session_keeps_its_cards_until_its_time(card, lee):
    PeerSession.objects.filter(pk=card.session_id).update(state="held")

    with at(60):
        assert opens(card, lee.person)
