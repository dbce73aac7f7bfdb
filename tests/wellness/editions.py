"""Editions for tests: a newer one with an eighth dimension, other words, and without some questions."""

from wellness.editions import copy_to_draft, publish_edition
from wellness.models import Dimension, Edition, Part, PartText, Prompt, PromptText


def publish_newer(*, without: str = "medicines") -> Edition:
    """Publish a copy of the current edition with money as eighth dimension, and without the prompts of one key."""
    current = Edition.objects.current()
    draft = copy_to_draft(current)
    add_money(draft)
    PartText.objects.filter(part__edition=draft, part__slug="crisis-plan").update(
        name="My plan for hard days"
    )
    Prompt.objects.filter(part__edition=draft, key=without).delete()
    publish_edition(draft)
    return draft


def add_money(draft: Edition) -> Part:
    """Add money to a draft as its last dimension, with one prompt."""
    money, _made = Dimension.objects.get_or_create(
        slug="money", defaults={"hue": "hue-8", "icon": "coins", "position": 7}
    )
    part = Part.objects.create(edition=draft, slug="money", kind="dimension", dimension=money, position=85)
    PartText.objects.create(
        part=part, language="en", name="Money", opening="Hello.", low="Short", high="Enough"
    )
    PromptText.objects.create(
        prompt=Prompt.objects.create(part=part, key="helps", position=0),
        language="en",
        question="What helps?",
    )
    return part
