from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def part(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")


def save(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")
