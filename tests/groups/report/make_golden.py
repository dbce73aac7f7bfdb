"""Make golden.json with statsmodels and scipy, independent implementations; see README.md beside this file."""

import json
import random
import sys
from pathlib import Path

from scipy.stats import t as students_t
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

SEED = 20261125
LARGEST = (3, 12, 60, 300, 2000)


def counts(dice, least):
    """Draw how many had an event and how many had none."""
    return [dice.randint(least, dice.choice(LARGEST)) for _cell in range(2)]


def one_arm(dice):
    events, without = counts(dice, least=0)
    without = without or 1
    analysed = events + without
    return {
        "events": events,
        "analysed": analysed,
        "wilson": proportion_confint(events, analysed, method="wilson"),
    }


def two_arms(dice):
    first, second = counts(dice, least=1), counts(dice, least=1)
    arms = [(events, events + without) for events, without in (first, second)]
    table = Table2x2([first, second])
    return {
        "arms": arms,
        "difference": confint_proportions_2indep(*arms[0], *arms[1], compare="diff", method="wald"),
        "ratio": (table.riskratio, *table.riskratio_confint()),
        "odds": (table.oddsratio, *table.oddsratio_confint()),
    }


def changes(dice):
    drawn = [dice.randint(-10, 10) for _person in range(dice.randint(2, dice.choice((5, 30, 200))))]
    told = DescrStatsW(drawn)
    return {"changes": drawn, "mean": (told.mean, *told.tconfint_mean())}


def reach(dice):
    freedom = dice.randint(1, dice.choice((30, 5000)))
    return {"freedom": freedom, "reach": students_t.ppf(0.975, freedom)}


def lines(dice):
    """Yield a line of JSON for each case: numbers as exact as a float is."""
    for draw, times in ((one_arm, 600), (two_arms, 600), (changes, 400), (reach, 400)):
        for _time in range(times):
            yield json.dumps(draw(dice), default=float)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text("[\n" + ",\n".join(lines(random.Random(SEED))) + "\n]\n", encoding="ascii")
