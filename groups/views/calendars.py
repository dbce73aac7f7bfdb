from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import AuthenticatedHttpRequest
from groups.calendar_files import calendar_file
from groups.calendar_links import end_link, make_link, place_behind, secret_of
from groups.forms.reminders import RemindersForm
from groups.models import Group, Membership, PeerSession
from groups.reminders import choose_letters
from groups.views.limits import WRONG_LINKS


@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    """Let someone choose what they get by e-mail, and make or end the link for their calendar."""
    places = Membership.objects.current().select_related("group")
    place = get_object_or_404(places, person=request.user, group__slug=slug)
    form = RemindersForm(request.POST if request.method == "POST" else None, place=place)
    if request.method == "POST" and form.is_valid():
        choose_letters(place, **form.cleaned_data)
        messages.success(request, _("Saved. You can change this at any time."))
        return redirect("groups:reminders", slug=slug)
    context = {"group": place.group, "form": form, "link": _address_of(request, secret_of(place))}
    return render(request, "groups/reminders.html", context)


@require_POST
def calendar_link(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    """Make a link for a calendar, a new one in place of the old, or end it."""
    place = get_object_or_404(Membership.objects.current(), person=request.user, group__slug=slug)
    if "end" in request.POST:
        end_link(place)
        messages.success(request, _("The link is gone. A calendar that had it learns nothing new."))
    else:
        make_link(place)
        messages.success(request, _("Here is your link. One you had before no longer works."))
    return redirect(f"{reverse('groups:reminders', args=[slug])}#calendar")


@login_not_required
@require_safe
def group_calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """Give a calendar the sessions of a group; a link that was reset opens nothing, as one that never was.

    A right link opens however many wrong ones came from the same address: many calendars may be read from one.
    """
    place = place_behind(secret)
    if place is None:
        if WRONG_LINKS.is_reached(request):
            return HttpResponse(
                status=HTTPStatus.TOO_MANY_REQUESTS, headers={"Retry-After": WRONG_LINKS.seconds}
            )
        WRONG_LINKS.note(request, secret)
        raise Http404
    sessions = place.group.sessions.order_by("starts_at")
    return _calendar(
        list(sessions), place.group, place.person.language if place.person else place.group.language
    )


@require_safe
def session_calendar(request: AuthenticatedHttpRequest, slug: str, session_id: UUID) -> HttpResponse:
    """Give someone in a group one session as a file for their calendar."""
    group = get_object_or_404(Group.objects.of_member(request.user), slug=slug)
    session = get_object_or_404(group.sessions.exclude(starts_at=None), pk=session_id)
    return _calendar([session], group, get_language())


def _calendar(sessions: list[PeerSession], group: Group, language: str) -> HttpResponse:
    page = reverse("groups:home", args=[group.slug])
    response = HttpResponse(
        calendar_file(sessions, page=page, language=language), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="session.ics"'
    return response


def _address_of(request: HttpRequest, secret: str) -> str:
    """Return the whole address of a link; "" without a secret."""
    return request.build_absolute_uri(reverse("groups:group_calendar", args=[secret])) if secret else ""
