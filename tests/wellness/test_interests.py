"""Interests: a person's own choices, and what a group may know of them."""

from uuid import uuid4

import pytest

from accounts.models import DataKey, User
from tests.factories import UserFactory
from wellness.interests import (
    UnnamedBallot,
    interests_of,
    marked_ballots,
    matching_topics,
    note_interests,
    offered_topics,
    strengths_in,
    topic_choices,
    topics_by_id,
)
from wellness.models import Dimension, Interest, Topic, TopicText

pytestmark = pytest.mark.usefixtures("content")


@pytest.fixture
def topic():
    """Return a function that gives the id of a topic."""
    return lambda slug: Topic.objects.get(slug=slug).pk


def test_topics_come_in_page_order_with_their_dimension():
    topics = offered_topics("en")

    assert [card.slug for card in topics] == list(Topic.objects.values_list("slug", flat=True))
    assert (topics[0].name, topics[0].dimension.name, topics[0].dimension.hue) == (
        "Sleeping better",
        "Body and sleep",
        "hue-1",
    )


def test_topics_not_offered_are_left_out_and_still_found_by_their_id(topic):
    Topic.objects.filter(slug="anger").update(is_offered=False)

    assert "anger" not in [card.slug for card in offered_topics("en")]
    assert topics_by_id([topic("anger")], "en")[topic("anger")].name == "Anger"


def test_topics_are_shown_in_the_language_asked_for_or_else_in_the_sites_own(topic):
    TopicText.objects.filter(topic=topic("anger"), language="es").update(name="Rabia")
    TopicText.objects.filter(topic__slug="family", language="es").delete()

    names = {card.slug: card.name for card in offered_topics("es")}

    assert (names["anger"], names["family"]) == ("Rabia", "Family")


def test_a_topic_of_a_dimension_without_words_yet_is_shown_under_its_slug():
    money = Dimension.objects.create(slug="money-matters", hue="hue-8", icon="coins", position=8)
    saving = Topic.objects.create(slug="saving", dimension=money)
    TopicText.objects.create(topic=saving, language="en", name="Saving", line="A jar.")

    assert offered_topics("en")[-1].dimension.name == "Money matters"


def test_offered_topics_take_three_queries_whatever_their_number(django_assert_num_queries):
    with django_assert_num_queries(3):
        offered_topics("en")
    Topic.objects.exclude(slug="anger").update(is_offered=False)
    with django_assert_num_queries(3):
        offered_topics("en")


def test_searching_finds_every_word_without_capitals_and_accents():
    topics = offered_topics("en")

    assert [card.slug for card in matching_topics(topics, "  SLÉEPING bet ")] == ["sleeping-better"]
    assert matching_topics(topics, "sleeping debt") == []
    assert matching_topics(topics, "") == topics


def test_choices_are_kept_changed_and_taken_away(ana, topic):
    note_interests(person=ana, strengths={topic("anger"): "interested", topic("family"): "strong"})
    note_interests(person=ana, strengths={topic("anger"): "strong", topic("saying-no"): "interested"})
    note_interests(person=ana, strengths={topic("family"): ""})

    assert interests_of(ana) == {topic("anger"): "strong", topic("saying-no"): "interested"}


def test_sending_the_same_choices_twice_keeps_them_once(ana, topic):
    for _ in range(2):
        note_interests(person=ana, strengths={topic("anger"): "interested"})

    assert Interest.objects.count() == 1


def test_only_the_topics_given_are_touched(ana, topic):
    note_interests(person=ana, strengths={topic("anger"): "interested"})

    note_interests(person=ana, strengths={topic("family"): "", topic("saying-no"): ""})

    assert interests_of(ana) == {topic("anger"): "interested"}


def test_a_topic_that_has_gone_is_passed_over(ana, topic):
    note_interests(person=ana, strengths={topic("anger"): "interested", 999_999: "strong"})

    assert interests_of(ana) == {topic("anger"): "interested"}


