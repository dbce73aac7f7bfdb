"""What a browser says of itself, in words that its owner knows: "Firefox on Windows".

Every browser claims to be others too, so the most particular name is looked for first. What is not known for sure is
not said: an iPad calls itself a Mac.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

BROWSERS = (
    (("EdgA/", "EdgiOS/", "Edg/"), "Edge"),
    (("OPR/", "OPiOS/", "OPT/"), "Opera"),
    (("SamsungBrowser/",), "Samsung Internet"),
    (("FxiOS/", "Firefox/"), "Firefox"),
    (("CriOS/", "HeadlessChrome/", "Chrome/"), "Chrome"),
    (("Safari/",), "Safari"),
)
DEVICES = (
    (("iPhone", "iPod"), "iPhone"),
    (("iPad",), "iPad"),
    (("Android",), "Android"),
    (("Windows",), "Windows"),
    (("Macintosh",), gettext_lazy("a Mac or an iPad")),
    (("CrOS",), gettext_lazy("a Chromebook")),
    (("Linux",), "Linux"),
)


def device_name(user_agent: str) -> str:
    """Return browser and device in words; what it says itself, cut short, where neither is one we know."""
    browser, device = _first_named(user_agent, BROWSERS), _first_named(user_agent, DEVICES)
    if browser and device:
        return _("%(browser)s on %(device)s") % {"browser": browser, "device": device}
    return browser or device or user_agent[:40] or _("A browser that does not say its name")


def _first_named(user_agent: str, names: tuple[tuple[tuple[str, ...], object], ...]) -> str:
    return next((str(name) for marks, name in names if any(mark in user_agent for mark in marks)), "")
