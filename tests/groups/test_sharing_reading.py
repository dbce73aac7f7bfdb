"""Reading what is shared: exactly what was previewed, by those it was addressed to, and a reply."""

import re
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Grant
from groups.memberships import leave_group
from groups.models import SharedSummary, SummaryOpening
from groups.sharing import open_shared_summary, reply_to_summary, withdraw_summary
from tests.factories import AdminFactory, GroupFactory, MembershipFactory, UserFactory
from tests.groups.sharing_rows import (
    CANARY,
    SHARED,
    circle,
    lead,
    list_path,
    read_path,
    share,
    share_form,
    share_path,
    sheet,
    words,
)
from tests.wellness.written import include, rate, write

pytestmark = pytest.mark.usefixtures("content")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture
def people(ana):
    return circle(GroupFactory(name="Tuesday Group"), ana)


@pytest.fixture
def pages(people, signed_in):
    """Return a function that gives a browser to one of the people."""
    return lambda name: signed_in(getattr(people, name))


def test_what_the_facilitator_sees_is_byte_for_byte_what_was_previewed(people, pages):
    write(people.ana, "emotional", "helps", "Tea ☕ <i>&amp; 'quiet'</i>\n\nשלם مرحبا")
    rate(people.ana, emotional="hard")
    include(people.ana, "helps.emotional", "ratings")
    ana, lee = pages("ana"), pages("lee")
    previewed = [sheet(ana.get("/workbook/summary/")), sheet(ana.get(share_path(people)))]

    ana.post(share_path(people), share_form(ana, people))
    read = sheet(lee.get(read_path(SharedSummary.objects.get())))

    assert previewed == [read, read]
    assert CANARY.encode() in read
    assert sheet(ana.get(reverse("sharing:shared_copy", args=[SharedSummary.objects.get().pk]))) == read


def test_listing_opens_nothing(people, pages):
    share(people.ana, people.group)

    page = words(pages("lee").get(list_path(people.group)))

    assert "Ana" in page
    assert CANARY not in page
    assert not SummaryOpening.objects.exists()


def test_new_ones_stand_first_then_the_latest(people, pages, time_machine):
    for minute, name in enumerate(["Old", "Older", "Newest"]):
        person = MembershipFactory(group=people.group, person=UserFactory(name=name)).person
        include(person, note="Hello")
        time_machine.move_to(f"2026-11-02 12:0{minute}Z")
        shared = share(person, people.group)
    open_shared_summary(shared=shared, reader=people.lee)

    names = re.findall(r'summaries/[0-9a-f-]+/">(\w+)</a>', words(pages("lee").get(list_path(people.group))))

    assert names == ["Older", "Old", "Newest"]


def test_a_page_opened_before_withdrawing_cannot_send_a_reply_after(people, pages):
    shared = share(people.ana, people.group, wants_reply=True)
    withdraw_summary(shared=shared, by=people.ana)

    response = pages("lee").post(
        reverse("groups:reply", args=[people.group.slug, shared.pk]), {"text": "Hello"}
    )

    assert response.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("who", ["ana", "sam", "rosa", "joe", "admin", "newcomer"])
def test_for_everyone_else_it_is_as_if_it_were_not_there(people, signed_in, who):
    shared = share(people.ana, people.group)
    others = {"admin": AdminFactory, "newcomer": lambda: lead(people.group, "Mia")}
    client = signed_in(others[who]() if who in others else getattr(people, who))
    absent = read_path(SharedSummary(group=people.group))

    found, missing = client.get(read_path(shared)), client.get(absent)

    assert (found.status_code, missing.status_code) == (HTTPStatus.NOT_FOUND, HTTPStatus.NOT_FOUND)
    assert TOKEN.sub("", words(found)) == TOKEN.sub("", words(missing))
    assert not SummaryOpening.objects.exists()


@pytest.mark.parametrize("who", ["ana", "rosa", "joe", "sam"])
def test_only_facilitators_of_the_group_see_the_list(people, pages, who):
    assert pages(who).get(list_path(people.group)).status_code == HTTPStatus.NOT_FOUND


def test_leaving_ends_the_share_at_the_next_request(people, pages):
    shared = share(people.ana, people.group)

    leave_group(person=people.ana, group=people.group)

    assert pages("lee").get(read_path(shared)).status_code == HTTPStatus.NOT_FOUND


def test_a_reply_is_sent_once_asked_for_and_read_by_the_person(people, pages):
    shared = share(people.ana, people.group, wants_reply=True)
    path = reverse("groups:reply", args=[people.group.slug, shared.pk])

    response = pages("lee").post(path, {"text": "I value this. 🌱\r\nTake care"}, follow=True)

    assert "Sent. Ana can read it now." in words(response)
    page = words(pages("ana").get(SHARED))
    assert "A reply from Lee" in page
    assert "I value this. 🌱\nTake care" in page


