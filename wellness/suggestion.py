"""One thing that a workbook suggests for a summary, and the sections in which such things stand.

A suggestion's key is `section.name`, the same for as long as what it comes from is there.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

RATINGS, HELPS, SUPPORT, STEPS = "ratings", "helps", "support", "small-step"
KEPT, GOALS, TOPICS, NETWORK, LEARNED = "kept", "goals", "topics", "network", "learned"
WELL, CRISIS, NOTE = "well", "crisis", "note"
# In the order of the page. Entries belong to the section that bears the key of their prompt.
SECTIONS = (RATINGS, HELPS, SUPPORT, STEPS, KEPT, GOALS, TOPICS, NETWORK, LEARNED, WELL, CRISIS, NOTE)
ENTRY_SECTIONS = (HELPS, SUPPORT, STEPS)


@dataclass(frozen=True)
class Suggestion:
    """One thing that can go into a summary; `words` are the person's own, as the workbook has them now.

    `in_languages` are the same in each language of the site, where a word of ours stands among them.
    """

    key: str
    words: str
    label: str = ""
    hue: str = ""
    icon: str = ""
    is_kept: bool = False
    in_languages: tuple[str, ...] = ()

    def says(self, words: str) -> bool:
        """Tell whether words are these, in whichever language they were taken."""
        return words in {self.words, *self.in_languages}

    @property
    def section(self) -> str:
        return section_of(self.key)


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
        KEPT: _("What else I would like to say"),
        GOALS: _("My goals"),
        TOPICS: _("What I would like us to talk about"),
        NETWORK: _("People and places around me"),
        LEARNED: _("What I learned from a hard time"),
        WELL: _("What keeps me well"),
        CRISIS: _("When things get hard"),
        NOTE: _("A note from me"),
    }
