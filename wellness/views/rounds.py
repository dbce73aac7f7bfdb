"""Rounds: a person's workbooks, starting a fresh one, going back while it is empty, reading the earlier ones."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import AuthenticatedHttpRequest
from wellness.carrying import LASTING, Carried, carry_over, questions_without_place
from wellness.models import Workbook
from wellness.paper.sheet import paper_of
from wellness.paper.typesetting import sheet_pdf
from wellness.paper.workbook import workbook_sheet
from wellness.parts import parts_of
from wellness.round_page import (
    ReadPart,
    RoundPage,
    RoundPair,
    pair_of,
    read_part,
    read_summary,
    round_page,
    start_page,
)
from wellness.rounds import Round, is_as_it_began, put_away, rounds_of, start_round
from wellness.views.paper import pdf_file
from wellness.whole_workbook import whole_workbook
from wellness.workbooks import FIRST_ROUND, current_workbook, is_page_of, page_mark


@require_safe
def rounds(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Show the workbook that the person writes in, and the earlier ones to read."""
    workbook = current_workbook(request.user)
    is_new = is_as_it_began(request.user, workbook)
    context = {
        "rounds": rounds_of(request.user),
        "is_new": is_new,
        "can_go_back": is_new and workbook.round > FIRST_ROUND,
        "mark": page_mark(workbook),
    }
    return render(request, "wellness/rounds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_round(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Say what a fresh workbook means and ask what comes along, and start it when asked to."""
    workbook = current_workbook(request.user)
    if request.method == "POST":
        return _start(request, workbook)
    if is_as_it_began(request.user, workbook):
        return redirect("wellness:rounds")
    return render(request, "wellness/new_round.html", {"page": start_page(request.user, workbook)})


@require_POST
def put_round_away(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Go back to the workbook before, where nothing new is in the latest."""
    workbook = current_workbook(request.user)
    if not is_page_of(workbook, request.POST.get("mark", "")):
        # Pressed twice, or in a tab from before.
        return redirect("wellness:workbook")
    if not put_away(request.user, workbook):
        messages.info(request, _("There is something new in this workbook, so it stays."))
        return redirect("wellness:rounds")
    messages.success(request, _("You are back in the workbook you had before. Nothing in it has changed."))
    return redirect("wellness:workbook")


@require_safe
def earlier_round(request: AuthenticatedHttpRequest, number: int) -> HttpResponse:
    """Show an earlier workbook at a glance, its wheel beside another one only where the person chose that."""
    page = round_page(request.user, _earlier_or_404(request, number))
    context = {"page": page, "round": _round(request, number), "pair": _pair(request, page)}
    return render(request, "wellness/earlier_round.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def round_part(request: AuthenticatedHttpRequest, number: int, slug: str) -> HttpResponse:
    """Show what an earlier workbook says in one part, and copy it into the present one when asked to."""
    workbook, current = _earlier_or_404(request, number), current_workbook(request.user)
    read = read_part(request.user, workbook, slug)
    if read is None:
        raise Http404
    if request.method == "POST":
        return _bring(request, workbook, current, read)
    context = {"read": read, "part": read.part, "round": _round(request, number), "mark": page_mark(current)}
    if read.can_come_along:
        kinds = [read.part.kind]
        context["unasked"] = questions_without_place(request.user, workbook, current.edition_id, kinds)
    return render(request, "wellness/round_part.html", context)


@require_safe
def round_summary(request: AuthenticatedHttpRequest, number: int) -> HttpResponse:
    """Show the summary of an earlier workbook."""
    read = read_summary(request.user, _earlier_or_404(request, number))
    if read is None:
        raise Http404
    return render(request, "wellness/round_summary.html", {"read": read, "round": _round(request, number)})


@require_safe
def round_pdf(request: AuthenticatedHttpRequest, number: int) -> HttpResponse:
    """Give an earlier workbook as a file, as it was left."""
    whole = whole_workbook(request.user, _earlier_or_404(request, number))
    name = f"{_('my-workbook')}-{number}"
    return pdf_file(sheet_pdf(workbook_sheet(whole, paper_of(request.user))), name)


def _earlier_or_404(request: AuthenticatedHttpRequest, number: int) -> Workbook:
    """Return an earlier workbook: the present one has pages of its own."""
    later = Workbook.objects.of(request.user).filter(round__gt=number)
    workbook = Workbook.objects.of(request.user).filter(round=number).first()
    if workbook is None or not later.exists():
        raise Http404
    return workbook


def _round(request: AuthenticatedHttpRequest, number: int) -> Round:
    return next(each for each in rounds_of(request.user) if each.number == number)


def _pair(request: AuthenticatedHttpRequest, page: RoundPage) -> RoundPair | None:
    """Return the wheel beside that of the workbook that the person chose, None where they chose none of theirs."""
    chosen = next((number for number in page.others if str(number) == request.GET.get("with")), None)
    if chosen is None:
        return None
    return pair_of(request.user, page.workbook, Workbook.objects.of(request.user).get(round=chosen))


def _start(request: AuthenticatedHttpRequest, workbook: Workbook) -> HttpResponse:
    # From a form that is older than the workbook, pressed twice or in another tab, nothing is started.
    if is_page_of(workbook, request.POST.get("mark", "")):
        chosen = request.POST.getlist("along")
        started = start_round(request.user, workbook, [kind for kind in LASTING if kind in chosen])
        if started.carried:
            _say_started(request, workbook, started.carried)
    return redirect("wellness:workbook")


def _say_started(request: AuthenticatedHttpRequest, before: Workbook, carried: Carried) -> None:
    messages.success(
        request,
        _("Your fresh workbook is here. Workbook %(number)s stays, for you to read.")
        % {"number": before.round},
    )
    _say_unreadable(request, carried)


def _say_unreadable(request: AuthenticatedHttpRequest, carried: Carried) -> None:
    if carried.references:
        words = _(
            "Some of it does not open right now, so it stays where it was. Tell us this code: %(reference)s."
        )
        messages.warning(request, words % {"reference": ", ".join(carried.references)})


def _bring(
    request: AuthenticatedHttpRequest, workbook: Workbook, current: Workbook, read: ReadPart
) -> HttpResponse:
    """Copy a part into the present workbook, and go where it is now."""
    if not read.can_come_along or not is_page_of(current, request.POST.get("mark", "")):
        return redirect("wellness:round_part", number=workbook.round, slug=read.part.slug)
    carried = carry_over(request.user, workbook, current, [read.part.kind])
    _say_unreadable(request, carried)
    if carried.answers:
        messages.success(request, _("It is in your workbook now. What you wrote there before is as it was."))
    else:
        messages.info(request, _("There was nothing more to copy."))
    return redirect(_place_of(request, current, read))


def _place_of(request: AuthenticatedHttpRequest, workbook: Workbook, read: ReadPart) -> str:
    """Return the page of the part of the same kind."""
    parts = parts_of(workbook.edition_id, request.user.language)
    slug = next((part.slug for part in parts if part.kind == read.part.kind), None)
    return reverse("wellness:part", args=[slug]) if slug else reverse("wellness:workbook")
