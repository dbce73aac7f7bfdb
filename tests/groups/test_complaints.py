"""*Tell someone outside the group*: past those who lead, to one named person, with a name or without."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.group_vault import vault_of_group
from groups.complaints import HearerChanged, NoAnswer, Told, answer_complaint, hearer_of, tell_outside
from groups.memberships import end_place
from groups.models import Complaint, ComplaintOpening, Group
from tests.factories import AdminFactory, FacilitatorFactory, MembershipFactory, UserFactory, VolunteerFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
WORDS = "He <b>shouts</b> at us."


@pytest.fixture(autouse=True)
def _frozen():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def robin():
    return UserFactory(name="Robin", email="robin@example.org")


@pytest.fixture
def lee(robin):
    return FacilitatorFactory(group__hears_complaints=robin, peer_lead__person__name="Lee")


@pytest.fixture
def place(lee):
    return MembershipFactory(group=lee.group, person__name="Ana")


def address(place):
    return reverse("groups:tell_outside", args=[place.group.slug])


def sent(robin, naming="with", **changes):
    return {"words": WORDS, "naming": naming, "hearer": robin.pk, "token": uuid4(), **changes}


def told(place, robin, *, with_name=True):
    tell_outside(group=place.group, by=place.person, told=Told(WORDS, with_name, robin.pk, uuid4()))
    return Complaint.objects.get()


def opens(complaint, person):
    return vault_of_group(complaint.group_id, reader=person).try_open(complaint, "sealed").is_readable


def page_of(complaint):
    return reverse("groups:complaint", args=[complaint.pk])


def text(response):
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_the_page_says_who_reads_it_before_anything_is_sent(place, signed_in):
    browser = signed_in(place.person)
    for name in ("home", "not_right", "taking_part"):
        page = browser.get(reverse(f"groups:{name}", args=[place.group.slug]))
        assert address(place) in page.content.decode()

    page = text(browser.get(address(place)))

    assert f"Robin reads this. Robin is not in {place.group.name}." in page
    assert "Send to Robin" in page


def test_told_with_a_name_it_is_read_and_answered_and_its_person_sees_both(place, robin, signed_in):
    page = signed_in(place.person).post(address(place), sent(robin), follow=True)
    assert "Sent. Robin can read it now, and nobody else." in text(page)
    assert "Not read yet." in text(page)
    complaint = Complaint.objects.get()
    robins = signed_in(robin)
    assert "New" in text(robins.get(reverse("groups:heard")))

    read = text(robins.get(page_of(complaint)))
    assert "He &lt;b&gt;shouts&lt;/b&gt; at us." in read
    assert "Ana gave their name." in read
    assert ComplaintOpening.objects.get().opened_by == robin
    answer = reverse("groups:answer_complaint", args=[complaint.pk])
    assert "They can read it now." in text(robins.post(answer, {"words": "I have read it."}, follow=True))

    anas = signed_in(place.person)
    assert "There is an answer to what you wrote." in text(
        anas.get(reverse("groups:home", args=[place.group.slug]))
    )
    page = text(anas.get(address(place)))
    assert "Robin read it: 24 November 2026, 12:00." in page
    assert "Robin answers: I have read it." in page


def test_without_a_name_nothing_says_who_it_was(place, robin, signed_in):
    page = signed_in(place.person).post(address(place), sent(robin, "without"), follow=True)

    complaint = Complaint.objects.get()
    assert complaint.told_by is None
    assert "What you told with your name" not in text(page)
    read = text(signed_in(robin).get(page_of(complaint)))
    assert "Told without a name." in read
    assert "Ana" not in read
    assert "Send the answer" not in read
    with pytest.raises(NoAnswer):
        answer_complaint(complaint=complaint, by=robin, words="Who are you?")


@pytest.mark.parametrize(
    "who",
    [
        lambda group: FacilitatorFactory(group=group).person,
        lambda group: VolunteerFactory(group=group).person,
        lambda group: MembershipFactory(group=group).person,
        lambda _group: FacilitatorFactory().person,
        lambda _group: AdminFactory(),
    ],
    ids=["facilitator", "volunteer", "participant", "other facilitator", "admin"],
)
def test_nobody_else_opens_it(place, robin, who, signed_in):
    complaint = told(place, robin)
    person = who(place.group)

    assert not opens(complaint, person)
    assert signed_in(person).get(page_of(complaint)).status_code == 404
    assert signed_in(person).get(reverse("groups:heard")).status_code == 404
    assert ComplaintOpening.objects.count() == 0


def test_the_one_who_hears_it_and_its_own_person_open_it(place, robin):
    complaint = told(place, robin)

    assert opens(complaint, robin)
    assert opens(complaint, place.person)


def test_without_a_name_its_own_person_does_not_open_it_either(place, robin):
    assert not opens(told(place, robin, with_name=False), place.person)


def test_who_comes_to_lead_the_group_hears_it_no_longer(place, robin, signed_in):
    complaint = told(place, robin)
    FacilitatorFactory(group=place.group, peer_lead__person=robin)

    assert hearer_of(Group.objects.get(pk=place.group_id)) is None
    assert not opens(complaint, robin)
    assert signed_in(robin).get(page_of(complaint)).status_code == 404
    assert "Nobody is named yet who reads this." in text(signed_in(place.person).get(address(place)))


def test_who_hears_later_does_not_read_what_was_told_before(place, robin):
    complaint = told(place, robin)
    kim = UserFactory()
    Group.objects.update(hears_complaints=kim)

    assert not opens(complaint, kim)
    assert opens(complaint, robin)


def test_sent_to_whom_the_page_named_or_not_at_all(place, robin, signed_in):
    Group.objects.update(hears_complaints=UserFactory(name="Kim"))

    page = signed_in(place.person).post(address(place), sent(robin))

    assert "Someone else hears this now." in text(page)
    assert "He &lt;b&gt;shouts&lt;/b&gt; at us." in text(page)
    assert "Send to Kim" in text(page)
    assert Complaint.objects.count() == 0
    with pytest.raises(HearerChanged):
        told(place, robin)


def test_words_sent_when_nobody_hears_any_more_stay_on_the_page(place, robin, signed_in):
    Group.objects.update(hears_complaints=None)

    page = text(signed_in(place.person).post(address(place), sent(robin)))

    assert "Nothing was sent. Your words are still here, to copy: He &lt;b&gt;shouts&lt;/b&gt; at us." in page


def test_sent_twice_it_is_told_once(place, robin, signed_in, django_capture_on_commit_callbacks):
    data = sent(robin)
    with django_capture_on_commit_callbacks(execute=True):
        for _press in range(2):
            page = signed_in(place.person).post(address(place), data, follow=True)

    assert "Sent." in text(page)
    assert Complaint.objects.count() == 1
    assert [letter.to for letter in mail.outbox] == [["robin@example.org"]]


def test_the_letter_says_nothing_of_what_it_is(place, robin, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        told(place, robin)

    (letter,) = mail.outbox
    assert letter.subject == "Something waits for you to read"
    for hidden in ("shouts", "Ana", place.group.name, "complaint"):
        assert hidden not in letter.body


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"words": " "}, "Write a line or two, then send."),
        ({"naming": ""}, "Choose one of the two."),
        ({"words": "a" * 4001}, "Please use fewer words: 4,000 letters at most."),
    ],
)
def test_what_is_not_right_is_said_and_the_words_stay(place, robin, signed_in, changed, said):
    page = signed_in(place.person).post(address(place), sent(robin) | changed)

    assert said in text(page)
    assert changed.get("words", "shouts").strip() in text(page)
    assert Complaint.objects.count() == 0


def test_more_than_five_an_hour_wait_with_their_words(place, robin, signed_in):
    browser = signed_in(place.person)
    for _time in range(5):
        last = sent(robin, "without")
        assert browser.post(address(place), last).status_code == 302
    assert browser.post(address(place), last).status_code == 302

    page = browser.post(address(place), sent(robin, "without"))

    assert page.status_code == 429
    assert "Please try again in an hour." in text(page)
    assert "He &lt;b&gt;shouts&lt;/b&gt; at us." in text(page)
    assert Complaint.objects.count() == 5


def test_someone_whose_place_was_ended_can_tell(place, lee, robin, signed_in):
    end_place(place=place, by=lee.person)
    browser = signed_in(place.person)

    assert address(place) in browser.get(reverse("groups:ended", args=[place.group.slug])).content.decode()
    assert "Sent." in text(browser.post(address(place), sent(robin), follow=True))
    assert Complaint.objects.get().told_by == place.person


def test_an_answer_that_is_too_long_stays_on_the_page(place, robin, signed_in):
    complaint = told(place, robin)

    page = signed_in(robin).post(
        reverse("groups:answer_complaint", args=[complaint.pk]), {"words": "b" * 1001}
    )

    assert (page.status_code, "b" * 1001 in text(page)) == (400, True)


def test_it_is_stored_sealed_with_the_day_and_not_the_hour(place, robin):
    complaint = told(place, robin)
    answer_complaint(complaint=complaint, by=robin, words="I have read it.")
    complaint.refresh_from_db()

    assert b"shouts" not in bytes(complaint.sealed)
    assert b"read it" not in bytes(complaint.sealed_reply)
    assert complaint.told_on == NOW.date()


def test_it_goes_with_the_account_of_who_told_it_with_their_name(place, robin):
    told(place, robin)

    place.person.delete()

    assert Complaint.objects.count() == 0


def test_after_a_year_it_is_deleted(place, robin):
    told(place, robin)
    for days, left in ((364, 1), (365, 0)):
        with time_machine.travel(NOW + timedelta(days=days), tick=False):
            call_command("tidy")
        assert Complaint.objects.count() == left


@pytest.mark.usefixtures("lee")
def test_who_hears_needs_a_second_factor(robin, settings, signed_in):
    settings.SECOND_FACTOR_REQUIRED = True

    page = signed_in(robin).get(reverse("groups:heard"))

    assert (page.status_code, page["Location"]) == (302, reverse("mfa_index"))


def test_the_admin_names_someone_from_outside(lee, place, signed_in):
    desk = signed_in(AdminFactory())
    change = reverse("admin:groups_group_change", args=[lee.group.pk])
    Group.objects.update(hears_complaints=None)
    assert "Nobody hears complaints about this group." in desk.get(change).content.decode()

    page = desk.post(change, {"hears_complaints": place.person.pk})

    assert "Choose someone who is not in this group." in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_take_as_many_queries_for_one_as_for_three(
    place, robin, rows, signed_in, django_assert_num_queries
):
    for _row in range(rows):
        tell_outside(group=place.group, by=place.person, told=Told(WORDS, True, robin.pk, uuid4()))  # noqa: FBT003
    robins, anas = signed_in(robin), signed_in(place.person)
    robins.get(reverse("groups:heard"))
    anas.get(address(place))

    with django_assert_num_queries(4):
        robins.get(reverse("groups:heard"))
    with django_assert_num_queries(8):
        anas.get(address(place))


def test_a_facilitator_finds_nothing_of_it_on_their_pages(place, lee, robin, signed_in):
    told(place, robin)
    browser = signed_in(lee.person)

    for name in ("lead", "members", "home", "tell_outside"):
        page = browser.get(reverse(f"groups:{name}", args=[place.group.slug])).content.decode()
        assert "shouts" not in page
    assert timezone.now() == NOW
