"""The run sheet of a session: who reads it, who changes it, and that nobody's changes are lost."""

import html
import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from groups.forms.run_sheets import RunSheetForm
from groups.memberships import change_role, end_place
from groups.models import Group, PeerSession, SessionSheet
from groups.run_sheets import save_sheet, settle_who, sheet_of, shipped_sheets
from tests.factories import FacilitatorFactory, GroupFactory, MembershipFactory, VolunteerFactory
from wellness.models import Topic

Kind = PeerSession.Kind


@pytest.fixture
def led(content):
    """Return a group that meets both ways, with its facilitator, a volunteer and a session about sleep."""
    lead = FacilitatorFactory(peer_lead__person__name="Lee", group__meets=Group.Meets.BOTH)
    topic = Topic.objects.get(slug="sleeping-better")
    return SimpleNamespace(
        group=lead.group,
        lead=lead,
        helper=VolunteerFactory(group=lead.group, peer_lead__person__name="Rosa"),
        session=PeerSession.objects.create(
            group=lead.group, topic=topic, starts_at=timezone.now() + timedelta(days=1)
        ),
    )


def address(led, name="run_sheet"):
    return reverse(f"groups:{name}", args=[led.group.slug, led.session.pk])


def text(response):
    """Return what a page says in its main part, on one line."""
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def written(led, **changes):
    standing = sheet_of(led.session, "en")
    return {**RunSheetForm.words_of(standing.sheet), "after": standing.number, **changes}


def test_a_sheet_says_all_that_leading_takes(led, signed_in):
    sheet = shipped_sheets("en")["sleeping-better"]

    page = text(signed_in(led.lead.person).get(address(led)))

    said = [sheet.aim, sheet.opening, *sheet.questions, sheet.room, sheet.online, sheet.closing, sheet.care]
    assert [words for words in [*said, *sheet.bring] if words not in page] == []


@pytest.mark.parametrize(("meets", "shown"), [("online", (False, True)), ("in_person", (True, False))])
def test_only_what_a_group_can_do_where_it_meets_is_shown(led, signed_in, meets, shown):
    Group.objects.filter(pk=led.group.pk).update(meets=meets)
    sheet = shipped_sheets("en")["sleeping-better"]

    page = text(signed_in(led.lead.person).get(address(led)))

    assert (sheet.room in page, sheet.online in page) == shown


def test_it_is_read_in_ones_own_language(led, signed_in):
    led.helper.person.language = "es"
    led.helper.person.save()

    assert shipped_sheets("es")["sleeping-better"].aim in text(signed_in(led.helper.person).get(address(led)))


@pytest.mark.parametrize(
    ("kind", "about"),
    [
        (Kind.WELCOME, "welcome"),
        (Kind.CRISIS_PLAN, "crisis-plan"),
        (Kind.ENDING, "ending"),
        (Kind.OPEN, "any-topic"),
    ],
)
def test_sessions_without_a_topic_have_one_too(led, kind, about):
    session = PeerSession.objects.create(group=led.group, kind=kind, topic=None)

    assert sheet_of(session, "en").sheet == shipped_sheets("en")[about]


def test_a_topic_that_did_not_ship_has_the_sheet_for_any(led):
    led.session.topic = Topic.objects.create(
        slug="our-own", dimension=led.session.topic.dimension, position=999
    )

    assert sheet_of(led.session, "en").sheet == shipped_sheets("en")["any-topic"]


def test_a_change_is_for_that_session_alone(led, signed_in):
    other = PeerSession.objects.create(group=GroupFactory(), topic=led.session.topic)

    page = signed_in(led.lead.person).post(
        address(led, "change_sheet"), written(led, opening="Hello.\r\nTea first."), follow=True
    )

    assert "Hello. Tea first." in text(page)
    assert "Changed by those who lead" in text(page)
    assert sheet_of(other, "en").sheet == shipped_sheets("en")["sleeping-better"]


def test_saving_without_a_change_keeps_it_as_it_ships(led, signed_in):
    signed_in(led.lead.person).post(address(led, "change_sheet"), written(led))

    assert not SessionSheet.objects.exists()


def test_another_topic_has_its_own_sheet_and_the_first_waits(led):
    sheet = shipped_sheets("en")["sleeping-better"]
    changed = type(sheet)(**{**vars(sheet), "aim": "Ours."})
    save_sheet(session=led.session, sheet=changed, language="en", after=0, by=led.lead.person)
    sleep, led.session.topic = led.session.topic, Topic.objects.get(slug="anger")

    about_anger = sheet_of(led.session, "en").sheet
    led.session.topic = sleep

    assert about_anger == shipped_sheets("en")["anger"]
    assert sheet_of(led.session, "en").sheet == changed


