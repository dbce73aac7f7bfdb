"""Topics suggested in one's own words: read without a name, answered by those who lead, told to the writer alone."""

import uuid

import pytest
from django.core import serializers
from django.core.exceptions import PermissionDenied

from accounts.group_vault import vault_of_group
from accounts.models import User
from groups.memberships import change_role, end_place, leave_group
from groups.models import TopicSuggestion
from groups.planning import suggest_plan
from groups.suggestions import (
    MOST_WAITING,
    CannotSuggest,
    has_answer,
    make_part_of,
    own_suggestions,
    set_aside,
    suggest_topic,
    take_back,
    turn_into_topic,
    waiting_suggestions,
)
from tests.factories import (
    FacilitatorFactory,
    MembershipFactory,
    PeerLeadFactory,
    UserFactory,
    VolunteerFactory,
)
from tests.groups.planning_rows import a_group, answer, make_topics
from wellness.interests import TopicDraft, interests_of, offered_topics, topics_by_id
from wellness.models import Topic

pytestmark = pytest.mark.django_db
DRAFT = TopicDraft("Eating well alone", "We swap easy meals.", "side-1", is_sensitive=False)


@pytest.fixture
def topics():
    return make_topics("abc")


@pytest.fixture
def lead(topics):
    return FacilitatorFactory()


@pytest.fixture
def ana(lead):
    return MembershipFactory(group=lead.group).person


def suggest(person, group, words="Cooking for one."):
    key = uuid.uuid4()
    suggest_topic(person=person, group=group, key=key, words=words)
    return TopicSuggestion.objects.get(pk=key)


def read(lead):
    return [each.words for each in waiting_suggestions(lead.group, lead.person)]


def told(person, lead):
    return [(each.words, each.answer, each.became) for each in own_suggestions(person, lead.group, "en")]


def test_those_who_lead_read_the_words_and_their_writer_does(lead, ana):
    suggest(ana, lead.group)

    assert read(lead) == ["Cooking for one."]
    assert told(ana, lead) == [("Cooking for one.", "", "")]


def test_nobody_else_reads_them(lead, ana):
    row = suggest(ana, lead.group)
    others = [MembershipFactory(group=lead.group).person, VolunteerFactory(group=lead.group).person]

    for other in [*others, FacilitatorFactory().person, UserFactory(is_staff=True, is_superuser=True)]:
        assert not vault_of_group(lead.group.pk, reader=other).try_open(row, "sealed").is_readable
        assert own_suggestions(other, lead.group, "en") == []


def test_the_database_alone_says_neither_who_wrote_nor_that_two_are_of_one_person(lead, ana):
    rows = [suggest(ana, lead.group), suggest(ana, lead.group, "Fishing.")]

    stored = serializers.serialize("json", TopicSuggestion.objects.all())
    related = [field.name for field in TopicSuggestion._meta.get_fields() if field.related_model is User]

    assert (related, str(ana.pk) in stored, ana.pk.hex in stored, "Fishing" in stored) == (
        [],
        False,
        False,
        False,
    )
    assert rows[0].token != rows[1].token


def test_a_form_sent_twice_makes_one(lead, ana):
    key = uuid.uuid4()
    for words in ("Fishing.", "Fishing, sent again."):
        suggest_topic(person=ana, group=lead.group, key=key, words=words)

    assert read(lead) == ["Fishing."]


def test_an_id_that_is_someone_elses_makes_a_suggestion_of_its_own(lead, ana):
    theirs = suggest(MembershipFactory(group=lead.group).person, lead.group, "Theirs.")

    suggest_topic(person=ana, group=lead.group, key=theirs.pk, words="Mine.")

    assert (sorted(read(lead)), [words for words, *_rest in told(ana, lead)]) == (
        ["Mine.", "Theirs."],
        ["Mine."],
    )


def test_three_can_wait_and_one_taken_back_makes_room(lead, ana):
    rows = [suggest(ana, lead.group, f"Idea {number}") for number in range(MOST_WAITING)]
    with pytest.raises(CannotSuggest, match="take one of them back first"):
        suggest(ana, lead.group, "One more.")

    assert take_back(person=ana, group=lead.group, key=rows[0].pk)
    suggest(ana, lead.group, "One more.")

    assert sorted(read(lead)) == ["Idea 1", "Idea 2", "One more."]


def test_nobody_takes_back_what_is_not_theirs(lead, ana):
    row = suggest(ana, lead.group)

    for other in (MembershipFactory(group=lead.group).person, lead.person):
        assert not take_back(person=other, group=lead.group, key=row.pk)

    assert read(lead) == ["Cooking for one."]


@pytest.mark.parametrize("place", [VolunteerFactory, FacilitatorFactory])
def test_those_who_lead_and_strangers_suggest_nothing(lead, place):
    for person in (place(group=lead.group).person, UserFactory()):
        with pytest.raises(PermissionDenied):
            suggest(person, lead.group)


