"""Slides, pictures and links for a session: added and taken away by its facilitators, seen by everyone in the group."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import IO
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from groups.inspection import Kind, bare
from groups.material_files import forget, forget_strays, keep
from groups.models import Material, PeerSession
from groups.permissions import can_lead
from groups.sessions import SessionCard


class CannotAdd(Exception):  # noqa: N818 - it reads as what is so
    """The session takes no more materials; the message says what to do."""


def add_file(*, session: PeerSession, title: str, file: IO[bytes], kind: Kind, by: User) -> None:
    """Keep a file that was inspected for a session, a picture without what its camera noted in it.

    Where anything goes wrong, nothing of it is left.

    Raise NotKept where there is no room for it, CannotAdd where the session takes no more, PermissionDenied unless
    `by` leads the group.
    """
    file = bare(file, kind)
    name = keep(file)
    size = file.seek(0, 2)
    try:
        _add(Material(session=session, title=title, kind=kind.value, file_name=name, size=size), by=by)
    except BaseException:
        forget([name])
        raise


def add_link(*, session: PeerSession, title: str, link: str, by: User) -> None:
    """Add a link to a session. Raise CannotAdd or PermissionDenied as `add_file` does."""
    _add(Material(session=session, title=title, kind=Material.Kind.LINK, link=link), by=by)


@transaction.atomic
def delete_material(*, material: Material, by: User) -> None:
    """Delete a material, its file too. Raise PermissionDenied unless `by` leads the group."""
    if not can_lead(by, material.session.group):
        raise PermissionDenied
    material.delete()
    transaction.on_commit(partial(forget, filter(None, [material.file_name])))


def delete_materials_of(session: PeerSession) -> None:
    """Delete all that was added to a session, the files once the change to the session is made for good."""
    added = Material.objects.of_session(session)
    files = list(added.exclude(file_name="").values_list("file_name", flat=True))
    added.delete()
    transaction.on_commit(partial(forget, files))


def with_materials(cards: Sequence[SessionCard]) -> list[SessionCard]:
    """Return the cards of sessions with what was added to each; 1 query."""
    found: defaultdict[UUID, list[Material]] = defaultdict(list)
    for material in Material.objects.filter(session__in=[card.id for card in cards if not card.is_cancelled]):
        found[material.session_id].append(material)
    return [replace(card, materials=tuple(found[card.id])) for card in cards]


def tidy_materials() -> None:
    """Delete files that no material names: of groups that were deleted, or left where the server stopped halfway."""
    forget_strays(set(Material.objects.exclude(file_name="").values_list("file_name", flat=True)))


@transaction.atomic
def _add(material: Material, *, by: User) -> None:
    """Store a material while nobody else can add one to its session."""
    session = (
        PeerSession.objects.select_for_update(of=("self",))
        .select_related("group")
        .get(pk=material.session_id)
    )
    if not can_lead(by, session.group):
        raise PermissionDenied
    if session.state == PeerSession.State.CANCELLED:
        raise CannotAdd(_("This session was taken out of the programme."))
    if Material.objects.of_session(session).count() >= settings.MATERIALS_A_SESSION:
        raise CannotAdd(_("There is a lot here already. Take something away first."))
    material.save(force_insert=True)
