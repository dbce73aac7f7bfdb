"""What people write in tests: entries, ratings, goals and a summary, through the same services as their pages."""

from uuid import uuid4

from accounts.models import User
from wellness.check_ins import note_rating
from wellness.goals import GoalContent, GoalDraft, Step, add_goal
from wellness.models import Entry, Prompt
from wellness.saving import Draft, save_draft
from wellness.summaries import OpenSummary
from wellness.summary_saving import Change, save_summary
from wellness.workbooks import current_workbook

UNSEEN = "0-"


def write(person: User, part: str, key: str, text: str) -> None:
    """Write, or write over, one entry."""
    workbook = current_workbook(person)
    prompt = Prompt.objects.get(part__edition=workbook.edition_id, part__slug=part, key=key)
    version = Entry.objects.of(workbook).filter(prompt=prompt).values_list("version", flat=True).first()
    save_draft(person, workbook, Draft(prompt.pk, version or 0, uuid4(), text))


def rate(person: User, **ratings: int | str) -> None:
    """Rate dimensions by their slug, today."""
    for dimension, rating in ratings.items():
        note_rating(person, current_workbook(person), dimension, rating)


def set_goal(person: User, title: str, *steps: str) -> str:
    """Add a goal with steps not yet done; return its key in a summary."""
    content = GoalContent(title, steps=[Step(step) for step in steps])
    return f"goals.{add_goal(person, current_workbook(person), GoalDraft(uuid4(), 0, content)).id}"


def include(person: User, *keys: str, **words: str) -> OpenSummary:
    """Include things in a summary as the workbook says them; keyword `note` adds a note."""
    changes = [Change(key, UNSEEN, included=True, words=None) for key in keys]
    changes += [Change(key, UNSEEN, included=False, words=text) for key, text in words.items()]
    return save_summary(person=person, workbook=current_workbook(person), changes=changes)
