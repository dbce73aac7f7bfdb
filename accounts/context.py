"""What the base template needs on every page, to leave quickly."""

from django.conf import settings
from django.http import HttpRequest

from accounts.models import User


def leaving(request: HttpRequest) -> dict[str, object]:
    """Return where leaving quickly goes, and whether pressing Shift three times does it."""
    person = getattr(request, "user", None)
    return {
        "leave_quickly_url": settings.LEAVE_QUICKLY_URL,
        "leaves_on_shift": person.leaves_on_shift if isinstance(person, User) else True,
    }
