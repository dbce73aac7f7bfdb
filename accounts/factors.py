"""Whose second factor is in use: its seed is sealed for that person, and does not open as anyone else's.

allauth hands seeds to its adapter without saying whose they are. Someone who signs in is named by the form that takes
the code; everyone else is the person whose page it is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from allauth.core import context

from accounts.models import User

_named: ContextVar[UUID | None] = ContextVar("whose_factors", default=None)


@contextmanager
def factors_of(person: User) -> Iterator[None]:
    """Let seeds be sealed and opened as those of a person."""
    token = _named.set(person.pk)
    try:
        yield
    finally:
        _named.reset(token)


def whose_factors() -> UUID | None:
    """Return the person named, or else who is signed in; None where there is neither."""
    person = getattr(context.request, "user", None)
    return _named.get() or (person.pk if isinstance(person, User) else None)
