"""The pages of sharing: exactly what is shared, who opened it, taking it back, and what those who lead see."""

import html
import re
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from groups.memberships import leave_group
from groups.models import Membership, SharedSummary, SummaryOpening
from groups.sharing import open_shared_summary, reply_to_summary, withdraw_summary
from tests.factories import AdminFactory, GroupFactory, MembershipFactory, UserFactory
from tests.groups.sharing_rows import CANARY, circle, lead, share
from tests.wellness.written import include, rate, write

pytestmark = pytest.mark.usefixtures("content")
SHARED = "/workbook/summary/shared/"
SHEET = re.compile(rb'<article class="summary-view".*?</article>', re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="(seen|token)" value="([^"]*)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture
def people(ana):
    return circle(GroupFactory(name="Tuesday Group"), ana)


@pytest.fixture
def pages(people, signed_in):
    """Return a function that gives a browser to one of the people."""
    return lambda name: signed_in(getattr(people, name))


def words(response) -> str:
    return html.unescape(response.content.decode())


def sheet(response) -> bytes:
    return SHEET.search(response.content).group(0)


def share_path(people) -> str:
    return reverse("sharing:share", args=[people.group.slug])


def read_path(shared) -> str:
    return reverse("groups:summary", args=[shared.group.slug, shared.pk])


def list_path(group) -> str:
    return reverse("groups:summaries", args=[group.slug])


def share_form(client, people, **choices) -> dict[str, str]:
    return {**dict(HIDDEN.findall(client.get(share_path(people)).content.decode())), "weeks": "", **choices}


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


def test_the_page_says_who_reads_it_when_and_that_it_is_no_emergency_line(people, pages):
    lead(people.group, "Abe")

    page = " ".join(words(pages("ana").get(share_path(people))).split())

    assert "This is the whole page that Abe and Lee will see. Nothing else." in page
    assert "Abe reads these about once a week. Lee reads these about once a week." in page
    assert 'This is not for emergencies. <a href="/help-now/">Get help now</a>' in page
    assert "Share with Abe and Lee, who lead Tuesday Group" in page


def test_one_facilitator_leads_in_the_singular(people, pages):
    assert "Share with Lee, who leads Tuesday Group" in words(pages("ana").get(share_path(people)))


def test_after_sharing_it_says_what_is_so_and_how_to_take_it_back(people, pages):
    ana = pages("ana")

    response = ana.post(share_path(people), share_form(ana, people, wants_reply="on"), follow=True)

    page = " ".join(words(response).split())
    assert response.redirect_chain == [(SHARED, HTTPStatus.FOUND)]
    assert "Shared with Lee. You can take it back at any time." in page
    assert "Nobody has opened it yet." in page
    assert "Lee reads these about once a week." in page
    assert "You asked for a reply." in page
    assert "Take it back" in page


def test_a_form_sent_twice_shares_once(people, pages):
    ana = pages("ana")
    form = share_form(ana, people)

    responses = [ana.post(share_path(people), form) for _time in range(2)]

    assert [response.status_code for response in responses] == [HTTPStatus.FOUND] * 2
    assert SharedSummary.objects.count() == 1


def test_a_summary_changed_since_the_page_was_seen_is_shown_again_not_shared(people, pages):
    ana = pages("ana")
    form = share_form(ana, people, wants_reply="on", weeks="4")
    include(people.ana, note="Something new")

    response = ana.post(share_path(people), form)

    assert response.status_code == HTTPStatus.CONFLICT
    assert "nothing was shared" in words(response)
    assert "Something new" in sheet(response).decode()
    assert len(re.findall(r"<input[^>]* checked", words(response))) == 2
    assert not SharedSummary.objects.exists()


def test_a_facilitator_added_since_the_page_was_seen_is_shown_first(people, pages):
    ana = pages("ana")
    form = share_form(ana, people)
    lead(people.group, "Mia")

    response = ana.post(share_path(people), form)

    assert "This is the whole page that Lee and Mia will see." in words(response)
    assert not SharedSummary.objects.exists()


def test_chosen_weeks_are_said_and_end_the_share(people, pages, time_machine):
    time_machine.move_to("2026-11-02 12:00Z")
    ana, lee = pages("ana"), pages("lee")
    page = words(ana.post(share_path(people), share_form(ana, people, weeks="4"), follow=True))
    assert "It ends by itself on Nov. 30, 2026." in page

    time_machine.move_to("2026-11-30 12:01Z")
    for client in (ana, lee):
        client.force_login(people.ana if client is ana else people.lee)

    assert lee.get(read_path(SharedSummary.objects.get())).status_code == HTTPStatus.NOT_FOUND
    assert CANARY not in words(lee.get(list_path(people.group)))
    assert "Nov. 2, 2026 to Nov. 30, 2026" in words(ana.get(SHARED))
    assert bytes(SharedSummary.objects.get().sealed) == b""


def test_with_no_facilitator_there_are_kind_words_and_no_button(people, pages):
    Membership.objects.facilitators().filter(group=people.group).delete()

    page = words(pages("ana").get(share_path(people)))

    assert "Nobody is here to read it yet" in page
    assert "<button" not in page.split("<h1>")[1].split("</main>")[0]


def test_with_an_empty_summary_there_is_nothing_to_share(people, signed_in):
    page = words(signed_in(people.sam).get(share_path(people)))

    assert "Your summary is still empty" in page


