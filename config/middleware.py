"""Answers that hold for every page: private pages are not stored, and a database that is away is said so kindly."""

from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

GetResponse = Callable[[HttpRequest], HttpResponse]
RETRY_AFTER_SECONDS = "5"


class PrivateResponsesMiddleware:
    """Tell browsers and proxies to keep no page; only static files, served before this, may be stored."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
            response["Cache-Control"] = "no-store, private"
        return response


class DatabaseAwayMiddleware:
    """Answer 503 with a time to try again when the database cannot be reached, is locked or is full."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, _request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OperationalError):
            return None
        response = render(None, "503.html", status=503)
        response["Retry-After"] = RETRY_AFTER_SECONDS
        return response