def test_two_who_change_it_at_once_lose_nothing(led, signed_in):
    first, second = written(led, aim="First."), written(led, aim="Second.")
    lee = signed_in(led.lead.person)
    lee.post(address(led, "change_sheet"), first)

    held = lee.post(address(led, "change_sheet"), second)
    after = re.search(r'name="after" value="(\d+)"', held.content.decode())[1]
    lee.post(address(led, "change_sheet"), {**second, "after": after})

    assert held.status_code == 409
    assert "Second." in text(held)
    assert "Someone saved another version meanwhile" in text(held)
    assert sheet_of(led.session, "en").sheet.aim == "Second."


def test_what_cannot_be_saved_stays_in_the_boxes(led, signed_in):
    page = signed_in(led.lead.person).post(
        address(led, "change_sheet"), written(led, care="", room="x" * 2001, closing="Bye, all.")
    )

    assert "Not saved yet." in text(page)
    assert "Please use fewer words: 2,000 letters at most." in text(page)
    assert "Bye, all." in text(page)
    assert not SessionSheet.objects.exists()


def test_one_can_begin_again(led, signed_in):
    lee = signed_in(led.lead.person)
    lee.post(address(led, "change_sheet"), written(led, aim="Ours."))

    lee.post(address(led, "shipped_sheet"))

    assert sheet_of(led.session, "en").sheet == shipped_sheets("en")["sleeping-better"]


def test_who_stays_and_who_leads_on_stands_on_the_sheet(led, signed_in):
    lee = signed_in(led.lead.person)
    before = text(lee.get(address(led)))

    page = text(
        lee.post(address(led, "settle"), {"stays": led.helper.pk, "leads_on": led.lead.pk}, follow=True)
    )

    assert "Stays with them Not settled yet Leads on Not settled yet" in before
    assert "Stays with them Rosa Leads on Lee" in page


def test_one_person_cannot_do_both(led, signed_in):
    both = {"stays": led.lead.pk, "leads_on": led.lead.pk}

    page = signed_in(led.lead.person).post(address(led, "settle"), both)

    led.session.refresh_from_db()
    assert "Choose someone else here: one stays, the other leads on." in text(page)
    assert led.session.stays is None


@pytest.mark.parametrize("who", ["participant", "elsewhere", "gone"])
def test_nobody_else_can_be_settled_on(led, signed_in, who):
    places = {
        "participant": MembershipFactory(group=led.group),
        "elsewhere": FacilitatorFactory(),
        "gone": VolunteerFactory(group=led.group, left_at=timezone.now()),
    }

    signed_in(led.lead.person).post(address(led, "settle"), {"stays": places[who].pk, "leads_on": ""})

    led.session.refresh_from_db()
    assert led.session.stays is None


def test_nobody_stands_on_it_who_can_no_longer_be_there(led, signed_in):
    other = FacilitatorFactory(group=led.group)
    settle_who(session=led.session, stays=led.helper, leads_on=led.lead, by=led.lead.person)
    PeerSession.objects.filter(pk=led.session.pk).update(led_by=led.lead)
    browser = signed_in(other.person)

    change_role(place=led.helper, role="participant")
    end_place(place=led.lead, by=led.lead.person)

    led.session.refresh_from_db()
    assert "Stays with them Not settled yet Leads on Not settled yet" in text(browser.get(address(led)))
    assert led.session.led_by is None

    settle_who(session=led.session, stays=other, leads_on=None, by=other.person)
    User.objects.filter(pk=other.person.pk).update(is_active=False)
    third = FacilitatorFactory(group=led.group)
    assert "Stays with them Not settled yet" in text(signed_in(third.person).get(address(led)))


def test_a_volunteer_reads_it_and_has_nothing_to_change_it_with(led, signed_in):
    settle_who(session=led.session, stays=led.helper, leads_on=led.lead, by=led.lead.person)

    page = text(signed_in(led.helper.person).get(address(led)))

    assert "Stays with them Rosa" in page
    assert "Change it for this session" not in page
    assert "Save" not in page


@pytest.mark.parametrize(("days", "is_told"), [(6, True), (8, False)])
def test_it_is_at_hand_in_the_week_before(led, signed_in, days, is_told):
    led.session.starts_at = timezone.now() + timedelta(days=days)
    led.session.save()

    page = text(signed_in(led.lead.person).get(reverse("groups:lead", args=[led.group.slug])))

    assert ("The run sheet of the next session" in page) == is_told
