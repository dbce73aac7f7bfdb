from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.requests import AuthenticatedHttpRequest
from groups.calendar_links import has_link
from groups.complaints import news_for
from groups.endings import ending_of
from groups.giving import is_to_be_asked
from groups.help_cards import near_card
from groups.line import settled_lines_of
from groups.materials import with_materials
from groups.memberships import ended_lately, introductions, latest_place, places_of
from groups.models import Membership
from groups.one_to_one_page import one_to_ones_in
from groups.permissions import hears_complaints
from groups.sessions import next_session, programme_of
from groups.suggestions import has_answer
from groups.takeaways import waiting_session
from groups.taking_part import names_shown


@require_safe
def index(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Show a person's groups; with one alone, or on the way of the first ten minutes, go right to it."""
    places = places_of(request.user)
    if "first" in request.GET:
        return redirect(_first_stop(places))
    lines = settled_lines_of(request.user)
    hears = hears_complaints(request.user)
    if len(places) == 1 and not lines and not hears and not places[0].group.archived_at:
        return redirect(_only_stop(places[0], wants_topics="topics" in request.GET))
    context = {
        "places": [place for place in places if not place.group.archived_at],
        "archived": [place for place in places if place.group.archived_at],
        "lines": lines,
        "ended": ended_lately(request.user),
        "hears": hears,
    }
    return render(request, "groups/index.html", context)


def _only_stop(place: Membership, *, wants_topics: bool) -> str:
    """Return the page to show of someone's only group: for those who take part the page of topics, where they want that."""
    page = "topics" if wants_topics else "home"
    return reverse("groups:lead" if place.leads else f"groups:{page}", kwargs={"slug": place.group.slug})


def _first_stop(places: Sequence[Membership]) -> str:
    """Return the page of the group joined last, on the way of the first ten minutes; the end of it where there is none."""
    if not places:
        return f"{reverse('wellness:enough')}?first=1"
    newest = max(places, key=lambda place: place.joined_at)
    return f"{reverse('groups:home', kwargs={'slug': newest.group.slug})}?first=1"


@require_safe
def home(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    place = latest_place(request.user, slug)
    if place is None:
        raise Http404
    if place.left_at:
        return redirect("groups:ended", slug=slug)
    sessions = with_materials(programme_of(place.group, request.user, get_language(), leads=place.leads))
    coming = next_session(sessions)
    context = {
        "group": place.group,
        "place": place,
        "next": coming,
        "card": None if place.leads else near_card(place, coming),
        "sessions": sessions,
        "changed": [card for card in sessions if card.is_changed],
        "introductions": introductions(place.group),
        "names": names_shown(place.group),
        "ending": ending_of(place.group, sessions),
        "one_to_ones": [] if place.leads else one_to_ones_in(place.group, request.user),
        "takes_part": not place.leads,
        "answerable": None if place.leads else waiting_session(sessions, request.user, since=place.joined_at),
        "told": news_for(request.user, place.group),
        "has_answer": not place.leads and has_answer(request.user, place.group),
        "asks_to_give": is_to_be_asked(place, held_sessions=sum(card.is_held for card in sessions)),
        "has_calendar_link": place.group.archived_at is not None and has_link(place),
        "is_first": "first" in request.GET,
    }
    return render(request, "groups/home.html", context)
