"""Slides that act, hold files, reach out or are not what they seem: each by name, with why it is refused."""

import struct
from zipfile import ZIP_BZIP2, ZIP_LZMA

from groups.inspection import Trouble
from tests.groups.inspection.good_files import (
    ODP_SAYS,
    PPTX_MAIN,
    RELATIONS_AT,
    SLIDE,
    TYPES,
    archive,
    linked,
    odp,
    pdf,
    pptx,
    pptx_parts,
    relations,
)

ENTITY = '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x;</p>'
LAUGHS = '<!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><p>&b;</p>'
SLIDE_AT = "ppt/slides/slide1.xml"
MACRO_MAIN = "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512


def reaching(kind, target, mode="External"):
    return pptx({RELATIONS_AT: relations((kind, target, mode))})


def clicking(action):
    return pptx({SLIDE_AT: SLIDE.replace("ppaction://hlinkshowjump?jump=nextslide", action)})


def marked_as_locked():
    data = bytearray(pptx())
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(sign) + place] |= 1
    return bytes(data)


def overlapping():
    """Return an archive of which two members share the same packed bytes."""
    data = bytearray(pptx({"ppt/media/image2.png": b"x"}))
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


def lying_about_size():
    """Return an archive of which a member unpacks to more than it says."""
    data = bytearray(pptx({"ppt/media/image2.png": b"\0" * 9_000_000}))
    entry = data.rfind(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 100)
    return bytes(data)


