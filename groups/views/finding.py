from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from groups.finding import open_group, open_groups
from groups.forms.finding import AskForm, FindForm
from groups.memberships import public_introductions
from groups.models import Group
from groups.requests import TooManyRequests, ask_to_join
from groups.views.limits import REQUESTS


@login_not_required
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    form = FindForm(request.GET)
    wanted = form.wanted()
    context = {"form": form, "groups": open_groups(wanted), "is_narrowed": any(form.cleaned_data.values())}
    return render(request, "groups/find.html", context)


@login_not_required
@require_safe
def about(request: HttpRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(Group.objects.open_to_ask(), slug=slug)
    context = {"found": open_group(group), "introductions": public_introductions(group)}
    return render(request, "groups/about.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(Group.objects.open_to_ask(), slug=slug)
    form = AskForm(request.POST or None, initial=_known(request))
    if request.method == "POST" and form.is_valid():
        return _leave_request(request, group, form)
    return render(request, "groups/ask.html", {"group": group, "form": form})


@login_not_required
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "groups/asked.html")


def _leave_request(request: HttpRequest, group: Group, form: AskForm) -> HttpResponse:
    status = HTTPStatus.TOO_MANY_REQUESTS
    if REQUESTS.is_reached(request):
        form.add_error(None, _("Many requests came from here just now. Please try again in an hour."))
        return render(request, "groups/ask.html", {"group": group, "form": form}, status=status)
    said = form.asked(get_language() or group.language)
    REQUESTS.note(request, f"{group.pk} {said.address}")
    try:
        ask_to_join(group=group, asked=said)
    except TooManyRequests:
        form.add_error(None, _("Many people have asked this group. Please try again in some days."))
        return render(request, "groups/ask.html", {"group": group, "form": form}, status=status)
    return redirect("groups:asked")


def _known(request: HttpRequest) -> dict[str, str]:
    """Return what need not be asked again of someone who is signed in."""
    if not isinstance(request.user, User):
        return {}
    return {"name": request.user.name, "email": request.user.email}
