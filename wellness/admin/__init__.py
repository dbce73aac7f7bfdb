"""Set up wording, topics and help lines. Nothing that people write is here: those models are not registered."""

from wellness.admin.editions import EditionAdmin
from wellness.admin.help_lines import HelpCountryAdmin, HelpLineAdmin
from wellness.admin.parts import PartAdmin
from wellness.admin.topics import DimensionAdmin, TopicAdmin

__all__ = ["DimensionAdmin", "EditionAdmin", "HelpCountryAdmin", "HelpLineAdmin", "PartAdmin", "TopicAdmin"]