def test_the_person_reads_who_opened_it_and_when(people, pages, time_machine):
    shared = share(people.ana, people.group)
    time_machine.move_to("2026-11-20 18:32Z", tick=False)
    pages("lee").get(read_path(shared))

    page = words(pages("ana").get(SHARED))

    assert 'Lee, <time datetime="2026-11-20T18:32:00+00:00">Nov. 20, 2026, 6:32 p.m.</time>' in page
    assert "Nobody has opened it yet" not in page


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


def test_withdrawing_is_one_button_and_gone_at_the_next_request(people, pages):
    shared = share(people.ana, people.group)
    ana, lee = pages("ana"), pages("lee")
    assert CANARY in words(lee.get(read_path(shared)))

    response = ana.post(reverse("sharing:withdraw", args=[shared.pk]), follow=True)

    assert "Your summary is no longer shared. Nobody else can open it." in words(response)
    assert "Lee, <time" in words(response)
    assert lee.get(read_path(shared)).status_code == HTTPStatus.NOT_FOUND
    assert "Nothing is shared with you now" in words(lee.get(list_path(people.group)))


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


@pytest.mark.parametrize("who", ["lee", "rosa", "joe", "sam"])
def test_nobody_else_can_withdraw_or_see_the_persons_side(people, pages, who):
    shared = share(people.ana, people.group)
    client = pages(who)

    statuses = [
        client.post(reverse("sharing:withdraw", args=[shared.pk])).status_code,
        client.get(reverse("sharing:shared_copy", args=[shared.pk])).status_code,
    ]

    assert statuses == [HTTPStatus.NOT_FOUND] * 2
    assert CANARY not in words(client.get(SHARED))
    assert SharedSummary.objects.open_at(timezone.now()).exists()


@pytest.mark.parametrize("who", ["lee", "rosa", "joe"])
def test_only_those_who_take_part_can_share_with_the_group(people, pages, who):
    assert pages(who).get(share_path(people)).status_code == HTTPStatus.NOT_FOUND


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


def test_a_newcomer_is_named_to_the_person_as_unable_to_open_it(people, pages):
    share(people.ana, people.group)
    lead(people.group, "Mia")

    assert "Leading this group now too: Mia. They cannot open it." in words(pages("ana").get(SHARED))


def test_a_copy_that_does_not_open_is_said_with_its_reference_on_both_sides(people, pages):
    shared = share(people.ana, people.group)
    SharedSummary.objects.filter(pk=shared.pk).update(sealed=b"\x01altered")
    mine = pages("ana").get(reverse("sharing:shared_copy", args=[shared.pk]))
    theirs = pages("lee").get(read_path(shared))

    for response in (mine, theirs):
        assert f"this code: {shared.pk.hex[:8]}" in words(response)
    assert not SummaryOpening.objects.exists()


def test_someone_without_a_name_is_not_shown_by_their_address(people, pages):
    people.ana.name = ""
    people.ana.save()
    shared = share(people.ana, people.group)

    pages_read = [words(pages("lee").get(path)) for path in (list_path(people.group), read_path(shared))]

    assert [("Someone in the group" in page, "ana@" in page) for page in pages_read] == [(True, False)] * 2


def test_each_form_carries_its_token(people, pages):
    shared = share(people.ana, people.group, wants_reply=True)
    ana, lee = pages("ana"), pages("lee")
    answers = [
        ana.get("/workbook/summary/"),
        ana.get(share_path(people)),
        ana.get(SHARED),
        lee.get(read_path(shared)),
    ]

    forms = [
        form
        for response in answers
        for form in re.findall(r'<form method="post".*?</form>', words(response), re.DOTALL)
    ]

    assert len(forms) >= 2 * len(answers)
    assert [form for form in forms if "csrfmiddlewaretoken" not in form] == []


def test_in_no_group_the_page_says_what_sharing_will_be(signed_in):
    assert "You are in no group yet" in words(signed_in(UserFactory()).get(SHARED))


def a_full_circle(people, rows):
    """Share, open and reply, `rows` times over, with as many who lead."""
    for number in range(rows):
        lead(people.group, f"Lead {number}")
    for number in range(rows):
        person = MembershipFactory(group=people.group, person=UserFactory(name=f"P{number}")).person
        include(person, note="Hello")
        open_shared_summary(shared=share(person, people.group), reader=people.lee)
    open_shared_summary(shared=share(people.ana, people.group), reader=people.lee)
    for _number in range(rows):
        other = MembershipFactory(person=people.ana).group
        lead(other, "Kim")
        share(people.ana, other)
        shared = share(people.ana, people.group, wants_reply=True)
        open_shared_summary(shared=shared, reader=people.lee)
    reply_to_summary(shared=shared, by=people.lee, text="Thank you")
    return shared


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("who", "which", "queries"),
    [("ana", "shared", 15), ("ana", "share", 14), ("lee", "list", 7), ("lee", "read", 11)],
)
def test_a_page_asks_the_database_the_same_with_one_row_and_with_three(
    people, pages, rows, who, which, queries, django_assert_num_queries
):
    shared = a_full_circle(people, rows)
    paths = {
        "shared": SHARED,
        "share": share_path(people),
        "list": list_path(people.group),
        "read": read_path(shared),
    }
    client = pages(who)
    client.get(paths[which])

    with django_assert_num_queries(queries):
        client.get(paths[which])
