"""Who came to which session of programmes that ended, as rows of a report."""

from collections.abc import Hashable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from groups.report.hiding import Row

SESSION = "session-"
LAST_SESSION = "session-last"


@dataclass(frozen=True)
class Programme:
    """One programme that ended: who joined it, and who came to each session that was held, in their order."""

    joined: AbstractSet[Hashable]
    came: Sequence[AbstractSet[Hashable]]


def session_rows(programmes: Sequence[Programme], people: int) -> dict[str, Row]:
    """Return a row for the last session of each programme, then one for each number among the sessions before.

    `people` is how many joined any of them. A row is about those whose programme had such a session, so that each is
    about the same people as the one before it or fewer. Someone in two programmes counts once.
    """
    rows = {LAST_SESSION: _row(((each.joined, each.came[-1]) for each in programmes if each.came), people)}
    longest = max((len(each.came) for each in programmes), default=0)
    for number in range(1, longest):
        had = ((each.joined, each.came[number - 1]) for each in programmes if len(each.came) > number)
        rows[f"{SESSION}{number:02}"] = _row(had, people)
    return rows


def _row(sessions: Iterable[tuple[AbstractSet[Hashable], AbstractSet[Hashable]]], people: int) -> Row:
    joined, came = set[Hashable](), set[Hashable]()
    for could_come, there in sessions:
        joined |= could_come
        came |= there & could_come
    return Row((len(came), len(joined) - len(came)), outside=people - len(joined))
