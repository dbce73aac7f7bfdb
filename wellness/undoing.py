"""Bringing earlier words of an answer back, or deleting them for good."""

from uuid import UUID, uuid4

from accounts.models import User
from accounts.vault import vault_for
from wellness.models import EarlierText, Entry, Workbook
from wellness.saving import Draft, Outcome, Saved, save_draft


def bring_words_back(person: User, workbook: Workbook, entry: Entry, earlier_id: UUID) -> Outcome | None:
    """Make earlier words the answer; what the answer says now becomes earlier words in turn.

    Return None where there are no such earlier words any more. Raise CannotOpen where they do not open.
    """
    earlier = EarlierText.objects.still_kept().of(workbook).filter(entry=entry, pk=earlier_id).first()
    if earlier is None:
        return None
    text = vault_for(person).open(earlier, "sealed")
    draft = Draft(entry.prompt_id, entry.version, uuid4(), text, row=entry.row_id, keeps_earlier=True)
    outcome = save_draft(person, workbook, draft)
    if isinstance(outcome, Saved):
        earlier.delete()
    return outcome


def delete_earlier_words(workbook: Workbook, entry: Entry) -> None:
    """Delete all earlier words of an answer; the answer stays."""
    EarlierText.objects.of(workbook).filter(entry=entry).delete()
