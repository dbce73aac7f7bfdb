from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from wellness.help_lines import country_choices, emergency_numbers, help_in, known_country


@login_not_required
@require_safe
def help_now(request: HttpRequest) -> HttpResponse:
    """Show who to ring: in the country asked for, or else the person's own. Kept nowhere but in the address."""
    own = request.user.country if isinstance(request.user, User) else ""
    help_there = help_in(known_country(request.GET.get("country", ""), own))
    context = {
        "help": help_there,
        "choices": country_choices(),
        "numbers": [] if help_there.code else emergency_numbers(),
    }
    return render(request, "wellness/help_now.html", context)
