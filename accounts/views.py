from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.requests import AuthenticatedHttpRequest


def me(request: AuthenticatedHttpRequest) -> HttpResponse:
    return render(request, "accounts/me.html")


def name(request: AuthenticatedHttpRequest) -> HttpResponse:
    return render(request, "accounts/name.html")


@login_not_required
def leave_quickly(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/leave_quickly.html")


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/privacy.html")
