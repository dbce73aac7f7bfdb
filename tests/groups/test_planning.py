"""From frozen interests to a draft, and from the draft to the programme that the group sees."""

import json
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied

from groups.models import PeerSession, PlannedTopic
from groups.plan_basis import read_basis
from groups.planning import choose_plan, fairness_of, suggest_plan
from groups.planning_words import gave_way_words, read_reason, uncovered_words, why_words
from groups.snapshots import current_snapshot
from tests.factories import MembershipFactory, VolunteerFactory
from tests.groups.planning_rows import LETTERS, a_group, a_session, answer, letters_of, make_topics
from wellness.models import Topic

pytestmark = pytest.mark.django_db
CAMPS = ["abC", "abC", "abc", "abd", "Ab", "ab", "ef", "eF", "ef", "gh", ""]
A_DAY = datetime(2026, 12, 1, 18, 30, tzinfo=UTC)
Standing = PlannedTopic.Standing
State = PeerSession.State


@pytest.fixture
def topics():
    return make_topics(sensitive="g")


@pytest.fixture
def lead(topics):
    return a_group(*CAMPS, topics=topics)


def suggest(lead):
    return suggest_plan(group=lead.group, by=lead.person)


def choose(lead):
    return choose_plan(group=lead.group, by=lead.person)


def draft(lead):
    """Return the draft as a word in its order: a pinned topic in capitals, a dropped one left out."""
    rows = lead.group.planned_topics.exclude(standing=Standing.DROPPED)
    return "".join(
        row.topic.slug.upper() if row.standing == Standing.PINNED else row.topic.slug for row in rows
    )


def pin(lead, letter, standing=Standing.PINNED, **fields):
    return lead.group.planned_topics.create(
        topic=Topic.objects.get(slug=letter), standing=standing, position=50, **fields
    )


def programme(lead):
    """Return the sessions that take place as the group reads them: letters of topics, or kinds."""
    sessions = lead.group.sessions.exclude(state=State.CANCELLED)
    assert [session.position for session in sessions] == list(range(1, len(sessions) + 1))
    return [session.topic.slug if session.topic else session.kind for session in sessions]


