"""The door through which groups reach a summary: what would be shared, frozen, and the one way it is shown.

And the ratings of someone who agreed to have them counted.

A frozen content is JSON: the name shown to the group, the day, the language it is written in, the ratings as petals,
and sections of lines, all in words, so that nothing changed later (a name, a topic, an edition) changes it.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.vault import Vault
from wellness.check_ins import HARD_TO_SAY, first_and_latest, today_of
from wellness.parts import PartWords
from wellness.suggestion import section_headings
from wellness.suggestions import unpacked_ratings
from wellness.summaries import Item, OpenSummary, open_summary
from wellness.wheel import Petal, Wheel, draw_wheel
from wellness.workbooks import current_workbook

SUMMARY_TEMPLATE = "wellness/includes/_summary_view.html"
FORMAT = 1

Content = dict[str, Any]
Told = tuple[str, str]


@dataclass(frozen=True)
class SummaryView:
    """A frozen content as its template shows it."""

    name: str
    day: date
    language: str
    is_right_to_left: bool
    rated_on: date | None
    wheel: Wheel | None
    sections: list[dict[str, Any]]


@dataclass(frozen=True)
class Changed:
    """What differs from what is shared already: lines, as (heading, words), that would be new and that would be gone."""

    added: Sequence[tuple[str, str]]
    gone: Sequence[tuple[str, str]]
    has_new_ratings: bool
    has_new_order: bool
    has_new_language: bool

    def __bool__(self) -> bool:
        return bool(
            self.added or self.gone or self.has_new_ratings or self.has_new_order or self.has_new_language
        )


def ratings_to_count(person: User) -> dict[str, tuple[int, int]]:
    """Return a person's first and latest number of each dimension, for whom they agreed to; in their own request alone."""
    return first_and_latest(person)


def content_to_share(person: User, vault: Vault) -> Content | None:
    """Return what sharing would freeze now; None where nothing is in the summary or it does not open."""
    return content_of(person, open_summary(person, current_workbook(person), vault))


def earlier_content(person: User, summary: OpenSummary) -> Content | None:
    """Return an earlier workbook's summary as sharing would have frozen it on the day it was saved last."""
    content = content_of(person, summary)
    if content and summary.saved_at:
        content["day"] = timezone.localdate(summary.saved_at).isoformat()
    return content


def content_of(person: User, summary: OpenSummary) -> Content | None:
    """Return the frozen content of an open summary; None where nothing is in it."""
    if not summary.chosen:
        return None
    return {
        "format": FORMAT,
        "name": person.name or _("Someone in the group"),
        "day": today_of(person).isoformat(),
        "language": translation.get_language(),
        "ratings": _ratings(summary.chosen, summary.suggestions.parts),
        "sections": _sections(summary.chosen),
    }


def changes_between(shared: Content, now: Content) -> Changed:
    """Return what differs between what is shared and what would be; the day alone is no change.

    In another language every heading differs: what a person wrote is then told by its section.
    """
    has_new_language = shared["language"] != now["language"]
    before, after = (_told_lines(content, by_section=has_new_language) for content in (shared, now))
    added = [told for mark, told in after.items() if mark not in before]
    gone = [told for mark, told in before.items() if mark not in after]
    has_new_order = not added and not gone and list(before) != list(after)
    return Changed(added, gone, _rated(shared) != _rated(now), has_new_order, has_new_language)


def content_digest(content: Content) -> str:
    """Return a mark of exactly this content, by which a page that showed another one is known."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def summary_sheet(content: Content) -> SafeString:
    """Return the sheet of a content, in the language it is written in: the same for everyone who may see it."""
    view = summary_view(content)
    with translation.override(view.language):
        return render_to_string(SUMMARY_TEMPLATE, {"summary": view})


def summary_view(content: Content) -> SummaryView:
    """Return a content as the template's context."""
    ratings = content["ratings"]
    return SummaryView(
        name=content["name"],
        day=date.fromisoformat(content["day"]),
        language=content["language"],
        is_right_to_left=translation.get_language_info(content["language"])["bidi"],
        rated_on=date.fromisoformat(ratings["day"]) if ratings else None,
        wheel=draw_wheel([Petal(**petal) for petal in ratings["petals"]]) if ratings else None,
        sections=content["sections"],
    )


def _ratings(items: Iterable[Item], parts: Iterable[PartWords]) -> Content | None:
    packed = next((item.words for item in items if item.is_ratings), None)
    if packed is None:
        return None
    day, ratings = unpacked_ratings(packed)
    petals = [_petal(part, ratings.get(part.dimension)) for part in parts if part.is_dimension]
    return {"day": day.isoformat(), "petals": petals}


def _petal(part: PartWords, rating: int | str | None) -> dict[str, Any]:
    return {
        "slug": part.slug,
        "name": part.name,
        "hue": part.hue,
        "icon": part.icon,
        "rating": rating if isinstance(rating, int) else None,
        "words": _("Hard to say") if rating == HARD_TO_SAY else "",
    }


def _sections(items: Iterable[Item]) -> list[dict[str, Any]]:
    lines: dict[str, list[dict[str, str]]] = {}
    for item in items:
        if not item.is_ratings:
            lines.setdefault(item.section, []).append(_line(item))
    headings = section_headings()
    return [
        {"name": section, "heading": headings[section], "lines": found} for section, found in lines.items()
    ]


def _told_lines(content: Content, *, by_section: bool) -> dict[Told, Told]:
    """Return each line as (heading, words) by what tells it apart."""
    told = [
        (section["name"], (line["label"] or section["heading"], line["words"]))
        for section in content["sections"]
        for line in section["lines"]
    ]
    return {(name, line[1]) if by_section else line: line for name, line in told}


def _rated(content: Content) -> list[object]:
    """Return the ratings of a content without the names, which are in its language."""
    ratings = content["ratings"] or {"day": "", "petals": []}
    return [
        ratings["day"],
        *[(petal["slug"], petal["rating"], bool(petal["words"])) for petal in ratings["petals"]],
    ]


def _line(item: Item) -> dict[str, str]:
    suggestion = item.suggestion
    return {
        "label": suggestion.label,
        "hue": suggestion.hue,
        "icon": suggestion.icon,
        "words": item.words.strip(),
    }
