"""What the form of a workbook page sends: texts by the prompt's key, each with the version its page showed."""

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

from wellness.parts import PromptWords
from wellness.saving import Draft, plain_text


def drafts_in(posted: Mapping[str, str], prompts: Sequence[PromptWords]) -> list[Draft]:
    """Return the texts a form sent; a prompt that was empty and still is makes none."""
    operation = operation_in(posted.get("operation", ""))
    drafts = [
        Draft(
            prompt_id=prompt.id,
            base=version_in(posted.get(f"version-{prompt.key}", "")),
            operation=operation,
            text=plain_text(posted[prompt.key]),
        )
        for prompt in prompts
        if prompt.key in posted
    ]
    return [draft for draft in drafts if draft.text or draft.base]


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
