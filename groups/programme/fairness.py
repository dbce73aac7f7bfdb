"""Whether a programme leaves out people it should have served, checked in polynomial time.

Justified representation, JR: Aziz, Brill, Conitzer, Elkind, Freeman & Walsh, "Justified
representation in approval-based committee voting" (Social Choice and Welfare, 2017). EJR+: Brill &
Peters, "Robust and verifiable proportionality axioms for multiwinner voting" (EC 2023), which
implies EJR and JR. These checks share nothing with the choosing.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

Approvals = Sequence[Collection[str]]


@dataclass(frozen=True)
class Neglect:
    """People who all noted a topic left out, could fill ``seats_due`` seats, and each got fewer."""

    topic: str
    people: int
    seats_due: int


def find_neglect(approvals: Approvals, programme: Collection[str], seats: int) -> Iterator[Neglect]:
    """Yield every topic outside the programme that breaks EJR+, at each number of seats due."""
    programme = frozenset(programme)
    received = [len(programme.intersection(approved)) for approved in approvals]
    noted = frozenset(topic for approved in approvals for topic in approved)
    for topic in sorted(noted - programme):
        supporters = [got for got, approved in zip(received, approvals, strict=True) if topic in approved]
        yield from _neglected(topic, sorted(supporters), len(approvals), seats)


def satisfies_jr(approvals: Approvals, programme: Collection[str], seats: int) -> bool:
    """Tell whether no people who share a topic and could fill a seat are left with nothing."""
    return all(neglect.seats_due > 1 for neglect in find_neglect(approvals, programme, seats))


def satisfies_ejr_plus(approvals: Approvals, programme: Collection[str], seats: int) -> bool:
    """Tell whether no people who share a topic left out all get fewer seats than they could fill."""
    return next(find_neglect(approvals, programme, seats), None) is None


def _neglected(topic: str, received: list[int], voters: int, seats: int) -> Iterator[Neglect]:
    """Yield each claim of a topic's supporters, given how many seats each of them got, sorted.

    Supporters with at most ``got`` seats claim ``got + 1`` of them, and may when they are at least
    (got + 1) * voters / seats people. Claims between two numbers that occur are never easier.
    """
    for got in sorted(set(received)):
        people = sum(1 for other in received if other <= got)
        due = got + 1
        if people * seats >= due * voters:
            yield Neglect(topic, people, due)
