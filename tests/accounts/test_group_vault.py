"""What is sealed for a group opens for those who lead it now, and for nobody by the group that a row names."""

import pytest
from django.utils import timezone

from accounts.group_vault import seal_for_group, vault_of_group
from accounts.vault import CannotOpen, vault_for
from groups.models import Absence
from tests import factories
from tests.accounts.rows import plain_row
from wellness.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return factories.FacilitatorFactory()


@pytest.fixture
def row(lead):
    absence = Absence()
    seal_for_group(lead.group_id, absence, "sealed", "My sister visits.")
    return absence


def test_a_facilitator_of_the_group_opens_it(lead, row):
    assert vault_of_group(lead.group_id, reader=lead.person).open(row, "sealed") == "My sister visits."


@pytest.mark.parametrize(
    "who", ["volunteer", "participant", "admin", "facilitator elsewhere", "facilitator who left"]
)
def test_nobody_else_opens_it(lead, row, who):
    people = {
        "volunteer": factories.VolunteerFactory(group=lead.group).person,
        "participant": factories.MembershipFactory(group=lead.group).person,
        "admin": factories.AdminFactory(),
        "facilitator elsewhere": factories.FacilitatorFactory().person,
        "facilitator who left": factories.FacilitatorFactory(group=lead.group, left_at=timezone.now()).person,
    }

    with pytest.raises(CannotOpen):
        vault_of_group(lead.group_id, reader=people[who]).open(row, "sealed")


def test_a_value_of_one_group_does_not_open_in_another_that_the_reader_leads(lead, row):
    other = factories.FacilitatorFactory(peer_lead=lead.peer_lead)

    with pytest.raises(CannotOpen):
        vault_of_group(other.group_id, reader=lead.person).open(row, "sealed")


def test_what_is_sealed_for_a_group_is_not_sealed_over(lead, row):
    before = row.sealed

    with pytest.raises(CannotOpen):
        seal_for_group(lead.group_id, row, "sealed", "Something else.")

    assert row.sealed == before


def test_a_group_opens_and_seals_nothing_of_a_person(lead):
    person = factories.UserFactory()
    entry = plain_row(Entry)
    vault_for(person).seal(entry, "sealed", "Tea.")

    with pytest.raises(CannotOpen):
        vault_of_group(person.pk, reader=lead.person).open(entry, "sealed")
    with pytest.raises(CannotOpen):
        seal_for_group(lead.group_id, plain_row(Entry), "sealed", "Tea.")


def test_the_vault_of_a_person_opens_nothing_of_a_group(lead, row):
    with pytest.raises(CannotOpen):
        vault_for(lead.person).open(row, "sealed")
