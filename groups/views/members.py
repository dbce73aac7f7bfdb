from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def members(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")


def invite(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")


def invitation(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")


def revoke(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")
