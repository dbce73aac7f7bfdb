"""The slides, pictures and links of a session: for everyone in the group to open, for facilitators to add and delete."""

from uuid import UUID

from csp.constants import HEADER
from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.requests import AuthenticatedHttpRequest
from groups.forms.materials import NO_ROOM_WORDS, LinkForm, MaterialForm, too_large
from groups.material_files import NotKept, open_kept
from groups.materials import CannotAdd, add_file
from groups.materials import add_link as add_link_to
from groups.materials import delete_material as delete_the_material
from groups.models import Group, Material, PeerSession
from groups.sessions import name_of

TYPES = {
    Material.Kind.PDF: "application/pdf",
    Material.Kind.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    Material.Kind.ODP: "application/vnd.oasis.opendocument.presentation",
    Material.Kind.PNG: "image/png",
    Material.Kind.JPEG: "image/jpeg",
}
# A file may do nothing at all. Chromium's reader of PDF files works in no sandbox, and brings its own.
NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
SANDBOXED = f"{NOTHING}; img-src 'self'; sandbox"


@require_safe
def material(
    request: AuthenticatedHttpRequest, slug: str, session_id: UUID, material_id: UUID
) -> HttpResponseBase:
    """Give a file to someone of the group: to look at where a browser can, and else to keep."""
    group = get_object_or_404(Group.objects.of_member(request.user), slug=slug)
    files = Material.objects.files_of(group).select_related("session")
    material = get_object_or_404(files, pk=material_id, session=session_id)
    try:
        file = open_kept(material.file_name)
    except FileNotFoundError as gone:
        raise Http404 from gone
    # Files lie on shared phones: their names say no more than the address does.
    name = _("session-%(number)s") % {"number": material.session.position}
    response = FileResponse(
        file,
        as_attachment=not material.is_shown_in_browser or "keep" in request.GET,
        filename=f"{name}.{material.kind}",
        content_type=TYPES[Material.Kind(material.kind)],
    )
    response[HEADER] = NOTHING if material.kind == Material.Kind.PDF else SANDBOXED
    response["Content-Encoding"] = "identity"  # packed already, and its length is told
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def materials(request: AuthenticatedHttpRequest, slug: str, session_id: UUID) -> HttpResponse:
    """Show what a session has, and take another file for it."""
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    session = get_object_or_404(group.sessions, pk=session_id)
    is_sent = request.method == "POST"
    form = MaterialForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    is_added = is_sent and form.is_valid() and _is_kept(form, session, by=request.user)
    if is_added:
        messages.success(request, _("It is there. The group sees it at the session."))
    if request.headers.get("accept") == "application/json":
        return _told(form, reverse("groups:materials", args=[slug, session_id]))
    if is_added:
        return redirect("groups:materials", slug=slug, session_id=session_id)
    return _page(request, session, form, LinkForm())


@require_POST
def add_link(request: AuthenticatedHttpRequest, slug: str, session_id: UUID) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    session = get_object_or_404(group.sessions, pk=session_id)
    form = LinkForm(request.POST)
    if not form.is_valid() or not _is_linked(form, session, by=request.user):
        return _page(request, session, MaterialForm(), form)
    messages.success(request, _("It is there. The group sees it at the session."))
    return redirect("groups:materials", slug=slug, session_id=session_id)


@require_http_methods(["GET", "HEAD", "POST"])
def delete_material(
    request: AuthenticatedHttpRequest, slug: str, session_id: UUID, material_id: UUID
) -> HttpResponse:
    group = get_object_or_404(Group.objects.led_by(request.user), slug=slug)
    session = get_object_or_404(group.sessions, pk=session_id)
    material = get_object_or_404(
        Material.objects.of_session(session).select_related("session__group"), pk=material_id
    )
    if request.method == "POST":
        delete_the_material(material=material, by=request.user)
        messages.success(request, _("It is deleted. Nobody can open it here any more."))
        return redirect("groups:materials", slug=slug, session_id=session_id)
    context = {"group": group, "session": session, "material": material}
    return render(request, "groups/delete_material.html", context)


def _is_kept(form: MaterialForm, session: PeerSession, *, by: User) -> bool:
    """Keep the file of a valid form; where that cannot be, say so in the form."""
    sent = form.cleaned_data
    try:
        add_file(session=session, title=sent["title"], file=sent["file"].file, kind=form.kind, by=by)
    except (CannotAdd, NotKept) as refused:
        form.add_error(None, str(refused) or str(NO_ROOM_WORDS))
        return False
    return True


def _is_linked(form: LinkForm, session: PeerSession, *, by: User) -> bool:
    sent = form.cleaned_data
    try:
        add_link_to(session=session, title=sent["title"], link=sent["address"], by=by)
    except CannotAdd as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _told(form: MaterialForm, page: str) -> JsonResponse:
    """Answer the script that sends a file: where to go on, or what to put right."""
    if form.is_valid():
        return JsonResponse({"go": page})
    return JsonResponse({"trouble": [str(words) for errors in form.errors.values() for words in errors]})


def _page(
    request: AuthenticatedHttpRequest, session: PeerSession, form: Form, link_form: Form
) -> HttpResponse:
    materials = list(Material.objects.of_session(session))
    context = {
        "group": session.group,
        "session": session,
        "name": name_of(session, get_language()),
        "materials": materials,
        "is_full": len(materials) >= settings.MATERIALS_A_SESSION,
        "most_bytes": settings.MATERIAL_BYTES,
        "too_large": too_large(),
        "form": form,
        "link_form": link_form,
    }
    return render(request, "groups/materials.html", context)
