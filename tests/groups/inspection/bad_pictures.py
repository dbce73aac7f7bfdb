"""Pictures that are not what they seem, or too much to show: each by name, with why it is refused."""

import zlib

from groups.inspection import Trouble
from tests.groups.inspection.good_files import archive, chunk, jpeg, pdf, png, segment

PAGE = b"<html><script>alert(1)</script></html>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

BAD_PICTURES = {
    "vast.png": (png(60_000, 60_000, pixels=b"\0"), Trouble.TOO_MUCH),
    "long-and-thin.png": (png(30_000, 1, pixels=b"\0"), Trouble.TOO_MUCH),
    "bomb.png": (lambda: png(pixels=b"\0" * 150_000_000), Trouble.TOO_MUCH),
    "bomb-in-its-colours.png": (
        lambda: png(more=chunk(b"iCCP", b"icc\0\0" + zlib.compress(b"\0" * 50_000_000))),
        Trouble.TOO_MUCH,
    ),
    "fewer-pixels-than-told.png": (png(pixels=b"\0\0\0"), Trouble.DAMAGED),
    "cut-off.png": (png()[:-20], Trouble.DAMAGED),
    "one-bit-turned.png": (png().replace(b"IDAT", b"IDAU"), Trouble.DAMAGED),
    "no-size.png": (png(0, 0), Trouble.DAMAGED),
    "part-nobody-knows.png": (png(more=chunk(b"EVIL", PAGE)), Trouble.DAMAGED),
    "with-a-zip-behind.png": (png() + archive({"a.exe": b"MZ"}), Trouble.JOINED_ON),
    "with-a-page-behind.png": (png() + PAGE, Trouble.JOINED_ON),
    "in-truth-a-pdf.png": (pdf(), Trouble.OTHER_NAME),
    "in-truth-a-page.png": (PAGE, Trouble.OTHER_NAME),
    "in-truth-a-drawing.png": (DRAWING, Trouble.OTHER_NAME),
    "vast.jpg": (jpeg(60_000, 60_000), Trouble.TOO_MUCH),
    "no-end-of-scans.jpg": (jpeg(scans=5000), Trouble.TOO_MUCH),
    "cut-off.jpg": (jpeg()[:-4], Trouble.DAMAGED),
    "no-picture-in-it.jpg": (b"\xff\xd8" + segment(0xE0, b"JFIF\0") + b"\xff\xd9", Trouble.DAMAGED),
    "part-longer-than-the-file.jpg": (jpeg(more=b"\xff\xe1\xff\xff"), Trouble.DAMAGED),
    "with-a-zip-behind.jpg": (jpeg() + archive({"a.exe": b"MZ"}), Trouble.JOINED_ON),
    "with-a-page-behind.jpg": (jpeg() + PAGE, Trouble.JOINED_ON),
    "in-truth-a-png.jpg": (png(), Trouble.OTHER_NAME),
    "drawing.svg": (DRAWING, Trouble.NOT_TAKEN),
    "page.html": (PAGE, Trouble.NOT_TAKEN),
    "moving.gif": (b"GIF89a" + PAGE, Trouble.NOT_TAKEN),
    "program.exe": (b"MZ\x90\0", Trouble.NOT_TAKEN),
    "two-endings.png.exe": (png(), Trouble.OTHER_NAME),
    "no-ending": (png(), Trouble.OTHER_NAME),
    "nothing.png": (b"", Trouble.OTHER_NAME),
}
