"""What the base template needs on every page: to leave quickly or by itself, and to change the language."""

from django.conf import settings
from django.http import HttpRequest

from accounts.models import User
from accounts.shared_device import is_on_shared_device
from accounts.written import page_before


def leaving(request: HttpRequest) -> dict[str, object]:
    """Return where leaving quickly goes, whether Shift three times does it, and on a shared device after what rest."""
    person = getattr(request, "user", None)
    is_shared = isinstance(person, User) and is_on_shared_device(request.session)
    return {
        "leave_quickly_url": settings.LEAVE_QUICKLY_URL,
        "leaves_on_shift": person.leaves_on_shift if isinstance(person, User) else True,
        "leaves_after_seconds": settings.SESSION_IDLE_SECONDS_SHARED if is_shared else "",
    }


def languages(request: HttpRequest) -> dict[str, object]:
    """Return the languages by their own names, and where to be after choosing one where that is not this address."""
    return {"languages": settings.LANGUAGES, "here": page_before(request) if request.method == "POST" else ""}
