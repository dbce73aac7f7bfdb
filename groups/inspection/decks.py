"""Slides in PPTX and ODP: archives of XML, pictures and fonts, of which every part is known and none acts."""

import re
from collections.abc import Iterator
from typing import IO
from zipfile import ZipFile, ZipInfo

from groups.inspection.archives import MOST_MARKUP, open_archive, read_through
from groups.inspection.found import Kind, Trouble, refuse_if
from groups.inspection.markup import Element, elements

ODP_SAYS = b"application/vnd.oasis.opendocument.presentation"
PPTX_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
PPTX_TYPES = "[Content_Types].xml"
PICTURES = {".png", ".jpg", ".jpeg", ".jfif", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".wdp", ".svm"}
FONTS = {".fntdata", ".odttf", ".ttf", ".otf"}
MARKUP = {".xml", ".rels", ".vml", ".svg", ".rdf"}
ACTIVE_PARTS = re.compile(
    r"vba|macro|activex|(^|/)(basic|scripts|dialogs)/|\.(exe|dll|js|jar|vbs|bat|cmd|ps1|sh|lnk|html?)$",
    re.IGNORECASE,
)
HELD_PARTS = re.compile(
    r"embeddings/|oleobject|(^|/)object ?\d|objectreplacements/|\.(bin|docx?|xlsx?|pptx?|zip|pdf|od[tspg])$",
    re.IGNORECASE,
)
ACTIVE_TYPES = re.compile(r"macro|vba|activex|script", re.IGNORECASE)
# What PowerPoint kept of a printer, and Google Slides of itself: opaque, and opened by nothing.
OPAQUE = re.compile(r"ppt/printerSettings/printerSettings\d+\.bin|ppt/metadata")
WEB = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//|\\", re.IGNORECASE)
# What a click in a slide may do: move among the slides.
CLICKS = re.compile(r"ppaction://(noaction|hlinkshowjump|hlinksldjump|customshow|media)", re.IGNORECASE)
ODP_CLICKS = {
    "",
    "none",
    "previous-page",
    "next-page",
    "first-page",
    "last-page",
    "hide",
    "stop",
    "show",
    "fade-out",
}
ACTING = {"event-listener", "script", "plugin", "applet", "control", "oleobj", "object-ole", "handler"}
HOLDING = {"object", "oleObj", "object-ole", "floating-frame", "binary-data", "embed"}


def inspect_deck(file: IO[bytes]) -> Kind:
    """Return whether an archive is a PPTX or an ODP file. Raise Refused where it is neither, or more than slides."""
    with open_archive(file) as archive:
        names = set(archive.namelist())
        kind = Kind.ODP if "mimetype" in names else Kind.PPTX
        refuse_if(kind is Kind.PPTX and PPTX_TYPES not in names, Trouble.NOT_TAKEN)
        for member in archive.infolist():
            _inspect_name(member)
            read_through(archive, member)
        if kind is Kind.ODP:
            _inspect_odp(archive)
        else:
            _inspect_pptx(archive)
    return kind


def _inspect_name(member: ZipInfo) -> None:
    """Refuse a part that acts, that is a file of its own, or that we do not know."""
    name = member.filename
    refuse_if(ACTIVE_PARTS.search(name), Trouble.ACTIVE)
    if member.is_dir() or name in {"mimetype", "layout-cache"} or OPAQUE.fullmatch(name):
        return
    refuse_if(HELD_PARTS.search(name), Trouble.HOLDS_FILES)
    refuse_if(_ending(name) not in PICTURES | FONTS | MARKUP, Trouble.HOLDS_FILES)


def _inspect_pptx(archive: ZipFile) -> None:
    types = list(_elements_of(archive, archive.getinfo(PPTX_TYPES)))
    told = [element.get("ContentType") for element in types]
    refuse_if(any(ACTIVE_TYPES.search(said) for said in told), Trouble.ACTIVE)
    refuse_if(any("oleObject" in said for said in told), Trouble.HOLDS_FILES)
    mains = [element for element in types if element.get("ContentType") == PPTX_MAIN]
    refuse_if(
        len(mains) != 1 or mains[0].get("PartName").lstrip("/") not in archive.namelist(), Trouble.NOT_TAKEN
    )
    for member, element in _all_elements(archive):
        if member.filename.endswith(".rels") and element.name == "Relationship":
            _inspect_relationship(element)
        refuse_if(element.name in ACTING | HOLDING, Trouble.HOLDS_FILES)
        action = element.get("action")
        refuse_if(action.lower().startswith("ppaction") and not CLICKS.match(action), Trouble.ACTIVE)


def _inspect_relationship(element: Element) -> None:
    """Let a slide point at the web for people to follow; nothing may be loaded from elsewhere."""
    target, kind = element.get("Target"), element.get("Type").rsplit("/", 1)[-1]
    refuse_if(ACTIVE_TYPES.search(kind) or kind == "control", Trouble.ACTIVE)
    refuse_if(kind in {"oleObject", "package", "aFChunk"}, Trouble.HOLDS_FILES)
    if element.get("TargetMode").lower() == "external":
        refuse_if(kind != "hyperlink" or not WEB.match(target), Trouble.REACHES_OUT)
    else:
        refuse_if(SCHEME.match(target), Trouble.REACHES_OUT)


def _inspect_odp(archive: ZipFile) -> None:
    first = min(archive.infolist(), key=lambda member: member.header_offset)
    refuse_if(first.filename != "mimetype" or first.file_size > len(ODP_SAYS), Trouble.NOT_TAKEN)
    refuse_if(archive.read(first) != ODP_SAYS or "content.xml" not in archive.namelist(), Trouble.NOT_TAKEN)
    for _member, element in _all_elements(archive):
        refuse_if(element.name == "encryption-data", Trouble.LOCKED)
        refuse_if(element.name in ACTING and not _moves_among_slides(element), Trouble.ACTIVE)
        refuse_if(element.name in HOLDING, Trouble.HOLDS_FILES)
        refuse_if(element.get("action") not in ODP_CLICKS, Trouble.ACTIVE)
        _inspect_reference(element)


def _moves_among_slides(element: Element) -> bool:
    """Say whether a listener only waits for a click that shows another slide: it names no script."""
    names_a_script = any(element.get(name) for name in ("language", "macro-name"))
    return element.name == "event-listener" and bool(element.get("action")) and not names_a_script


def _inspect_reference(element: Element) -> None:
    """Let a slide point at the web for people to follow; what it shows lies in the file itself."""
    target = element.get("href")
    if element.name == "a":
        refuse_if(target and not target.startswith("#") and not WEB.match(target), Trouble.REACHES_OUT)
    else:
        refuse_if(SCHEME.match(target) or target.startswith(("/", "..")), Trouble.REACHES_OUT)


def _ending(name: str) -> str:
    """Return the ending of a name with its dot; a name that is only that has one too."""
    return "." + name.rpartition(".")[2].lower()


def _all_elements(archive: ZipFile) -> Iterator[tuple[ZipInfo, Element]]:
    """Yield every element of every part that is XML."""
    for member in archive.infolist():
        if _ending(member.filename) in MARKUP:
            for element in _elements_of(archive, member):
                yield member, element


def _elements_of(archive: ZipFile, member: ZipInfo) -> Iterator[Element]:
    refuse_if(member.file_size > MOST_MARKUP, Trouble.TOO_MUCH)
    with archive.open(member) as opened:
        yield from elements(opened)
