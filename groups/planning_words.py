"""What the planner says to those who lead, in the language of the page.

The sentences mean what `groups.programme.reasons` and `groups.programme.promises` say in English; counts come here
already hidden. A reason is stored as plain JSON and put into words when the page is made.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise as Words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from groups.programme.promises import Cause, GaveWay, Promise
from groups.programme.reasons import Amount, Count, Reason, on_page

PROMISES: Mapping[Promise, Words] = {
    Promise.SOMETHING: gettext_lazy(
        "In this plan some people who could fill a session together have none of their topics."
    ),
    Promise.FULL_SHARE: gettext_lazy(
        "In this plan some people who want the same topics have fewer sessions than there could be for them."
    ),
}
CAUSES: Mapping[Cause, Words] = {
    Cause.SETTLED: gettext_lazy("Topics already held or pinned took the room; unpinning one may help."),
    Cause.FLOOR: gettext_lazy(
        "A topic that very few people noted is not proposed, so that nobody stands out."
    ),
}


def stored_reason(reason: Reason) -> dict[str, Any]:
    """Return a reason as JSON, as a page may show it. Whether its topic is pinned is left out: the draft says so."""
    reason = on_page(reason)
    return {
        "people": reason.people,
        "noted": _stored(reason.noted),
        "strongly": _stored(reason.strongly),
        "waiting": _stored(reason.waiting),
        "first": _stored(reason.first),
    }


def read_reason(stored: Mapping[str, Any], *, pinned: bool) -> Reason:
    """Return a stored reason; what is not in it was not told."""
    return Reason(
        pinned=pinned,
        people=stored.get("people", 0),
        noted=_read(stored.get("noted")),
        strongly=_read(stored.get("strongly")),
        waiting=_read(stored.get("waiting")),
        first=_read(stored.get("first")),
    )


def why_words(reason: Reason) -> str:
    """Return a reason as sentences, as a page may show it; empty where nothing speaks for the topic."""
    reason = on_page(reason)
    sentences = [_("You pinned this.")] if reason.pinned else []
    if reason.noted.amount is not Amount.NONE:
        sentences.append(f"{_noted(reason)}{_strongly(reason.strongly)}{_served(reason)}.")
    return " ".join(sentences)


def gave_way_words(gave_way: GaveWay | None, *, by_dropping: bool) -> list[str]:
    """Return as sentences which promise of fairness gave way and to what; none where all are kept."""
    if gave_way is None:
        return []
    causes = [str(words) for cause, words in CAUSES.items() if cause in gave_way.causes]
    if by_dropping:
        causes.append(_("You dropped a topic that they share; bringing it back may help."))
    return [str(PROMISES[gave_way.promise]), *causes]


def uncovered_words(uncovered: Count) -> str:
    """Return as a sentence whether anyone finds none of their topics in the programme."""
    if uncovered.amount is Amount.NONE:
        return _("Everyone who answered has at least one topic.")
    if uncovered.amount is Amount.FEW:
        return _("A few people would still have nothing that they noted.")
    return _("Several people would still have nothing that they noted.")


def noted_words(count: Count) -> str:
    """Return in short how many people noted a topic."""
    exact = ngettext("%(count)s person", "%(count)s people", count.number)
    words = {
        Amount.NONE: "",
        Amount.FEW: _("A few people"),
        Amount.MANY: _("Several people"),
        Amount.MOST: _("Most people"),
        Amount.EXACT: exact % {"count": count.number},
    }
    return words[count.amount]


def helped_words(count: Count) -> str:
    """Return as a sentence how many of those who noted a topic noted it strongly; empty where that is not told."""
    exact = ngettext(
        "It would help %(count)s of them a lot.", "It would help %(count)s of them a lot.", count.number
    )
    words = {
        Amount.NONE: "",
        Amount.FEW: _("It would help a few people a lot."),
        Amount.MANY: _("It would help several of them a lot."),
        Amount.MOST: _("It would help most of them a lot."),
        Amount.EXACT: exact % {"count": count.number},
    }
    return words[count.amount]


def _stored(count: Count) -> list[str | int]:
    return [count.amount.value, count.number]


def _read(stored: tuple[str, int] | None) -> Count:
    if stored is None:
        return Count()
    amount, number = stored
    return Count(Amount(amount), number)


def _noted(reason: Reason) -> str:
    if reason.noted.amount is Amount.FEW:
        return _("This was noted by a few people")
    if reason.noted.amount is Amount.MOST:
        return _("Most people who answered noted this")
    counts = {"count": reason.noted.number, "people": reason.people}
    return (
        ngettext(
            "%(count)s of %(people)s people noted this",
            "%(count)s of %(people)s people noted this",
            reason.noted.number,
        )
        % counts
    )


def _strongly(count: Count) -> str:
    exact = ngettext(", %(count)s of them strongly", ", %(count)s of them strongly", count.number)
    words = {
        Amount.NONE: "",
        Amount.FEW: _(", a few people strongly"),
        Amount.MANY: _(", several of them strongly"),
        Amount.MOST: _(", most of them strongly"),
        Amount.EXACT: exact % {"count": count.number},
    }
    return words[count.amount]


def _served(reason: Reason) -> str:
    if reason.waiting.amount is not Amount.NONE:
        return _("; several of them have had none of their topics yet")
    words = {
        Amount.NONE: "",
        Amount.FEW: _("; a few people have no other topic in the plan so far"),
    }
    return words.get(reason.first.amount, _("; several of them have no other topic in the plan so far"))
