"""*I can't come*: said in advance by a participant, with a word that only facilitators of the group can open."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.group_vault import seal_for_group
from groups.models import Absence, Membership, PeerSession
from groups.sessions import ends_at


class TooLate(Exception):  # noqa: N818 - it reads as what is so
    """The session is over or does not take place; the message says so."""


@transaction.atomic
def say_absent(*, session: PeerSession, place: Membership, word: str = "") -> None:
    """Note that a participant cannot come; said again, the word of the last time counts.

    Raise TooLate where the session is over or does not take place.
    """
    refuse_late(session)
    Absence.objects.filter(session=session, place=place).delete()
    absence = Absence(session=session, place=place)
    if word:
        seal_for_group(place.group_id, absence, "sealed", word)
    absence.save(force_insert=True)


def come_after_all(*, session: PeerSession, place: Membership) -> None:
    """Take back that a participant cannot come, with the word they left. Raise TooLate as `say_absent` does."""
    refuse_late(session)
    Absence.objects.filter(session=session, place=place).delete()


def refuse_late(session: PeerSession) -> None:
    """Raise TooLate unless a session is still to come or goes on."""
    if session.state != PeerSession.State.PLANNED:
        raise TooLate(_("This session is no longer ahead of you."))
    if session.starts_at and ends_at(session) <= timezone.now():
        raise TooLate(_("This session is over. Thank you for telling us."))
