"""The parts of a workbook and their prompts, in words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings

from wellness.models import Part, PartText, PromptText

# Parts that are no dimension have no icon of their own in the edition.
ICONS = {
    Part.Kind.OPENING: "sprout",
    Part.Kind.GOALS: "flag",
    Part.Kind.NETWORK: "map-pin-house",
    Part.Kind.HARD_TIME: "umbrella",
    Part.Kind.CRISIS_PLAN: "life-buoy",
    Part.Kind.KEEPING_WELL: "calendar-heart",
}

# Each has a drawing of its own in static/pictures; what an organisation adds has the one that is about nothing else.
DRAWN = frozenset(
    {
        "physical",
        "environmental",
        "occupational",
        "intellectual",
        "social",
        "emotional",
        "spiritual",
        *ICONS,
    }
)

Text = TypeVar("Text", PartText, PromptText)


@dataclass(frozen=True)
class PartWords:
    """One page of the workbook in words; `hue` and `dimension` are "" where it is about no dimension."""

    id: int
    slug: str
    kind: str
    name: str
    meaning: str
    opening: str
    low: str
    high: str
    dimension: str
    hue: str
    icon: str

    @property
    def picture(self) -> str:
        """The static file with the drawing that shows what the part is about."""
        subject = self.dimension or self.kind
        return f"pictures/{subject if subject in DRAWN else 'other'}.svg"

    @property
    def paragraphs(self) -> list[str]:
        """The opening lines, a paragraph each."""
        return [line for line in self.opening.splitlines() if line.strip()]

    @property
    def is_opening(self) -> bool:
        return self.kind == Part.Kind.OPENING

    @property
    def is_dimension(self) -> bool:
        return self.kind == Part.Kind.DIMENSION

    @property
    def is_crisis_plan(self) -> bool:
        return self.kind == Part.Kind.CRISIS_PLAN

    @property
    def is_goals(self) -> bool:
        return self.kind == Part.Kind.GOALS

    @property
    def is_list(self) -> bool:
        """Its prompts are asked again in every row."""
        return self.kind in Part.LISTS


@dataclass(frozen=True)
class PromptWords:
    """One question in words."""

    id: int
    key: str
    question: str
    hint: str
    is_more: bool


def parts_of(edition_id: int, language: str) -> list[PartWords]:
    """Return the parts of an edition in page order, in the language or else in the site's own."""
    texts = PartText.objects.filter(part__edition_id=edition_id, language__in=_languages(language))
    ordered = texts.select_related("part__dimension").order_by("part__position", "part_id")
    return [_part_words(text) for text in _best(ordered, language, "part_id")]


def prompts_of(part_id: int, language: str) -> list[PromptWords]:
    """Return the prompts of a part in page order, in the language or else in the site's own."""
    texts = PromptText.objects.filter(prompt__part_id=part_id, language__in=_languages(language))
    ordered = texts.select_related("prompt").order_by("prompt__position", "prompt_id")
    return [_prompt_words(text) for text in _best(ordered, language, "prompt_id")]


def prompts_by_part(edition_id: int, language: str) -> defaultdict[int, list[PromptWords]]:
    """Return the prompts of all parts of an edition by the part's id, as `prompts_of` gives them."""
    texts = PromptText.objects.filter(prompt__part__edition_id=edition_id, language__in=_languages(language))
    ordered = texts.select_related("prompt").order_by("prompt__position")
    found: defaultdict[int, list[PromptWords]] = defaultdict(list)
    for text in _best(ordered, language, "prompt_id"):
        found[text.prompt.part_id].append(_prompt_words(text))
    return found


def _languages(language: str) -> set[str]:
    return {language, settings.LANGUAGE_CODE}


def _best(texts: Iterable[Text], language: str, named_by: str) -> list[Text]:
    """Keep one text of each thing: the one in the language, where there is one."""
    chosen: dict[int, Text] = {}
    for text in texts:
        key = getattr(text, named_by)
        if key not in chosen or text.language == language:
            chosen[key] = text
    return list(chosen.values())


def _part_words(text: PartText) -> PartWords:
    part, dimension = text.part, text.part.dimension
    return PartWords(
        id=part.pk,
        slug=part.slug,
        kind=part.kind,
        name=text.name,
        meaning=text.meaning,
        opening=text.opening,
        low=text.low,
        high=text.high,
        dimension=dimension.slug if dimension else "",
        hue=dimension.hue if dimension else "",
        icon=dimension.icon if dimension else ICONS[Part.Kind(part.kind)],
    )


def _prompt_words(text: PromptText) -> PromptWords:
    prompt = text.prompt
    return PromptWords(prompt.pk, prompt.key, text.question, text.hint, prompt.is_more)