@pytest.mark.parametrize(("text", "said"), [("", "Write a line or two"), ("x" * 1003, "3 letters too long")])
def test_a_reply_that_cannot_be_sent_stays_on_the_page(people, pages, text, said):
    shared = share(people.ana, people.group, wants_reply=True)

    response = pages("lee").post(reverse("groups:reply", args=[people.group.slug, shared.pk]), {"text": text})

    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert said in words(response)
    assert f">\n{text}</textarea>" in words(response)


def test_without_a_wish_for_one_no_reply_can_be_sent(people, pages):
    shared = share(people.ana, people.group)
    lee = pages("lee")

    assert "Ana has not asked for a reply." in words(lee.get(read_path(shared)))
    response = lee.post(reverse("groups:reply", args=[people.group.slug, shared.pk]), {"text": "Hello"})
    assert response.status_code == HTTPStatus.NOT_FOUND


def test_a_second_facilitator_is_told_that_a_reply_was_given(people, signed_in):
    mia = lead(people.group, "Mia")
    shared = share(people.ana, people.group, wants_reply=True)
    reply_to_summary(shared=shared, by=people.lee, text="First")

    page = words(signed_in(mia).get(read_path(shared)))

    assert "Lee has replied." in page
    assert "<textarea" not in page


def test_someone_without_a_name_is_not_shown_by_their_address(people, pages):
    people.ana.name = ""
    people.ana.save()
    shared = share(people.ana, people.group)

    pages_read = [words(pages("lee").get(path)) for path in (list_path(people.group), read_path(shared))]

    assert [("Someone in the group" in page, "ana@" in page) for page in pages_read] == [(True, False)] * 2


def test_what_someone_who_is_kept_out_had_shared_is_gone_until_they_are_let_in_again(people, pages):
    shared = share(people.ana, people.group)
    lee = pages("lee")

    def looks():
        return lee.get(read_path(shared)).status_code, "Nothing is shared" not in words(
            lee.get(list_path(people.group))
        )

    before = looks()
    people.ana.is_active = False
    people.ana.save()
    kept_out = looks()
    people.ana.is_active = True
    people.ana.save()

    assert (before, kept_out, looks()) == ((200, True), (404, False), (200, True))


def answered(people, text: str) -> SharedSummary:
    """Share, and let Lee reply."""
    shared = share(people.ana, people.group, wants_reply=True)
    reply_to_summary(shared=shared, by=people.lee, text=text)
    return shared


def test_a_reply_stays_with_the_person_alone_when_they_share_again(people, pages):
    before = answered(people, "I saw the clean sheets. 🌱")
    answered(people, "And the walk.")
    share(people.ana, people.group)

    page = words(pages("ana").get(SHARED))

    told = [
        "Replies to what you shared before",
        "A reply from Lee",
        "And the walk.",
        "I saw the clean sheets. 🌱",
    ]
    places = [page.find(each) for each in told]
    assert (-1 not in places, places) == (True, sorted(places))
    assert pages("lee").get(read_path(before)).status_code == HTTPStatus.NOT_FOUND
    assert "clean sheets. 🌱" not in words(pages("lee").get(list_path(people.group)))
    assert not Grant.objects.filter(row=before.pk).exists()


@pytest.mark.parametrize("how", ["taken back", "time over", "left"])
def test_replies_go_when_nothing_is_shared_any_more(people, pages, how, time_machine):
    time_machine.move_to("2026-11-02 12:00Z")
    answered(people, "First.")
    shared = share(people.ana, people.group, ends_at=timezone.now() + timedelta(weeks=4))
    if how == "taken back":
        withdraw_summary(shared=shared, by=people.ana)
    elif how == "left":
        leave_group(person=people.ana, group=people.group)
    else:
        time_machine.move_to("2026-12-02 12:00Z")

    page = words(pages("ana").get(SHARED))

    assert "First." not in page
    assert {bytes(row.sealed_reply) for row in SharedSummary.objects.all()} == {b""}


def test_replies_of_another_group_and_person_stay(people, pages):
    answered(people, "For Ana.")
    share(people.ana, people.group)
    other = MembershipFactory(person=people.ana).group
    lead(other, "Kim")
    include(people.sam, note="Hello")
    for shared in (share(people.ana, other), share(people.sam, people.group)):
        withdraw_summary(shared=shared, by=shared.person)

    assert "For Ana." in words(pages("ana").get(SHARED))
