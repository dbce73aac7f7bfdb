"""What a workbook suggests for a summary: the latest ratings, some entries, goals and topics, each in words.

A suggestion's key is `section.name`, the same for as long as what it comes from is there.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.vault import Vault
from wellness.check_ins import HARD_TO_SAY, Rating, latest_ratings, recent_check_ins
from wellness.goals import Goal, GoalState, Step, goals_of
from wellness.interests import interests_of, topics_by_id
from wellness.models import Part, Workbook
from wellness.parts import PartWords, parts_of
from wellness.workbooks import OpenedEntry, entries_of

RATINGS, HELPS, SUPPORT, STEPS = "ratings", "helps", "support", "small-step"
GOALS, TOPICS, CRISIS, NOTE = "goals", "topics", "crisis", "note"
# In the order of the page. Entries belong to the section that bears the key of their prompt.
SECTIONS = (RATINGS, HELPS, SUPPORT, STEPS, GOALS, TOPICS, CRISIS, NOTE)
ENTRY_SECTIONS = (HELPS, SUPPORT, STEPS)


@dataclass(frozen=True)
class Suggestion:
    """One thing that can go into a summary; `words` are the person's own, as the workbook has them now."""

    key: str
    words: str
    label: str = ""
    hue: str = ""
    icon: str = ""

    @property
    def section(self) -> str:
        return section_of(self.key)


@dataclass(frozen=True)
class Suggestions:
    """All of a workbook's suggestions in page order; `references` name the rows that do not open."""

    parts: list[PartWords]
    found: list[Suggestion]
    references: list[str]


def section_of(key: str) -> str:
    """Return the section that a key belongs to."""
    return key.partition(".")[0]


def section_headings() -> dict[str, str]:
    """Return the heading of each section, as the person says it."""
    return {
        RATINGS: _("How things are for me"),
        HELPS: _("What already helps"),
        SUPPORT: _("What I would like support with"),
        STEPS: _("Small things I may try"),
        GOALS: _("My goals"),
        TOPICS: _("What I would like us to talk about"),
        CRISIS: _("When things get hard"),
        NOTE: _("A note from me"),
    }


def suggestions_for(person: User, workbook: Workbook, vault: Vault) -> Suggestions:
    """Gather what a workbook suggests, in a fixed number of queries."""
    parts = parts_of(workbook.edition_id, person.language)
    entries, goals = entries_of(workbook, vault), goals_of(workbook, vault)
    found = [
        *_ratings(workbook, vault),
        *_from_entries(entries, parts),
        *[Suggestion(f"{GOALS}.{goal.id}", goal_words(goal)) for goal in goals if _is_told(goal)],
        *_topics(person),
    ]
    return Suggestions(
        parts,
        [described(each, parts) for each in found if each.words.strip()],
        [
            *_references(entry.reference for entry in entries),
            *[reference for goal in goals for reference in goal.references],
        ],
    )


def described(suggestion: Suggestion, parts: Iterable[PartWords]) -> Suggestion:
    """Return a suggestion with its label, and the hue and icon of its dimension."""
    section, _dot, name = suggestion.key.partition(".")
    if section == CRISIS:
        return replace(suggestion, label=_crisis_labels().get(name, ""))
    part = next((part for part in parts if part.slug == name), None)
    if section not in ENTRY_SECTIONS or part is None:
        return suggestion
    label = part.name if part.is_dimension else _("In general")
    return replace(suggestion, label=label, hue=part.hue, icon=part.icon)


def goal_words(goal: Goal) -> str:
    """Return a goal as text: its title, then a line for each step."""
    steps = [f"- {_step_words(step)}" for step in goal.steps if step.text]
    return "\n".join([goal.title, *steps]).strip()


def packed_ratings(day: date, ratings: Mapping[str, Rating]) -> str:
    """Return ratings as the text that stands for them in a summary; the same ratings give the same text."""
    return json.dumps({"day": day.isoformat(), "ratings": ratings}, sort_keys=True)


def unpacked_ratings(packed: str) -> tuple[date, dict[str, Rating]]:
    """Return the day and the ratings that `packed_ratings` was given."""
    held = json.loads(packed)
    return date.fromisoformat(held["day"]), held["ratings"]


def ratings_words(packed: str, parts: Iterable[PartWords]) -> str:
    """Return packed ratings as a line to read, in page order."""
    _day, ratings = unpacked_ratings(packed)
    rated = [(part.name, ratings[part.dimension]) for part in parts if part.dimension in ratings]
    return ", ".join(f"{name}: {_rating_words(rating)}" for name, rating in rated)


def _rating_words(rating: Rating) -> str:
    return _("hard to say") if rating == HARD_TO_SAY else str(rating)


def _references(references: Iterable[str]) -> list[str]:
    return [reference for reference in references if reference]


def _crisis_labels() -> dict[str, str]:
    return {
        "signs": _("Signs that I am not well"),
        "helps": _("What helps then"),
        "ring": _("Who I ring"),
    }


def _ratings(workbook: Workbook, vault: Vault) -> list[Suggestion]:
    latest = latest_ratings(recent_check_ins(workbook, vault))
    if not latest:
        return []
    day = max(rating.day for rating in latest.values())
    ratings = {dimension: rating.rating for dimension, rating in latest.items()}
    return [Suggestion(RATINGS, packed_ratings(day, ratings))]


def _from_entries(entries: list[OpenedEntry], parts: list[PartWords]) -> list[Suggestion]:
    """Return the entries that belong in a summary, by section and then in page order."""
    crisis = {part.slug for part in parts if part.kind == Part.Kind.CRISIS_PLAN}
    plain = [entry for entry in entries if entry.part_slug not in crisis]
    by_section = [
        Suggestion(f"{section}.{entry.part_slug}", entry.text)
        for section in ENTRY_SECTIONS
        for entry in plain
        if entry.key == section
    ]
    lines = [
        Suggestion(f"{CRISIS}.{entry.key}", entry.text) for entry in entries if entry.part_slug in crisis
    ]
    return by_section + lines


def _is_told(goal: Goal) -> bool:
    """Tell whether to suggest a goal: not one that was put aside."""
    return goal.state is not GoalState.ASIDE


def _step_words(step: Step) -> str:
    return _("%(step)s (done)") % {"step": step.text} if step.is_done else step.text


def _topics(person: User) -> list[Suggestion]:
    chosen = interests_of(person)
    topics = topics_by_id(chosen, person.language)
    return [Suggestion(TOPICS, "\n".join(topic.name for topic in topics.values()))]
