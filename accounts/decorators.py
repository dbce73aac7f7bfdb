"""The honest page about who can see what comes before the first line that somebody writes."""

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.requests import AuthenticatedHttpRequest

View = Callable[..., HttpResponse]


def honest_page_first(view: View) -> View:
    """Show the honest page to who has not read it yet, and then this page; what was sent already is always taken."""

    @functools.wraps(view)
    def shown(request: AuthenticatedHttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in {"GET", "HEAD"} and not request.user.has_read_privacy:
            here = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('accounts:privacy')}?{here}")
        return view(request, *args, **kwargs)

    return shown
