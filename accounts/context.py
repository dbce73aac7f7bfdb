"""What the base template needs on every page: to leave quickly, and to change the language."""

from django.conf import settings
from django.http import HttpRequest

from accounts.models import User
from accounts.written import page_before


def leaving(request: HttpRequest) -> dict[str, object]:
    """Return where leaving quickly goes, and whether pressing Shift three times does it."""
    person = getattr(request, "user", None)
    return {
        "leave_quickly_url": settings.LEAVE_QUICKLY_URL,
        "leaves_on_shift": person.leaves_on_shift if isinstance(person, User) else True,
    }


def languages(request: HttpRequest) -> dict[str, object]:
    """Return the languages by their own names, and where to be after choosing one where that is not this address."""
    return {"languages": settings.LANGUAGES, "here": page_before(request) if request.method == "POST" else ""}
