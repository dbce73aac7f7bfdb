"""Counts stay anonymous: what those who lead may see of interests, and when it changes."""

from dataclasses import dataclass
from itertools import combinations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groups.memberships import end_place
from groups.models import Group, InterestSnapshot, Membership
from groups.snapshots import FEWEST_ANSWERS, current_snapshot, frozen_ballots, marks_to_show
from tests.factories import GroupFactory, MembershipFactory, UserFactory
from tests.groups.planning_rows import a_group, answer, make_topics
from wellness.interests import marked_ballots
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


def test_someone_who_leaves_stays_counted_until_three_have_left(topics):
    lead = a_group("a", "b", "c", "a", "a", "a", topics=topics)
    taken(lead.group)
    places = Membership.objects.participants().filter(group=lead.group).order_by("pk")
    shown = []

    for place in places[:3]:
        end_place(place=place, by=place.person)
        shown.append(taken(lead.group))

    assert shown == [["a", "a", "a", "a", "b", "c"], ["a", "a", "a", "a", "b", "c"], ["a", "a", "a"]]


def test_new_answers_are_counted_while_someone_who_left_still_is(topics):
    lead = a_group("a", "b", "c", topics=topics)
    taken(lead.group)
    leaver = Membership.objects.participants().filter(group=lead.group).order_by("pk")[0]
    end_place(place=leaver, by=leaver.person)
    answer(leaver.person, "c", topics)

    for person in UserFactory.create_batch(3):
        answer(MembershipFactory(group=lead.group, person=person).person, "ab", topics)

    assert taken(lead.group) == ["a", "ab", "ab", "ab", "b", "c"]


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
def test_a_look_takes_7_queries_and_23_where_it_renews(people, topics, django_assert_num_queries):
    current_snapshot(a_group(*"aaa", topics=topics).group)
    lead = a_group(*["a"] * people, topics=topics)

    with django_assert_num_queries(23):
        current_snapshot(lead.group)
    with django_assert_num_queries(7):
        current_snapshot(lead.group)


moves = st.lists(st.tuples(st.integers(0, 29), st.sampled_from([*WORDS, GONE])), min_size=1, max_size=14)


@dataclass(frozen=True)
class Look:
    """What was frozen when someone who leads looked: words by person, and who was in the group then."""

    words: dict
    here: frozenset


def replay(people, sequence):
    """Let people answer, change, leave and come back, a look after each; return each look that showed something new."""
    topics, group = make_topics("abc"), GroupFactory()
    persons = UserFactory.create_batch(people)
    here = {person.pk: MembershipFactory(group=group, person=person) for person in persons}
    said, looks = {}, []
    for number, word in sequence:
        person = persons[number % people]
        move(person, word, group=group, here=here, topics=topics)
        if word:
            [(who, ballot)] = marked_ballots([person.pk], f"snapshot of {group.pk}").items()
            said[who, ballot.mark] = (person.pk, word)
        shown = taken(Group.objects.get(pk=group.pk))
        snapshot = InterestSnapshot.objects.filter(group=group).first()
        words = dict(said[who, what] for who, what in (snapshot.marks if snapshot else {}).items() if what)
        assert shown == sorted(as_shown(word) for word in words.values())
        if not looks or looks[-1].words != words:
            looks.append(Look(words, frozenset(here)))
    return looks


def move(person, word, *, group, here, topics):
    """Answer with a word, coming (back) first where need be; or leave, what was answered kept as it is."""
    if word is GONE:
        if person.pk in here:
            place = here.pop(person.pk)
            end_place(place=place, by=place.person)
        return
    if person.pk not in here:
        here[person.pk] = MembershipFactory(group=group, person=person)
    answer(person, word, topics)


def differences(before, after):
    """Return how many people answered or changed between two looks, and how many left."""
    people = before.words.keys() | after.words.keys()
    different = [one for one in people if before.words.get(one, "") != after.words.get(one, "")]
    left = [one for one in different if not after.words.get(one) and one not in after.here]
    return len(different) - len(left), len(left)


def as_word(interested, strong):
    return "".join(sorted(interested)) + "".join(sorted(strong)).upper()


def as_shown(word):
    return as_word(filter(str.islower, word), filter(str.isupper, word))


def check_sequence(people, sequence):
    """Nothing before three answered; between any two looks nobody or three moved, and nobody or three left."""
    with transaction.atomic():
        looks = [look for look in replay(people, sequence) if look.words]
        assert all(len(look.words) >= FEWEST_ANSWERS for look in looks)
        counts = {count for pair in combinations(looks, 2) for count in differences(*pair)}
        assert counts & {1, 2} == set()
        transaction.set_rollback(True)


RUN = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture], "database": None}


@settings(max_examples=25, **RUN)
@given(people=st.integers(1, 30), sequence=moves)
def test_any_two_looks_differ_by_nobody_or_by_three(people, sequence):
    check_sequence(people, sequence)


@pytest.mark.fuzz
@settings(max_examples=1_000, **RUN)
@given(people=st.integers(1, 9), sequence=moves)
def test_any_two_looks_differ_by_nobody_or_by_three_at_length(people, sequence):
    check_sequence(people, sequence)


@pytest.mark.parametrize(
    ("shown", "now", "next_one"),
    [
        # Two left and someone answered; three left and one changed; one cleared their answer and two left.
        ([{"a": "1", "b": "1", "c": "1", "d": "1"}], {"c": "1", "d": "1", "e": "1"}, None),
        (
            [dict.fromkeys("abcdefg", "1")],
            dict.fromkeys("abcd", "1") | {"a": "2"},
            dict.fromkeys("abcd", "1"),
        ),
        ([dict.fromkeys("abcdef", "1")], dict.fromkeys("abc", "1") | {"d": ""}, None),
        # Three answered and one left: that one stays counted.
        ([dict.fromkeys("abcd", "1")], dict.fromkeys("bcdefg", "1"), dict.fromkeys("abcdefg", "1")),
        # Of three who changed two changed back, and another one changed: beside the first that would be two.
        (
            [dict.fromkeys("abcd", "1"), dict.fromkeys("abc", "2") | {"d": "1"}],
            {"a": "1", "b": "1", "c": "2", "d": "2"},
            None,
        ),
    ],
)
def test_what_may_be_shown_next(shown, now, next_one):
    assert marks_to_show(shown, now) == next_one
