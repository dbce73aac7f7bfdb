"""The pages on which those who lead arrange a session."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from groups.models import Group, PeerSession
from tests.factories import FacilitatorFactory, MembershipFactory, VolunteerFactory
from tests.groups.planning_rows import a_session, make_topics

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
State = PeerSession.State
LINK = "https://meet.example.org/tuesday"


@pytest.fixture(autouse=True)
def _frozen():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def topics():
    return make_topics("abc")


@pytest.fixture
def lead():
    return FacilitatorFactory(group__time_zone="Europe/London", group__link=LINK)


@pytest.fixture
def lee(lead, signed_in):
    return signed_in(lead.person)


@pytest.fixture
def session(lead, topics):
    return a_session(lead.group, 1, topic_id=topics["a"])


def address(lead, name, *rest):
    return reverse(f"groups:{name}", args=[lead.group.slug, *rest])


def sent(session=None, **changed):
    """Return what the form sends when everything is in order."""
    about = f"topic-{session.topic_id}" if session else "welcome"
    sending = {"about": about, "day": "2026-12-01", "clock": "18:30", "minutes": "90", "link": ""}
    return sending | {"led_by": "", "reason": ""} | changed


def text(response):
    """Return what a page says in its main part, on one line."""
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def save(lee, lead, session, **changed):
    page = lee.post(address(lead, "session", session.pk), sent(session, **changed), follow=True)
    session.refresh_from_db()
    return text(page)


def test_a_session_gets_a_date_on_the_clocks_of_the_group(lead, lee, session):
    page = save(lee, lead, session, led_by=lead.pk, minutes="75", reason="Because of the rain 🌧")

    assert session.starts_at == datetime(2026, 12, 1, 18, 30, tzinfo=UTC)
    assert (session.minutes, session.led_by, session.reason) == (75, lead, "Because of the rain 🌧")
    assert "Saved. The group sees it like this now." in page
    assert "Tue 1 December, 18:30" in page


def test_summer_time_counts_on_its_own_day(lead, lee, session):
    save(lee, lead, session, day="2027-06-01")

    assert session.starts_at == datetime(2027, 6, 1, 17, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"day": "2027-03-28", "clock": "01:30"}, "The clocks go forward then, and this time does not come."),
        ({"day": "2026-10-25", "clock": "01:30"}, "The clocks go back then, and this time comes twice."),
        ({"clock": ""}, "Give both the day and the time, or leave both empty."),
        ({"day": ""}, "Give both the day and the time, or leave both empty."),
        ({"day": "01/12/2026x"}, "Write the day like this: 2026-12-03."),
        ({"clock": "half six"}, "Write the time like this: 18:30."),
        ({"day": "2206-12-01"}, "This day is more than a year away. Is the year right?"),
        ({"minutes": "5"}, "Choose at least 15 minutes."),
        ({"minutes": "999"}, "Choose 480 minutes at most."),
        ({"link": "ftp://example.org/a"}, "Use a link that begins with https://."),
        ({"about": ""}, "Choose what the session is about."),
    ],
)
def test_what_is_not_right_is_said_and_nothing_is_stored(lead, lee, session, changed, told):
    page = save(lee, lead, session, reason="My words stay", **changed)

    assert told in page
    assert (session.starts_at, session.reason) == (None, "")


def test_what_was_typed_stays_in_the_form(lead, lee, session):
    page = lee.post(
        address(lead, "session", session.pk),
        sent(session, clock="", reason="<i>Because</i> \u0645\u0631\u062d\u0628\u0627"),
    )

    assert "&lt;i&gt;Because&lt;/i&gt; \u0645\u0631\u062d\u0628\u0627" in page.content.decode()


def test_both_empty_means_no_date_yet(lead, lee, session):
    session.starts_at = NOW + timedelta(days=3)
    session.save()

    save(lee, lead, session, day="", clock="")

    assert session.starts_at is None


@pytest.mark.parametrize(
    ("meets", "told"),
    [
        (Group.Meets.ONLINE, ["Give the link, so that people can come."]),
        (Group.Meets.IN_PERSON, ["Give the address, so that people can come."]),
        (
            Group.Meets.BOTH,
            ["Give the link, so that people can come.", "Give the address, so that people can come."],
        ),
    ],
)
def test_a_session_with_a_date_needs_the_way_its_group_meets(lead, lee, session, meets, told):
    Group.objects.filter(pk=lead.group.pk).update(meets=meets, link="", address="")

    page = save(lee, lead, session)

    assert [words for words in told if words in page] == told
    assert session.starts_at is None


def test_the_link_of_the_group_is_enough(lead, lee, session):
    assert f"Leave it empty to use that of the group: {LINK}" in text(
        lee.get(address(lead, "session", session.pk))
    )

    save(lee, lead, session)

    assert (session.starts_at is None, session.link) == (False, "")


def test_the_usual_day_is_offered_to_a_new_session_a_week_after_the_latest(lead, lee, topics):
    a_session(lead.group, 2, topic_id=topics["b"], starts_at=datetime(2026, 10, 20, 17, 30, tzinfo=UTC))

    page = lee.get(address(lead, "new_session")).content.decode()

    assert re.search(r'name="day" value="2026-11-24"', page)
    assert re.search(r'name="clock" value="18:30"', page)


def test_only_those_who_lead_the_group_can_be_named_to_lead(lead, lee, session):
    volunteer = VolunteerFactory(group=lead.group)
    for stranger in (FacilitatorFactory(), MembershipFactory(group=lead.group)):
        assert "Saved" not in save(lee, lead, session, led_by=stranger.pk)

    assert "Saved" in save(lee, lead, session, led_by=volunteer.pk)


def test_nobody_is_listed_by_their_e_mail(lead, lee, session):
    FacilitatorFactory(group=lead.group, peer_lead__person__name="")

    page = lee.get(address(lead, "session", session.pk)).content.decode()

    assert "No name yet" in page
    assert "@example.org" not in page.split("<main", 1)[1]


def test_the_topic_of_a_session_can_change_with_a_word_to_the_group(lead, lee, session, topics):
    save(lee, lead, session, about=f"topic-{topics['b']}", reason="We talked it over.")

    assert (session.topic_id, session.reason) == (topics["b"], "We talked it over.")


@pytest.mark.parametrize("instead", ["b", "welcome"])
def test_another_topic_in_place_of_one_that_the_group_saw_needs_a_reason(lead, lee, session, topics, instead):
    before = session.topic_id
    page = save(lee, lead, session, about=f"topic-{topics[instead]}" if instead in topics else instead)

    assert "Say in a few words why. The group reads this." in page
    assert (session.topic_id, session.reason) == (before, "")


def test_a_topic_that_has_a_session_is_not_offered(lead, lee, session, topics):
    a_session(lead.group, 2, topic_id=topics["b"], state=State.HELD)

    page = save(lee, lead, session, about=f"topic-{topics['b']}")

    assert "Saved" not in page
    assert session.topic_id == topics["a"]


def test_a_new_session_sent_twice_is_one(lead, lee):
    once = sent(id=str(uuid4()))
    for _press in range(2):
        page = lee.post(address(lead, "new_session"), once, follow=True)

    assert "The session is in the programme." in text(page)
    assert [(row.kind, row.position) for row in lead.group.sessions.all()] == [("welcome", 1)]


def test_what_is_saved_or_noted_leads_back_to_that_session(lead, lee, session):
    place = f"session-{session.pk}"
    over = {"day": "2026-11-20"}

    saved = lee.post(address(lead, "session", session.pk), sent(session, **over))
    noted = lee.post(address(lead, "held", session.pk))

    assert [answer.url for answer in (saved, noted)] == [f"{address(lead, 'programme')}#{place}"] * 2
    assert f'id="{place}"' in lee.get(address(lead, "programme")).content.decode()


def test_a_new_session_leads_to_where_it_stands_in_the_programme(lead, lee):
    answer = lee.post(address(lead, "new_session"), sent(id=str(uuid4())))

    assert answer.url == f"{address(lead, 'programme')}#session-{lead.group.sessions.get().pk}"


def test_an_eleventh_session_is_refused_with_a_sentence(lead, lee):
    for number in range(1, 11):
        a_session(lead.group, number)

    page = lee.post(address(lead, "new_session"), sent(id=str(uuid4())))

    assert "The programme has ten sessions already. Drop one first." in text(page)
    assert lead.group.sessions.count() == 10


def test_a_session_is_marked_as_held_and_back(lead, lee, session):
    page = lee.post(address(lead, "held", session.pk), follow=True)
    session.refresh_from_db()
    assert ("Noted: this session took place." in text(page), session.state) == (True, State.HELD)

    lee.post(address(lead, "held", session.pk), {"held": "no"})
    session.refresh_from_db()
    assert session.state == State.PLANNED


def test_a_session_still_to_come_is_not_marked_as_held(lead, lee, session):
    save(lee, lead, session)

    page = lee.post(address(lead, "held", session.pk), follow=True)

    assert "This session has not begun yet. Come back when it has." in text(page)


def test_dropping_asks_first_and_says_what_happens(lead, lee, session):
    page = lee.get(address(lead, "drop_session", session.pk))
    session.refresh_from_db()
    assert session.state == State.PLANNED
    assert "Drop session 1? Topic a What happens now" in text(page)

    for _press in range(2):
        page = lee.post(address(lead, "drop_session", session.pk), follow=True)

    session.refresh_from_db()
    assert session.state == State.CANCELLED
    assert "The session is out of the programme." in text(page)


def test_a_dropped_session_offers_no_form(lead, lee, session):
    lee.post(address(lead, "drop_session", session.pk))

    page = lee.get(address(lead, "session", session.pk))

    assert "This session was taken out of the programme." in text(page)
    assert 'name="day"' not in page.content.decode()


@pytest.mark.parametrize("name", ["session", "held", "drop_session"])
def test_a_session_is_changed_by_those_who_lead_its_group_alone(name, lead, session, signed_in):
    members = [
        (VolunteerFactory(group=lead.group).person, lead),
        (MembershipFactory(group=lead.group).person, lead),
        (FacilitatorFactory().person, lead),
    ]
    stranger = FacilitatorFactory()

    for person, place in [*members, (stranger.person, stranger)]:
        answer = signed_in(person).post(address(place, name, session.pk), sent(session))
        assert answer.status_code == 404

    session.refresh_from_db()
    assert (session.state, session.starts_at) == (State.PLANNED, None)


@pytest.mark.parametrize("name", ["session", "drop_session"])
def test_a_session_that_is_not_there_is_not_found(name, lead, lee):
    assert lee.get(address(lead, name, uuid4())).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_arranging_a_session_takes_16_queries(rows, lead, lee, topics, django_assert_num_queries):
    for number, letter in enumerate("abc"[:rows], start=1):
        a_session(lead.group, number, topic_id=topics[letter], led_by=FacilitatorFactory(group=lead.group))
    session = lead.group.sessions.first()

    with django_assert_num_queries(16):
        lee.get(address(lead, "session", session.pk))


def test_a_word_to_an_undated_session_gives_it_no_date(lead, lee, session):
    a_session(lead.group, 2, starts_at=NOW + timedelta(days=2))
    page = lee.get(address(lead, "session", session.pk))
    form = page.context["form"]

    save(lee, lead, session, day=form["day"].value() or "", clock=form["clock"].value() or "", reason="Soon.")

    assert (session.starts_at, session.reason) == (None, "Soon.")


@pytest.mark.parametrize(("hours", "is_offered"), [(1, False), (-1, True)])
def test_that_it_took_place_can_be_said_once_it_has_begun(lead, lee, hours, is_offered):
    session = a_session(lead.group, 1, starts_at=NOW + timedelta(hours=hours))

    assert ("It took place" in text(lee.get(address(lead, "session", session.pk)))) == is_offered
