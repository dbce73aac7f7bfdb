"""The group's page of topics: look for some, tick first, then mark up to three; and suggest what is missing."""

import html
import re
import uuid

import pytest
from django.urls import reverse

from groups.models import TopicSuggestion
from groups.suggestions import set_aside, suggest_topic, turn_into_topic
from tests.factories import FacilitatorFactory, MembershipFactory
from tests.groups.planning_rows import answer, make_topics
from wellness.interests import TopicDraft, interests_of
from wellness.models import Interest, TopicText

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics():
    return make_topics("abcdef")


@pytest.fixture
def lead(topics):
    return FacilitatorFactory()


@pytest.fixture
def ana(lead):
    return MembershipFactory(group=lead.group).person


@pytest.fixture
def ana_online(ana, signed_in):
    return signed_in(ana)


@pytest.fixture
def lee(lead, signed_in):
    return signed_in(lead.person)


def address(lead, name, *rest):
    return reverse(f"groups:{name}", args=[lead.group.slug, *rest])


def text(response):
    main = html.unescape(response.content.decode()).split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def ticked(topics, *letters, was=""):
    """Return what a page with all topics on it sends, with these ticked; `was` are those that were when it came."""
    return {f"was-topic-{pk}": "interested" if letter in was else "" for letter, pk in topics.items()} | {
        f"topic-{topics[letter]}": "1" for letter in letters
    }


def suggestion_of(person, lead, words="Cooking for one."):
    key = uuid.uuid4()
    suggest_topic(person=person, group=lead.group, key=key, words=words)
    return TopicSuggestion.objects.get(pk=key)


def test_ticks_are_kept_and_the_second_step_follows(lead, ana, ana_online, topics):
    answer(ana, "ab", topics)

    response = ana_online.post(address(lead, "topics"), ticked(topics, "b", "c", was="ab"))

    assert response.url == address(lead, "helps_most")
    assert interests_of(ana) == {topics["b"]: "interested", topics["c"]: "interested"}


def test_a_tick_that_stands_takes_no_mark_away(lead, ana, ana_online, topics):
    answer(ana, "A", topics)

    ana_online.post(address(lead, "topics"), ticked(topics, "a", "b", was="a"))

    assert interests_of(ana) == {topics["a"]: "strong", topics["b"]: "interested"}


def test_a_page_that_stood_open_takes_back_nothing_chosen_elsewhere(lead, ana, ana_online, topics):
    answer(ana, "aB", topics)

    ana_online.post(address(lead, "topics"), ticked(topics, "b"))

    assert interests_of(ana) == {topics["a"]: "interested", topics["b"]: "strong"}


def test_a_search_by_form_keeps_ticks_and_its_words_stay_out_of_the_address(lead, ana, ana_online, topics):
    TopicText.objects.filter(topic=topics["d"]).update(name="Zebra")

    response = ana_online.post(address(lead, "topics"), ticked(topics, "a") | {"q": "ZEBRA", "then": "find"})

    assert (response.status_code, interests_of(ana)) == (200, {topics["a"]: "interested"})
    assert "1 topic for ZEBRA ." in text(response)
    assert [letter for letter, pk in topics.items() if f'"topic-{pk}"' in response.content.decode()] == ["d"]


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ({"q": "zebra"}, "d"),
        ({"part": "side-1"}, "abc"),
        ({"part": "side-1", "q": "zebra"}, ""),
        ({}, "abcdef"),
    ],
)
def test_topics_can_be_looked_for_by_words_and_part_of_life(lead, ana_online, topics, sought, found):
    TopicText.objects.filter(topic=topics["d"]).update(name="Zebra")

    page = ana_online.get(address(lead, "topics"), sought).content.decode()

    assert "".join(letter for letter, pk in topics.items() if f'name="topic-{pk}"' in page) == found


def test_up_to_three_are_marked_as_a_great_help(lead, ana, ana_online, topics):
    answer(ana, "abcD", topics)
    shown = {f"was-topic-{topics[letter]}": "interested" for letter in "abc"} | {
        f"was-topic-{topics['d']}": "strong"
    }

    response = ana_online.post(
        address(lead, "helps_most"), shown | {f"topic-{topics[letter]}": "1" for letter in "ab"}, follow=True
    )

    marks = {letter: interests_of(ana)[topics[letter]] for letter in "abcd"}
    assert marks == {"a": "strong", "b": "strong", "c": "interested", "d": "interested"}
    assert "Saved. Your group never sees who chose what." in text_of_whole(response)


def text_of_whole(response):
    return html.unescape(response.content.decode())


