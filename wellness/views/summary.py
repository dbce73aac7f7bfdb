from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def summary(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")


def preview(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")
