from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def summaries(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")


def summary(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")


def reply(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")
