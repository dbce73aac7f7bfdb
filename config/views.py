import sys
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import defaults

from accounts.models import User
from accounts.written import page_that_holds
from config.middleware import without_database
from groups.invitation_codes import codes_of
from groups.permissions import leads_any_group
from groups.views.carried import take_carried
from wellness.dimensions import current_dimensions
from wellness.wheel import Petal, Wheel, draw_wheel


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Take people where they belong: an invitation, the group they lead, the first steps, or their workbook.

    Visitors see the front page.
    """
    if not isinstance(request.user, User):
        return render(request, "home.html", {"wheel": _empty_wheel(request)})
    invitation = take_carried(request)
    if invitation is not None:
        return redirect("groups:join", code=codes_of([invitation])[invitation.pk])
    if leads_any_group(request.user):
        return redirect("groups:index")
    if request.user.has_read_privacy or request.user.is_staff:
        return redirect("wellness:workbook")
    return redirect(f"{reverse('accounts:name')}?first=1")


def _empty_wheel(request: HttpRequest) -> Wheel | None:
    sides = current_dimensions(request.LANGUAGE_CODE)
    petals = [Petal(slug=side.slug, name=side.name, hue=side.hue, icon=side.icon) for side in sides]
    return draw_wheel(petals) if petals else None


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers, 503 when it does not."""
    del request
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database away", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose page was too old with a page that still holds what was written."""
    del reason
    return page_that_holds(request)


@login_not_required
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what could not be read, above all a form that holds too much; what was written is one page back."""
    is_too_much = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return render(request, "400.html", {"is_too_much": is_too_much}, status=HTTPStatus.BAD_REQUEST)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """Answer what went wrong; a database that is away is said so, even where no view was reached."""
    if isinstance(sys.exc_info()[1], OperationalError):
        return without_database(request)
    return defaults.server_error(request)
