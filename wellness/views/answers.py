"""What became of a save, in words and as JSON."""

from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wellness.saving import LONGEST_TEXT, KeptBoth, Outcome, Saved, TooLong, Unreadable
from wellness.views.held import Why

BAD_REQUEST, UNAUTHORIZED, CONFLICT = 400, 401, 409


def saved_answer(**more: object) -> JsonResponse:
    """Answer that a choice is saved, and what else a page has to know."""
    return JsonResponse({"status": "saved", "saved_at": timezone.localtime().strftime("%H:%M"), **more})


def refused_answer(status: str, message: str, code: int = CONFLICT, **more: object) -> JsonResponse:
    """Answer that something was not saved, what to do next, and what else a page has to know."""
    return JsonResponse({"status": status, "message": message, **more}, status=code)


def elsewhere_answer(why: Why | None) -> JsonResponse:
    """Answer that a page was made for another workbook than the one it would be saved in."""
    if why is Why.OTHER_ROUND:
        return refused_answer("other_round", other_round_words())
    return refused_answer("other_person", _("Someone else has signed in here since. Nothing was saved."))


def answer_for(outcome: Outcome) -> JsonResponse:
    """Return what became of one text, as the page's script reads it."""
    if isinstance(outcome, Saved):
        return JsonResponse({"status": "saved", **_stored(outcome)})
    if isinstance(outcome, KeptBoth):
        content = {"status": "kept_both", "text": outcome.current, **_stored(outcome)}
        return JsonResponse(content, status=CONFLICT)
    if isinstance(outcome, TooLong):
        return refused_answer("too_long", error_words(outcome), BAD_REQUEST)
    return refused_answer("unreadable", error_words(outcome))


def error_words(outcome: Outcome) -> str:
    """Return what to do about a text that was not saved; "" for one that was."""
    if isinstance(outcome, TooLong):
        return _too_long_words(outcome)
    if isinstance(outcome, Unreadable):
        return _(
            "We could not open what you wrote here before, so we will not write over it. "
            "Please copy your new words, and tell us this code: %(reference)s."
        ) % {"reference": outcome.reference}
    return ""


def other_round_words() -> str:
    return _(
        "This page is from another of your workbooks, and you write in a different one now. "
        "So this is not saved. Please copy it, then open your workbook."
    )


def unreadable_rating_words() -> str:
    return _("Your rating could not be saved today. Everything you wrote is saved.")


def unreadable_mark_words() -> str:
    return _("A choice could not be saved here today. Everything you wrote is saved.")


def full_list_words() -> str:
    return _("This list holds as much as it can. Take something out first. Please copy your new words.")


def _too_long_words(outcome: TooLong) -> str:
    over = outcome.length - LONGEST_TEXT
    return ngettext(
        "This is %(over)s letter too long for one answer. Make it shorter, or move some to "
        "another question. It stays here while this page is open.",
        "This is %(over)s letters too long for one answer. Make it shorter, or move some to "
        "another question. It stays here while this page is open.",
        over,
    ) % {"over": over}


def _stored(outcome: Saved | KeptBoth) -> dict[str, str | int]:
    saved_at = timezone.localtime(outcome.saved_at).strftime("%H:%M")
    return {"version": outcome.version, "saved_at": saved_at}
