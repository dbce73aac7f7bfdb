from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def enter_code(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")


def join(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")
