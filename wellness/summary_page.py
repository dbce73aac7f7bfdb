"""What the summary page shows: the choices on one side, the sheet that would be shared on the other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from wellness.models import Workbook
from wellness.parts import PartWords
from wellness.saving import LONGEST_TEXT
from wellness.sharing import content_of, summary_sheet
from wellness.suggestion import NOTE, RATINGS, section_headings
from wellness.suggestions import ratings_words, unpacked_ratings
from wellness.summaries import Item, OpenSummary
from wellness.workbooks import page_mark

# What is put in order is told by its first words.
LONGEST_LINE = 120


@dataclass(frozen=True)
class Choice:
    """One item with what the page says of it: a name to tell it by, and its words to read."""

    item: Item
    label: str
    text: str

    @property
    def longer_by(self) -> int:
        """By how many letters a held text is too long."""
        return len(self.item.held) - LONGEST_TEXT


@dataclass(frozen=True)
class ChoiceSection:
    """The choices under one heading."""

    name: str
    heading: str
    choices: list[Choice]

    @property
    def offers_all(self) -> bool:
        return len(self.choices) > 1 and not all(choice.item.included for choice in self.choices)


@dataclass(frozen=True)
class SummaryPage:
    """The page; `sheet` is None where nothing is in the summary yet."""

    mark: str
    summary: OpenSummary
    sections: list[ChoiceSection]
    note: Choice
    sheet: SafeString | None


def summary_page(person: User, workbook: Workbook, summary: OpenSummary) -> SummaryPage:
    """Return everything the page shows of an open summary."""
    parts = summary.suggestions.parts
    choices = [_choice(item, parts) for item in summary.items]
    content = content_of(person, summary)
    return SummaryPage(
        mark=page_mark(workbook),
        summary=summary,
        sections=_sections([choice for choice in choices if choice.item.section != NOTE]),
        note=next(choice for choice in choices if choice.item.section == NOTE),
        sheet=None if content is None else summary_sheet(content),
    )


@dataclass(frozen=True)
class Ordered:
    """Something that can be put in order, with what a button says that moves it, and what stands below it."""

    name: str
    words: str
    label: str = ""
    up: str = ""
    down: str = ""
    below: Sequence["Ordered"] = ()


def ordered_sections(summary: OpenSummary) -> list[Ordered]:
    """Return what is in a summary, by section, to be put in another order; the ratings and the note keep their places."""
    parts = summary.suggestions.parts
    chosen = [_choice(item, parts) for item in summary.chosen if item.section not in {RATINGS, NOTE}]
    return _with_moves(
        [
            Ordered(section.name, section.heading, below=_with_moves(_ordered_choices(section)))
            for section in _sections(chosen)
        ]
    )


def _ordered_choices(section: ChoiceSection) -> list[Ordered]:
    return [Ordered(choice.item.key, _in_one_line(choice.text), choice.label) for choice in section.choices]


def _in_one_line(text: str) -> str:
    """Return the lines of a text one after the other, without the dash that marks a step, cut after a word."""
    lines = (" ".join(line.split()).removeprefix("- ") for line in text.splitlines())
    whole = " · ".join(line for line in lines if line)
    if len(whole) <= LONGEST_LINE:
        return whole
    return whole[:LONGEST_LINE].rsplit(" ", 1)[0].rstrip(" ·") + " …"


def _with_moves(found: list[Ordered]) -> list[Ordered]:
    names = [each.name for each in found]
    return [
        replace(
            each,
            up=f"before@{names[place]}@{names[place - 1]}" if place else "",
            down=f"before@{names[place + 1]}@{names[place]}" if place + 1 < len(names) else "",
        )
        for place, each in enumerate(found)
    ]


def _sections(choices: list[Choice]) -> list[ChoiceSection]:
    headings = section_headings()
    found: dict[str, list[Choice]] = {}
    for choice in choices:
        found.setdefault(choice.item.section, []).append(choice)
    return [ChoiceSection(name, headings[name], held) for name, held in found.items()]


def _choice(item: Item, parts: list[PartWords]) -> Choice:
    if not item.is_ratings:
        return Choice(item, item.suggestion.label, item.words)
    day, _ratings = unpacked_ratings(item.words)
    label = _("My wheel on %(day)s") % {"day": date_format(day)}
    return Choice(item, label, ratings_words(item.words, parts))
