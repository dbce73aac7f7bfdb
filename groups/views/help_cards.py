"""The card *If I need help during a session*: its person's side, and that of those who lead."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import AuthenticatedHttpRequest
from groups.forms.help_cards import HelpCardForm
from groups.help_cards import (
    CardsClosed,
    HelpWords,
    cards_to_open,
    openings_of,
    opens_at,
    own_help_card,
    takes_cards,
    write_help_card,
)
from groups.help_cards import open_help_card as open_card
from groups.models import Group, HelpCard, Meeting, Membership, OneToOne, PeerSession
from groups.models.help_card import card_time_is_over
from groups.one_to_one import meetings_of
from groups.readers import joined_names, readers_of, shown_name
from groups.sessions import day_and_time


@require_http_methods(["GET", "HEAD", "POST"])
def help_card(request: AuthenticatedHttpRequest, slug: str, session_id: UUID) -> HttpResponse:
    """Let a participant write the card of a session of the group."""
    places = Membership.objects.participants().select_related("group", "person")
    place = get_object_or_404(places, person=request.user, group__slug=slug)
    session = get_object_or_404(place.group.sessions.exclude(starts_at=None), pk=session_id)
    back = reverse("groups:home", kwargs={"slug": slug})
    readers = joined_names(readers_of([place.group_id])[place.group_id])
    about = {"back": back, "back_words": _("Back to the group"), "readers": readers}
    return _own_card(request, place, session, about)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_card(
    request: AuthenticatedHttpRequest, slug: str, one_id: UUID, meeting_id: UUID
) -> HttpResponse:
    """Let a participant write the card of a session of two."""
    mine = (
        OneToOne.objects.lasting()
        .open_to(request.user)
        .select_related("group", "participant__person", "facilitator__person")
    )
    found = get_object_or_404(mine, participant__person=request.user, group__slug=slug, pk=one_id)
    meeting = get_object_or_404(meetings_of(found), pk=meeting_id)
    back = reverse("groups:meeting", kwargs={"slug": slug, "one_id": one_id, "meeting_id": meeting_id})
    readers = shown_name(found.facilitator)
    about = {"back": back, "back_words": _("Back to the session"), "readers": readers}
    return _own_card(request, found.participant, meeting, about)


@require_safe
def help_cards(request: AuthenticatedHttpRequest, slug: str, session_id: UUID) -> HttpResponse:
    """Say whose cards a facilitator can open in a session. None is opened by that."""
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    session = get_object_or_404(group.sessions, pk=session_id)
    from_when = opens_at(session)
    now = timezone.now()
    context = {
        "group": group,
        "cards": cards_to_open(session, request.user),
        "is_before": from_when is not None and now < from_when,
        "is_over": card_time_is_over(session, now),
        "opens": day_and_time(from_when, group.zone) if from_when else "",
    }
    return render(request, "groups/help_cards.html", context)


@require_POST
def open_help_card(request: AuthenticatedHttpRequest, slug: str, card_id: UUID) -> HttpResponse:
    """Open one card, of the group's sessions or of a one to one. Each time is recorded, and its person can read it."""
    card = get_object_or_404(HelpCard.objects.with_window(), place__group__slug=slug, pk=card_id)
    try:
        opened = open_card(card=card, reader=request.user)
    except PermissionDenied as refused:
        raise Http404 from refused
    context = {
        "group": card.place.group,
        "card": card,
        "name": shown_name(card.place),
        "opened": opened,
    }
    return render(request, "groups/open_help_card.html", context)


def _own_card(
    request: AuthenticatedHttpRequest,
    place: Membership,
    gathering: PeerSession | Meeting,
    about: dict[str, str],
) -> HttpResponse:
    """Show a participant their card, or that it is gone, and take what they write."""
    opened = own_help_card(place, gathering)
    form = HelpCardForm(
        request.POST if request.method == "POST" else None,
        initial=vars(opened.value) if opened.is_readable else {},
    )
    if form.is_valid():
        return _write(request, place, gathering, form)
    context = {
        **about,
        "group": place.group,
        "when": day_and_time(gathering.starts_at, place.group.zone) if gathering.starts_at else "",
        "form": form,
        "opened": opened,
        "is_written": opened.is_readable and not opened.value.is_empty,
        "is_over": not takes_cards(gathering, timezone.now()),
        "openings": openings_of(place, gathering),
    }
    return render(request, "groups/help_card.html", context)


def _write(
    request: AuthenticatedHttpRequest,
    place: Membership,
    gathering: PeerSession | Meeting,
    form: HelpCardForm,
) -> HttpResponse:
    words = HelpWords() if "away" in request.POST else form.words()
    try:
        write_help_card(place=place, gathering=gathering, words=words)
    except CardsClosed:
        messages.info(request, _("This session is over, so there is no card for it any more."))
    else:
        messages.success(
            request, _("Nothing is on your card now.") if words.is_empty else _("Your card is ready.")
        )
    return redirect(request.path)
