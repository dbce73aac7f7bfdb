"""The summaries that the demonstration's people put together and shared, as the story tells it."""

from typing import Any

from accounts.models import User
from accounts.vault import vault_for
from groups.models import Group, Membership, SharedSummary
from groups.sharing import (
    Terms,
    open_shared_summary,
    reply_to_summary,
    share_summary,
    withdraw_summary,
)
from wellness.sharing import content_to_share
from wellness.suggestion import NOTE
from wellness.summaries import open_summary
from wellness.summary_saving import Change, save_summary
from wellness.workbooks import current_workbook

LEFT_OUT = {"crisis", "topics"}


def share_as_told(person: User, group: Group, facts: dict[str, Any]) -> None:
    """Put a person's summary together and share it; withdraw it, or let it be read and answered, as told."""
    if not facts.get("shares"):
        return
    _put_together(person, facts.get("summary_note", ""))
    content = content_to_share(person, vault_for(person))
    if content is None:
        message = f"{facts['key']} shares a summary with nothing in it."
        raise ValueError(message)
    shared = share_summary(
        person=person, group=group, content=content, terms=Terms(wants_reply=bool(facts.get("reply")))
    )
    if facts["shares"] == "withdrawn":
        withdraw_summary(shared=shared, by=person)
    elif facts.get("reply"):
        _answer(shared, group, facts["reply"].strip())


def _put_together(person: User, note: str) -> None:
    workbook = current_workbook(person)
    items = open_summary(person, workbook, vault_for(person)).items
    changes = [
        Change(item.key, item.base, included=True, words=note.strip() if item.section == NOTE else None)
        for item in items
        if item.section not in LEFT_OUT
    ]
    save_summary(person=person, workbook=workbook, changes=changes)


def _answer(shared: SharedSummary, group: Group, reply: str) -> None:
    leads = Membership.objects.facilitators().filter(group=group)
    facilitator = leads.earliest("joined_at").account
    open_shared_summary(shared=shared, reader=facilitator)
    reply_to_summary(shared=shared, by=facilitator, text=reply)
