"""The secret link by which a calendar reads the sessions of a group, one for each person in it who asks for it.

It is derived from the id of a row under a key of the installation, so that it can be shown again; only a keyed digest
is stored. A new link is a new row: the one before opens nothing any more.
"""

import base64

from django.db import transaction

from accounts.vault import keyed_digest
from groups.models import CalendarLink, Membership

LINK_KEY = "calendar-links"
DIGEST_KEY = "calendar-digests"


def has_link(place: Membership) -> bool:
    """Return whether a place has a link."""
    return CalendarLink.objects.filter(place=place).exists()


def secret_of(place: Membership) -> str:
    """Return what makes the link of a place secret; "" where there is none."""
    link = CalendarLink.objects.filter(place=place).first()
    return _secret(link) if link else ""


@transaction.atomic
def make_link(place: Membership) -> str:
    """Give a place a new link, and return its secret. The one before opens nothing from now on."""
    end_link(place)
    link = CalendarLink(place=place)
    link.digest = _digest(_secret(link))
    link.save(force_insert=True)
    return _secret(link)


def end_link(place: Membership) -> None:
    """End the link of a place, if there is one."""
    CalendarLink.objects.filter(place=place).delete()


def place_behind(secret: str) -> Membership | None:
    """Return the place that a secret belongs to, while its person is in the group and may sign in; None otherwise."""
    link = CalendarLink.objects.filter(
        digest=_digest(secret), place__left_at__isnull=True, place__person__is_active=True
    )
    found = link.select_related("place__group", "place__person").first()
    return found.place if found else None


def _secret(link: CalendarLink) -> str:
    return base64.urlsafe_b64encode(keyed_digest(LINK_KEY, link.pk.bytes)).decode().rstrip("=")


def _digest(secret: str) -> str:
    return keyed_digest(DIGEST_KEY, secret.encode()).hex()
