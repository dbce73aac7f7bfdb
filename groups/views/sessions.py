from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def new_session(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")


def session(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")


def held(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")


def drop(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")
