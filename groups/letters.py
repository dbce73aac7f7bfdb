"""Letters about joining and what is told past those who lead, one function each. Neutral: no subject and no line says what the group is about, or its name.

They are sent once the change they tell of is stored. What a mail server says is not logged: it may hold an address.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import localtime

from accounts.group_vault import address_to_post
from accounts.models import User
from groups.invitation_codes import code_of
from groups.models import JoinRequest, PlaceInLine

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Letter:
    """One letter: which, to whom, in what language, and what its words need."""

    name: str
    address: str
    language: str
    words: dict[str, Any] = field(default_factory=dict)

    def send(self) -> None:
        """Write the letter in its reader's language and send it."""
        context = {**self.words, "site": settings.SITE_ADDRESS}
        with translation.override(self.language):
            subject = render_to_string(f"groups/letters/{self.name}_subject.txt", context)
            message = render_to_string(f"groups/letters/{self.name}_message.txt", context)
        send_mail(" ".join(subject.split()), message, None, [self.address])


def post_offer(place: PlaceInLine, *, otherwise: Callable[[], object]) -> None:
    """Tell someone in line that a place is theirs, and until when."""
    words = {"place": place, "until": _day(place.offer_ends_at, place), "code": _code(place)}
    _post(_to(place, "offer", words), otherwise)


def post_in_line(place: PlaceInLine) -> None:
    """Tell a visitor that they are welcome, stand in line, and where to see how far they are."""
    _post(_to(place, "in_line", {"code": _code(place)}), _nothing)


def post_no_place(
    request: JoinRequest, *, sent: Callable[[], object], otherwise: Callable[[], object]
) -> None:
    """Tell a visitor kindly that there is no place this time."""
    _post(Letter("no_place", _address(request), request.language), otherwise, sent)


def post_out_of_line(place: PlaceInLine) -> None:
    """Tell someone in line kindly that there is no place this time."""
    _post(_to(place, "no_place", {}), _nothing)


def post_told(hearer: User) -> None:
    """Let the one who hears complaints know that something waits, with no word of what it is or where."""
    _post(Letter("told", hearer.email, hearer.language), _nothing)


def _to(place: PlaceInLine, name: str, words: dict[str, Any]) -> Letter:
    if place.person:
        return Letter(name, place.person.email, place.person.language, words)
    if place.request is None:
        message = "A place in line is someone's."
        raise ValueError(message)
    return Letter(name, _address(place.request), place.request.language, words)


def _address(request: JoinRequest) -> str:
    return address_to_post(request.group_id, request, "sealed_address")


def _code(place: PlaceInLine) -> str:
    """Return the code by which a visitor without an account comes back; "" for a person who signs in."""
    invitation = place.request.invitation if place.request and not place.person else None
    return code_of(invitation) if invitation else ""


def _day(moment: datetime | None, place: PlaceInLine) -> datetime | None:
    return localtime(moment, place.group.zone) if moment else None


def _post(letter: Letter, otherwise: Callable[[], object], sent: Callable[[], object] | None = None) -> None:
    """Send a letter once this transaction has committed; then do one thing, or the other where it was not sent."""

    def send() -> None:
        try:
            letter.send()
        except (SMTPException, OSError) as error:
            logger.warning("A letter was not sent: %s", type(error).__name__)
            otherwise()
        else:
            (sent or _nothing)()

    transaction.on_commit(send)


def _nothing() -> None:
    """Do nothing."""
