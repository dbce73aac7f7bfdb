"""The draft in the hands of those who lead: pin, unpin, drop, bring back, swap, add."""

import pytest
from django.core.exceptions import PermissionDenied

from groups.drafts import Swap, add_topic, move_topic, swap_topic
from groups.models import PeerSession, PlannedTopic
from groups.planning import suggest_plan
from groups.planning_words import read_reason, why_words
from groups.scheduling import CannotPlan
from tests.factories import MembershipFactory, VolunteerFactory
from tests.groups.planning_rows import a_group, a_session, make_topics

pytestmark = pytest.mark.django_db
Standing = PlannedTopic.Standing


@pytest.fixture
def topics():
    return make_topics()


@pytest.fixture
def lead(topics):
    return a_group("abcdefghi", "abcdefghi", "abcdefgHi", "abcdefgh", topics=topics)


def planned(lead, letter):
    return lead.group.planned_topics.get(topic__slug=letter)


def standings(lead):
    """Return the draft as a word: pinned topics in capitals; and the dropped ones as another."""
    rows = list(lead.group.planned_topics.select_related("topic"))
    slugs = [row.topic.slug.upper() if row.standing == Standing.PINNED else row.topic.slug for row in rows]
    dropped = [row.standing == Standing.DROPPED for row in rows]
    kept = "".join(slug for slug, is_out in zip(slugs, dropped, strict=True) if not is_out)
    return kept, "".join(slug for slug, is_out in zip(slugs, dropped, strict=True) if is_out)


def suggest(lead):
    suggest_plan(group=lead.group, by=lead.person)


def move(lead, letter, change):
    move_topic(planned=planned(lead, letter), change=change, by=lead.person)


def swap(lead, letter, topic_id, reason="We talked it over."):
    swap_topic(planned=planned(lead, letter), swap=Swap(topic_id, reason), by=lead.person)


def test_a_draft_fills_the_seats_beside_welcome_crisis_plan_and_ending(lead):
    suggest(lead)

    assert len(standings(lead)[0]) == 7


@pytest.mark.parametrize(
    ("changes", "draft"),
    [
        (["pin"], ("Ha", "")),
        (["pin", "pin"], ("Ha", "")),
        (["unpin"], ("ha", "")),
        (["pin", "unpin"], ("ha", "")),
        (["drop"], ("a", "h")),
        (["drop", "drop"], ("a", "h")),
        (["drop", "pin"], ("a", "h")),
        (["pin", "drop"], ("a", "h")),
        (["drop", "restore"], ("ha", "")),
        (["drop", "restore", "restore"], ("ha", "")),
        (["restore"], ("ha", "")),
    ],
)
def test_a_topic_moves_and_a_second_press_does_nothing(lead, changes, draft):
    suggest(lead)
    lead.group.planned_topics.exclude(topic__slug__in="ha").delete()

    for change in changes:
        move(lead, "h", change)

    assert standings(lead) == draft


def test_a_topic_comes_back_only_where_a_seat_is_open(lead):
    suggest(lead)
    move(lead, "h", "drop")
    suggest(lead)

    with pytest.raises(CannotPlan, match="Drop a topic first"):
        move(lead, "h", "restore")

    assert standings(lead)[1] == "h"


def test_a_topic_added_by_hand_is_pinned_and_the_last_suggestion_gives_way(lead, topics):
    suggest(lead)
    before = standings(lead)[0]

    add_topic(group=lead.group, topic_id=topics["p"], by=lead.person)
    add_topic(group=lead.group, topic_id=topics["p"], by=lead.person)

    assert standings(lead)[0] == before[:-1] + "P"


def test_adding_what_is_suggested_pins_it(lead, topics):
    suggest(lead)
    before = standings(lead)[0]

    add_topic(group=lead.group, topic_id=topics["h"], by=lead.person)

    assert sorted(standings(lead)[0]) == sorted(before.replace("h", "H"))


def test_a_dropped_topic_can_be_added_by_hand(lead, topics):
    suggest(lead)
    move(lead, "h", "drop")

    add_topic(group=lead.group, topic_id=topics["h"], by=lead.person)

    assert standings(lead)[1] == ""


def test_no_topic_is_added_when_all_seats_are_pinned(lead, topics):
    for letter in "abcdefg":
        add_topic(group=lead.group, topic_id=topics[letter], by=lead.person)

    with pytest.raises(CannotPlan, match="All the sessions are taken"):
        add_topic(group=lead.group, topic_id=topics["h"], by=lead.person)

    assert standings(lead) == ("ABCDEFG", "")


def test_a_topic_with_a_session_is_not_added(lead, topics):
    a_session(lead.group, 1, topic_id=topics["a"])

    with pytest.raises(CannotPlan, match="in the programme already"):
        add_topic(group=lead.group, topic_id=topics["a"], by=lead.person)


def test_a_topic_that_is_not_on_the_list_is_not_added(lead):
    with pytest.raises(CannotPlan, match="from the list"):
        add_topic(group=lead.group, topic_id=987_654, by=lead.person)


def test_a_topic_added_by_hand_says_who_noted_it(lead, topics):
    add_topic(group=lead.group, topic_id=topics["i"], by=lead.person)
    add_topic(group=lead.group, topic_id=topics["p"], by=lead.person)

    why = {letter: why_words(read_reason(planned(lead, letter).why, pinned=True)) for letter in "ip"}
    assert why == {"i": "You pinned this. This was noted by a few people.", "p": "You pinned this."}


def test_a_swap_pins_the_other_topic_in_the_same_place_with_its_reason(lead, topics):
    suggest(lead)
    before = standings(lead)[0]

    swap(lead, before[2], topics["p"], "Ein Wunsch der Gruppe: مرحبا 🌱")

    assert standings(lead) == (before[:2] + "P" + before[3:], before[2])
    assert planned(lead, "p").reason == "Ein Wunsch der Gruppe: مرحبا 🌱"


def test_a_swap_sent_twice_is_one(lead, topics):
    suggest(lead)
    swap(lead, "h", topics["p"])
    before = standings(lead)

    swap(lead, "h", topics["p"])

    assert standings(lead) == before


def test_a_swap_with_a_topic_of_the_draft_is_refused(lead, topics):
    suggest(lead)

    with pytest.raises(CannotPlan, match="in the programme already"):
        swap(lead, "a", topics["h"])

    assert standings(lead)[1] == ""


def test_dropping_what_was_swapped_in_forgets_its_reason(lead, topics):
    suggest(lead)
    swap(lead, "h", topics["p"])

    move(lead, "p", "drop")
    move(lead, "p", "restore")

    assert planned(lead, "p").reason == ""


def test_pins_and_drops_survive_a_new_suggestion(lead, topics):
    suggest(lead)
    swap(lead, "h", topics["p"])
    move(lead, "c", "drop")

    suggest(lead)

    assert standings(lead)[0][0] == "P"
    assert sorted(standings(lead)[1]) == ["c", "h"]


@pytest.mark.parametrize("role", [VolunteerFactory, MembershipFactory])
def test_only_those_who_lead_change_the_draft(lead, topics, role):
    suggest(lead)
    person = role(group=lead.group).person
    before = standings(lead)

    for act in (
        lambda: move_topic(planned=planned(lead, "a"), change="drop", by=person),
        lambda: swap_topic(planned=planned(lead, "a"), swap=Swap(topics["p"], "No"), by=person),
        lambda: add_topic(group=lead.group, topic_id=topics["p"], by=person),
    ):
        with pytest.raises(PermissionDenied):
            act()

    assert standings(lead) == before
    assert not PeerSession.objects.filter(group=lead.group).exists()
