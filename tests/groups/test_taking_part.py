"""What joining asks, who reads it, first names, saying goodbye, and a place that has ended."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from groups.memberships import end_place, leave_group
from groups.models import Goodbye, Membership, PlaceNotes
from groups.models.group import GroupQuerySet
from groups.requests import Asked, ask_to_join
from groups.taking_part import Notes, Wishes, names_shown, note_wishes, notes_of
from tests.factories import (
    AdminFactory,
    FacilitatorFactory,
    GroupFactory,
    MembershipFactory,
    UserFactory,
    VolunteerFactory,
)

APART = "Mo, who lives next door"
ANSWERS = {"if_away": "ring", "phone": "020 7946 0999", "helps": ["breaks"], "apart": APART}


@pytest.fixture
def group(db):
    return GroupFactory(name="Tuesday Group")


@pytest.fixture
def lead(group):
    return FacilitatorFactory(group=group)


@pytest.fixture
def place(group, lead, ana):
    return MembershipFactory(group=group, person=ana)


def path(name, group):
    return reverse(f"groups:{name}", args=[group.slug])


def read(browser, name, group):
    return browser.get(path(name, group)).content.decode()


def test_answers_are_kept_and_can_be_changed(place, signed_in):
    browser = signed_in(place.person)

    browser.post(path("taking_part", place.group), ANSWERS)

    words = read(browser, "taking_part", place.group)
    place.refresh_from_db()
    assert place.if_away == Membership.IfAway.RING
    assert APART in words
    assert "020 7946 0999" in words


def test_all_of_it_can_be_skipped(place, signed_in):
    browser = signed_in(place.person)
    assert "Some short questions, if you like" in read(browser, "home", place.group)

    browser.post(path("taking_part", place.group), {**ANSWERS, "skip": "1"})

    place.refresh_from_db()
    assert (place.if_away, PlaceNotes.objects.count()) == ("", 0)
    assert "Some short questions, if you like" not in read(browser, "home", place.group)


def test_each_can_be_left_open(place, signed_in):
    response = signed_in(place.person).post(path("taking_part", place.group), {"if_away": "note"})

    place.refresh_from_db()
    assert response.headers["Location"] == path("home", place.group)
    assert place.if_away == "note"


def test_a_wish_to_be_rung_asks_for_the_number(place, signed_in):
    response = signed_in(place.person).post(path("taking_part", place.group), {"if_away": "ring"})

    assert response.context["form"].errors == {
        "phone": ["Type the number to ring, or choose another answer above."]
    }


def test_those_who_lead_read_it_beside_the_person(place, lead, signed_in):
    note_wishes(
        place=place,
        by=place.person,
        wishes=Wishes("ring", notes=Notes(["breaks"], apart=APART, phone="0999")),
    )

    words = read(signed_in(lead.person), "members", place.group)

    for expected in ("Ring me", "0999", "Breaks", APART):
        assert expected in words


@pytest.mark.parametrize(
    "who",
    [
        lambda group: MembershipFactory(group=group).person,
        lambda group: VolunteerFactory(group=group).person,
        lambda _group: FacilitatorFactory().person,
        lambda _group: AdminFactory(),
    ],
    ids=["participant", "volunteer", "other facilitator", "admin"],
)
def test_nobody_else_reads_it(place, who):
    note_wishes(place=place, by=place.person, wishes=Wishes(notes=Notes(apart=APART)))

    assert notes_of([place], group=place.group, reader=who(place.group)) == {}


def test_a_query_that_forgets_who_leads_shows_another_facilitator_nothing(place, signed_in, monkeypatch):
    note_wishes(place=place, by=place.person, wishes=Wishes(notes=Notes(apart=APART)))
    ask_to_join(group=place.group, asked=Asked("Kimberly", "kim@example.org", "May I come?", "en"))
    monkeypatch.setattr(GroupQuerySet, "led_by", lambda self, _person: self.all())
    stranger, admin = signed_in(FacilitatorFactory().person), signed_in(AdminFactory())

    pages = [
        read(browser, name, place.group) for browser in (stranger, admin) for name in ("members", "waiting")
    ]

    assert [page for page in pages if APART in page or "May I come?" in page or "Kimberly" in page] == []
    assert all("Who" in page for page in pages)


def test_nobody_answers_for_another(place, lead):
    with pytest.raises(PermissionDenied):
        note_wishes(place=place, by=lead.person, wishes=Wishes("ring"))


def test_it_is_gone_when_the_place_ends(place):
    note_wishes(place=place, by=place.person, wishes=Wishes("ring", notes=Notes(apart=APART)))

    leave_group(person=place.person, group=place.group)

    place.refresh_from_db()
    assert (place.if_away, PlaceNotes.objects.count()) == ("", 0)


@pytest.mark.parametrize(
    ("chose", "agreed", "shown"), [(1, 1, ["Zebedee"]), (1, 0, []), (0, 1, []), (0, 0, [])]
)
def test_a_first_name_is_shown_where_the_group_chose_and_the_person_agreed(
    place, signed_in, chose, agreed, shown
):
    place.group.shows_names = chose
    place.group.save()
    MembershipFactory(group=place.group, person__name="Zebedee Jones", shows_name=agreed)

    words = read(signed_in(place.person), "home", place.group)

    assert names_shown(place.group) == shown
    assert ("Zebedee" in words) is bool(shown)
    assert "Jones" not in words


def test_a_name_is_no_longer_shown_once_someone_left(place):
    place.group.shows_names = True
    place.group.save()
    MembershipFactory(group=place.group, person__name="Kit", shows_name=True, left_at=timezone.now())

    assert names_shown(place.group) == []


def test_names_are_asked_only_where_the_group_chose_so(place, signed_in):
    assert "shows_name" not in read(signed_in(place.person), "taking_part", place.group)


def test_a_goodbye_reaches_those_who_lead(place, lead, signed_in):
    signed_in(place.person).post(path("leave", place.group), {"words": "Thank you for the tea."})

    words = read(signed_in(lead.person), "members", place.group)

    assert "Thank you for the tea." in words


def test_leaving_without_a_word_is_as_good(place, signed_in):
    browser = signed_in(place.person)

    words = browser.post(path("leave", place.group), {"words": ""}, follow=True).content.decode()

    assert "You have left Tuesday Group." in words
    assert place.group.safety_contact in words
    assert not Goodbye.objects.exists()


def test_a_goodbye_is_gone_after_thirty_days(place, signed_in, time_machine):
    time_machine.move_to(timezone.now())
    signed_in(place.person).post(path("leave", place.group), {"words": "Thank you."})
    time_machine.shift(timedelta(days=31))

    call_command("tidy")

    assert not Goodbye.objects.exists()


def test_whose_place_was_ended_reads_who_to_talk_to_and_how_to_come_back(place, lead, signed_in):
    browser = signed_in(place.person)
    end_place(place=place, by=lead.person)

    words = browser.get(path("home", place.group), follow=True).content.decode()

    for expected in ("Your place has ended", place.group.safety_contact, "for a new code"):
        assert expected in words
    assert path("ended", place.group) in browser.get(reverse("groups:index")).content.decode()


def test_an_open_group_can_be_asked_to_come_back(place, lead, signed_in):
    place.group.joining = "ask"
    place.group.save()
    leave_group(person=place.person, group=place.group)

    assert path("ask", place.group) in read(signed_in(place.person), "ended", place.group)


def test_whoever_came_back_reads_no_goodbye(place, signed_in):
    MembershipFactory(group=place.group, person=UserFactory(), left_at=timezone.now())
    earlier = MembershipFactory(person=place.person, left_at=timezone.now()).group
    MembershipFactory(group=earlier, person=place.person, joined_at=timezone.now() + timedelta(seconds=1))

    assert signed_in(place.person).get(path("ended", earlier)).status_code == 404


def test_what_is_wrong_with_someone_who_leads_goes_past_them(place, signed_in, settings):
    settings.ORGANISATION_CONTACT = "Office, 020 7946 0555"

    words = read(signed_in(place.person), "not_right", place.group)

    assert place.group.safety_contact in words
    assert "Office, 020 7946 0555" in words