BAD_DECKS = {
    "macros.pptx": (pptx({"ppt/vbaProject.bin": OLD}), Trouble.ACTIVE),
    "macros-by-type.pptx": (pptx({"[Content_Types].xml": TYPES % MACRO_MAIN}), Trouble.ACTIVE),
    "macros-by-relationship.pptx": (reaching("vbaProject", "a.xml", "Internal"), Trouble.ACTIVE),
    "macros-by-click.pptx": (clicking("ppaction://macro?name=Evil"), Trouble.ACTIVE),
    "program-by-click.pptx": (clicking("PPAction://Program"), Trouble.ACTIVE),
    "control.pptx": (pptx({"ppt/activeX/activeX1.xml": "<ocx/>"}), Trouble.ACTIVE),
    "program-inside.pptx": (pptx({"ppt/media/a.exe": b"MZ"}), Trouble.ACTIVE),
    "object-inside.pptx": (pptx({"ppt/embeddings/oleObject1.bin": OLD}), Trouble.HOLDS_FILES),
    "object-in-a-slide.pptx": (pptx({SLIDE_AT: '<p><oleObj progId="Package"/></p>'}), Trouble.HOLDS_FILES),
    "object-by-relationship.pptx": (reaching("oleObject", "a.xml", "Internal"), Trouble.HOLDS_FILES),
    "workbook-inside.pptx": (pptx({"ppt/embeddings/a.xlsx": archive({"a": b"b"})}), Trouble.HOLDS_FILES),
    "nearly-as-google-names-it.pptx": (pptx({"ppt/slides/metadata": b"MZ"}), Trouble.HOLDS_FILES),
    "something-unknown-inside.pptx": (pptx({"ppt/media/a.weird": b"?"}), Trouble.HOLDS_FILES),
    "template-from-elsewhere.pptx": (reaching("slideMaster", "https://evil.example/"), Trouble.REACHES_OUT),
    "picture-from-elsewhere.pptx": (reaching("image", "http://evil.example/p.png"), Trouble.REACHES_OUT),
    "picture-from-a-share.pptx": (reaching("image", "\\\\evil\\share\\p.png"), Trouble.REACHES_OUT),
    "object-from-elsewhere.pptx": (reaching("oleObject", "https://evil.example"), Trouble.HOLDS_FILES),
    "link-to-a-file.pptx": (reaching("hyperlink", "file:///c:/a.exe"), Trouble.REACHES_OUT),
    "link-to-a-share-within.pptx": (reaching("image", "//evil/share", "Internal"), Trouble.REACHES_OUT),
    "entity.pptx": (pptx({SLIDE_AT: ENTITY}), Trouble.REACHES_OUT),
    "entity-in-wide-letters.pptx": (pptx({SLIDE_AT: ENTITY.encode("utf-16")}), Trouble.REACHES_OUT),
    "laughs.pptx": (pptx({"[Content_Types].xml": LAUGHS}), Trouble.REACHES_OUT),
    "deep.pptx": (lambda: pptx({SLIDE_AT: "<a>" * 90_000 + "</a>" * 90_000}), Trouble.TOO_MUCH),
    "no-markup.pptx": (pptx({SLIDE_AT: b"\0\1\2"}), Trouble.DAMAGED),
    "bomb.pptx": (lambda: pptx({"ppt/media/image2.png": b"\0" * 210_000_000}), Trouble.TOO_MUCH),
    "bomb-of-many-parts.pptx": (
        lambda: pptx({f"ppt/media/{number}.png": b"\0" * 21_000_000 for number in range(10)}),
        Trouble.TOO_MUCH,
    ),
    "bomb-of-markup.pptx": (lambda: pptx({SLIDE_AT: b"<a>" + b" " * 31_000_000 + b"</a>"}), Trouble.TOO_MUCH),
    "too-many-parts.pptx": (
        lambda: pptx({f"ppt/{number}.xml": "<a/>" for number in range(4100)}),
        Trouble.TOO_MUCH,
    ),
    "parts-that-overlap.pptx": (overlapping(), Trouble.TOO_MUCH),
    "size-that-lies.pptx": (lying_about_size, Trouble.DAMAGED),
    "way-out.pptx": (pptx({"../../etc/cron.d/a.xml": "<a/>"}), Trouble.DAMAGED),
    "way-from-the-top.pptx": (pptx({"/etc/a.xml": "<a/>"}), Trouble.DAMAGED),
    "way-to-a-drive.pptx": (pptx({"c:/windows/a.xml": "<a/>"}), Trouble.DAMAGED),
    "way-backwards.pptx": (pptx({"ppt\\..\\..\\a.xml": "<a/>"}), Trouble.DAMAGED),
    "signpost.pptx": (pptx(linked("ppt/media/image9.png", "/etc/passwd")), Trouble.DAMAGED),
    "same-name-twice.pptx": (pptx({"PPT/presentation.xml": "<a/>"}), Trouble.DAMAGED),
    "packed-another-way.pptx": (archive(pptx_parts(), packing=ZIP_LZMA), Trouble.DAMAGED),
    "packed-a-third-way.odp": (
        archive({"mimetype": ODP_SAYS, "content.xml": "<a/>"}, packing=ZIP_BZIP2),
        Trouble.DAMAGED,
    ),
    "locked-inside.pptx": (marked_as_locked(), Trouble.LOCKED),
    "locked.pptx": (OLD, Trouble.LOCKED),
    "cut-off.pptx": (pptx()[:-300], Trouble.DAMAGED),
    "with-a-program-before.pptx": (b"MZ" + pptx(), Trouble.OTHER_NAME),
    "with-an-archive-before.pptx": (archive({"a": b"b"}) + pptx(), Trouble.JOINED_ON),
    "with-a-page-behind.pptx": (pptx() + b"<script>alert(1)</script>", Trouble.JOINED_ON),
    "with-a-pdf-behind.pptx": (pptx() + pdf(), Trouble.JOINED_ON),
    "any-archive.pptx": (archive({"a.txt": b"b"}), Trouble.NOT_TAKEN),
    "letter.pptx": (
        pptx({"[Content_Types].xml": TYPES % PPTX_MAIN.replace("presentation", "w")}),
        Trouble.NOT_TAKEN,
    ),
    "in-truth-odp.pptx": (odp(), Trouble.OTHER_NAME),
    "macros.odp": (odp({"Basic/Standard/Module1.xml": "<a/>"}), Trouble.ACTIVE),
    "script.odp": (odp({"Scripts/python/a.py": "import os"}), Trouble.ACTIVE),
    "script-on-opening.odp": (odp(words='<s:event-listener xmlns:s="urn:s"/>'), Trouble.ACTIVE),
    "script-on-a-click.odp": (
        odp(words='<s:event-listener xmlns:s="urn:s" s:action="show" s:language="ooo:script" s:href="#2"/>'),
        Trouble.ACTIVE,
    ),
    "program-on-a-click.odp": (
        odp(words='<p:event-listener xmlns:p="urn:p" p:action="execute" p:href="a.sh"/>'),
        Trouble.ACTIVE,
    ),
    "page-of-the-web-on-a-click.odp": (
        odp(words='<p:event-listener xmlns:p="urn:p" p:action="show" p:href="https://example.org/"/>'),
        Trouble.REACHES_OUT,
    ),
    "program-by-click.odp": (odp(words='<e:l xmlns:e="urn:e" e:action="execute"/>'), Trouble.ACTIVE),
    "object-inside.odp": (odp({"Object 1/content.xml": "<a/>"}), Trouble.HOLDS_FILES),
    "object-in-a-slide.odp": (odp(words="<draw:object xlink:href='./a'/>"), Trouble.HOLDS_FILES),
    "picture-from-elsewhere.odp": (
        odp(words="<draw:image xlink:href='https://evil.example/p.png'/>"),
        Trouble.REACHES_OUT,
    ),
    "picture-from-above.odp": (odp(words="<draw:image xlink:href='../../a.png'/>"), Trouble.REACHES_OUT),
    "link-to-a-macro.odp": (odp(words="<text:a xlink:href='vnd.sun.star.script:a'/>"), Trouble.REACHES_OUT),
    "locked.odp": (
        odp({"META-INF/manifest.xml": "<m><encryption-data/></m>"}),
        Trouble.LOCKED,
    ),
    "entity.odp": (odp({"styles.xml": ENTITY}), Trouble.REACHES_OUT),
    "letter.odp": (odp({"mimetype": b"application/vnd.oasis.opendocument.text"}), Trouble.NOT_TAKEN),
}
