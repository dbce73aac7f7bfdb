"""The workbook's wording (open), topics and help lines (open), and what people write in it (sealed)."""

from wellness.models.edition import Dimension, Edition, LoadedWording, Part, PartText, Prompt, PromptText
from wellness.models.help_line import HelpCountry, HelpLine
from wellness.models.topic import Interest, Topic, TopicText
from wellness.models.workbook import (
    DAYS_KEPT,
    CheckIn,
    ConflictCopy,
    EarlierText,
    Entry,
    KeptPrompt,
    PartProgress,
    PartRow,
    Summary,
    Workbook,
)

__all__ = [
    "DAYS_KEPT",
    "CheckIn",
    "ConflictCopy",
    "Dimension",
    "EarlierText",
    "Edition",
    "Entry",
    "HelpCountry",
    "HelpLine",
    "Interest",
    "KeptPrompt",
    "LoadedWording",
    "Part",
    "PartProgress",
    "PartRow",
    "PartText",
    "Prompt",
    "PromptText",
    "Summary",
    "Topic",
    "TopicText",
    "Workbook",
]
