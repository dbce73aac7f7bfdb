"""Run sheets: how to lead a session tomorrow. One ships for every topic; facilitators change it for their session.

The sheets that ship are files that people edit by hand, in each language, and are read where they stand: nothing is
copied into an installation until someone makes a sheet their own.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from groups.models import Group, Membership, PeerSession, SessionSheet
from groups.models.group import MembershipQuerySet
from groups.permissions import can_lead
from wellness.content_files import ContentError, load_yaml

# Minutes that each part takes, as the sheets are written: with arriving and a pause, a session of an hour and a half.
MINUTES: Mapping[str, int] = {"opening": 10, "questions": 25, "activity": 25, "closing": 10}
ANY_TOPIC = "any-topic"


@dataclass(frozen=True)
class RunSheet:
    """How to lead a session. `care` is for those who lead: what may come up, and who does what then."""

    aim: str
    opening: str
    questions: tuple[str, ...]
    room: str
    online: str
    closing: str
    bring: tuple[str, ...]
    care: str


@dataclass(frozen=True)
class SheetOfSession:
    """The run sheet of a session as it stands. `number` is 0 for the one that ships, else how often it was changed."""

    sheet: RunSheet
    language: str
    number: int

    @property
    def is_own(self) -> bool:
        return self.number > 0


class SheetChanged(Exception):  # noqa: N818 - it reads as what is so
    """Someone has changed the sheet since; nothing was stored."""


def shipped_sheets(language: str) -> Mapping[str, RunSheet]:
    """Return every sheet that ships in a language, or in the site's own where it has none; raise ContentError."""
    written = (settings.RUN_SHEETS_DIR / language).is_dir()
    return _read_sheets(language if written else settings.LANGUAGE_CODE)


def sheet_of(session: PeerSession, language: str) -> SheetOfSession:
    """Return the run sheet of a session: its facilitators' own, else the one that ships; a query."""
    own = SessionSheet.objects.filter(session=session, about=_about(session)).first()
    if own:
        return SheetOfSession(_sheet(own.words, f"run sheet {own.pk}"), own.language, own.number)
    sheets = shipped_sheets(language)
    return SheetOfSession(sheets.get(_about(session), sheets[ANY_TOPIC]), language, 0)


def who_helps(group: Group) -> MembershipQuerySet:
    """Return those who lead a group or help to, by name: one may stay with a person while another leads on."""
    places = Membership.objects.leads().filter(group=group, person__is_active=True)
    return places.select_related("person").order_by("person__name", "pk")


@transaction.atomic
def save_sheet(*, session: PeerSession, sheet: RunSheet, language: str, after: int, by: User) -> None:
    """Keep what facilitators made of a sheet, for this session alone; the same words again change nothing.

    `after` is the `number` of the sheet that was changed. Raise SheetChanged where it has another by now,
    PermissionDenied unless `by` leads the group.
    """
    standing = _locked_sheet(session, language, by)
    if standing.sheet == sheet:
        return
    if after != standing.number:
        raise SheetChanged
    SessionSheet.objects.update_or_create(
        session=session,
        about=_about(session),
        defaults={
            "number": standing.number + 1,
            "language": standing.language,
            "words": asdict(sheet),
        },
    )


@transaction.atomic
def forget_sheet(*, session: PeerSession, by: User) -> None:
    """Go back to the sheet that ships; raise PermissionDenied unless `by` leads the group."""
    _locked_sheet(session, settings.LANGUAGE_CODE, by)
    SessionSheet.objects.filter(session=session, about=_about(session)).delete()


def settle_who(
    *, session: PeerSession, stays: Membership | None, leads_on: Membership | None, by: User
) -> None:
    """Note who stays with a person who has a hard time, and who leads on; None leaves it open.

    Raise PermissionDenied unless `by` leads the group.
    """
    if not can_lead(by, session.group):
        raise PermissionDenied
    PeerSession.objects.filter(pk=session.pk).update(stays=stays, leads_on=leads_on)


def _locked_sheet(session: PeerSession, language: str, by: User) -> SheetOfSession:
    locked = PeerSession.objects.select_for_update(no_key=True, of=("self",)).get(pk=session.pk)
    if not can_lead(by, session.group):
        raise PermissionDenied
    return sheet_of(locked, language)


def _about(session: PeerSession) -> str:
    """Return the name of the sheet for what a session is about."""
    if session.topic:
        return session.topic.slug
    return ANY_TOPIC if session.kind == PeerSession.Kind.OPEN else session.kind.replace("_", "-")


@cache
def _read_sheets(language: str) -> Mapping[str, RunSheet]:
    folder = settings.RUN_SHEETS_DIR / language / "run_sheets"
    return {
        about: _sheet(words, f"{language}/run_sheets/{file.name}, {about}")
        for file in sorted(folder.glob("*.yaml"))
        for about, words in load_yaml(folder, file.name).items()
    }


def _sheet(words: Mapping[str, Any], place: str) -> RunSheet:
    fields: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in words.items()
    }
    try:
        return RunSheet(**fields)
    except TypeError as error:
        raise ContentError(place, str(error)) from error
