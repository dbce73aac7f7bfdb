"""Set up wording, topics and help lines. Nothing that people write is here: those models are not registered."""

from wellness.admin.editions import EditionAdmin, PartAdmin, PromptAdmin
from wellness.admin.help_lines import HelpCountryAdmin
from wellness.admin.topics import DimensionAdmin, TopicAdmin

__all__ = ["DimensionAdmin", "EditionAdmin", "HelpCountryAdmin", "PartAdmin", "PromptAdmin", "TopicAdmin"]
