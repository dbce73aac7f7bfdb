"""What those who lead note for the writer of a suggestion brings no snapshot about: nobody is picked out by it."""

import uuid
from itertools import combinations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groups.memberships import end_place
from groups.models import TopicSuggestion
from groups.snapshots import FEWEST_ANSWERS, FEWEST_CHANGES, current_snapshot, frozen_ballots
from groups.suggestions import make_part_of, suggest_topic
from tests.factories import MembershipFactory
from tests.groups.planning_rows import a_group, answer, make_topics
from wellness.interests import NOTED, TopicDraft, interests_of, make_topic, marked_ballots

pytestmark = pytest.mark.django_db
WORDS = ["", "a", "A", "ab", "b", "c"]
# Someone answers with a word, or those who lead make a suggestion of theirs part of a topic.
moves = st.lists(st.tuples(st.integers(0, 5), st.sampled_from([*WORDS, "merge b", "merge c"])), max_size=16)


@pytest.fixture
def topics():
    return make_topics("abc")


def taken(lead):
    ballots = frozen_ballots(current_snapshot(lead.group))
    return sorted("".join(sorted(ballot.approved)) for ballot in ballots)


def people_of(lead):
    return [place.person for place in lead.group.memberships.filter(role="participant").order_by("pk")]


def merge(person, lead, topic_id):
    """Let someone suggest a topic and those who lead make it part of one."""
    key = uuid.uuid4()
    suggest_topic(person=person, group=lead.group, key=key, words="Cooking.")
    make_part_of(suggestion=TopicSuggestion.objects.get(pk=key), topic_id=topic_id, by=lead.person)


def test_notes_for_three_people_bring_no_new_counts(topics):
    lead = a_group("a", "a", "a", "a", topics=topics)
    before = taken(lead)

    for person in people_of(lead)[:3]:
        merge(person, lead, topics["b"])

    assert taken(lead) == before


def test_two_notes_and_one_change_bring_no_new_counts(topics):
    lead = a_group("a", "a", "a", "a", topics=topics)
    before = taken(lead)
    first, second, third, _fourth = people_of(lead)

    merge(first, lead, topics["b"])
    merge(second, lead, topics["b"])
    answer(third, "c", topics)

    assert taken(lead) == before


def test_notes_come_with_the_next_three_changes(topics):
    lead = a_group("a", "a", "a", "a", topics=topics)
    taken(lead)
    first, *others = people_of(lead)
    merge(first, lead, topics["b"])

    for person in others:
        answer(person, "c", topics)

    assert taken(lead) == ["ab", "c", "c", "c"]


def test_someone_who_chose_nothing_themselves_is_no_third_answer(topics):
    lead = a_group("a", "a", "", topics=topics)

    merge(people_of(lead)[2], lead, topics["b"])

    assert current_snapshot(lead.group) is None


def test_someone_who_chose_nothing_is_counted_with_three_who_did_and_leaves_with_three(topics):
    lead = a_group("a", "a", "a", "a", "a", "a", "", topics=topics)
    *people, quiet = people_of(lead)
    merge(quiet, lead, topics["b"])
    assert taken(lead) == ["a"] * 6 + ["b"]
    places = {place.person: place for place in lead.group.memberships.filter(role="participant")}
    shown = []

    for person in [quiet, *people[:3]]:
        end_place(place=places[person], by=person)
        shown.append(taken(lead))

    assert shown == [["a"] * 6 + ["b"]] * 3 + [["a"] * 3]


def test_taking_back_what_was_noted_is_a_change_of_ones_own(topics):
    lead = a_group("a", "a", "a", "a", topics=topics)
    first, second, third, fourth = people_of(lead)
    merge(first, lead, topics["b"])
    for person in (second, third, fourth):
        answer(person, "c", topics)
    assert taken(lead) == ["ab", "c", "c", "c"]

    answer(first, "a", topics)
    assert (interests_of(first), taken(lead)) == ({topics["a"]: "interested"}, ["ab", "c", "c", "c"])
    answer(second, "b", topics)
    answer(third, "b", topics)

    assert taken(lead) == ["a", "b", "b", "c"]


def test_a_mark_tells_what_was_noted_from_what_was_chosen(topics):
    lead = a_group("", topics=topics)
    person = people_of(lead)[0]

    def mark():
        return next(iter(marked_ballots([person.pk], "group").values())).mark

    merge(person, lead, topics["a"])
    noted = mark()
    answer(person, "A", topics)
    chosen = mark()
    answer(person, "", topics)

    assert (noted, len({noted, chosen, mark()})) == (NOTED, 3)


def test_what_is_chosen_of_another_groups_own_topics_changes_nothing_here(topics):
    lead = a_group("a", "a", "a", "a", topics=topics)
    before = taken(lead)
    draft = TopicDraft("Ours", "We talk.", "side-1", is_sensitive=False)
    other = MembershipFactory(person=people_of(lead)[0]).group
    own = make_topic(draft, offered_to=other.pk, language="en")

    for person in people_of(lead)[:3]:
        answer(person, "o", {"o": own})

    assert (taken(lead), interests_of(people_of(lead)[0])[own]) == (before, "interested")


def shown_after_each(people, sequence, topics):
    """Return each snapshot that someone who leads saw, as marks and ballots, a look after every move."""
    lead = a_group(*[""] * people, topics=topics)
    persons, shown = people_of(lead), []
    for number, move in sequence:
        person = persons[number % people]
        if move.startswith("merge "):
            merge(person, lead, topics[move[-1]])
        else:
            answer(person, move, topics)
        snapshot = current_snapshot(lead.group)
        if snapshot and (snapshot.marks, snapshot.ballots) not in shown:
            shown.append((snapshot.marks, snapshot.ballots))
    return shown


def own(marks, who):
    return "" if marks.get(who) == NOTED else marks.get(who, "")


def approved(ballots, who):
    return {slug for slugs in ballots.get(who, {}).values() for slug in slugs}


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(people=st.integers(3, 6), sequence=moves)
def test_between_any_two_looks_nobody_or_three_changed_whatever_was_noted(people, sequence):
    with transaction.atomic():
        shown = shown_after_each(people, sequence, make_topics("abc"))
        transaction.set_rollback(True)

    for marks, _ballots in shown:
        assert sum(1 for who in marks if own(marks, who)) >= FEWEST_ANSWERS
    for (before, was), (after, now) in combinations(shown, 2):
        changed = {who for who in before | after if own(before, who) != own(after, who)}
        assert len(changed) == 0 or len(changed) >= FEWEST_CHANGES
        assert not [who for who in before if who not in changed and approved(was, who) - approved(now, who)]
