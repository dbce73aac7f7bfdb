from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def overview(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")


def enough(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")
