"""The planner's problem and plan as JSON, as ``python -m groups.programme`` reads and writes them."""

import json
from collections.abc import Collection, Mapping

from groups.programme.planner import Plan
from groups.programme.problem import USUAL_FLOOR, Ballot, Problem, ProblemError, quoted, repeated
from groups.programme.reasons import in_words

NEEDED = frozenset({"topics", "ballots", "seats"})
KNOWN = NEEDED | {"held", "pinned", "sensitive", "floor"}
BALLOT_KEYS = frozenset({"interested", "strong"})


def read_problem(text: str | bytes) -> Problem:
    """Return the problem written as JSON; raises ProblemError with one sentence on what to mend."""
    data = _object(_parse(text), "the input", KNOWN)
    missing = NEEDED - data.keys()
    if missing:
        message = f"Missing: {', '.join(sorted(missing))}. Give topics, ballots and seats."
        raise ProblemError(message)
    return Problem(
        topics=_topics(data["topics"], "topics"),
        ballots=_ballots(data["ballots"]),
        seats=_whole_number(data["seats"], "seats"),
        held=_topics(data.get("held", []), "held"),
        pinned=_topics(data.get("pinned", []), "pinned"),
        sensitive=frozenset(_topics(data.get("sensitive", []), "sensitive")),
        floor=_whole_number(data.get("floor", USUAL_FLOOR), "floor"),
    )


def write_plan(plan: Plan) -> str:
    """Return the plan as one line of JSON in plain ASCII, so that any terminal can take it."""
    answer = {
        "chosen": plan.chosen,
        "reasons": {choice.topic: in_words(choice.reason) for choice in plan.choices},
        "uncovered": plan.uncovered,
    }
    return json.dumps(answer)


def _parse(text: str | bytes) -> object:
    try:
        parsed: object = json.loads(text)
    except (ValueError, RecursionError):
        message = "This is not JSON: give one JSON object with topics, ballots and seats."
        raise ProblemError(message) from None
    return parsed


def _object(value: object, where: str, known: Collection[str]) -> Mapping[str, object]:
    if not isinstance(value, dict):
        message = f"Expected an object in {where}: give one with {', '.join(sorted(known))}."
        raise ProblemError(message)
    unknown = value.keys() - known
    if unknown:
        message = f"Unknown key in {where}: {quoted(unknown)}. Use only {', '.join(sorted(known))}."
        raise ProblemError(message)
    return value


def _ballots(value: object) -> tuple[Ballot, ...]:
    if not isinstance(value, list):
        message = "Expected a list in ballots: give one object for each person."
        raise ProblemError(message)
    return tuple(_ballot(entry, f"ballot {number}") for number, entry in enumerate(value, start=1))


def _ballot(value: object, where: str) -> Ballot:
    data = _object(value, where, BALLOT_KEYS)
    return Ballot(
        interested=frozenset(_topics(data.get("interested", []), where)),
        strong=frozenset(_topics(data.get("strong", []), where)),
    )


def _topics(value: object, where: str) -> tuple[str, ...]:
    """Read a list of topics in which each stands once."""
    if not isinstance(value, list):
        message = f"Expected a list in {where}: give the topics as a list of texts."
        raise ProblemError(message)
    topics = tuple(_topic(entry, where) for entry in value)
    twice = repeated(topics)
    if twice:
        message = f"Listed twice in {where}: {quoted(twice)}. List each topic once."
        raise ProblemError(message)
    return topics


def _topic(value: object, where: str) -> str:
    if not isinstance(value, str) or not value:
        message = f"A topic in {where} is not a text: name every topic between quotes."
        raise ProblemError(message)
    return value


def _whole_number(value: object, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        message = f"Expected a whole number in {where}: write it without quotes or a point."
        raise ProblemError(message)
    return value
