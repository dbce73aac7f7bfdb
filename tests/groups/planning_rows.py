"""Topics named by letters, and people who note them, for tests of the programme."""

from groups.models import PeerSession
from tests.factories import FacilitatorFactory, MembershipFactory
from wellness.interests import TopicCard, note_interests
from wellness.models import Dimension, Topic, TopicText

LETTERS = "abcdefghijklmnop"


def make_topics(letters=LETTERS, *, sensitive=""):
    """Store topics in two dimensions, in alphabetical order, and return their ids by letter."""
    dimensions = [
        Dimension.objects.create(slug=f"side-{n}", hue=f"hue-{n}", icon="moon", position=n) for n in (1, 2)
    ]
    half = (len(letters) + 1) // 2
    topics = [
        Topic(slug=letter, dimension=dimensions[n // half], position=n, is_sensitive=letter in sensitive)
        for n, letter in enumerate(letters)
    ]
    Topic.objects.bulk_create(topics)
    TopicText.objects.bulk_create(
        [
            TopicText(topic=topic, language="en", name=f"Topic {topic.slug}", line="We talk.")
            for topic in topics
        ]
    )
    return {topic.slug: topic.pk for topic in topics}


def answer(person, word, topics):
    """Let a person note the letters of a word and nothing else; a capital is strong."""
    chosen = dict.fromkeys(topics.values(), "")
    chosen |= {topics[letter.lower()]: "strong" if letter.isupper() else "interested" for letter in word}
    note_interests(person=person, strengths=chosen)


def a_group(*words, topics):
    """Return the facilitator's place in a new group, where one person for each word noted its letters."""
    lead = FacilitatorFactory()
    for word in words:
        answer(MembershipFactory(group=lead.group).person, word, topics)
    return lead


def a_session(group, position, **fields):
    """Store a session; without a topic it is the welcome."""
    if "topic_id" not in fields:
        fields.setdefault("kind", PeerSession.Kind.WELCOME)
    return PeerSession.objects.create(group=group, position=position, **fields)


def letters_of(rows):
    """Return the topics of rows as one word, in their order."""
    return "".join(row.topic.slug for row in rows)


def a_card(letter, number, dimension):
    """Return the card of a topic that is stored nowhere."""
    return TopicCard(number, letter, f"Topic {letter}", "We talk.", is_sensitive=False, dimension=dimension)
