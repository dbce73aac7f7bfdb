"""What is answered while the database is away: where to get help, or else a page that keeps what was written."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.written import page_without_database
from wellness.views.help_lines import help_without_database


def without_database(request: HttpRequest) -> HttpResponse:
    """Answer without the database, whatever was asked for."""
    if request.path_info == reverse("wellness:help_now"):
        return help_without_database(request)
    return page_without_database(request)
