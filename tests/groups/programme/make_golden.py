"""Make golden.json with abcvoting, an independent implementation; see README.md beside this file."""

import json
import random
import string
import sys
from pathlib import Path

from abcvoting.abcrules import compute_equal_shares
from abcvoting.preferences import Profile

SEED = 20261122
GROUPS = 2400
TIED_AT_MOST = 2
ALGORITHM = "standard-fractions"


def evenly(dice, topics, voters):
    """Draw ballots in which anybody notes any topic with the same chance."""
    chance = dice.choice([0.05, 0.15, 0.3, 0.5, 0.8])
    return [{topic for topic in topics if dice.random() < chance} for _ in range(voters)]


def in_camps(dice, topics, voters):
    """Draw ballots of unequal camps that share topics of their own, with some noise."""
    camps = dice.randint(2, 4)
    weights = [dice.randint(1, 6) for _ in range(camps)]
    noise = dice.choice([0.0, 0.05, 0.2])
    homes = [dice.randrange(camps) for _ in topics]
    ballots = []
    for camp in dice.choices(range(camps), weights, k=voters):
        own = dice.choice([0.7, 0.9, 1.0])
        chances = [own if home == camp else noise for home in homes]
        ballots.append({t for t, chance in zip(topics, chances, strict=True) if dice.random() < chance})
    return ballots


def by_fashion(dice, topics, voters):
    """Draw ballots in which a few topics are noted by nearly all, most by hardly anybody."""
    chances = [0.9 / (rank + 1) ** 0.7 for rank in range(len(topics))]
    dice.shuffle(chances)
    return [{t for t, c in zip(topics, chances, strict=True) if dice.random() < c} for _ in range(voters)]


def draw_group(dice):
    """Draw topics, ballots (capital letter: strong) and seats; some ballots are empty."""
    topics = string.ascii_lowercase[: dice.randint(1, 15)]
    shape = dice.choice([evenly, in_camps, in_camps, by_fashion])
    drawn = shape(dice, topics, dice.randint(1, 30))
    strength = dice.choice([0.0, 0.2, 0.5])
    ballots = [
        "".join(sorted((t.upper() if dice.random() < strength else t for t in approved), key=str.lower))
        for approved in drawn
    ]
    return topics, ballots, dice.randint(1, min(10, len(topics)))


def tie_order(topics, ballots):
    """Put topics in the order that settles ties: supporters, strong interests, alphabet."""
    supporters = {topic: sum(topic in ballot.lower() for ballot in ballots) for topic in topics}
    strong = {topic: sum(topic.upper() in ballot for ballot in ballots) for topic in topics}
    return sorted(topics, key=lambda topic: (-supporters[topic], -strong[topic], topic))


def committees(topics, ballots, seats, *, resolute):
    """Return abcvoting's winning committees, with candidates numbered in the order of ``topics``.

    abcvoting settles ties by the lowest number. It fills seats with topics that nobody noted; those
    are dropped here, for we leave such seats open.
    """
    profile = Profile(len(topics))
    profile.add_voters([[topics.index(letter) for letter in ballot.lower()] for ballot in ballots])
    limit = None if resolute else TIED_AT_MOST
    found = compute_equal_shares(
        profile,
        seats,
        algorithm=ALGORITHM,
        resolute=resolute,
        max_num_of_committees=limit,
        completion="seqphragmen",
    )
    noted = set("".join(ballots).lower())
    named = {"".join(sorted({topics[number] for number in committee} & noted)) for committee in found}
    return sorted(named)


def make_group(dice):
    """Draw a group and have it decided."""
    topics, ballots, seats = draw_group(dice)
    [committee] = committees(tie_order(topics, ballots), ballots, seats, resolute=True)
    tied = committees(list(topics), ballots, seats, resolute=False)
    return {
        "topics": len(topics),
        "ballots": " ".join(ballot or "-" for ballot in ballots),
        "seats": seats,
        "committee": committee,
        "tied": len(tied) > 1,
    }


def main(target):
    """Write the groups, one a line."""
    dice = random.Random(SEED)
    lines = [json.dumps(make_group(dice), separators=(",", ":")) for _ in range(GROUPS)]
    Path(target).write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="ascii")


if __name__ == "__main__":
    main(sys.argv[1])
