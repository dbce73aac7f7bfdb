"""Invitations: made, found by their code, accepted, revoked."""

from django.http import HttpRequest


def carries_invitation(request: HttpRequest) -> bool:
    """Return whether someone who is not signed in came here by an invitation that is still open."""
    return bool(request.session.get("invitation"))
