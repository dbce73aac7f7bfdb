"""PDF files that do more than show pages, or are not what they seem: each by name, with why it is refused."""

import random
import zlib

from groups.inspection import Trouble
from tests.groups.inspection.good_files import (
    SHOWS_A_PAGE,
    archive,
    packed_objects,
    pdf,
    png,
    stream,
    written_as_text,
)

SCRIPT = b"<< /S /JavaScript /JS (app.alert(1)) >>"
OBJECTS = b"/Type /ObjStm /N 1 /First 4 "


TELLS = b"<< /S /URI /URI (https://example.org/?who) >>"
OPENS_5, OPENS_9 = b"/OpenAction 5 0 R", b"/OpenAction 9 0 R"


def packed_twice(words):
    return stream(zlib.compress(words, 9), OBJECTS, filters=b"[/FlateDecode /FlateDecode]")


def packed_objects_at_once(many):
    """Return a stream of so many objects, each as slow to look at as can be."""
    head = b"1 0 " * many
    slow = b"<<" + b" " * 9 + (b"/D" + b" " * 9 + b"[" + b" " * 100 + b"]") * 4
    return stream(head + slow, b"/Type /ObjStm /N %d /First %d " % (many, len(head)))


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
    "script-written-as-text.pdf": (pdf(written_as_text(b"5 0 << /JS (x) >>", OBJECTS)), Trouble.ACTIVE),
    "script-in-a-stream-written-as-text.pdf": (pdf(written_as_text(SCRIPT)), Trouble.ACTIVE),
    "script-key-before-a-comment.pdf": (pdf(b"<< /JS%\n(app.alert) >>"), Trouble.ACTIVE),
    "text-without-an-end.pdf": (pdf(written_as_text(b"x").replace(b"~>", b"")), Trouble.DAMAGED),
    "text-that-is-none.pdf": (pdf(written_as_text(b"x").replace(b"~>", b"vvv~>")), Trouble.DAMAGED),
    "text-packed-the-other-way-round.pdf": (
        pdf(stream(SCRIPT, filters=b"[/FlateDecode /ASCII85Decode]")),
        Trouble.LOCKED,
    ),
    "text-or-none.pdf": (
        pdf(written_as_text(SCRIPT, b"/Filter /FlateDecode")),
        Trouble.LOCKED,
    ),
    "no-end-of-text.pdf": (
        lambda: pdf(*[written_as_text(random.Random(7).randbytes(999_000))] * 5),
        Trouble.TOO_MUCH,
    ),
    "page-of-the-web-on-opening.pdf": (pdf(catalog=b"/OpenAction " + TELLS), Trouble.REACHES_OUT),
    "page-of-the-web-on-opening-in-hexadecimal.pdf": (
        pdf(catalog=b"/Open#41ction " + TELLS),
        Trouble.REACHES_OUT,
    ),
    "page-of-the-web-on-opening-in-an-object.pdf": (pdf(TELLS, catalog=OPENS_5), Trouble.REACHES_OUT),
    "page-of-the-web-on-opening-in-a-packed-object.pdf": (
        pdf(packed_objects(9, TELLS), catalog=OPENS_9),
        Trouble.REACHES_OUT,
    ),
    "page-of-the-web-on-opening-said-in-a-packed-object.pdf": (
        pdf(TELLS, packed_objects(8, b"<< " + OPENS_5 + b" >>")),
        Trouble.REACHES_OUT,
    ),
    "page-of-the-web-after-a-page.pdf": (
        pdf(SHOWS_A_PAGE.replace(b">>", b"/Next 6 0 R >>"), TELLS, catalog=OPENS_5),
        Trouble.REACHES_OUT,
    ),
    "page-of-the-web-behind-words.pdf": (
        pdf(catalog=b"/OpenAction << /D (/S /GoTo >>) " + TELLS[3:]),
        Trouble.REACHES_OUT,
    ),
    "page-of-the-web-in-the-second-of-two-objects.pdf": (
        pdf(SHOWS_A_PAGE, packed_objects(5, TELLS), catalog=OPENS_5),
        Trouble.REACHES_OUT,
    ),
    "page-of-the-web-in-an-object-behind-a-comment.pdf": (
        pdf(SHOWS_A_PAGE, b"<< >> endobj\n5 0 %\nobj " + TELLS, catalog=OPENS_5),
        Trouble.REACHES_OUT,
    ),
    "page-of-the-web-in-objects-that-begin-somewhere.pdf": (
        pdf(SHOWS_A_PAGE, stream(b"5 0 " + TELLS, b"/Type /ObjStm /N 1 /First 7 0 R "), catalog=OPENS_5),
        Trouble.REACHES_OUT,
    ),
    "objects-with-a-number-too-long.pdf": (
        pdf(packed_objects(10**30, SHOWS_A_PAGE), catalog=OPENS_9),
        Trouble.DAMAGED,
    ),
    "no-end-of-objects.pdf": (
        lambda: pdf(*[packed_objects_at_once(150_000)] * 3, catalog=OPENS_9),
        Trouble.TOO_MUCH,
    ),
    "opens-by-an-object-that-is-not-there.pdf": (pdf(catalog=OPENS_9), Trouble.REACHES_OUT),
    "page-of-the-web-on-turning-a-page.pdf": (pdf(b"<< /AA << /O " + TELLS + b" >> >>"), Trouble.ACTIVE),
    "page-of-the-web-on-turning-a-page-elsewhere.pdf": (
        pdf(TELLS, packed_objects(9, b"<< /AA<</O 5 0 R>> >>")),
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
