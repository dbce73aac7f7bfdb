"""Pictures without what a camera or a program noted in them: where, when, by whom, with what. No pixel is touched."""

import struct
import zlib
from io import BytesIO
from typing import IO

from groups.inspection.found import Kind
from groups.inspection.pictures import CRITICAL, HEAD, chunks, segments

EXIF_SEGMENT, COMMENT = 0xE1, 0xFE
NOTES = {*range(0xE0, 0xF0), COMMENT}
EXIF = b"Exif\0\0"
# What a browser has to know to show the colours right: in which part it stands, and what that begins with.
COLOURS_OF_JPEG = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
# All that these tell of colours and shape (ITU-T T.871 and T.872); behind it can be a small copy of the picture.
ENOUGH_OF = {0xE0: 12, 0xEE: 12}
NO_SMALL_COPY = {0xE0: b"\0\0"}
COLOURS_OF_PNG = {b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"cICP"}
# Which way up the camera was held (Exif 2.32, 4.6.4): the one note that is needed to show a picture right.
ORIENTATION, A_SHORT = 0x0112, 3
UPRIGHT, WAYS = 1, range(1, 9)


def bare(file: IO[bytes], kind: Kind) -> IO[bytes]:
    """Return an inspected file without the notes in it: place and time, device, names, words, small copies.

    Only pictures change, and of them not a pixel: colours and the way up are kept. What moves stands still, and of
    several pictures in one file the first is left.
    """
    strip = {Kind.JPEG: _bare_jpeg, Kind.PNG: _bare_png}.get(kind)
    if strip is None:
        return file
    file.seek(0)
    return BytesIO(strip(file.read()))


def _bare_jpeg(data: bytes) -> bytes:
    kept = [_kept(code, body, whole) for code, body, whole in segments(data)]
    return b"".join([b"\xff\xd8", *kept, b"\xff\xd9"])


def _kept(code: int, body: bytes, whole: memoryview) -> bytes | memoryview:
    """Return what stays of a part of a JPEG file."""
    if code == EXIF_SEGMENT and body.startswith(EXIF):
        turned = _turned(body[len(EXIF) :])
        return _segment(code, EXIF + turned) if turned else b""
    if code not in NOTES:
        return whole
    sign = COLOURS_OF_JPEG.get(code)
    if sign is None or not body.startswith(sign):
        return b""
    return _segment(code, body[: ENOUGH_OF.get(code)] + NO_SMALL_COPY.get(code, b""))


def _segment(code: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, code, 2 + len(body)) + body


def _bare_png(data: bytes) -> bytes:
    kept = [
        (name, _turned(bytes(body)) if name == b"eXIf" else body)
        for name, body in chunks(data)
        if name in CRITICAL | COLOURS_OF_PNG | {b"eXIf"}
    ]
    return data[:HEAD] + b"".join(_chunk(name, body) for name, body in kept if body or name != b"eXIf")


def _chunk(name: bytes, body: bytes | memoryview) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(body, zlib.crc32(name)))


def _turned(notes: bytes) -> bytes:
    """Return notes that say which way up and nothing else; none where the picture is upright anyway."""
    way = _way_up(notes)
    if way == UPRIGHT:
        return b""
    return b"MM\0*" + struct.pack(">IHHHIHHI", HEAD, 1, ORIENTATION, A_SHORT, 1, way, 0, 0)


def _way_up(notes: bytes) -> int:
    """Read which way up a picture is from the notes of a camera (TIFF 6.0, section 2); upright where they are not clear."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(notes[:4], "")
    try:
        (at,) = struct.unpack_from(f"{order}I", notes, 4)
        (entries,) = struct.unpack_from(f"{order}H", notes, at)
        for start in range(at + 2, at + 2 + 12 * entries, 12):
            tag, kind, _count, way = struct.unpack_from(f"{order}HHIH", notes, start)
            if (tag, kind) == (ORIENTATION, A_SHORT) and way in WAYS:
                return int(way)
    except struct.error:
        pass
    return UPRIGHT
