"""A person's side of sharing: exactly what is shared, on what terms, who opened it, and taking it back."""

import re
from datetime import UTC, datetime
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from groups.models import Membership, SharedSummary, SummaryOpening
from groups.sharing import open_shared_summary, reply_to_summary
from tests.factories import GroupFactory, MembershipFactory, UserFactory
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
from wellness.workbooks import current_workbook, page_mark

pytestmark = pytest.mark.usefixtures("content")


@pytest.fixture
def people(ana):
    return circle(GroupFactory(name="Tuesday Group"), ana)


@pytest.fixture
def pages(people, signed_in):
    """Return a function that gives a browser to one of the people."""
    return lambda name: signed_in(getattr(people, name))


def test_the_page_says_who_reads_it_when_and_that_it_is_no_emergency_line(people, pages):
    lead(people.group, "Abe")

    page = " ".join(words(pages("ana").get(share_path(people))).split())

    assert "This is the whole page that Abe and Lee will see. Nothing else." in page
    assert "Abe reads these about once a week. Lee reads these about once a week." in page
    assert 'This is not for emergencies. <a href="/help-now/">Get help now</a>' in page
    assert "Share with Abe and Lee, who lead Tuesday Group" in page


def test_nothing_is_said_of_when_it_is_read_where_nobody_said_so(ana, signed_in):
    group = MembershipFactory(person=ana).group
    lead(group, reads="")
    include(ana, note="Hello")

    page = " ".join(words(signed_in(ana).get(reverse("sharing:share", args=[group.slug]))).split())

    assert "reads these" not in page
    assert '<p> This is not for emergencies. <a href="/help-now/">Get help now</a>' in page


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
    assert "It ends by itself on 30 November 2026." in page

    time_machine.move_to("2026-11-30 12:01Z")
    for client in (ana, lee):
        client.force_login(people.ana if client is ana else people.lee)

    assert lee.get(read_path(SharedSummary.objects.get())).status_code == HTTPStatus.NOT_FOUND
    assert CANARY not in words(lee.get(list_path(people.group)))
    assert "2 November 2026 to 30 November 2026" in words(ana.get(SHARED))
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

    assert 'Lee, <time datetime="2026-11-20T18:32:00+00:00">20 November 2026, 18:32</time>' in page
    assert "Nobody has opened it yet" not in page


def test_withdrawing_is_one_button_and_gone_at_the_next_request(people, pages):
    shared = share(people.ana, people.group)
    ana, lee = pages("ana"), pages("lee")
    assert CANARY in words(lee.get(read_path(shared)))

    response = ana.post(reverse("sharing:withdraw", args=[shared.pk]), follow=True)

    assert "Your summary is no longer shared. Nobody else can open it." in words(response)
    assert "Lee, <time" in words(response)
    assert lee.get(read_path(shared)).status_code == HTTPStatus.NOT_FOUND
    assert "Nothing is shared with you now" in words(lee.get(list_path(people.group)))


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
    [("ana", "shared", 16), ("ana", "share", 18), ("lee", "list", 7), ("lee", "read", 11)],
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


def told(people, pages) -> str:
    page = " ".join(words(pages("ana").get(share_path(people))).split())
    return re.sub(r"<[^>]+>", "", page[: page.index('class="summary-view"')])


def test_sharing_again_says_what_changed_and_only_to_the_person(people, pages):
    shared = share(people.ana, people.group)
    write(people.ana, "social", "helps", "My aunt")
    include(people.ana, "helps.social", note="Thank you both")

    page = told(people, pages)

    assert "What changed since you last shared it" in page
    assert "New: People. My aunt" in page
    assert "New: A note from me. Thank you both" in page
    assert "No longer there: A note from me. Thank you" in page
    assert "clean sheets" not in page
    assert "What changed" not in words(pages("lee").get(read_path(shared)))


def test_sharing_again_says_when_nothing_changed(people, pages):
    share(people.ana, people.group)

    assert "Nothing changed since you last shared it" in told(people, pages)


def test_sharing_again_after_new_ratings_says_so(people, pages):
    share(people.ana, people.group)
    rate(people.ana, physical=9)
    pages("ana").post(
        "/workbook/summary/",
        {
            "mark": page_mark(current_workbook(people.ana)),
            "base-ratings": "1-x",
            "include-ratings": "on",
            "newer": "ratings",
        },
    )

    assert "Your wheel is different." in told(people, pages)


def test_the_first_time_there_is_nothing_to_compare(people, pages):
    page = told(people, pages)

    assert ("since you last shared" in page, "What changed" in page) == (False, False)


def test_a_new_order_alone_is_said(people, pages):
    write(people.ana, "social", "helps", "My aunt")
    include(people.ana, "helps.social")
    share(people.ana, people.group)

    pages("ana").post("/workbook/summary/order/", {"then": "before@helps.social@helps.physical"})

    assert "The order is different." in told(people, pages)


def test_another_language_alone_is_said_and_no_line_is_called_new(people, pages):
    rate(people.ana, physical=9, social="hard")
    share(people.ana, people.group)
    people.ana.language = "es"
    people.ana.save()

    page = told(people, pages)

    assert "La página está ahora en otro idioma. Tus propias palabras quedan como están." in page
    assert [words for words in ("Nuevo:", "Ya no está:", "Tu rueda es diferente") if words in page] == []


def test_taking_back_an_earlier_copy_says_that_a_newer_one_is_shared(people, pages):
    earlier = share(people.ana, people.group)
    share(people.ana, people.group)

    response = pages("ana").post(reverse("sharing:withdraw", args=[earlier.pk]), follow=True)

    assert "A newer one is still shared: you can take it back below." in words(response)
    assert "Nobody else can open it." not in words(response)


def test_what_was_shared_twice_on_one_day_is_told_apart_by_the_time(people, pages, time_machine):
    for hour in ("09:05", "11:30", "14:45"):
        time_machine.move_to(datetime.fromisoformat(f"2026-11-09T{hour}+00:00"))
        share(people.ana, people.group)
    time_machine.move_to(datetime(2026, 11, 10, 8, tzinfo=UTC))
    share(people.ana, people.group)

    page = words(pages("ana").get(reverse("sharing:shared")))

    assert re.findall(r"<summary>Tuesday Group, (.*?): who opened it</summary>", page) == [
        "9 November 2026 to 10 November 2026",
        "9 November 2026, 11:30 to 14:45",
        "9 November 2026, 09:05 to 11:30",
    ]