def by_the_command(lead, **given):
    """Return what `python -m groups.programme` prints for the frozen ballots of a group."""
    snapshot = current_snapshot(lead.group)
    problem = {
        "topics": list(LETTERS),
        "ballots": list(snapshot.ballots.values()),
        "sensitive": ["g"],
        "seats": 7,
    } | given
    run = subprocess.run(
        [sys.executable, "-m", "groups.programme"],
        input=json.dumps(problem),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(run.stdout)


def reasons(lead):
    rows = lead.group.planned_topics.exclude(standing=Standing.DROPPED).select_related("topic")
    return {
        row.topic.slug: why_words(read_reason(row.why, pinned=row.standing == Standing.PINNED))
        for row in rows
    }


def fairness(lead):
    return fairness_of(read_basis(lead.group, current_snapshot(lead.group), "en"))


def test_a_suggestion_is_what_the_command_prints(lead):
    suggest(lead)

    printed = by_the_command(lead)
    assert draft(lead) == "".join(printed["chosen"])
    assert reasons(lead) == printed["reasons"]


def test_a_suggestion_after_held_and_pinned_topics_is_what_the_command_prints(lead, topics):
    a_session(lead.group, 1, state=State.HELD)
    a_session(lead.group, 2, topic_id=topics["a"], state=State.HELD)
    a_session(lead.group, 3, topic_id=topics["p"])
    pin(lead, "h")

    suggest(lead)

    printed = by_the_command(lead, held=["a"], pinned=["p", "h"])
    assert draft(lead) == "".join(printed["chosen"]).replace("p", "").replace("h", "H")
    untold = "; a few people have had none of their topics yet"
    assert any(untold in why for why in printed["reasons"].values())
    assert reasons(lead) == {
        topic: why.replace(untold, "") for topic, why in printed["reasons"].items() if topic != "p"
    }


def test_a_suggestion_without_dropped_topics_chooses_as_the_command_does_without_them(lead):
    pin(lead, "a", Standing.DROPPED)

    suggest(lead)

    ballots = [
        {kind: [topic for topic in topics if topic != "a"] for kind, topics in ballot.items()}
        for ballot in current_snapshot(lead.group).ballots.values()
    ]
    printed = by_the_command(lead, topics=list(LETTERS[1:]), ballots=ballots)
    assert draft(lead) == "".join(printed["chosen"])


def test_dropping_a_topic_shows_no_other_count_of_the_rest(topics):
    lead = a_group(*["a"] * 5, *["b"] * 3, topics=topics)
    suggest(lead)
    before = reasons(lead)

    lead.group.planned_topics.filter(topic__slug="b").update(standing=Standing.DROPPED)
    suggest(lead)

    assert before["a"] == "5 of 8 people noted this."
    assert reasons(lead) == {"a": before["a"]}


def test_suggesting_again_keeps_pinned_and_dropped_topics(lead):
    suggest(lead)
    lead.group.planned_topics.filter(topic__slug="c").update(standing=Standing.DROPPED)
    pin(lead, "p", reason="Somebody brought a good idea.")

    suggest(lead)

    assert draft(lead)[0] == "P"
    assert "c" not in draft(lead)
    assert lead.group.planned_topics.get(topic__slug="p").reason == "Somebody brought a good idea."
    assert lead.group.planned_topics.get(topic__slug="c").standing == Standing.DROPPED


def test_suggesting_twice_leaves_the_same_rows(lead):
    suggest(lead)
    before = list(lead.group.planned_topics.values_list("pk", "topic_id", "standing", "position"))

    suggest(lead)

    assert list(lead.group.planned_topics.values_list("pk", "topic_id", "standing", "position")) == before


def test_nothing_is_suggested_before_three_people_answered(topics):
    lead = a_group("ab", "ab", topics=topics)

    assert suggest(lead) == 0
    assert draft(lead) == ""


def test_a_suggestion_reads_the_frozen_counts(lead, topics):
    suggest(lead)
    before = draft(lead)
    newcomers = MembershipFactory.create_batch(2, group=lead.group)

    for place in newcomers:
        answer(place.person, "nop", topics)
    suggest(lead)

    assert draft(lead) == before


def test_one_person_alone_and_two_on_a_sensitive_topic_are_not_suggested(topics):
    lead = a_group("ag", "ag", "ab", topics=topics)

    suggest(lead)

    assert draft(lead) == "a"


def test_a_topic_no_longer_offered_is_not_suggested_and_stays_where_it_was_pinned(lead):
    Topic.objects.filter(slug__in=["a", "b"]).update(is_offered=False)
    pin(lead, "b")

    suggest(lead)

    assert "a" not in draft(lead)
    assert draft(lead)[0] == "B"


def test_choosing_makes_sessions_with_the_fixed_ones_in_their_places(lead):
    suggest(lead)
    first, second, *rest = draft(lead)

    assert choose(lead) == 3 + 2 + len(rest)

    assert programme(lead) == ["welcome", first, "crisis_plan", second, *rest, "ending"]
    assert draft(lead) == ""


def test_choosing_again_changes_nothing(lead):
    suggest(lead)
    sessions = choose(lead)
    before = list(lead.group.sessions.values_list("pk", "position"))

    assert choose(lead) == sessions

    assert list(lead.group.sessions.values_list("pk", "position")) == before


def test_choosing_an_empty_draft_makes_no_session(lead):
    assert choose(lead) == 0
    assert programme(lead) == []


def test_a_group_that_has_met_is_not_welcomed_again(lead, topics):
    a_session(lead.group, 1, topic_id=topics["a"], state=State.HELD)
    pin(lead, "b")

    choose(lead)

    assert programme(lead) == ["a", "b", "crisis_plan", "ending"]


def test_new_sessions_come_after_planned_ones_and_before_the_ending(lead, topics):
    a_session(lead.group, 1, state=State.HELD)
    a_session(lead.group, 2, topic_id=topics["a"])
    a_session(lead.group, 3, kind=PeerSession.Kind.ENDING)
    pin(lead, "b")

    choose(lead)

    assert programme(lead) == ["welcome", "a", "crisis_plan", "b", "ending"]


def test_no_new_session_comes_before_one_with_a_date(lead, topics):
    a_session(lead.group, 1, state=State.HELD)
    for number, letter in ((2, "a"), (3, "b"), (4, "c")):
        a_session(lead.group, number, topic_id=topics[letter], starts_at=A_DAY if letter < "c" else None)
    pin(lead, "d")

    choose(lead)

    assert programme(lead) == ["welcome", "a", "b", "crisis_plan", "c", "d", "ending"]


def test_a_fixed_session_that_was_taken_out_stays_out(lead):
    a_session(lead.group, 1, kind=PeerSession.Kind.CRISIS_PLAN, state=State.CANCELLED)
    pin(lead, "a")

    choose(lead)

    assert programme(lead) == ["welcome", "a", "ending"]


def test_a_topic_whose_session_was_taken_out_can_be_chosen_again(lead, topics):
    a_session(lead.group, 1, topic_id=topics["a"], state=State.CANCELLED)
    pin(lead, "a")

    choose(lead)

    assert programme(lead) == ["welcome", "a", "crisis_plan", "ending"]


def test_the_programme_never_has_more_than_ten_sessions(lead):
    for letter in "abcdefghij":
        pin(lead, letter)

    suggest(lead)
    assert choose(lead) == 10

    assert programme(lead) == ["welcome", "a", "crisis_plan", *"bcdefg", "ending"]
    assert draft(lead) == "HIJ"


def test_a_full_programme_takes_no_more_topics(lead, topics):
    for number, letter in enumerate("abcdefghij", start=1):
        a_session(lead.group, number, topic_id=topics[letter])
    pin(lead, "k")

    assert (suggest(lead), choose(lead)) == (0, 10)
    assert programme(lead) == list("abcdefghij")


def test_more_than_ten_sessions_made_in_the_admin_do_not_stop_the_planner(lead, topics):
    for number, letter in enumerate("abcdefghijkl", start=1):
        a_session(lead.group, number, topic_id=topics[letter], state=State.HELD)
    pin(lead, "m")

    assert (suggest(lead), choose(lead)) == (0, 12)


def test_the_reason_of_a_swap_goes_with_its_session(lead):
    pin(lead, "a", reason="Two of us are moving house 🏠")

    choose(lead)

    assert lead.group.sessions.get(topic__slug="a").reason == "Two of us are moving house 🏠"


@pytest.mark.parametrize("act", [suggest_plan, choose_plan])
def test_only_those_who_lead_the_group_may_plan(act, lead):
    volunteer = VolunteerFactory(group=lead.group)

    for person in (volunteer.person, MembershipFactory(group=lead.group).person, MembershipFactory().person):
        with pytest.raises(PermissionDenied):
            act(group=lead.group, by=person)


@pytest.mark.parametrize(
    ("words", "pinned", "told"),
    [
        (["a", "a", "b"], "ab", "Everyone who answered has at least one topic."),
        (["a", "a", "b"], "a", "A few people would still have nothing that they noted."),
        (["a", "b", "c"], "a", "A few people would still have nothing that they noted."),
        (["a", "b", "c", "d"], "a", "Several people would still have nothing that they noted."),
        (["a", *"bcdefghi"], "a", "Several people would still have nothing that they noted."),
    ],
)
def test_people_left_out_are_told_in_amounts_alone(topics, words, pinned, told):
    lead = a_group(*words, topics=topics)
    for letter in pinned:
        pin(lead, letter)

    assert uncovered_words(fairness(lead).uncovered) == told


def test_a_person_who_noted_only_what_was_dropped_is_left_out(topics):
    lead = a_group("a", "a", "a", "b", topics=topics)
    pin(lead, "a", Standing.DROPPED)
    pin(lead, "b")

    told = fairness(lead)

    assert uncovered_words(told.uncovered) == "Several people would still have nothing that they noted."
    assert gave_way_words(told.gave_way, by_dropping=told.by_dropping) == [
        "In this plan some people who could fill a session together have none of their topics.",
        "You dropped a topic that they share; bringing it back may help.",
    ]


def test_a_suggestion_with_room_for_everyone_breaks_no_promise(topics):
    lead = a_group("ab", "ab", "cd", "cd", topics=topics)
    suggest(lead)

    assert fairness(lead).gave_way is None


def test_what_is_stored_of_a_reason_holds_no_hidden_count(topics):
    lead = a_group("aB", "ab", "a", "a", "a", "c", "c", "C", topics=topics)

    suggest(lead)

    for row in lead.group.planned_topics.all():
        numbers = {row.why[name][1] for name in ("noted", "strongly", "waiting", "first")}
        assert not numbers & {1, 2}


def test_the_draft_is_of_one_group_alone(lead, topics):
    other = a_group(*CAMPS, topics=topics)

    suggest(lead)

    assert draft(other) == ""
    assert letters_of(lead.group.planned_topics.all()) == draft(lead)
