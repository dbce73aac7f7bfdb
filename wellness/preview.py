"""An edition as a participant's pages would show it, with nothing written in it: no workbook is read or made."""

from collections.abc import Sequence
from itertools import cycle
from uuid import uuid4

from wellness.fields import Field, empty_row
from wellness.goal_page import GoalPage, empty_goal_page
from wellness.interests import offered_topics, topic_choices
from wellness.part_page import PartPage
from wellness.parts import PartWords, parts_of, prompts_of
from wellness.petals import petal_of
from wellness.rows import Place
from wellness.wheel import Wheel, draw_wheel

# Made up, to see every hue in a wheel.
RATINGS = (7, 4, 9, 5, 8, 3, 6, 10)


def part_preview(edition_id: int, slug: str, language: str) -> PartPage | None:
    """Return a part of an edition as its page shows it, None where the edition has no such part with words."""
    parts = parts_of(edition_id, language)
    part = next((each for each in parts if each.slug == slug), None)
    if part is None:
        return None
    prompts = prompts_of(part.id, language)
    topics = [topic for topic in offered_topics(language) if topic.dimension.slug == part.dimension]
    return PartPage(
        mark="",
        part=part,
        parts=parts,
        fields=[] if part.is_list else [Field(prompt) for prompt in prompts],
        topics=topic_choices(topics, {}),
        rows=[empty_row(Place(uuid4()), 1, prompts)] if part.is_list and not part.is_goals else [],
    )


def goal_preview(edition_id: int, language: str) -> GoalPage | None:
    """Return the page on which a goal is written, None where the edition has no goals with words."""
    part = next((each for each in parts_of(edition_id, language) if each.is_goals), None)
    page = part_preview(edition_id, part.slug, language) if part else None
    return empty_goal_page(page, prompts_of(page.part.id, language)) if page else None


def wheel_preview(parts: Sequence[PartWords]) -> Wheel:
    """Return a wheel with made-up ratings."""
    dimensions = [part for part in parts if part.is_dimension]
    return draw_wheel(
        [petal_of(part, rating) for part, rating in zip(dimensions, cycle(RATINGS), strict=False)]
    )