def test_an_unknown_strength_is_refused_and_nothing_is_kept(ana, topic):
    with pytest.raises(ValueError, match="loud"):
        note_interests(person=ana, strengths={topic("family"): "strong", topic("anger"): "loud"})

    assert interests_of(ana) == {}


@pytest.fixture
def ids():
    return list(Topic.objects.values_list("pk", flat=True)[:6])


def strong_of(person):
    return [topic for topic, strength in interests_of(person).items() if strength == "strong"]


def test_a_fourth_great_help_is_kept_as_of_interest_and_told(ana, ids):
    beyond = note_interests(person=ana, strengths=dict.fromkeys(ids[:5], "strong"))

    assert beyond == ids[3:5]
    assert interests_of(ana) == dict.fromkeys(ids[:3], "strong") | dict.fromkeys(ids[3:5], "interested")


def test_a_mark_taken_away_makes_room_for_another_in_the_same_save(ana, ids):
    note_interests(person=ana, strengths=dict.fromkeys(ids[:3], "strong"))

    beyond = note_interests(person=ana, strengths={ids[5]: "strong", ids[0]: "interested"})

    assert (beyond, sorted(strong_of(ana))) == ([], sorted([ids[1], ids[2], ids[5]]))


def test_who_has_more_than_three_keeps_them_until_they_change(ana, ids):
    note_interests(person=ana, strengths=dict.fromkeys(ids, "interested"))
    Interest.objects.filter(topic__in=ids[:5]).update(strength="strong")

    assert note_interests(person=ana, strengths={ids[0]: "strong"}) == []
    assert note_interests(person=ana, strengths={ids[0]: "", ids[5]: "strong"}) == [ids[5]]
    assert sorted(strong_of(ana)) == sorted(ids[1:5])


def test_a_great_help_that_is_no_longer_offered_takes_no_room(ana, ids):
    note_interests(person=ana, strengths=dict.fromkeys(ids[:3], "strong"))
    Topic.objects.filter(pk=ids[0]).update(is_offered=False)

    assert note_interests(person=ana, strengths={ids[4]: "strong"}) == []


def test_nobody_elses_choices_are_shown(ana, topic):
    note_interests(person=UserFactory(), strengths={topic("anger"): "interested"})

    assert interests_of(ana) == {}


def test_a_form_says_only_what_its_cards_could_have_sent():
    topics = offered_topics("en")[:3]
    first, second, third = (card.id for card in topics)
    posted = {f"topic-{first}": "strong", f"topic-{second}": "", f"topic-{third}": "<b>", "topic-0": "strong"}

    assert strengths_in(posted, topics) == {first: "strong", second: ""}


def test_each_topic_stands_beside_what_was_chosen_for_it():
    first, second = offered_topics("en")[:2]

    choices = topic_choices([first, second], {second.id: "strong"})

    assert [(choice.topic, choice.chosen) for choice in choices] == [(first, ""), (second, "strong")]


def test_the_database_alone_does_not_say_whose_an_interest_is(ana, topic):
    note_interests(person=ana, strengths={topic("anger"): "interested"})

    fields = {field.name: field for field in Interest._meta.get_fields()}
    row = Interest.objects.values().get()

    assert set(fields) == {"id", "token", "topic", "strength", "is_noted"}
    assert [name for name, field in fields.items() if field.related_model is User] == []
    assert ana.pk.hex not in row["token"]
    assert str(ana.pk) not in row["token"]


def test_a_token_cannot_be_made_again_without_the_installations_key(ana, topic):
    note_interests(person=ana, strengths={topic("anger"): "interested"})

    DataKey.objects.filter(scope="interests").delete()

    assert interests_of(ana) == {}


def people_who_chose(choices):
    people = [UserFactory() for _ in choices]
    for person, strengths in zip(people, choices, strict=True):
        note_interests(person=person, strengths=strengths)
    return [person.pk for person in people]


