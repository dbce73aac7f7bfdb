"""What the base template needs on every page: to leave quickly, and to change the language."""

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


def languages(request: HttpRequest) -> dict[str, object]:
    """Return the languages by their own names, and the address that shows this page again after choosing one.

    A page that answers a form may not open by its address: it is the page with the form that is shown again.
    """
    is_opened = request.method in {"GET", "HEAD"}
    here = request.get_full_path() if is_opened else request.headers.get("Referer", "")
    return {"languages": settings.LANGUAGES, "here": here}
