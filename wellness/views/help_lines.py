from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from accounts.models import User
from wellness.help_lines import country_choices, emergency_numbers, help_in, known_country
from wellness.shipped_help import shipped_help, shipped_numbers


@login_not_required
@require_safe
def help_now(request: HttpRequest) -> HttpResponse:
    """Show who to ring: in the country asked for, or else the person's own. Kept nowhere but in the address."""
    own = request.user.country if isinstance(request.user, User) else ""
    help_there = help_in(known_country(request.GET.get("country", ""), own))
    numbers = [] if help_there.code else emergency_numbers()
    context = {"help": help_there, "choices": country_choices(), "numbers": numbers}
    return render(request, "wellness/help_now.html", context)


def help_without_database(request: HttpRequest) -> HttpResponse:
    """Show who to ring as it shipped, touching neither database nor session: help does not wait for them."""
    help_there = shipped_help(known_country(request.GET.get("country", "")))
    context = {
        "help": help_there,
        "choices": country_choices(),
        "numbers": [] if help_there.code else shipped_numbers(),
        "csrf_token": get_token(request),
        "leave_quickly_url": settings.LEAVE_QUICKLY_URL,
    }
    return HttpResponse(render_to_string("wellness/help_now_away.html", context))
