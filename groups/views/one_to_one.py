"""One to one: offered by a facilitator, agreed to by a participant; each address opens for the two alone."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import AuthenticatedHttpRequest
from groups.forms.one_to_one import (
    ChangeMeetingForm,
    MeetingForm,
    NewMeetingForm,
    NoteForm,
    OfferForm,
    OtherTimeForm,
)
from groups.help_cards import card_of_two, takes_cards
from groups.models import Group, Meeting, OneToOne
from groups.one_to_one import (
    TooLate,
    agree,
    arrange_meeting,
    call_off,
    can_be_offered,
    end_one_to_one,
    meetings_of,
    offer_one_to_one,
    suggest_time,
    take_suggested_time,
    write_note,
)
from groups.one_to_one_page import MeetingCard, OneToOnePage, notes_of, one_to_one_page
from groups.readers import shown_name
from groups.scheduling import CannotPlan
from groups.sessions import day_and_time


@require_http_methods(["GET", "HEAD", "POST"])
def one_to_ones(request: AuthenticatedHttpRequest, slug: str) -> HttpResponse:
    """List whom a facilitator meets one to one, and offer it to someone."""
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    places = can_be_offered(group, request.user)
    form = OfferForm(request.POST if request.method == "POST" else None, places=places)
    if form.is_valid():
        offered = offer_one_to_one(place=form.cleaned_data["place"], by=request.user)
        messages.success(
            request, _("%(name)s sees your offer now.") % {"name": shown_name(offered.participant)}
        )
        return redirect("groups:one_to_ones", slug=slug)
    mine = OneToOne.objects.led_by(request.user).filter(group=group).select_related("participant__person")
    return render(request, "groups/one_to_ones.html", {"group": group, "mine": mine, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def one_to_one(request: AuthenticatedHttpRequest, slug: str, one_id: UUID) -> HttpResponse:
    """Show a one to one to either of the two; let its participant agree to it."""
    found = _found(request, slug, one_id)
    if request.method == "POST":
        try:
            agree(one_to_one=found, by=request.user)
        except PermissionDenied as refused:
            raise Http404 from refused
        messages.success(request, _("Good. The next thing is a day that suits you both."))
        return redirect("groups:one_to_one", slug=slug, one_id=one_id)
    return render(request, "groups/one_to_one.html", {"page": one_to_one_page(found, request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
def stop_one_to_one(request: AuthenticatedHttpRequest, slug: str, one_id: UUID) -> HttpResponse:
    """Ask, then end a one to one for both."""
    found = _found(request, slug, one_id)
    if request.method == "POST":
        end_one_to_one(one_to_one=found, by=request.user)
        messages.success(request, _("It has ended. Its notes stay with the participant alone."))
        return redirect("groups:index")
    page = one_to_one_page(found, request.user)
    return render(request, "groups/stop_one_to_one.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def new_meeting(request: AuthenticatedHttpRequest, slug: str, one_id: UUID) -> HttpResponse:
    led = OneToOne.objects.led_by(request.user).select_related("group")
    found = get_object_or_404(led, group__slug=slug, pk=one_id)
    form = NewMeetingForm(
        request.POST if request.method == "POST" else None, instance=Meeting(one_to_one=found)
    )
    if form.is_valid() and _is_arranged(request, form):
        messages.success(request, _("The session is set. You both see it."))
        return redirect("groups:one_to_one", slug=slug, one_id=one_id)
    return render(request, "groups/new_meeting.html", {"one_to_one": found, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def change_meeting(
    request: AuthenticatedHttpRequest, slug: str, one_id: UUID, meeting_id: UUID
) -> HttpResponse:
    led = OneToOne.objects.led_by(request.user).select_related("group")
    found = get_object_or_404(led, group__slug=slug, pk=one_id)
    meeting = get_object_or_404(meetings_of(found), pk=meeting_id)
    form = ChangeMeetingForm(request.POST if request.method == "POST" else None, instance=meeting)
    if form.is_valid() and _is_arranged(request, form):
        messages.success(request, _("Saved. You both see it like this now."))
        return redirect("groups:one_to_one", slug=slug, one_id=one_id)
    return render(request, "groups/change_meeting.html", {"one_to_one": found, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: AuthenticatedHttpRequest, slug: str, one_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Show one session of two with its notes, which both read, and take another."""
    found = _found(request, slug, one_id)
    asked = get_object_or_404(meetings_of(found), pk=meeting_id)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            write_note(meeting=asked, by=request.user, text=form.cleaned_data["text"])
        except PermissionDenied as ended:
            raise Http404 from ended
        messages.success(request, _("Saved. You both can read it."))
        return redirect("groups:meeting", slug=slug, one_id=one_id, meeting_id=meeting_id)
    page = one_to_one_page(found, request.user)
    context = {
        "page": page,
        "card": _card(page, asked),
        "help_card": card_of_two(asked, request.user) if page.leads else None,
        "takes_help_card": not page.leads and page.is_open and takes_cards(asked, timezone.now()),
        "notes": notes_of(asked, request.user),
        "form": form,
    }
    return render(request, "groups/meeting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def other_time(request: AuthenticatedHttpRequest, slug: str, one_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Let a participant call a session off, or say what other time would suit them."""
    found = _found(request, slug, one_id)
    asked = get_object_or_404(meetings_of(found), pk=meeting_id)
    calls_off = "call_off" in request.POST
    form = OtherTimeForm(request.POST if request.POST and not calls_off else None, zone=found.group.zone)
    page = one_to_one_page(found, request.user)
    if page.leads or not page.is_open:
        raise Http404
    try:
        if calls_off:
            call_off(meeting=asked, by=request.user)
            messages.success(request, _("It does not take place. %(name)s sees it.") % {"name": page.other})
        elif form.is_valid():
            suggest_time(meeting=asked, by=request.user, moment=form.moment)
            messages.success(request, _("%(name)s sees what you suggest.") % {"name": page.other})
        else:
            return render(
                request, "groups/other_time.html", {"page": page, "card": _card(page, asked), "form": form}
            )
    except TooLate:
        messages.info(request, _("This session is no longer ahead of you."))
    return redirect("groups:meeting", slug=slug, one_id=one_id, meeting_id=meeting_id)


@require_POST
def take_time(request: AuthenticatedHttpRequest, slug: str, one_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Move a session to the time that its participant suggested."""
    led = OneToOne.objects.led_by(request.user).select_related("group")
    found = get_object_or_404(led, group__slug=slug, pk=one_id)
    asked = get_object_or_404(meetings_of(found), pk=meeting_id)
    try:
        moved = take_suggested_time(meeting=asked, by=request.user)
    except TooLate:
        messages.info(request, _("That time has gone by. Find another one."))
    else:
        when = day_and_time(moved.starts_at, found.group.zone)
        messages.success(request, _("The session is on %(when)s now. You both see it.") % {"when": when})
    return redirect("groups:one_to_one", slug=slug, one_id=one_id)


def _found(request: AuthenticatedHttpRequest, slug: str, one_id: UUID) -> OneToOne:
    """Return a one to one of which the person who asks is one of the two."""
    mine = OneToOne.objects.open_to(request.user)
    found = mine.select_related("group", "participant__person", "facilitator__person")
    return get_object_or_404(found, group__slug=slug, pk=one_id)


def _is_arranged(request: AuthenticatedHttpRequest, form: MeetingForm) -> bool:
    """Store what a valid form says; where it cannot be, say so in the form."""
    try:
        arrange_meeting(meeting=form.save(commit=False), by=request.user)
    except CannotPlan as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _card(page: OneToOnePage, meeting: Meeting) -> MeetingCard:
    return next(card for card in page.cards if card.meeting.pk == meeting.pk)
