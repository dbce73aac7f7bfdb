from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def lead(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")


def introduction(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")
