"""The page on which those who lead answer a suggestion; nobody's name is on it."""

import uuid

import pytest

from groups.models import TopicSuggestion
from tests.factories import FacilitatorFactory, MembershipFactory
from tests.groups.planning_rows import make_topics
from tests.groups.test_topics_page import address, suggestion_of, text, text_of_whole
from wellness.interests import TopicDraft, interests_of, make_topic
from wellness.models import Topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]
OWN = {"then": "topic", "name": "Meals", "line": "We swap easy meals.", "dimension": "physical"}


@pytest.fixture
def topics():
    return make_topics("ab")


@pytest.fixture
def lead(topics):
    return FacilitatorFactory()


@pytest.fixture
def ana(lead):
    return MembershipFactory(group=lead.group, person__name="Anastasia").person


@pytest.fixture
def row(ana, lead):
    return suggestion_of(ana, lead)


@pytest.fixture
def lee(lead, signed_in):
    return signed_in(lead.person)


def test_suggestions_are_read_on_the_page_of_interests_and_called_for_on_the_first_page(lead, row, lee):
    interests, first = lee.get(address(lead, "interests")), lee.get(address(lead, "lead"))

    assert "Cooking for one. Answer it" in text(interests)
    assert "1 suggestion for a topic" in text(first)
    assert "Anastasia" not in text(interests)


def test_the_page_of_a_suggestion_names_nobody(lead, row, lee):
    page = text(lee.get(address(lead, "suggestion", row.pk)))

    assert "Cooking for one." in page
    assert "Anastasia" not in page


@pytest.mark.parametrize("is_sensitive", [{}, {"is_sensitive": "on"}])
def test_a_topic_is_made_once_in_the_words_given(lead, ana, row, lee, is_sensitive):
    for _press in range(2):
        told = lee.post(address(lead, "suggestion", row.pk), OWN | is_sensitive, follow=True)

    own = Topic.objects.get(offered_to=lead.group.pk)
    assert (own.texts.get().name, own.is_sensitive) == ("Meals", bool(is_sensitive))
    assert "This suggestion has its answer already." in text_of_whole(told)
    assert interests_of(ana) == {own.pk: "interested"}


def test_a_topic_that_lacks_something_keeps_what_was_typed(lead, row, lee):
    response = lee.post(address(lead, "suggestion", row.pk), OWN | {"line": ""})

    assert "Say in one line what the session would be like." in text(response)
    assert 'value="Meals"' in response.content.decode()
    assert not Topic.objects.filter(offered_to=lead.group.pk).exists()


def test_it_is_made_part_of_a_topic_from_the_list(lead, ana, row, lee, topics):
    wrong = lee.post(address(lead, "suggestion", row.pk), {"then": "part", "topic": "987654"})
    lee.post(address(lead, "suggestion", row.pk), {"then": "part", "topic": topics["b"]})

    assert "Choose a topic from the list." in text(wrong)
    assert interests_of(ana) == {topics["b"]: "interested"}


def test_it_is_set_aside(lead, row, lee):
    told = lee.post(address(lead, "suggestion", row.pk), {"then": "aside"}, follow=True)

    assert "Set aside. Its writer reads: not this time." in text_of_whole(told)
    assert "Cooking" not in text(told)
    assert TopicSuggestion.objects.get().answer == "not_now"


def test_a_suggestion_of_another_group_is_not_found(lead, lee):
    other = FacilitatorFactory()
    theirs = suggestion_of(MembershipFactory(group=other.group).person, other)

    for key in (theirs.pk, uuid.uuid4()):
        assert lee.get(address(lead, "suggestion", key)).status_code == 404
        assert lee.post(address(lead, "suggestion", key), {"then": "aside"}).status_code == 404

    assert TopicSuggestion.objects.get().answer == ""


def test_the_words_of_an_own_topic_can_change_and_ticks_stay(lead, ana, row, lee, signed_in):
    lee.post(address(lead, "suggestion", row.pk), OWN)
    own = Topic.objects.get(offered_to=lead.group.pk)
    url = address(lead, "own_topic", own.pk)
    assert url in lee.get(address(lead, "interests")).content.decode()
    assert 'value="Meals"' in lee.get(url).content.decode()

    lee.post(url, OWN | {"name": "Easy meals", "is_sensitive": "on"})

    own.refresh_from_db()
    assert ([each.name for each in own.texts.all()], own.is_sensitive) == (["Easy meals"], True)
    assert interests_of(ana) == {own.pk: "interested"}
    assert "Easy meals" in text(signed_in(ana).get(address(lead, "topics")))


@pytest.mark.parametrize("whose", ["library", "another group"])
def test_no_other_topic_is_reworded(lead, lee, topics, whose):
    other = FacilitatorFactory()
    theirs = make_topic(
        TopicDraft("Ours", "We talk.", "side-1", is_sensitive=False), offered_to=other.group.pk, language="en"
    )
    topic_id = topics["a"] if whose == "library" else theirs

    assert lee.post(address(lead, "own_topic", topic_id), OWN).status_code == 404
    assert Topic.objects.get(pk=topic_id).texts.get().name in {"Topic a", "Ours"}
