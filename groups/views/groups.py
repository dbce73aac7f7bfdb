from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def index(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")


def home(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")


def leave(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")
