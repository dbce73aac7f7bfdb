"""Answers that hold for every page: private pages are not stored, and a database that is away is said so kindly."""

from collections.abc import Callable
from http import HTTPStatus

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.written import page_without_database
from wellness.views.help_lines import help_without_database

GetResponse = Callable[[HttpRequest], HttpResponse]


class PrivateResponsesMiddleware:
    """Tell browsers and proxies to keep no page, not even a redirect; only static files may be stored."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path_info.startswith(settings.STATIC_URL):
            response["Cache-Control"] = "no-store, private"
        return response


class AbsentPagesMiddleware:
    """Show our own page for what is not there: in development too, where Django would list every address.

    An address that only takes forms has no page either, when somebody opens it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.NOT_FOUND and settings.DEBUG:
            response = render(request, "404.html", status=HTTPStatus.NOT_FOUND)
            # In development django-csp passes over 404, for the sake of Django's own page, which is not shown.
            response[HEADER] = build_policy()
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET":
            return render(request, "404.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
        return response


class DatabaseAwayMiddleware:
    """Answer 503 with a time to try again when the database cannot be reached, is locked or is full."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OperationalError):
            return None
        return without_database(request)


def without_database(request: HttpRequest) -> HttpResponse:
    """Answer while the database is away: where to get help, or else a page that keeps what was written."""
    if request.path_info == reverse("wellness:help_now"):
        return help_without_database(request)
    return page_without_database(request)
