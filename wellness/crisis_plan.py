"""A crisis plan as it is read at a bad moment: the note from a better day, people to ring, then the rest."""

from collections.abc import Sequence
from dataclasses import dataclass

from wellness.fields import Field
from wellness.phone_numbers import CallLink, call_links

SLUG = "crisis-plan"
# The prompts that stand first, and in a form of their own; a plan whose edition lacks one of them is read all the same.
NOTE, NUMBERS_TO_RING, WHAT_HELPS = "note", "ring", "helps"


@dataclass(frozen=True)
class CrisisPlan:
    """What is written in a plan: `people` are the lines of those to ring that hold no number."""

    note: Field | None
    calls: Sequence[CallLink]
    people: Sequence[str]
    sections: Sequence[Field]

    @property
    def is_empty(self) -> bool:
        return not (self.note or self.calls or self.people or self.sections)


def crisis_plan(fields: Sequence[Field]) -> CrisisPlan:
    """Return a plan made of the fields of its page; what is empty is left out."""
    written = {each.prompt.key: each for each in fields if each.is_written}
    ring = written.get(NUMBERS_TO_RING)
    lines = [line for line in ring.text.splitlines() if line.strip()] if ring else []
    is_plain = ring is None or not (ring.reference or ring.copies)
    apart = {NOTE, NUMBERS_TO_RING} if is_plain else {NOTE}
    return CrisisPlan(
        note=written.get(NOTE),
        calls=[link for line in lines for link in call_links(line)],
        people=[line for line in lines if not call_links(line)],
        sections=sorted(
            (each for key, each in written.items() if key not in apart),
            key=lambda each: each.prompt.key != WHAT_HELPS,
        ),
    )
