"""What was told with a name and nobody can read any more: its person is told, and may send it on."""

from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from groups.complaints import answer_complaint, open_complaint
from groups.models import Complaint, Group
from tests.factories import MembershipFactory, UserFactory
from tests.groups.letter_queue import run_worker
from tests.groups.test_complaints import WORDS, address, opens, page_of, text, told

pytestmark = pytest.mark.django_db
HINT = "Nobody can read what you wrote to someone outside the group"


@pytest.fixture
def robin():
    return UserFactory(name="Robin", email="robin@example.org")


@pytest.fixture
def kim():
    return UserFactory(name="Kim", email="kim@example.org")


@pytest.fixture
def place(robin):
    return MembershipFactory(group__hears_complaints=robin, person__name="Ana")


@pytest.fixture
def complaint(place, robin):
    return told(place, robin)


def keep_out(robin, _group):
    robin.is_active = False
    robin.save()


def delete(robin, _group):
    robin.delete()


def let_in(robin, group):
    MembershipFactory(group=group, person=robin)


def name(group, person):
    Group.objects.filter(pk=group.pk).update(hears_complaints=person)


def send(browser, complaint, to):
    return browser.post(
        reverse("groups:send_on", args=[complaint.group.slug, complaint.pk]), {"hearer": to.pk}, follow=True
    )


@pytest.mark.parametrize("gone", [keep_out, delete, let_in])
def test_who_told_it_is_told_and_sends_it_to_the_one_who_hears_it_now(
    complaint, place, robin, kim, gone, signed_in, django_capture_on_commit_callbacks
):
    browser = signed_in(place.person)
    home = reverse("groups:home", args=[place.group.slug])
    assert HINT not in text(browser.get(home))

    gone(robin, place.group)

    assert HINT in text(browser.get(home))
    assert "Once someone new is named here, you can send it to them." in text(browser.get(address(place)))
    name(place.group, kim)
    page = text(browser.get(address(place)))
    assert "Nobody reads it until you send it on. Send it to Kim" in page
    with django_capture_on_commit_callbacks(execute=True):
        page = text(send(browser, complaint, kim))
    run_worker()

    assert "Sent. Kim can read it now, and nobody else." in page
    assert "Not read yet." in page
    assert [letter.to for letter in mail.outbox][-1] == ["kim@example.org"]
    assert HINT not in text(browser.get(home))
    assert "Ana gave their name." in text(signed_in(kim).get(page_of(complaint)))
    assert open_complaint(complaint=complaint, reader=kim).words == WORDS


def test_the_one_before_reads_it_no_longer(complaint, place, robin, kim, signed_in):
    open_complaint(complaint=complaint, reader=robin)
    keep_out(robin, place.group)
    name(place.group, kim)
    page = text(send(signed_in(place.person), complaint, kim))
    robin.is_active = True
    robin.save()
    complaint.refresh_from_db()

    assert (opens(complaint, robin), opens(complaint, kim)) == (False, True)
    assert "Kim read it" not in page


def test_what_the_one_before_read_is_new_to_the_next(complaint, place, robin, kim, signed_in):
    open_complaint(complaint=complaint, reader=robin)
    keep_out(robin, place.group)
    name(place.group, kim)
    send(signed_in(place.person), complaint, kim)
    kims = signed_in(kim)
    assert "New" in text(kims.get(reverse("groups:heard")))

    kims.get(page_of(complaint))

    assert "New" not in text(kims.get(reverse("groups:heard")))


def test_an_answer_stays_readable_when_whoever_gave_it_is_gone(complaint, place, robin, signed_in):
    open_complaint(complaint=complaint, reader=robin)
    answer_complaint(complaint=complaint, by=robin, words="I have read it.")
    robin.delete()

    page = text(signed_in(place.person).get(address(place)))

    assert "It was answered. Whoever heard this is not here any more." in page
    assert "The answer: I have read it." in page


def test_what_can_be_read_or_was_answered_stays_where_it_is(complaint, place, robin, kim, signed_in):
    browser = signed_in(place.person)
    name(place.group, kim)
    assert "needs no sending on" in text(send(browser, complaint, kim))
    answer_complaint(complaint=complaint, by=robin, words="I have read it.")
    keep_out(robin, place.group)
    assert "needs no sending on" in text(send(browser, complaint, kim))

    assert Complaint.objects.get().heard_by == robin


def test_pressed_twice_it_is_sent_once(complaint, place, robin, kim, signed_in):
    keep_out(robin, place.group)
    name(place.group, kim)
    browser = signed_in(place.person)
    send(browser, complaint, kim)

    assert "needs no sending on" in text(send(browser, complaint, kim))


@pytest.mark.parametrize("form", [{}, {"hearer": "nobody"}, {"hearer": str(uuid4())}])
def test_sent_to_whom_the_page_named_or_not_at_all(complaint, place, robin, kim, form, signed_in):
    keep_out(robin, place.group)
    name(place.group, kim)

    page = signed_in(place.person).post(
        reverse("groups:send_on", args=[place.group.slug, complaint.pk]), form, follow=True
    )

    assert "Look who hears this now" in text(page)
    assert Complaint.objects.get().heard_by == robin


def test_told_without_a_name_nobody_sends_it_on(place, robin, kim, signed_in):
    complaint = told(place, robin, with_name=False)
    keep_out(robin, place.group)
    name(place.group, kim)

    assert send(signed_in(place.person), complaint, kim).status_code == 404
