"""Sharing frozen copies, who can open them and for how long: promise 10."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import Grant
from accounts.vault import CannotOpen, vault_for
from groups.memberships import change_role, end_place, leave_group
from groups.models import Membership, SharedSummary, SummaryOpening
from groups.sharing import (
    ReadersChanged,
    ReplyNotTaken,
    end_expired,
    open_shared_summary,
    reply_to_summary,
    withdraw_summary,
)
from tests.factories import FacilitatorFactory, GroupFactory, MembershipFactory
from tests.groups.sharing_rows import CANARY, circle, lead, share
from tests.wellness.written import include
from wellness.models import Workbook

pytestmark = pytest.mark.usefixtures("content")
Gone = SharedSummary.DoesNotExist


@pytest.fixture
def people(ana):
    return circle(GroupFactory(name="Tuesday Group"), ana)


@pytest.fixture
def shared(people):
    return share(people.ana, people.group)


def place_of(person, group):
    return Membership.objects.current().get(person=person, group=group)


def can_open(reader, shared) -> bool:
    try:
        return open_shared_summary(shared=shared, reader=reader).is_readable
    except Gone:
        return False


def is_emptied(shared) -> bool:
    row = SharedSummary.objects.get(pk=shared.pk)
    return (bytes(row.sealed), bytes(row.sealed_reply), row.ended_at is None) == (b"", b"", False)


def test_the_facilitator_reads_what_was_shared(people, shared):
    content = open_shared_summary(shared=shared, reader=people.lee).value

    assert content["name"] == "Ana"
    assert [line["words"] for section in content["sections"] for line in section["lines"]] == [
        f"{CANARY} clean sheets",
        "Thank you",
    ]


@pytest.mark.parametrize("who", ["ana", "rosa", "joe", "sam"])
def test_nobody_else_can_open_it(people, shared, who):
    assert not can_open(getattr(people, who), shared)
    assert not SummaryOpening.objects.exists()


def test_every_opening_is_recorded(people, shared):
    for _time in range(3):
        open_shared_summary(shared=shared, reader=people.lee)

    assert [opening.opened_by for opening in shared.openings.all()] == [people.lee] * 3


def test_editing_later_changes_nothing_until_shared_again(people, shared):
    include(people.ana, note="Changed my mind")

    assert "Changed" not in str(open_shared_summary(shared=shared, reader=people.lee).value)


def test_withdrawn_it_is_gone_at_once_and_the_openings_stay(people, shared):
    assert can_open(people.lee, shared)

    withdraw_summary(shared=shared, by=people.ana)

    assert not can_open(people.lee, shared)
    assert is_emptied(shared)
    assert not Grant.objects.exists()
    assert shared.openings.count() == 1


def test_withdrawn_twice_it_keeps_its_first_time(people, shared, time_machine):
    time_machine.move_to("2026-11-02 12:00Z", tick=False)
    withdraw_summary(shared=shared, by=people.ana)
    first = SharedSummary.objects.get(pk=shared.pk).ended_at

    time_machine.move_to("2026-11-03 12:00Z", tick=False)
    withdraw_summary(shared=shared, by=people.ana)

    assert SharedSummary.objects.get(pk=shared.pk).ended_at == first


def test_only_the_person_can_withdraw(people, shared):
    with pytest.raises(PermissionDenied):
        withdraw_summary(shared=shared, by=people.lee)

    assert can_open(people.lee, shared)


def test_leaving_the_group_ends_it(people, shared):
    leave_group(person=people.ana, group=people.group)

    assert not can_open(people.lee, shared)
    assert is_emptied(shared)


def test_a_place_ended_past_the_service_ends_it_too(people, shared):
    Membership.objects.filter(person=people.ana).update(left_at=timezone.now())

    assert not can_open(people.lee, shared)


def test_changing_group_takes_nothing_along(people, shared):
    other = MembershipFactory(person=people.ana, group=place_of_joe(people).group)
    leave_group(person=people.ana, group=people.group)

    assert not can_open(people.joe, shared)
    assert not can_open(people.lee, shared)
    assert other.left_at is None


def place_of_joe(people):
    return Membership.objects.get(person=people.joe)


def test_who_leads_later_sees_no_older_share(people, shared):
    newcomer = lead(people.group, "Mia")

    assert not can_open(newcomer, shared)

    again = share(people.ana, people.group)

    assert can_open(newcomer, again)


def test_a_volunteer_who_becomes_facilitator_sees_no_older_share(people, shared):
    change_role(place=place_of(people.rosa, people.group), role=Membership.Role.FACILITATOR)

    assert not can_open(people.rosa, shared)


def test_who_stops_leading_can_open_nothing_and_coming_back_does_not_help(people, shared):
    lead(people.group, "Mia")
    end_place(place=place_of(people.lee, people.group), by=people.lee)
    assert not can_open(people.lee, shared)

    FacilitatorFactory(group=people.group, peer_lead=people.lee.peer_lead)

    assert not can_open(people.lee, shared)


def test_a_facilitator_made_a_volunteer_can_open_nothing(people, shared):
    lead(people.group, "Mia")

    change_role(place=place_of(people.lee, people.group), role=Membership.Role.VOLUNTEER)

    assert not can_open(people.lee, shared)


def test_a_grant_to_someone_who_does_not_lead_opens_nothing(people, shared):
    Grant.objects.create(owner=people.ana.pk, reader=people.rosa, row=shared.pk)

    assert not can_open(people.rosa, shared)


def test_leading_without_a_grant_opens_nothing(people, shared):
    Grant.objects.all().delete()

    assert not can_open(people.lee, shared)


def test_its_time_over_it_is_gone_at_the_next_request(people, time_machine):
    time_machine.move_to("2026-11-02 12:00Z", tick=False)
    shared = share(people.ana, people.group, ends_at=timezone.now() + timedelta(weeks=4))
    time_machine.move_to("2026-11-30 11:59Z", tick=False)
    assert can_open(people.lee, shared)

    time_machine.move_to("2026-11-30 12:00Z", tick=False)

    assert not can_open(people.lee, shared)


def test_its_time_over_the_copy_is_emptied_and_ends_when_it_was_to_end(people, time_machine):
    time_machine.move_to("2026-11-02 12:00Z", tick=False)
    ends_at = timezone.now() + timedelta(weeks=4)
    shared = share(people.ana, people.group, ends_at=ends_at)
    time_machine.move_to("2027-01-01 12:00Z", tick=False)

    end_expired(SharedSummary.objects.shared_by(people.ana))

    assert is_emptied(shared)
    assert SharedSummary.objects.get(pk=shared.pk).ended_at == ends_at


def test_what_has_time_left_is_not_emptied(people, shared):
    end_expired(SharedSummary.objects.shared_by(people.ana))

    assert can_open(people.lee, shared)


def test_sharing_again_replaces(people, shared):
    again = share(people.ana, people.group)

    assert again.pk != shared.pk
    assert is_emptied(shared)
    assert can_open(people.lee, again)


def test_sharing_after_its_time_was_over_works(people):
    share(people.ana, people.group, ends_at=timezone.now() - timedelta(seconds=1))

    assert can_open(people.lee, share(people.ana, people.group))


def test_the_same_form_sent_twice_shares_once(people):
    token = uuid4()

    first, second = share(people.ana, people.group, token=token), share(people.ana, people.group, token=token)

    assert first == second
    assert SharedSummary.objects.count() == 1


def test_the_same_form_sent_after_withdrawing_shares_nothing(people):
    token = uuid4()
    withdraw_summary(shared=share(people.ana, people.group, token=token), by=people.ana)

    share(people.ana, people.group, token=token)

    assert not SharedSummary.objects.open_at(timezone.now()).exists()


def test_shares_with_two_groups_are_apart(people):
    MembershipFactory(person=people.ana, group=place_of_joe(people).group)
    first, second = share(people.ana, people.group), share(people.ana, place_of_joe(people).group)

    withdraw_summary(shared=first, by=people.ana)

    assert (can_open(people.lee, first), can_open(people.joe, second), can_open(people.lee, second)) == (
        False,
        True,
        False,
    )


@pytest.mark.parametrize("who", ["lee", "rosa", "joe"])
def test_only_those_who_take_part_can_share(people, who):
    with pytest.raises(PermissionDenied):
        share_summary_as(getattr(people, who), people.group)


def share_summary_as(person, group):
    include(person, note="Mine")
    return share(person, group)


def test_with_nobody_to_read_it_nothing_is_shared(people, ana):
    place_of(people.lee, people.group).delete()

    with pytest.raises(ReadersChanged):
        share(ana, people.group)


def test_readers_other_than_those_named_stop_the_sharing(people):
    named = frozenset({people.lee.pk})
    lead(people.group, "Mia")

    with pytest.raises(ReadersChanged):
        share(people.ana, people.group, readers=named)

    assert not SharedSummary.objects.exists()


def test_a_copy_cannot_be_sealed_by_another_persons_vault(people, shared):
    row = SharedSummary.objects.get(pk=shared.pk)

    with pytest.raises(CannotOpen):
        vault_for(people.lee).open(row, "sealed")


def test_a_copy_that_was_altered_says_so_and_counts_as_not_opened(people, shared):
    SharedSummary.objects.filter(pk=shared.pk).update(sealed=b"\x01altered")

    opened = open_shared_summary(shared=shared, reader=people.lee)

    assert (opened.value, opened.reference) == (None, str(shared.pk)[:8])
    assert not SummaryOpening.objects.exists()


def test_a_reply_is_sealed_for_the_person(people):
    shared = share(people.ana, people.group, wants_reply=True)

    reply_to_summary(shared=shared, by=people.lee, text="I saw the clean sheets. 🌱")

    row = SharedSummary.objects.get(pk=shared.pk)
    assert b"clean sheets" not in bytes(row.sealed_reply)
    assert vault_for(people.ana).open(row, "sealed_reply") == "I saw the clean sheets. 🌱"
    assert row.replied_by == people.lee


def test_a_reply_can_be_changed_by_the_one_who_gave_it_alone(people):
    mia = lead(people.group, "Mia")
    shared = share(people.ana, people.group, wants_reply=True)
    reply_to_summary(shared=shared, by=people.lee, text="First")

    reply_to_summary(shared=shared, by=people.lee, text="Better")
    with pytest.raises(ReplyNotTaken):
        reply_to_summary(shared=shared, by=mia, text="Mine")

    row = SharedSummary.objects.get(pk=shared.pk)
    assert vault_for(people.ana).open(row, "sealed_reply") == "Better"


def test_no_reply_is_taken_where_none_is_wanted(people, shared):
    with pytest.raises(ReplyNotTaken):
        reply_to_summary(shared=shared, by=people.lee, text="Hello")


def test_no_reply_reaches_what_was_withdrawn(people):
    shared = share(people.ana, people.group, wants_reply=True)
    withdraw_summary(shared=shared, by=people.ana)

    with pytest.raises(Gone):
        reply_to_summary(shared=shared, by=people.lee, text="Hello")

    assert is_emptied(shared)


def test_the_workbook_is_not_touched_by_sharing_and_ending(people, shared):
    withdraw_summary(shared=shared, by=people.ana)

    assert Workbook.objects.of(people.ana).count() == 1
    assert can_open(people.lee, share(people.ana, people.group))
