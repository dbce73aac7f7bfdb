"""What people write in tests: entries, rows, ratings, a summary, through the same services as their pages."""

from uuid import UUID, uuid4

from accounts.models import User
from wellness.check_ins import note_rating
from wellness.models import Entry, Part, Prompt
from wellness.rows import Place, rows_at
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


def write_row(person: User, part: str, above: UUID | None = None, **words: str) -> UUID:
    """Write a row of a part that is a list, words by the prompt's key (`who_for` for `who-for`); return its id."""
    workbook = current_workbook(person)
    asked = Part.objects.get(edition=workbook.edition_id, slug=part)
    place = Place(uuid4(), above)
    row = rows_at(person, workbook, asked.pk, [place])[place.row]
    for key, text in words.items():
        prompt = Prompt.objects.get(part=asked, key=key.replace("_", "-"))
        save_draft(person, workbook, Draft(prompt.pk, 0, uuid4(), text, row=row.pk))
    return row.pk


def write_goal(person: User, title: str, *steps: str) -> UUID:
    """Add a goal with steps not yet done; return its id."""
    goal = write_row(person, "goals", title=title)
    for step in steps:
        write_row(person, "goals", goal, step=step)
    return goal


def set_goal(person: User, title: str, *steps: str) -> str:
    """Add a goal; return its key in a summary."""
    return f"goals.{write_goal(person, title, *steps)}"


def include(person: User, *keys: str, **words: str) -> OpenSummary:
    """Include things in a summary as the workbook says them; keyword `note` adds a note."""
    changes = [Change(key, UNSEEN, included=True, words=None) for key in keys]
    changes += [Change(key, UNSEEN, included=False, words=text) for key, text in words.items()]
    return save_summary(person=person, workbook=current_workbook(person), changes=changes)
