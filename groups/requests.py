"""Asking to join: a visitor leaves a request, without an account, and those who lead answer it.

The answer to whoever asks is always the same, known or not, in the group or not. A second request from an address
takes the place of the first while that is not answered. Yes gives a place in line, which is offered at once where the
group has room; the letter about it brings an invitation.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.group_vault import seal_for_group, vault_of_group
from accounts.models import User
from accounts.vault import Opened, keyed_digest
from groups.invitations import issue, refuse_before_open
from groups.letters import post_no_place
from groups.line import lock, stand_in_line
from groups.models import Group, Invitation, JoinRequest
from groups.permissions import can_lead

MARK_KEY = "join-requests"
MOST_OPEN = 50
DAYS_TO_COME = 365


class TooManyRequests(Exception):  # noqa: N818 - it reads as what is so
    """More wait for an answer than anyone can read."""


@dataclass(frozen=True)
class Asked:
    """What a visitor says when they ask to join."""

    name: str
    address: str
    words: str
    language: str


@dataclass(frozen=True)
class OpenedRequest:
    """A request as those who lead read it; `reference` names one that does not open."""

    request: JoinRequest
    name: str
    words: str
    reference: str = ""


def ask_to_join(*, group: Group, asked: Asked) -> None:
    """Leave a request with those who lead a group. Raise TooManyRequests where too many wait already."""
    mark = keyed_digest(MARK_KEY, group.pk.bytes, asked.address.lower().encode()).hex()
    request = JoinRequest(group=group, address_mark=mark, language=asked.language)
    seal_for_group(group.pk, request, "sealed", {"name": asked.name, "words": asked.words})
    seal_for_group(group.pk, request, "sealed_address", asked.address)
    unanswered = JoinRequest.objects.filter(group=group, answered_at__isnull=True)
    try:
        with transaction.atomic():
            unanswered.filter(address_mark=mark).delete()
            if unanswered.count() >= MOST_OPEN:
                raise TooManyRequests
            request.save(force_insert=True)
    except IntegrityError:
        # The same form came twice at the same moment: one of them is there.
        if not unanswered.filter(address_mark=mark).exists():
            raise


def requests_of(group: Group, *, reader: User) -> list[OpenedRequest]:
    """Return what waits for an answer in a group, first come first, as one who leads it reads it."""
    vault = vault_of_group(group.pk, reader=reader)
    waiting = JoinRequest.objects.filter(group=group, answered_at__isnull=True)
    return [_opened(request, vault.try_open(request, "sealed")) for request in waiting]


def opened_request(request: JoinRequest, *, reader: User) -> OpenedRequest:
    """Return one request as one who leads the group reads it."""
    return _opened(request, vault_of_group(request.group_id, reader=reader).try_open(request, "sealed"))


@transaction.atomic
def accept_request(*, request: JoinRequest, by: User) -> JoinRequest:
    """Say yes: make an invitation for the visitor and put them in line. Answered already, nothing changes.

    Raise PermissionDenied for anyone who does not lead the group, NotOpenYet where it is not open.
    """
    stored = _unanswered(request, by)
    if stored is None:
        return request
    refuse_before_open(stored.group)
    invitation = Invitation(
        group=stored.group,
        made_by=by,
        uses_limit=1,
        expires_at=timezone.now() + timedelta(days=DAYS_TO_COME),
        note=_("For someone who asked to join"),
    )
    issue(invitation)
    stored.invitation, stored.sealed = invitation, b""
    _answer(stored, JoinRequest.Answer.YES)
    stand_in_line(group=stored.group, request=stored)
    return stored


@transaction.atomic
def say_no_place(*, request: JoinRequest, by: User) -> None:
    """Say kindly that there is no place this time. Answered already, nothing changes.

    What they wrote and the address are forgotten once the letter is sent; where it cannot be, the request waits again.
    Raise PermissionDenied for anyone who does not lead the group.
    """
    stored = _unanswered(request, by)
    if stored is not None:
        answer_no_place(stored)


def answer_no_place(request: JoinRequest) -> None:
    """Answer a request that waits, and is held, with a kind letter: its words and its address go once that has left."""
    _answer(request, JoinRequest.Answer.NO_PLACE)
    post_no_place(request)


def _unanswered(request: JoinRequest, by: User) -> JoinRequest | None:
    """Return a request, its group held, as it is stored now; None where it is answered."""
    group = lock(request.group)
    if not can_lead(by, group):
        raise PermissionDenied
    found = JoinRequest.objects.select_for_update(of=("self",)).filter(
        pk=request.pk, answered_at__isnull=True
    )
    return found.select_related("group").first()


def _answer(request: JoinRequest, answer: str) -> None:
    request.answer, request.answered_at = answer, timezone.now()
    request.save()


def _opened(request: JoinRequest, opened: Opened) -> OpenedRequest:
    if not opened.is_readable:
        return OpenedRequest(request, "", "", opened.reference)
    return OpenedRequest(request, opened.value["name"], opened.value["words"])
