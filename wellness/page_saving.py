"""Saving everything that the form of a workbook page sent: texts by the protocol of wellness.saving, and marks."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from accounts.vault import CannotOpen
from wellness.keeping import keep_for_summary
from wellness.models import PartRow, Workbook
from wellness.part_form import changed_keeps_in, changed_marks_in, drafts_in, places_in
from wellness.parts import PartWords, prompts_of
from wellness.rows import note_marks, rows_at
from wellness.saving import Draft, KeptBoth, Outcome, Saved, Slot, save_drafts


@dataclass(frozen=True)
class SentPage:
    """What became of a page that was sent. `rows` are those it named, by its own names for them."""

    drafts: list[Draft]
    outcomes: Mapping[Slot, Outcome]
    rows: Mapping[UUID, PartRow]
    unreadable_marks: bool = False

    @property
    def held(self) -> dict[Slot, str]:
        """Every text that came, so that one that was not saved can stay on the page."""
        return {draft.slot: draft.text for draft in self.drafts}

    @property
    def row_ids(self) -> set[UUID]:
        return {row.pk for row in self.rows.values()}

    @property
    def has_saved(self) -> bool:
        return any(isinstance(outcome, Saved) for outcome in self.outcomes.values())

    @property
    def has_kept_both(self) -> bool:
        return any(isinstance(outcome, KeptBoth) for outcome in self.outcomes.values())


def save_sent(person: User, workbook: Workbook, part: PartWords, posted: Mapping[str, str]) -> SentPage:
    """Save what a form of this part sent; raise TooManyRows, saving nothing, where a list would grow too long."""
    marks = changed_marks_in(posted)
    rows = rows_at(person, workbook, part.id, [*places_in(posted), *marks]) if part.is_list else {}
    prompts = prompts_of(part.id, person.language)
    drafts = drafts_in(posted, prompts, rows)
    outcomes = save_drafts(person, workbook, drafts)
    for prompt_id, is_kept in changed_keeps_in(posted, prompts).items():
        keep_for_summary(workbook, prompt_id, kept=is_kept)
    unreadable = False
    for place, chosen in marks.items():
        try:
            note_marks(person, rows[place.row], chosen)
        except CannotOpen:
            unreadable = True
    return SentPage(drafts, outcomes, rows, unreadable)
