from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def shared(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")


def withdraw(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")


def share(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")
