"""What the form of a workbook page sends.

A field is named by its prompt's key. In a part that is a list the name goes on with the row, `who@<row>`, and for a
step of a goal with the goal and the step, `step@<goal>@<step>`. Each text comes with the version its page showed,
each choice with what was chosen before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from wellness.goals import GoalState, day_in
from wellness.models import PartRow
from wellness.parts import PromptWords
from wellness.rows import Place
from wellness.saving import Draft, plain_text

STATE, AGAIN, DONE, KEEP = "state", "again", "done", "keep"
MARKS = frozenset({STATE, AGAIN, DONE, KEEP})


TICKS = frozenset({DONE, KEEP})
# Before a prompt's key: that its answer is kept for the summary.
KEEP_PROMPT = "keep-"


@dataclass(frozen=True)
class FieldName:
    """The name of a field, taken apart."""

    key: str
    place: Place | None = None

    @property
    def is_mark(self) -> bool:
        return self.place is not None and self.key in MARKS


def field_name(name: str) -> FieldName | None:
    """Return a name taken apart, None for one that no page of ours has."""
    key, *rows = name.split("@")
    ids = [known_operation_in(row) for row in rows]
    match ids:
        case []:
            return FieldName(key)
        case [UUID() as row]:
            return FieldName(key, Place(row))
        case [UUID() as above, UUID() as row]:
            return FieldName(key, Place(row, above))
    return None


def mark_in(key: str, text: str) -> str | bool | None:
    """Return the mark that a page chose, None where it chose none; raise ValueError for what no page of ours sends."""
    if text == "":
        return None
    if key in TICKS and text == "1":
        return True
    is_known = day_in(text) if key == AGAIN else text in {state.value for state in GoalState}
    if key in TICKS or not is_known:
        message = "There is no such choice."
        raise ValueError(message)
    return text


def places_in(posted: Mapping[str, str]) -> list[Place]:
    """Return the rows that a form has words for, or that had words before."""
    names = [(name, field_name(name)) for name in posted if "@" in name and not _is_beside(name)]
    return [
        named.place
        for name, named in names
        if named
        and named.place
        and not named.is_mark
        and (posted[name] or version_in(posted.get(f"version-{name}", "")))
    ]


def drafts_in(
    posted: Mapping[str, str], prompts: Iterable[PromptWords], rows: Mapping[UUID, PartRow] | None = None
) -> list[Draft]:
    """Return the texts a form sent; a field that was empty and still is makes none."""
    operation = operation_in(posted.get("operation", ""))
    by_key = {prompt.key: prompt for prompt in prompts}
    named = {name: field_name(name) for name in posted if not _is_beside(name)}
    drafts = [
        Draft(
            prompt_id=by_key[field.key].id,
            base=version_in(posted.get(f"version-{name}", "")),
            operation=operation,
            text=plain_text(posted[name]),
            row=_row(field, rows or {}),
        )
        for name, field in named.items()
        if field and field.key in by_key and (field.place is None or field.place.row in (rows or {}))
    ]
    return [draft for draft in drafts if draft.text or draft.base]


def changed_marks_in(posted: Mapping[str, str]) -> dict[Place, dict[str, str | bool | None]]:
    """Return what was chosen on a page and is not what it showed, by row; nothing for choices that do not exist."""
    changed: dict[Place, dict[str, str | bool | None]] = {}
    for was in posted:
        name = was.removeprefix("was-")
        field = field_name(name) if was != name else None
        chosen = posted.get(name, "")
        if (
            field
            and field.place
            and field.is_mark
            and chosen != posted[was]
            and _is_choice(field.key, chosen)
        ):
            changed.setdefault(field.place, {})[field.key] = mark_in(field.key, chosen)
    return changed


def changed_keeps_in(posted: Mapping[str, str], prompts: Iterable[PromptWords]) -> dict[int, bool]:
    """Return which answers a page keeps for the summary where it showed something else, by the prompt's id."""
    names = {prompt.id: f"{KEEP_PROMPT}{prompt.key}" for prompt in prompts}
    return {
        prompt_id: bool(posted.get(name))
        for prompt_id, name in names.items()
        if f"was-{name}" in posted and bool(posted.get(name)) != bool(posted[f"was-{name}"])
    }


def version_in(text: str) -> int:
    """Return the version a page showed; 0 (nothing was there) for anything that is no version."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < len(str(2**31)) else 0


def operation_in(text: str) -> UUID:
    """Return the operation a page sent, or a new one for anything that is none."""
    return known_operation_in(text) or uuid4()


def known_operation_in(text: str) -> UUID | None:
    """Return the operation a page sent, None for anything that is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _row(field: FieldName, rows: Mapping[UUID, PartRow]) -> UUID | None:
    return rows[field.place.row].pk if field.place else None


def _is_beside(name: str) -> bool:
    """Tell whether the name is not of a field but of what comes with one."""
    return name.startswith(("version-", "was-"))


def _is_choice(key: str, text: str) -> bool:
    try:
        mark_in(key, text)
    except ValueError:
        return False
    return True
