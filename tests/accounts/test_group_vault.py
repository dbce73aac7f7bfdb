"""What is sealed for a group opens for those who lead it, and for nobody else; addresses open for letters alone."""

import pytest
from django.utils import timezone

from accounts.group_vault import address_to_post, seal_for_group, vault_of_group
from accounts.vault import CannotOpen, vault_for
from groups.models import JoinRequest, PlaceNotes
from tests import factories
from tests.accounts.rows import plain_row
from wellness.models import Entry


@pytest.fixture
def group(db):
    return factories.GroupFactory()


@pytest.fixture
def request_of_kim(group):
    row = JoinRequest(group=group)
    seal_for_group(group.pk, row, "sealed", "May I come?")
    seal_for_group(group.pk, row, "sealed_address", "kim@example.org")
    return row


def notes_of(place, told):
    row = PlaceNotes(place=place)
    vault_of_group(place.group_id, reader=place.person).seal(row, "sealed", told)
    return row


def opens(group, reader, row, field="sealed"):
    return vault_of_group(group.pk, reader=reader).try_open(row, field).is_readable


def test_a_facilitator_opens_what_was_left_for_the_group(group, request_of_kim):
    lee = factories.FacilitatorFactory(group=group).person

    assert vault_of_group(group.pk, reader=lee).open(request_of_kim, "sealed") == "May I come?"


@pytest.mark.parametrize(
    "who",
    [
        lambda _group: factories.AdminFactory(),
        lambda _group: factories.UserFactory(),
        lambda group: factories.MembershipFactory(group=group).person,
        lambda group: factories.VolunteerFactory(group=group).person,
        lambda _group: factories.FacilitatorFactory().person,
        lambda group: factories.FacilitatorFactory(group=group, left_at=timezone.now()).person,
    ],
    ids=["admin", "stranger", "participant", "volunteer", "other facilitator", "former facilitator"],
)
def test_nobody_else_opens_it(group, request_of_kim, who):
    assert not opens(group, who(group), request_of_kim)


def test_a_facilitator_does_not_open_an_address(group, request_of_kim):
    lee = factories.FacilitatorFactory(group=group).person

    assert not opens(group, lee, request_of_kim, "sealed_address")


def test_letters_find_the_address_and_nothing_else(group, request_of_kim):
    assert address_to_post(group.pk, request_of_kim, "sealed_address") == "kim@example.org"
    with pytest.raises(CannotOpen):
        address_to_post(group.pk, request_of_kim, "sealed")


def test_what_was_left_is_not_written_over(group, request_of_kim):
    with pytest.raises(CannotOpen):
        seal_for_group(group.pk, request_of_kim, "sealed", "Other words")


def test_only_fields_for_a_group_can_be_left(group):
    with pytest.raises(CannotOpen):
        seal_for_group(group.pk, Entry(), "sealed", "Not here")


def test_someone_opens_their_own_notes_and_no_others(group):
    ana, kit = factories.MembershipFactory(group=group), factories.MembershipFactory(group=group)
    anas, kits = notes_of(ana, {"apart": "Mo"}), notes_of(kit, {"apart": ""})

    assert opens(group, ana.person, anas)
    assert not opens(group, ana.person, kits)


def test_a_participant_does_not_open_what_visitors_wrote(group, request_of_kim):
    place = factories.MembershipFactory(group=group)
    notes_of(place, {})

    assert not opens(group, place.person, request_of_kim)


def test_a_facilitators_own_vault_opens_nothing_of_the_group(group, request_of_kim):
    lee = factories.FacilitatorFactory(group=group).person

    assert not vault_for(lee).try_open(request_of_kim, "sealed").is_readable


def test_a_row_moved_to_another_group_opens_there_for_nobody(group, request_of_kim):
    joe = factories.FacilitatorFactory()

    assert not opens(joe.group, joe.person, request_of_kim)


def test_a_group_opens_and_seals_nothing_of_a_person(group):
    lee, person = factories.FacilitatorFactory(group=group).person, factories.UserFactory()
    entry = plain_row(Entry)
    vault_for(person).seal(entry, "sealed", "Tea.")

    assert not opens(group, lee, entry)
    with pytest.raises(CannotOpen):
        vault_of_group(person.pk, reader=lee).open(entry, "sealed")
