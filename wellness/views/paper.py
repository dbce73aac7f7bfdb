"""What can be printed or kept as a file: PDF files and the card for the wallet.

A file has a neutral name in the person's language. It comes as an attachment: phones save it whatever the answer
says, so it is the same everywhere, the page that leads to it says so, and a page somebody is writing on is never left.
"""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import AuthenticatedHttpRequest
from accounts.vault import vault_for
from wellness.crisis_plan import SLUG, crisis_plan
from wellness.help_lines import help_in
from wellness.models import Edition
from wellness.paper.blank import blank_sheet
from wellness.paper.card import Cards, Face, card_faces
from wellness.paper.crisis_plan import crisis_plan_sheet
from wellness.paper.goals import goals_sheet
from wellness.paper.sheet import paper_of
from wellness.paper.summary import summary_on
from wellness.paper.typesetting import cards_pdf, sheet_pdf
from wellness.paper.workbook import workbook_sheet
from wellness.part_page import PartPage, part_page
from wellness.parts import parts_of, prompts_by_part
from wellness.sharing import content_to_share, summary_view
from wellness.whole_workbook import begun_in, held_goals, whole_workbook
from wellness.workbooks import current_workbook


@require_safe
def paper(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Show what there is to print or keep."""
    return render(request, "wellness/paper.html", {"begun": begun_in(current_workbook(request.user))})


@require_safe
def workbook_pdf(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Give the whole workbook as it is now, even where nothing is written yet."""
    whole = whole_workbook(request.user, current_workbook(request.user))
    return pdf_file(sheet_pdf(workbook_sheet(whole, paper_of(request.user))), _("my-workbook"))


@require_safe
def blank_pdf(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Give an empty workbook to fill in by hand, in the words of the newest edition."""
    edition = Edition.objects.current()
    if edition is None:
        raise Http404
    language = request.user.language
    parts, prompts = parts_of(edition.pk, language), prompts_by_part(edition.pk, language)
    return pdf_file(sheet_pdf(blank_sheet(parts, prompts, paper_of(request.user))), _("empty-workbook"))


@require_safe
def summary_pdf(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Give the summary exactly as it would be shared now."""
    content = content_to_share(request.user, vault_for(request.user))
    if content is None:
        return _nothing_yet(request, "wellness:summary")
    return pdf_file(sheet_pdf(summary_on(paper_of(request.user), summary_view(content))), _("my-summary"))


@require_safe
def goals_pdf(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Give the goals with boxes to tick."""
    goals = held_goals(request.user, current_workbook(request.user))
    if not goals:
        return _nothing_yet(request, "wellness:goals")
    return pdf_file(sheet_pdf(goals_sheet(goals, paper_of(request.user))), _("my-goals"))


@require_safe
def crisis_plan_pdf(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Give the crisis plan as it reads at a bad moment."""
    page = _plan_page(request.user)
    plan = crisis_plan(page.fields)
    if plan.is_empty:
        return _nothing_yet(request, "wellness:part", SLUG)
    return pdf_file(sheet_pdf(crisis_plan_sheet(plan, page.part.name, paper_of(request.user))), _("my-plan"))


@require_safe
def card(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Show the card for the wallet as it prints."""
    return render(request, "wellness/card.html", {"faces": _faces(request.user)})


@require_safe
def card_pdf(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Give the card for the wallet on a sheet to cut and fold."""
    faces = _faces(request.user)
    if not faces:
        return _nothing_yet(request, "wellness:card")
    return pdf_file(cards_pdf(Cards(paper_of(request.user), faces)), _("my-card"))


def _plan_page(person: User) -> PartPage:
    page = part_page(person, current_workbook(person), SLUG)
    if page is None:
        raise Http404
    return page


def _faces(person: User) -> list[Face]:
    emergency = help_in(person.country).emergency if person.country else None
    return card_faces(_plan_page(person).fields, emergency.shown if emergency else "")


def _nothing_yet(request: AuthenticatedHttpRequest, page: str, *names: str) -> HttpResponse:
    """Lead to the page where it is written."""
    messages.info(request, _("There is nothing to print yet. What you write here can be printed."))
    return redirect(page, *names)


def pdf_file(content: bytes, name: str) -> HttpResponse:
    """Give a file under a name in the language of its words: letters without accents and hyphens alone."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
