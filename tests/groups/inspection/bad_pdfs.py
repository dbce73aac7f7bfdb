"""PDF files that do more than show pages, or are not what they seem: each by name, with why it is refused."""

import zlib

from groups.inspection import Trouble
from tests.groups.inspection.good_files import archive, pdf, png, stream

SCRIPT = b"<< /S /JavaScript /JS (app.alert(1)) >>"
OBJECTS = b"/Type /ObjStm /N 1 /First 4 "


def packed_twice(words):
    return stream(zlib.compress(words, 9), OBJECTS, filters=b"[/FlateDecode /FlateDecode]")


BAD_PDFS = {
    "script-on-opening.pdf": (pdf(SCRIPT, catalog=b"/OpenAction 5 0 R"), Trouble.ACTIVE),
    "script-in-the-names.pdf": (pdf(catalog=b"/Names << /JavaScript 5 0 R >>"), Trouble.ACTIVE),
    "script-in-hexadecimal.pdf": (pdf(b"<< /S /J#61vaScript >>"), Trouble.ACTIVE),
    "script-all-in-hexadecimal.pdf": (
        pdf(b"<< /S /#4a#61#76#61#53#63#72#69#70#74 >>"),
        Trouble.ACTIVE,
    ),
    "script-key-alone.pdf": (pdf(b"<< /JS (app.alert) >>"), Trouble.ACTIVE),
    "script-in-packed-objects.pdf": (pdf(stream(b"5 0 " + SCRIPT, OBJECTS)), Trouble.ACTIVE),
    "script-in-bare-objects.pdf": (pdf(stream(b"5 0 << /JS (x) >>", OBJECTS, packed=False)), Trouble.ACTIVE),
    "script-packed-twice.pdf": (pdf(packed_twice(b"5 0 " + SCRIPT)), Trouble.LOCKED),
    "script-in-objects-posing-as-a-picture.pdf": (
        pdf(stream(b"5 0 " + SCRIPT, b"/Subtype /Image " + OBJECTS)),
        Trouble.ACTIVE,
    ),
    "script-packed-with-a-predictor.pdf": (
        pdf(stream(b"\x02" + SCRIPT, OBJECTS + b"/DecodeParms << /Predictor 12 >>")),
        Trouble.LOCKED,
    ),
    "script-packed-in-hidden-ways.pdf": (
        pdf(stream(SCRIPT, b"/#46irst 4", filters=b"9 0 R")),
        Trouble.LOCKED,
    ),
    "script-in-objects-without-a-type.pdf": (
        pdf(stream(b"5 0 << /JS (x) >>", b"/Subtype /Image /N 1 /First 6 0 R")),
        Trouble.ACTIVE,
    ),
    "script-in-a-stream-of-any-kind.pdf": (pdf(stream(b" " * 3_000_000 + SCRIPT)), Trouble.ACTIVE),
    "script-in-bare-bytes-of-a-stream.pdf": (
        pdf(stream(b"5 0 obj " + SCRIPT + b" endobj", packed=False)),
        Trouble.ACTIVE,
    ),
    "starts-a-program.pdf": (pdf(b"<< /S /Launch /F (cmd.exe) >>"), Trouble.ACTIVE),
    "sends-a-form.pdf": (pdf(b"<< /S /SubmitForm /F (https://example.org) >>"), Trouble.ACTIVE),
    "reads-data-in.pdf": (pdf(b"<< /S /ImportData /F (a.fdf) >>"), Trouble.ACTIVE),
    "form-of-another-kind.pdf": (pdf(catalog=b"/AcroForm << /XFA 5 0 R >>"), Trouble.ACTIVE),
    "film-with-scripts.pdf": (pdf(b"<< /Subtype /RichMedia >>"), Trouble.ACTIVE),
    "opens-another-file.pdf": (pdf(b"<< /S /GoToR /F (//host/share) >>"), Trouble.REACHES_OUT),
    "opens-a-file-inside.pdf": (pdf(b"<< /S /GoToE >>"), Trouble.REACHES_OUT),
    "file-inside.pdf": (pdf(stream(b"MZ", b"/Type /EmbeddedFile")), Trouble.HOLDS_FILES),
    "file-pinned-on.pdf": (pdf(b"<< /Subtype /FileAttachment >>"), Trouble.HOLDS_FILES),
    "file-inside-without-a-type.pdf": (pdf(b"<< /Type /Filespec /EF << /F 6 0 R >> >>"), Trouble.ACTIVE),
    "slides-to-edit-inside.pdf": (pdf(trailer=b"/AdditionalStreams [ 5 0 R ] "), Trouble.HOLDS_FILES),
    "locked.pdf": (pdf(trailer=b"/Encrypt 5 0 R "), Trouble.LOCKED),
    "cut-off.pdf": (pdf()[:-60], Trouble.DAMAGED),
    "empty-but-for-its-sign.pdf": (b"%PDF-1.7\n", Trouble.DAMAGED),
    "places-that-lead-nowhere.pdf": (pdf().replace(b"startxref\n", b"startxref\n9"), Trouble.DAMAGED),
    "stream-without-an-end.pdf": (pdf(b"<< >>\nstream\n" + b"x" * 99), Trouble.DAMAGED),
    "bomb.pdf": (lambda: pdf(stream(b"\0" * 130_000_000)), Trouble.TOO_MUCH),
    "bomb-of-many-parts.pdf": (lambda: pdf(*[stream(b"\0" * 13_000_000)] * 10), Trouble.TOO_MUCH),
    "vast-picture.pdf": (
        pdf(stream(b"x", b"/Subtype /Image /Width 60000 /Height 60000")),
        Trouble.TOO_MUCH,
    ),
    "no-end-of-streams.pdf": (lambda: pdf(b"stream\nendstream\n" * 70_000), Trouble.TOO_MUCH),
    "with-a-zip-behind.pdf": (pdf() + archive({"a.exe": b"MZ"}), Trouble.JOINED_ON),
    "with-a-page-behind.pdf": (pdf() + b"<html><script>alert(1)</script>" + b" " * 99, Trouble.JOINED_ON),
    "with-a-page-before.pdf": (b"<html><script>alert(1)</script>" + pdf(), Trouble.OTHER_NAME),
    "in-truth-a-page.pdf": (b"<!doctype html><script>alert(1)</script>", Trouble.OTHER_NAME),
    "in-truth-a-picture.pdf": (png(), Trouble.OTHER_NAME),
}