def test_a_suggestion_becomes_a_topic_for_its_group_alone_in_the_words_of_those_who_lead(lead, ana):
    library = offered_topics("en")
    row = suggest(ana, lead.group)
    assert not has_answer(ana, lead.group)

    turn_into_topic(suggestion=row, draft=DRAFT, by=lead.person)

    own = [card for card in offered_topics("en", to=lead.group.pk) if card not in library]
    assert [(card.name, card.line, card.dimension.slug) for card in own] == [
        ("Eating well alone", "We swap easy meals.", "side-1")
    ]
    assert offered_topics("en") == offered_topics("en", to=FacilitatorFactory().group.pk) == library
    assert told(ana, lead) == [("Cooking for one.", "topic", "Eating well alone")]
    assert (has_answer(ana, lead.group), interests_of(ana)) == (True, {own[0].id: "interested"})
    assert "cooking" not in own[0].slug


def test_a_topic_of_ones_own_is_read_in_every_language(lead, ana):
    turn_into_topic(suggestion=suggest(ana, lead.group), draft=DRAFT, by=lead.person)
    own = Topic.objects.get(offered_to=lead.group.pk)

    own.texts.update(language="es")

    assert topics_by_id([own.pk], "en")[own.pk].name == "Eating well alone"


@pytest.mark.parametrize("before", [{}, {"a": "strong"}])
def test_a_suggestion_that_is_part_of_a_topic_counts_as_its_writers_interest(lead, ana, topics, before):
    answer(ana, "A" if before else "", topics)

    make_part_of(suggestion=suggest(ana, lead.group), topic_id=topics["a"], by=lead.person)

    assert interests_of(ana) == {topics["a"]: before.get("a", "interested")}
    assert told(ana, lead) == [("Cooking for one.", "part", "Topic a")]


def test_a_suggestion_set_aside_is_told_to_its_writer_and_counts_for_nothing(lead, ana):
    set_aside(suggestion=suggest(ana, lead.group), by=lead.person)

    assert (told(ana, lead), read(lead), interests_of(ana)) == ([("Cooking for one.", "not_now", "")], [], {})


def test_a_second_answer_changes_nothing(lead, ana, topics):
    row = suggest(ana, lead.group)
    for _press in range(2):
        turn_into_topic(suggestion=row, draft=DRAFT, by=lead.person)
    make_part_of(suggestion=row, topic_id=topics["a"], by=lead.person)
    set_aside(suggestion=row, by=lead.person)

    assert Topic.objects.filter(offered_to=lead.group.pk).count() == 1
    assert [answer_ for _words, answer_, _became in told(ana, lead)] == ["topic"]


def test_a_suggestion_is_part_only_of_what_the_group_is_offered(lead, ana, topics):
    other = FacilitatorFactory()
    member = MembershipFactory(group=other.group).person
    turn_into_topic(suggestion=suggest(member, other.group), draft=DRAFT, by=other.person)
    theirs = Topic.objects.get(offered_to=other.group.pk)

    with pytest.raises(CannotSuggest, match="from the list"):
        make_part_of(suggestion=suggest(ana, lead.group), topic_id=theirs.pk, by=lead.person)

    assert (read(lead), interests_of(ana)) == (["Cooking for one."], {})


@pytest.mark.parametrize("place", [VolunteerFactory, MembershipFactory, FacilitatorFactory])
def test_only_those_who_lead_the_group_answer(lead, ana, topics, place):
    row = suggest(ana, lead.group)
    other = place().person if place is FacilitatorFactory else place(group=lead.group).person

    with pytest.raises(PermissionDenied):
        turn_into_topic(suggestion=row, draft=DRAFT, by=other)
    with pytest.raises(PermissionDenied):
        make_part_of(suggestion=row, topic_id=topics["a"], by=other)
    with pytest.raises(PermissionDenied):
        set_aside(suggestion=row, by=other)

    assert read(lead) == ["Cooking for one."]


@pytest.mark.parametrize("way", ["leaves", "is ended", "leads"])
def test_suggestions_and_ticks_of_the_groups_own_go_with_the_place_of_their_writer(lead, ana, topics, way):
    answer(ana, "b", topics)
    turn_into_topic(suggestion=suggest(ana, lead.group), draft=DRAFT, by=lead.person)
    suggest(ana, lead.group, "Waits.")
    suggest(MembershipFactory(group=lead.group).person, lead.group, "Stays.")
    place = lead.group.memberships.get(person=ana)

    if way == "leaves":
        leave_group(person=ana, group=lead.group)
    elif way == "is ended":
        end_place(place=place, by=lead.person)
    else:
        PeerLeadFactory(person=ana)
        change_role(place=place, role="volunteer")

    assert (read(lead), TopicSuggestion.objects.count()) == (["Stays."], 1)
    assert interests_of(ana) == {topics["b"]: "interested"}


def test_the_planner_proposes_a_topic_of_the_groups_own_once_two_people_want_it(topics):
    lead = a_group("a", "a", "b", "b", topics=topics)
    people = [place.person for place in lead.group.memberships.filter(role="participant").order_by("pk")]
    turn_into_topic(suggestion=suggest(people[0], lead.group), draft=DRAFT, by=lead.person)
    own = Topic.objects.get(offered_to=lead.group.pk)
    suggest_plan(group=lead.group, by=lead.person)
    assert not lead.group.planned_topics.filter(topic=own).exists()

    for person in people[1:]:
        answer(person, "o", topics | {"o": own.pk})
    suggest_plan(group=lead.group, by=lead.person)

    assert lead.group.planned_topics.filter(topic=own).exists()
