"""What every address that a page saves itself to has in common."""

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_list_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.models import User
from wellness.models import Part
from wellness.views.answers import UNAUTHORIZED
from wellness.workbooks import person_mark


def saves_by_script(save: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Save what a script sends; a GET gives a page that was open for long a fresh token to save with.

    Opened to all because a script must hear that nobody is signed in, not be led to a page to sign in on.
    """

    @login_not_required
    @require_http_methods(["GET", "HEAD", "POST"])
    @functools.wraps(save)
    def answered(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not isinstance(request.user, User):
            signed_out = {"status": "signed_out", "sign_in": reverse("account_login")}
            return JsonResponse(signed_out, status=UNAUTHORIZED)
        if request.method != "POST":
            if "slug" in kwargs:
                get_list_or_404(Part, slug=kwargs["slug"])
            return JsonResponse({"token": get_token(request), "person": person_mark(request.user.pk)})
        return save(request, **kwargs)

    return answered
