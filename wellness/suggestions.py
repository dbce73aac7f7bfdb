"""What a workbook suggests for a summary: the latest ratings, entries, goals, rows of lists and topics, each in words."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts.models import User
from accounts.vault import Vault
from wellness.check_ins import HARD_TO_SAY, Rating, latest_ratings, recent_check_ins
from wellness.goals import Goal, GoalState, Step, goals_of
from wellness.interests import interests_of, topics_by_id
from wellness.keeping import kept_prompts
from wellness.models import Part, Workbook
from wellness.parts import PartWords, parts_of
from wellness.rows import OpenedRow, rows_of
from wellness.suggestion import (
    CRISIS,
    ENTRY_SECTIONS,
    GOALS,
    KEPT,
    LEARNED,
    NETWORK,
    RATINGS,
    TOPICS,
    WELL,
    Suggestion,
)
from wellness.workbooks import OpenedEntry, entries_of

# What an entry of these sections is told by, by the prompt's key. The note of a crisis plan is for its writer alone.
KEY_LABELS: dict[str, dict[str, Promise]] = {
    CRISIS: {
        "signs": gettext_lazy("Signs that I am not well"),
        "helps": gettext_lazy("What helps then"),
        "ring": gettext_lazy("Who I ring"),
        "helps-not": gettext_lazy("What makes it worse"),
        "want": gettext_lazy("What I want to happen"),
        "not-want": gettext_lazy("What I do not want"),
        "medicines": gettext_lazy("My medicines and allergies"),
        "looking-after": gettext_lazy("Who looks after my home, children or pets"),
    },
    WELL: {
        "daily": gettext_lazy("On most days"),
        "weekly": gettext_lazy("About once a week"),
        "now-and-then": gettext_lazy("Now and then"),
    },
}
# The sections whose keys go on with the prompt's, by the kind of the part.
SECTIONS_BY_PART = {Part.Kind.CRISIS_PLAN: CRISIS, Part.Kind.KEEPING_WELL: WELL}
FOR_THE_WRITER_ALONE = f"{CRISIS}.note"
# How to reach somebody is not told about them unless the person writes it into the summary.
NOT_TOLD_OF_A_ROW = {"reach"}


@dataclass(frozen=True)
class Suggestions:
    """All of a workbook's suggestions in page order; `references` name the rows that do not open."""

    parts: list[PartWords]
    found: list[Suggestion]
    references: list[str]


def suggestions_for(person: User, workbook: Workbook, vault: Vault) -> Suggestions:
    """Gather what a workbook suggests, in a fixed number of queries."""
    parts = parts_of(workbook.edition_id, person.language)
    entries, goals = entries_of(workbook, vault), goals_of(workbook, vault)
    people = rows_of(workbook, vault, kind=Part.Kind.NETWORK)
    signs = rows_of(workbook, vault, kind=Part.Kind.HARD_TIME)
    found = [
        *_ratings(workbook, vault),
        *_from_entries(entries, parts, kept_prompts(workbook)),
        *[_from_goal(goal) for goal in goals if _is_told(goal)],
        *_from_rows(NETWORK, people),
        *_from_rows(LEARNED, signs),
        *_topics(person),
    ]
    return Suggestions(
        parts,
        [described(each, parts) for each in found if each.words.strip()],
        [
            *_references(entry.reference for entry in entries),
            *[reference for goal in goals for reference in goal.references],
            *[reference for row in [*people, *signs] for reference in row.references],
        ],
    )


def described(suggestion: Suggestion, parts: Iterable[PartWords]) -> Suggestion:
    """Return a suggestion with its label, and the hue and icon of its dimension."""
    section, _dot, name = suggestion.key.partition(".")
    if section in KEY_LABELS:
        return replace(suggestion, label=str(KEY_LABELS[section].get(name, "")))
    part = next((part for part in parts if part.slug == name.partition(".")[0]), None)
    if section not in (*ENTRY_SECTIONS, KEPT) or part is None:
        return suggestion
    label = _("In general") if part.is_opening else part.name
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


def _ratings(workbook: Workbook, vault: Vault) -> list[Suggestion]:
    latest = latest_ratings(recent_check_ins(workbook, vault))
    if not latest:
        return []
    day = max(rating.day for rating in latest.values())
    ratings = {dimension: rating.rating for dimension, rating in latest.items()}
    return [Suggestion(RATINGS, packed_ratings(day, ratings))]


def _from_entries(
    entries: list[OpenedEntry], parts: list[PartWords], kept: Collection[int]
) -> list[Suggestion]:
    """Return the entries that belong in a summary, in page order: some always, the others where they are kept for it."""
    kinds = {part.slug: part.kind for part in parts}
    found = [
        Suggestion(_key_of(entry, kinds), entry.text, is_kept=entry.prompt_id in kept) for entry in entries
    ]
    return [
        each for each in found if each.key != FOR_THE_WRITER_ALONE and (each.is_kept or each.section != KEPT)
    ]


def _key_of(entry: OpenedEntry, kinds: Mapping[str, str]) -> str:
    section = SECTIONS_BY_PART.get(Part.Kind(kinds[entry.part_slug]))
    if section:
        return f"{section}.{entry.key}"
    if entry.key in ENTRY_SECTIONS:
        return f"{entry.key}.{entry.part_slug}"
    return f"{KEPT}.{entry.part_slug}.{entry.key}"


def _from_rows(section: str, rows: Iterable[OpenedRow]) -> list[Suggestion]:
    """Return the rows of a list, what is written in each side by side one below the other."""
    return [
        Suggestion(f"{section}.{row.id}", _row_words(row), is_kept=bool(row.marks.get("keep")))
        for row in rows
    ]


def _row_words(row: OpenedRow) -> str:
    told = [entry.text.strip() for key, entry in row.entries.items() if key not in NOT_TOLD_OF_A_ROW]
    return "\n".join(text for text in told if text)


def _from_goal(goal: Goal) -> Suggestion:
    return Suggestion(f"{GOALS}.{goal.id}", goal_words(goal), in_languages=_in_languages(goal))


def _in_languages(goal: Goal) -> tuple[str, ...]:
    """Return a goal as text in each language of the site: that a step is done is said by us."""
    found = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.append(goal_words(goal))
    return tuple(found)


def _is_told(goal: Goal) -> bool:
    """Tell whether to suggest a goal: not one that was put aside."""
    return goal.state is not GoalState.ASIDE


def _step_words(step: Step) -> str:
    return _("%(step)s (done)") % {"step": step.text} if step.is_done else step.text


def _topics(person: User) -> list[Suggestion]:
    chosen = interests_of(person)
    topics = topics_by_id(chosen, person.language)
    return [Suggestion(TOPICS, "\n".join(topic.name for topic in topics.values()))]
