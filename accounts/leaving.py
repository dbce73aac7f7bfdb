"""Leaving quickly signs out even where its own request is lost.

The page leaves a mark in the browser, for half an hour at most. The next page that this browser asks for is answered as
if it were signed out, and the mark is gone. What the page still sends to be saved on its way out may come in after it.
"""

from django.http import HttpRequest

LEFT = "left"


def has_left(request: HttpRequest) -> bool:
    """Say whether a page is asked for by a browser that was left quickly."""
    return bool(request.COOKIES.get(LEFT)) and request.method in {"GET", "HEAD"}
