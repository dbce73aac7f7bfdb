from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def interests(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")


def programme(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")


def suggest(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")


def choose(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")


def change(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")