def ballots_of(people):
    return [(one.interested, one.strong) for one in marked_ballots(people, "group").values() if one.mark]


def marks_of(people, purpose="group"):
    return {who: ballot.mark for who, ballot in marked_ballots(people, purpose).items()}


def test_ballots_hold_slugs_and_nothing_of_the_person(topic):
    people = people_who_chose(
        [{topic("family"): "interested", topic("anger"): "interested", topic("saying-no"): "strong"}]
    )

    [(who, ballot)] = marked_ballots(people, "group").items()

    assert ballot == UnnamedBallot(ballot.mark, ["anger", "family"], ["saying-no"])
    assert not {str(people[0]), people[0].hex} & {who, ballot.mark}


def test_ballots_leave_out_strangers_and_topics_not_offered(topic):
    people = people_who_chose([{topic("anger"): "strong"}, {}, {topic("family"): "interested"}])
    people_who_chose([{topic("saying-no"): "strong"}])
    Topic.objects.filter(slug="family").update(is_offered=False)

    assert sorted(ballots_of(people)) == [([], []), ([], ["anger"])]


def test_ballots_come_in_an_order_that_says_nothing(topic):
    slugs = list(Topic.objects.values_list("slug", flat=True)[:12])
    people = people_who_chose([{topic(slug): "strong"} for slug in slugs])

    orders = [
        [ballot.strong[0] for ballot in marked_ballots(people, f"group {number}").values()]
        for number in range(8)
    ]

    assert slugs not in orders
    assert len(set(map(tuple, orders))) == 8
    assert all(sorted(order) == sorted(slugs) for order in orders)


def test_ballots_take_as_many_queries_for_one_as_for_many(topic, django_assert_num_queries):
    people = people_who_chose([{topic("anger"): "strong"}] * 6)
    marked_ballots(people, "group")
    for some in (people[:1], people):
        with django_assert_num_queries(4):
            marked_ballots(some, "group")


def test_marks_tell_how_many_changed(topic):
    people = people_who_chose([{topic("anger"): "strong"}, {topic("family"): "strong"}, {}])
    before = marks_of(people)
    note_interests(person=User.objects.get(pk=people[0]), strengths={topic("anger"): "interested"})
    note_interests(person=User.objects.get(pk=people[2]), strengths={topic("anger"): "interested"})

    after = marks_of(people)

    assert [mark for mark in before.values() if not mark] == [""]
    assert len(set(after.items()) - set(before.items())) == 2
    assert len(set(after.items()) & set(before.items())) == 1


def test_marks_change_with_what_is_no_longer_offered_too(topic):
    people = people_who_chose([{topic("anger"): "strong"}])
    before = marks_of(people)
    Topic.objects.filter(slug="anger").update(is_offered=False)
    note_interests(person=User.objects.get(pk=people[0]), strengths={topic("anger"): "interested"})

    assert set(marks_of(people).values()).isdisjoint(before.values())


def test_marks_stay_the_same_while_nothing_changes_whatever_the_order_of_people(topic):
    people = people_who_chose([{topic("anger"): "strong"}, {topic("family"): "strong"}])

    assert list(marks_of(people[::-1]).items()) == list(marks_of(people).items())


def test_marks_cannot_be_joined_with_anything_else(topic):
    people = people_who_chose([{topic("anger"): "strong"}, {topic("anger"): "strong"}])

    here, there = marks_of(people, "group one"), marks_of(people, "group two")

    assert len(set(here.values())) == 2
    assert set(here) & set(there) == set()
    assert set(here.values()) & set(there.values()) == set()
    assert (set(here) | set(here.values())) & set(Interest.objects.values_list("token", flat=True)) == set()


def test_ballots_of_nobody_are_empty():
    assert marked_ballots([], "group") == {}
    assert [ballot.mark for ballot in marked_ballots([uuid4(), uuid4()], "group").values()] == ["", ""]
