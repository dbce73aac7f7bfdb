"""What every page of the workbook does with the form it sent."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.requests import AuthenticatedHttpRequest
from wellness.models import PartRow, Workbook
from wellness.page_saving import SentPage, save_sent
from wellness.part_form import known_operation_in
from wellness.part_page import PartPage
from wellness.parts import PartWords
from wellness.rows import TooManyRows, bring_back, move_row, remove_row
from wellness.saving import Slot
from wellness.views.answers import error_words, unreadable_mark_words
from wellness.views.held import Why, held_page

Change = Callable[[AuthenticatedHttpRequest, PartRow, str], None]


def send_page(
    request: AuthenticatedHttpRequest, workbook: Workbook, part: PartWords
) -> SentPage | HttpResponse:
    """Save what a page sent; return an answer that holds every word where it takes no more."""
    try:
        sent = save_sent(request.user, workbook, part, request.POST)
    except TooManyRows:
        return held_page(request, Why.LIST_IS_FULL)
    if sent.unreadable_marks:
        messages.warning(request, unreadable_mark_words())
    return sent


def errors_in(sent: SentPage) -> dict[Slot, str]:
    """Return what to do about each text that was not saved, by its slot."""
    return {slot: words for slot, outcome in sent.outcomes.items() if (words := error_words(outcome))}


def say_kept_both(request: AuthenticatedHttpRequest, sent: SentPage) -> bool:
    """Say so where a text was kept beside another, and return whether one was."""
    if sent.has_kept_both:
        messages.info(request, _("You wrote in two places. We kept both, and you need not choose."))
    return sent.has_kept_both


def saved_words() -> str:
    return _("Saved at %(time)s.") % {"time": timezone.localtime().strftime("%H:%M")}


def next_page(page: PartPage, then: str) -> str:
    """Return where a button leads, "" for one that leads nowhere else."""
    if then == "enough":
        return reverse("wellness:enough")
    if then not in ("next", "back"):
        return ""
    beside = page.after if then == "next" else page.before
    return reverse("wellness:part", args=[beside.slug]) if beside else reverse("wellness:workbook")


def change_rows(request: AuthenticatedHttpRequest, workbook: Workbook, part_id: int, then: str) -> str | None:
    """Do with a row what a button said; return the place on the page to go to, None where it said nothing of rows."""
    act, _at, rest = then.partition("@")
    row_id, _at, other = rest.partition("@")
    change, pk = CHANGES.get(act), known_operation_in(row_id)
    if act == "add":
        return "new-row"
    if change is None or pk is None:
        return None
    row = PartRow.objects.of(workbook).filter(part=part_id, pk=pk).first()
    if row is not None:
        change(request, row, other)
    return "rows" if act == "remove" else f"row-{pk}"


def _move(request: AuthenticatedHttpRequest, row: PartRow, other: str) -> None:
    del request
    before: UUID | None = known_operation_in(other)
    move_row(row, before=before)


def _remove(request: AuthenticatedHttpRequest, row: PartRow, other: str) -> None:
    del other
    remove_row(row)
    messages.success(request, _("Taken out. You can bring it back for 30 days, at the end of this page."))


def _bring_back(request: AuthenticatedHttpRequest, row: PartRow, other: str) -> None:
    del other
    bring_back(row)
    messages.success(request, _("It is back."))


CHANGES: dict[str, Change] = {"before": _move, "remove": _remove, "back": _bring_back}