def test_a_fourth_mark_is_told_kindly_and_the_page_stays_as_it_was_ticked(lead, ana, ana_online, topics):
    answer(ana, "abcde", topics)
    sent = {f"was-topic-{topics[letter]}": "interested" for letter in "abcde"}

    response = ana_online.post(
        address(lead, "helps_most"), sent | {f"topic-{topics[letter]}": "1" for letter in "abcde"}
    )

    assert "Three is the most. Please take the mark from 2 topics, then save again." in text(response)
    assert response.content.decode().count(" checked") == 5
    assert set(interests_of(ana).values()) == {"interested"}


def test_who_has_more_than_three_is_told_that_they_stay(lead, ana, ana_online, topics):
    answer(ana, "abcde", topics)
    Interest.objects.exclude(topic=topics["e"]).update(strength="strong")
    page = ana_online.get(address(lead, "helps_most"))
    assert "You marked more than three before. They all stay" in text(page)

    sent = {f"was-topic-{topics[letter]}": "strong" for letter in "abcd"} | {
        f"was-topic-{topics['e']}": "interested"
    }
    ana_online.post(address(lead, "helps_most"), sent | {f"topic-{topics[letter]}": "1" for letter in "abc"})

    assert sorted(interests_of(ana).values()) == ["interested", "interested", "strong", "strong", "strong"]


def test_nothing_ticked_leaves_nothing_to_mark(lead, ana_online):
    assert "You have ticked nothing, and that is fine." in text(ana_online.get(address(lead, "helps_most")))


def test_the_page_says_who_reads_a_suggestion_before_it_is_sent(lead, ana_online):
    page = text(ana_online.get(address(lead, "suggest_own")))

    assert "Those who lead read your words, without your name." in page
    assert "Your words could still show who you are." in page


def test_a_suggestion_is_sent_once_and_taken_back(lead, ana_online, lee):
    page = ana_online.get(address(lead, "suggest_own")).content.decode()
    sent = {"id": re.search(r'name="id" value="([^"]+)"', page)[1], "words": "Cooking for one."}
    for _press in range(2):
        told = ana_online.post(address(lead, "suggest_own"), sent, follow=True)
    assert "Sent without your name." in text_of_whole(told)
    assert text(told).count("Cooking for one. It waits for those who lead.") == 1

    back = address(lead, "take_suggestion_back", TopicSuggestion.objects.get().pk)
    assert "Nobody can read your words any more." in text_of_whole(ana_online.post(back, follow=True))
    assert "Cooking" not in text(lee.get(address(lead, "interests")))


@pytest.mark.parametrize(
    ("words", "told"),
    [(" ", "Write a few words first."), ("x" * 301, "Please use fewer words: 300 letters at most.")],
)
def test_a_suggestion_that_cannot_be_sent_stays_on_the_page(lead, ana_online, words, told):
    response = ana_online.post(address(lead, "suggest_own"), {"id": uuid.uuid4(), "words": words})

    assert told in text(response)
    assert words.strip() in response.content.decode()
    assert not TopicSuggestion.objects.exists()


def test_a_fourth_suggestion_stays_on_the_page_and_says_what_to_do(lead, ana, ana_online):
    for number in range(3):
        suggestion_of(ana, lead, f"Idea {number}")

    response = ana_online.post(address(lead, "suggest_own"), {"id": uuid.uuid4(), "words": "Fishing."})

    assert "take one of them back first" in text(response)
    assert ">\nFishing.</textarea>" in response.content.decode()


def test_what_became_of_it_is_told_to_its_writer_alone(lead, ana, ana_online, signed_in):
    set_aside(suggestion=suggestion_of(ana, lead), by=lead.person)
    draft = TopicDraft("Meals", "We swap.", "side-1", is_sensitive=True)
    turn_into_topic(suggestion=suggestion_of(ana, lead, "Soup."), draft=draft, by=lead.person)
    other = signed_in(MembershipFactory(group=lead.group).person)

    mine, theirs = (one.get(address(lead, "suggest_own")) for one in (ana_online, other))

    assert "Cooking for one. Not this time. Thank you for saying it." in text(mine)
    assert "Soup. It became a topic: “Meals”." in text(mine)
    assert "What you suggested" not in text(theirs)
    assert "There is an answer to your suggestion" in text(ana_online.get(address(lead, "home")))
    assert "There is an answer" not in text(other.get(address(lead, "home")))
    assert "Meals" in text(other.get(address(lead, "topics")))
    assert not {"Soup.", "Cooking"} & set(text(other.get(address(lead, "topics"))).split())


def test_who_comes_to_change_topics_is_led_to_those_of_their_group(lead, ana_online, lee):
    wanted = reverse("groups:index") + "?topics=1"

    assert ana_online.get(wanted).url == address(lead, "topics")
    assert lee.get(wanted).url == address(lead, "lead")
    assert ana_online.get(reverse("groups:index")).url == address(lead, "home")
