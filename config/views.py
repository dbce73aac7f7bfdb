from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.models import User
from groups.permissions import leads_any_group


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Take people to where they were going: their workbook, the group they lead, or the front page."""
    if not isinstance(request.user, User):
        return render(request, "home.html")
    return redirect("groups:index" if leads_any_group(request.user) else "wellness:workbook")


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
    written = [(name, text) for name, text in request.POST.items() if text and name not in HIDDEN_FIELDS]
    return render(request, "stale_form.html", {"written": written}, status=403)


HIDDEN_FIELDS = {"csrfmiddlewaretoken", "password", "password1", "password2", "login", "next"}
