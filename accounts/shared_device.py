"""Signing in on a phone or computer that other people use: a shorter session that the browser forgets when closed."""

from django.contrib.sessions.backends.base import SessionBase

SHARED_DEVICE = "shared_device"


def mark_shared_device(session: SessionBase, *, is_shared: bool) -> None:
    """Note what the person said when signing in; on a shared device the cookie lasts until the browser closes."""
    if is_shared:
        session[SHARED_DEVICE] = True
        session.set_expiry(0)
    else:
        session.pop(SHARED_DEVICE, None)


def is_on_shared_device(session: SessionBase) -> bool:
    return bool(session.get(SHARED_DEVICE))
