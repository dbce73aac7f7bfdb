"""Random problems for the planner's tests: from a seed, and as hypothesis strategies."""

import random
import string

from hypothesis import strategies as st

from groups.programme.problem import Ballot, Problem

TOPICS = tuple(string.ascii_lowercase)


def ballots_from(*words):
    """Make ballots from words: a letter a topic, a capital where it is strong."""
    return tuple(
        Ballot(
            interested=frozenset(letter for letter in word if letter.islower()),
            strong=frozenset(letter.lower() for letter in word if letter.isupper()),
        )
        for word in words
    )


def draw_problem(seed, **settled):
    """Draw a group of 1-30 people in up to four camps, up to 15 topics, up to 12 seats."""
    dice = random.Random(seed)
    topics = TOPICS[: dice.randint(1, 15)]
    chances = [[dice.choice([0.0, 0.05, 0.3, 0.9, 1.0]) for _ in topics] for _ in range(dice.randint(1, 4))]
    ballots = tuple(
        Ballot(frozenset(t for t, c in zip(topics, dice.choice(chances), strict=True) if dice.random() < c))
        for _ in range(dice.randint(1, 30))
    )
    return Problem(topics, ballots, seats=dice.randint(0, 12), **settled)


def ballot_from_digits(digits, topics):
    """Read a ballot off a number, a digit of base three a topic: not noted, noted, strongly."""
    marks = [(digits // 3**place) % 3 for place in range(len(topics))]
    return Ballot(*(frozenset(t for t, m in zip(topics, marks, strict=True) if m == kind) for kind in (1, 2)))


@st.composite
def problems(draw, *, floors=(1, 2), settle=True, most_people=12):
    """Draw problems with up to eight topics, some held, pinned or sensitive when ``settle``."""
    topics = TOPICS[: draw(st.integers(1, 8))]
    digits = draw(st.lists(st.integers(0, 3 ** len(topics) - 1), max_size=most_people))
    fates, sensitive = draw(st.integers(0, 4**8 - 1)), draw(st.integers(0, 2**8 - 1))
    held, pinned = (
        tuple(t for place, t in enumerate(topics) if settle and (fates // 4**place) % 4 == fate)
        for fate in (1, 2)
    )
    return Problem(
        topics=topics,
        ballots=tuple(ballot_from_digits(number, topics) for number in digits),
        seats=len(held + pinned) + draw(st.integers(0, 6)),
        held=held,
        pinned=pinned,
        sensitive=frozenset(t for place, t in enumerate(topics) if sensitive >> place & 1),
        floor=draw(st.sampled_from(floors)),
    )
