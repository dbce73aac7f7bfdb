"""The invitation that someone came by, kept in their session until they have joined."""

from django.http import HttpRequest
from django.utils import timezone

from groups.models import Invitation

CARRIED = "invitation"


def carry(request: HttpRequest, invitation: Invitation) -> None:
    """Remember, for this visit, that someone came by an invitation."""
    if request.session.get(CARRIED) != str(invitation.pk):
        request.session[CARRIED] = str(invitation.pk)


def forget(request: HttpRequest) -> None:
    """Carry no invitation any longer."""
    request.session.pop(CARRIED, None)


def take_carried(request: HttpRequest) -> Invitation | None:
    """Return the open invitation that someone came by and has not answered, once: then it is carried no longer."""
    carried: str | None = request.session.pop(CARRIED, None)
    if carried is None:
        return None
    return Invitation.objects.open_at(timezone.now()).filter(pk=carried).first()


def carries_invitation(request: HttpRequest) -> bool:
    """Return whether someone who is not signed in came here by an invitation that is still open."""
    carried: str | None = request.session.get(CARRIED)
    return carried is not None and Invitation.objects.open_at(timezone.now()).filter(pk=carried).exists()
