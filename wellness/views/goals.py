from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def goals(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")


def new_goal(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")


def goal(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")


def delete_goal(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "base.html")
