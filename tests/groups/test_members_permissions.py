"""Who may do what, as truth tables: one row a person, one column a rule."""

import pytest
from django.utils import timezone

from groups.models import Group
from groups.permissions import (
    can_end_place,
    can_help,
    can_lead,
    can_plan,
    can_read_summaries,
    can_share,
    is_member,
    leads_any_group,
)
from tests.factories import (
    AdminFactory,
    FacilitatorFactory,
    GroupFactory,
    MembershipFactory,
    UserFactory,
    VolunteerFactory,
)

YES, NO = True, False
RULES = (is_member, can_help, can_lead, can_read_summaries, can_share, can_plan)
TABLE = {
    #                     member help lead  read share plan
    "participant":       (YES,   NO,  NO,   NO,  YES, NO),
    "volunteer":         (YES,   YES, NO,   NO,  NO,  NO),
    "facilitator":       (YES,   YES, YES,  YES, NO,  YES),
    "other facilitator": (NO,    NO,  NO,   NO,  NO,  NO),
    "former facilitator": (NO,   NO,  NO,   NO,  NO,  NO),
    "former participant": (NO,   NO,  NO,   NO,  NO,  NO),
    "stranger":          (NO,    NO,  NO,   NO,  NO,  NO),
    "admin":             (NO,    NO,  NO,   NO,  NO,  YES),
}  # fmt: skip


@pytest.fixture
def group(db):
    """Return a group with somebody in every role: a rule about one person could be met by another."""
    group = GroupFactory()
    MembershipFactory(group=group)
    VolunteerFactory(group=group)
    FacilitatorFactory(group=group)
    return group


def someone(who, group):
    now = timezone.now()
    makers = {
        "participant": lambda: MembershipFactory(group=group).person,
        "volunteer": lambda: VolunteerFactory(group=group).person,
        "facilitator": lambda: FacilitatorFactory(group=group).person,
        "other facilitator": lambda: FacilitatorFactory().person,
        "former facilitator": lambda: FacilitatorFactory(group=group, left_at=now).person,
        "former participant": lambda: MembershipFactory(group=group, left_at=now).person,
        "stranger": UserFactory,
        "admin": AdminFactory,
    }
    return makers[who]()


@pytest.mark.parametrize("who", TABLE)
def test_what_someone_may_do_in_a_group(group, who):
    person = someone(who, group)

    assert tuple(rule(person, group) for rule in RULES) == TABLE[who]


@pytest.mark.parametrize("who", TABLE)
def test_the_queries_for_groups_say_the_same(group, who):
    person = someone(who, group)
    here = Group.objects.filter(pk=group.pk)
    *table, _may_plan = TABLE[who]

    found = (
        here.of_member(person).exists(),
        here.helped_by(person).exists(),
        here.led_by(person).exists(),
        here.led_by(person).exists(),
        here.taken_part_in_by(person).exists(),
    )

    assert found == tuple(table)


@pytest.mark.parametrize("who", TABLE)
def test_who_leads_any_group(group, who):
    person = someone(who, group)

    assert leads_any_group(person) == (who in {"volunteer", "facilitator", "other facilitator"})


def test_a_former_facilitator_who_is_a_participant_now_leads_nothing(group):
    left = FacilitatorFactory(group=group, left_at=timezone.now())
    MembershipFactory(group=group, person=left.person)

    assert not can_lead(left.person, group)
    assert not Group.objects.led_by(left.person).exists()
    assert Group.objects.taken_part_in_by(left.person).get() == group


@pytest.mark.parametrize(
    ("who", "of_participant", "of_volunteer"),
    [
        ("participant", NO, NO),
        ("volunteer", NO, NO),
        ("facilitator", YES, NO),
        ("other facilitator", NO, NO),
        ("former facilitator", NO, NO),
        ("admin", YES, YES),
    ],
)
def test_who_may_end_a_place(group, who, of_participant, of_volunteer):
    person = someone(who, group)

    assert can_end_place(person, MembershipFactory(group=group)) == of_participant
    assert can_end_place(person, VolunteerFactory(group=group)) == of_volunteer


def test_everyone_may_end_their_own_place(group):
    place = MembershipFactory(group=group)

    assert can_end_place(place.person, place)
