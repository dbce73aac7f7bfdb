from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import AuthenticatedHttpRequest
from groups.forms.takeaways import TakeawayForm
from groups.models import Group, PeerSession
from groups.sessions import name_of
from groups.takeaways import (
    HELPFUL,
    CannotAnswer,
    answer_session,
    read_answers,
    standing_of,
    take_away,
    takes_answers,
)


@require_http_methods(["GET", "HEAD", "POST"])
def takeaway(request: AuthenticatedHttpRequest, slug: str, session_id: UUID) -> HttpResponse:
    """Ask a participant, after a session, what they take with them and how helpful it was."""
    group = get_object_or_404(Group.objects.taken_part_in_by(request.user), slug=slug)
    session = get_object_or_404(group.sessions, pk=session_id)
    form = TakeawayForm(request.POST if request.method == "POST" else None)
    if "away" in request.POST:
        take_away(person=request.user, session=session)
        messages.success(request, _("Your answer is gone. Nobody can read it."))
        return redirect("groups:home", slug=slug)
    if form.is_valid() and _is_kept(request, session, form):
        messages.success(request, _("Thank you. It is kept without your name."))
        return redirect("groups:home", slug=slug)
    context = {
        "group": group,
        "name": name_of(session, get_language()),
        "takes_answers": takes_answers(session, timezone.now()),
        "standing": standing_of(request.user, session).value,
        "helpful": HELPFUL,
        "form": form,
    }
    return render(request, "groups/takeaway.html", context)


@require_safe
def takeaways(request: AuthenticatedHttpRequest, slug: str, session_id: UUID) -> HttpResponse:
    """Show those who lead what people took with them, from three answers on."""
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    session = get_object_or_404(group.sessions, pk=session_id)
    context = {
        "group": group,
        "session": session,
        "name": name_of(session, get_language()),
        "answers": read_answers(session, request.user),
    }
    return render(request, "groups/takeaways.html", context)


def _is_kept(request: AuthenticatedHttpRequest, session: PeerSession, form: TakeawayForm) -> bool:
    """Keep what a valid form says; where it cannot be, say so in the form."""
    try:
        answer_session(person=request.user, session=session, answer=form.answer())
    except CannotAnswer as refused:
        form.add_error(None, str(refused))
        return False
    return True
