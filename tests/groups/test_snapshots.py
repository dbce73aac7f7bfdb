"""Counts stay anonymous: what those who lead may see of interests, and when it changes."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groups.memberships import end_place
from groups.models import Group, Membership
from groups.snapshots import FEWEST_ANSWERS, current_snapshot, frozen_ballots
from tests.factories import GroupFactory, MembershipFactory, UserFactory
from tests.groups.planning_rows import a_group, answer, make_topics
from wellness.models import Topic

pytestmark = pytest.mark.django_db
WORDS = ["", "a", "A", "ab", "aB", "b", "c"]
GONE = None


def taken(group):
    """Return the ballots a facilitator may see now as words, in alphabetical order; none before there are any."""
    return sorted(
        as_word(ballot.interested, ballot.strong) for ballot in frozen_ballots(current_snapshot(group))
    )


def people_of(lead):
    places = Membership.objects.participants().filter(group=lead.group).order_by("pk")
    return [place.person for place in places]


@pytest.fixture
def topics():
    return make_topics("abc")


def test_two_answers_show_nothing(topics):
    lead = a_group("a", "ab", "", topics=topics)

    assert current_snapshot(lead.group) is None


def test_the_third_answer_shows_all_three(topics):
    lead = a_group("a", "aB", "c", topics=topics)

    ballots = frozen_ballots(current_snapshot(lead.group))

    assert sorted(sorted(ballot.approved) for ballot in ballots) == [["a"], ["a", "b"], ["c"]]
    assert [ballot.strong for ballot in ballots if "b" in ballot.approved] == [frozenset("b")]


def test_two_changes_leave_the_counts_as_they_were(topics):
    lead = a_group("a", "a", "a", "a", topics=topics)
    before = taken(lead.group)

    for person in people_of(lead)[:2]:
        answer(person, "b", topics)

    assert taken(lead.group) == before


def test_the_third_change_renews_the_counts(topics):
    lead = a_group("a", "a", "a", "a", topics=topics)
    taken(lead.group)

    for person in people_of(lead)[:3]:
        answer(person, "b", topics)

    assert [ballot.approved for ballot in frozen_ballots(current_snapshot(lead.group))].count({"b"}) == 3


def test_one_person_changing_three_times_is_one_change(topics):
    lead = a_group("a", "a", "a", topics=topics)
    before = taken(lead.group)

    for word in ("b", "c", "bc"):
        answer(people_of(lead)[0], word, topics)
        current_snapshot(lead.group)

    assert taken(lead.group) == before


def test_three_who_leave_two_behind_do_not_renew_the_counts(topics):
    lead = a_group("a", "a", "a", "b", "c", topics=topics)
    before = taken(lead.group)

    for place in Membership.objects.participants().filter(group=lead.group).order_by("pk")[:3]:
        end_place(place=place, by=place.person)

    assert taken(lead.group) == before


def test_answers_of_those_who_lead_are_not_counted(topics):
    lead = a_group("a", "a", topics=topics)

    answer(lead.person, "a", topics)

    assert current_snapshot(lead.group) is None


def test_three_who_chose_only_what_is_no_longer_offered_show_nothing(topics):
    lead = a_group("a", "a", "b", topics=topics)

    Topic.objects.filter(slug="a").update(is_offered=False)

    assert current_snapshot(lead.group) is None


def test_a_group_sees_nothing_of_another(topics):
    a_group("a", "a", "a", topics=topics)

    assert current_snapshot(GroupFactory()) is None


@pytest.mark.parametrize("people", [3, 6])
def test_a_look_takes_6_queries_and_27_where_it_renews(people, topics, django_assert_num_queries):
    current_snapshot(a_group(*"aaa", topics=topics).group)
    lead = a_group(*["a"] * people, topics=topics)

    with django_assert_num_queries(27):
        current_snapshot(lead.group)
    with django_assert_num_queries(6):
        current_snapshot(lead.group)


moves = st.lists(st.tuples(st.integers(0, 29), st.sampled_from([*WORDS, GONE])), min_size=1, max_size=14)


def replay(people, sequence):
    """Let people answer, change and leave, a look after each; yield what was so and what was shown."""
    topics = make_topics("abc")
    group = GroupFactory()
    places = [MembershipFactory(group=group, person=person) for person in UserFactory.create_batch(people)]
    now, frozen = {}, {}
    for number, word in sequence:
        place = places[number % people]
        if word is GONE:
            end_place(place=place, by=place.person)
        else:
            answer(place.person, word, topics)
        place.refresh_from_db()
        now = now | {place.pk: word} if word and place.left_at is None else without(now, place.pk)
        shown = taken(Group.objects.get(pk=group.pk))
        changed = sum(now.get(key) != frozen.get(key) for key in now.keys() | frozen.keys())
        is_due = len(now) >= 3 and changed >= 3
        frozen = now if is_due else frozen
        yield shown, frozen


def without(answers, key):
    return {other: word for other, word in answers.items() if other != key}


def as_word(interested, strong):
    return "".join(sorted(interested)) + "".join(sorted(strong)).upper()


def as_shown(answers):
    return sorted(as_word(filter(str.islower, word), filter(str.isupper, word)) for word in answers.values())


def check_sequence(people, sequence):
    """Nothing before three answered; then just what was so when three had last answered, changed or left."""
    with transaction.atomic():
        for shown, frozen in replay(people, sequence):
            assert shown == as_shown(frozen)
            assert not shown or len(shown) >= FEWEST_ANSWERS
        transaction.set_rollback(True)


RUN = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture], "database": None}


@settings(max_examples=25, **RUN)
@given(people=st.integers(1, 30), sequence=moves)
def test_counts_change_only_when_three_people_did(people, sequence):
    check_sequence(people, sequence)


@pytest.mark.fuzz
@settings(max_examples=1_000, **RUN)
@given(people=st.integers(1, 30), sequence=moves)
def test_counts_change_only_when_three_people_did_at_length(people, sequence):
    check_sequence(people, sequence)
