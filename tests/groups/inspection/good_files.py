"""Small files as people make them, written by hand: each is taken, and each bad file is one of them with a fault."""

import base64
import io
import struct
import zlib
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

PPTX_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/ppt/presentation.xml" ContentType="%s"/></Types>'
)
SLIDE = (
    '<p:sld xmlns:p="urn:p" xmlns:a="urn:a" xmlns:r="urn:r"><a:t>Sleep</a:t>'
    '<a:hlinkClick r:id="rId1" action="ppaction://hlinkshowjump?jump=nextslide"/></p:sld>'
)
RELATIONS_AT = "ppt/slides/_rels/slide1.xml.rels"
ODP_SAYS = b"application/vnd.oasis.opendocument.presentation"
CONTENT = (
    '<o:document-content xmlns:o="urn:o" xmlns:text="urn:t" xmlns:xlink="urn:x" xmlns:draw="urn:d"><o:scripts/>'
    '<text:a xlink:href="https://example.org/">more</text:a><draw:image xlink:href="Pictures/a.png"/>{}'
    "</o:document-content>"
)


def relations(*entries):
    """Return a part of relationships: each entry is a kind, a target and, where it leads outside, `External`."""
    lines = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for n, (kind, target, mode) in enumerate(entries)
    )
    return f"<Relationships>{lines}</Relationships>"


def archive(parts, *, packing=ZIP_DEFLATED):
    """Return a zip file of parts in their order; a part's name may be a ZipInfo."""
    file = io.BytesIO()
    with ZipFile(file, "w", packing) as made:
        for name, words in parts.items():
            made.writestr(name, words, ZIP_STORED if name == "mimetype" else None)
    return file.getvalue()


def pptx_parts(**changes):
    return {
        "[Content_Types].xml": TYPES % PPTX_MAIN,
        "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml", "Internal")),
        "ppt/presentation.xml": '<p:presentation xmlns:p="urn:p"/>',
        "ppt/slides/slide1.xml": SLIDE,
        "ppt/slides/_rels/slide1.xml.rels": relations(
            ("image", "../media/image1.png", "Internal"), ("hyperlink", "https://example.org/", "External")
        ),
        "ppt/media/image1.png": png(),
        **changes,
    }


def pptx(more=None):
    return archive({**pptx_parts(), **(more or {})})


def odp(more=None, words=""):
    parts = {
        "mimetype": ODP_SAYS,
        "content.xml": CONTENT.format(words),
        "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:m"/>',
        "Pictures/a.png": png(),
    }
    return archive({**parts, **(more or {})})


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width=3, height=2, *, pixels=None, more=b"", interlaced=0):
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, interlaced)
    rows = (b"\0" + b"\x20\x80\x80" * width) * height if pixels is None else pixels
    body = chunk(b"IHDR", header) + more + chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")


def segment(code, body):
    return bytes([0xFF, code]) + struct.pack(">H", len(body) + 2) + body


def jpeg(width=16, height=8, *, more=b"", scans=1):
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34\xff\xd0\x56"
    start = b"\xff\xd8" + segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")
    return start + more + segment(0xC0, frame) + scan * scans + b"\xff\xd9"


def pdf(*objects, catalog=b"", trailer=b""):
    """Return a PDF file of one empty page with more objects; what is given goes into its catalog and its trailer."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 720 405] /Contents 4 0 R >>",
        stream(b"BT /F1 24 Tf (Sleep) Tj ET"),
        *objects,
    ]
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<< /Size %d /Root 1 0 R " % (len(bodies) + 1) + trailer + b">>\n"
    return data + b"startxref\n%d\n%%%%EOF\n" % start


def stream(words, says=b"", *, packed=True, filters=b"/FlateDecode"):
    body = zlib.compress(words, 9) if packed else words
    told = b"/Filter " + filters if packed else b""
    return b"<< /Length %d %s %s >>\nstream\n" % (len(body), told, says) + body + b"\nendstream"


def linked(name, target):
    """Return the name of a member that is a symbolic link, and where it leads."""
    member = ZipInfo(name)
    member.create_system = 3
    member.external_attr = 0o120777 << 16
    return {member: target}


def written_as_text(words, says=b""):
    """Return a stream as ReportLab writes it: deflated, and then as text."""
    body = base64.a85encode(zlib.compress(words, 9), wrapcol=72) + b"~>"
    return (
        b"<< /Filter [ /ASCII85Decode /FlateDecode ] /Length %d %s >>\nstream\n" % (len(body), says)
        + body
        + b"endstream"
    )


def packed_objects(number, words):
    """Return a stream that holds one object."""
    head = b"%d 0 " % number
    return stream(head + words, b"/Type /ObjStm /N 1 /First %d " % len(head))


# The action that shows the first page, as LaTeX writes it.
SHOWS_A_PAGE = b"<< /S /GoTo /D [3 0 R /Fit] >>"
GOOD = {
    "slides.pdf": pdf(),
    "slides-that-open-at-a-place.pdf": pdf(catalog=b"/OpenAction[3 0 R /XYZ null null 0]"),
    "slides-that-open-on-a-page.pdf": pdf(catalog=b"/OpenAction " + SHOWS_A_PAGE),
    "slides-that-open-by-an-object.pdf": pdf(SHOWS_A_PAGE, catalog=b"/OpenAction 5 0 R"),
    "slides-that-open-by-a-packed-object.pdf": pdf(
        packed_objects(9, SHOWS_A_PAGE), catalog=b"/OpenAction 9 0 R"
    ),
    "slides-that-say-all-in-packed-objects.pdf": pdf(
        packed_objects(9, SHOWS_A_PAGE), packed_objects(8, b"<< /Type /Catalog /OpenAction 9 0 R >>")
    ),
    "slides-written-as-text.pdf": pdf(written_as_text(b"BT (Sleep) Tj ET" * 40)),
    "slides-with-a-link.pdf": pdf(b"<< /S /URI /URI (https://example.org/) >>"),
    "slides-with-objects-packed.pdf": pdf(stream(b"5 0 << /Type /Font >>", b"/Type /ObjStm /N 1 /First 4 ")),
    "slides-with-a-photo.pdf": pdf(stream(b"x" * 300, b"/Subtype /Image /Width 10 /Height 10")),
    "slides.pptx": pptx(),
    "SLIDES.PPTX": pptx(),
    "slides-of-google.pptx": pptx({"ppt/metadata": b"\x1f\x8b\x08opaque"}),
    "slides-with-a-number-to-ring.pptx": pptx(
        {RELATIONS_AT: relations(("hyperlink", "tel:+442079460000", "External"))}
    ),
    "slides.odp": odp(),
    "slides-with-a-number-to-ring.odp": odp(words='<text:a xlink:href="tel:111">111</text:a>'),
    "slides-that-jump.odp": odp(
        words='<p:event-listener xmlns:p="urn:p" p:action="show" p:event-name="dom:click" p:href="#Sleep"/>'
    ),
    "board.png": png(),
    "board.jpg": jpeg(),
    "board.jpeg": jpeg(scans=4, more=segment(0xE1, b"Exif\0\0\xff\xd8 a small picture \xff\xd9")),
}
