"""Answers that a person keeps for their summary: they are offered there, and are in it only when included."""

from wellness.models import KeptPrompt, Workbook


def keep_for_summary(workbook: Workbook, prompt_id: int, *, kept: bool) -> None:
    """Keep the answer to a prompt for the summary, or no longer."""
    if kept:
        KeptPrompt.objects.get_or_create(workbook=workbook, prompt_id=prompt_id)
    else:
        KeptPrompt.objects.of(workbook).filter(prompt=prompt_id).delete()


def kept_prompts(workbook: Workbook) -> set[int]:
    """Return the prompts whose answers are kept for the summary."""
    return set(KeptPrompt.objects.of(workbook).values_list("prompt_id", flat=True))
