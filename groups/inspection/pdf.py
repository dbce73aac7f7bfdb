"""PDF files: whole, open, and nothing in them that acts.

An action can hide in a packed object, under a name written in hexadecimal, or between the objects. So the forbidden
names (ISO 32000-2, tables 201 and 209 and the parts that hold files) are looked for in every spelling, in every byte
of the file and in all that unpacks, rather than in what one reader would make of it. What happens as the file opens is
looked at by itself: see opening.py.
"""

import re
import zlib
from base64 import a85decode
from collections.abc import Iterator

from groups.inspection.found import MOST_PIXELS, Refused, Trouble, refuse_if
from groups.inspection.opening import Opening
from groups.inspection.spelling import spelled

PIECE = 1 << 18
OVERLAP = 128
MOST_UNPACKED = 120_000_000
MOST_OBJECTS = 16_000_000
# Bytes written as text take that much longer to read than those that are only packed.
COST_OF_TEXT = 30
MOST_STREAMS = 60_000
ACTING = ["JavaScript", "Launch", "SubmitForm", "ImportData", "RichMedia", "Rendition"]
REACHING = ["GoToR", "GoToE"]
HOLDING = ["EmbeddedFile", "FileAttachment", "AdditionalStreams"]
LOCKING = ["Encrypt"]
# Too short to be looked for where bytes are as good as random.
SHORT = ["JS", "XFA", "EF", "AA"]

HEADER = re.compile(rb"%PDF-[12]\.\d")
ENDING = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
XREF = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)")
STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
# The stream that says where the objects are.
OF_PLACES = re.compile(rb"/Type\s*/XRef")
OF_A_PICTURE = re.compile(rb"/Subtype\s*/Image")
SIDES = re.compile(rb"/(Width|Height)\s+(\d+)")


LONG_NAMES = {
    Trouble.LOCKED: spelled(LOCKING),
    Trouble.ACTIVE: spelled(ACTING),
    Trouble.REACHES_OUT: spelled(REACHING),
    Trouble.HOLDS_FILES: spelled(HOLDING),
}
SHORT_NAMES = spelled(SHORT, after=rb"(?=[\s\0%/<(\[])")

OF_OBJECTS, FIRST = spelled(["ObjStm"]), spelled(["First"])
FILTER = spelled(["Filter"])
FILTERS = spelled(["Filter"], after=rb"\s*(/\w+|\[[^\]]*\])")
PACKED = re.compile(rb"\[?\s*(?P<as_text>/ASCII85Decode\s*)?/FlateDecode\s*\]?")
ENCODED = spelled(["DecodeParms", "Predictor"])


def inspect_pdf(data: bytes) -> None:
    """Raise Refused unless the bytes are one whole PDF file, open to read, that only shows pages."""
    ending = ENDING.search(data, max(0, len(data) - 2048))
    if ending is None:
        raise Refused(Trouble.JOINED_ON if data.find(b"%%EOF", 0, -64) >= 0 else Trouble.DAMAGED)
    start = int(ending[1])
    refuse_if(not HEADER.match(data) or not XREF.match(data, start), Trouble.DAMAGED)
    _refuse_names(data)
    opening = Opening(data)
    unpacked, last = 0, 0
    for number, (begin, end) in enumerate(_streams(data)):
        refuse_if(number > MOST_STREAMS, Trouble.TOO_MUCH)
        words = data[last:begin]
        _refuse_short_names(words)
        unpacked += _unpack(words, memoryview(data)[begin:end], MOST_UNPACKED - unpacked, opening)
        last = end
    _refuse_short_names(data[last:])
    opening.refuse_what_acts()


def _streams(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where each stream of the file begins and ends."""
    at = 0
    while found := STREAM.search(data, at):
        end = data.find(b"endstream", found.end())
        refuse_if(end < 0, Trouble.DAMAGED)
        yield found.end(), end
        at = end


def _unpack(words: bytes, packed: memoryview, most: int, opening: Opening) -> int:
    """Look for the names in what a stream unpacks to, and return its size; pictures stay packed."""
    own = words[max(words.rfind(b"endobj"), 0) :]
    holds_objects = bool(OF_OBJECTS.search(words) or FIRST.search(own))
    if OF_A_PICTURE.search(own) and not holds_objects:
        _refuse_pixels(own)
        return 0
    cost = 0
    if _is_written_as_text(own):
        cost = COST_OF_TEXT * len(packed)
        refuse_if(cost > most, Trouble.TOO_MUCH)
        packed = _from_text(packed)
    if not holds_objects:
        return cost + _unpack_deflated(packed, most)
    _refuse_short_names(bytes(packed))
    objects = _objects_in(packed, min(most, MOST_OBJECTS))
    _refuse_short_names(objects)
    opening.look_at(own, objects)
    return cost + len(objects)


def _is_written_as_text(own: bytes) -> bool:
    """Return whether a deflated stream is written as text (ASCII85) besides.

    Raise Refused for packing that could hide names from us: a stream must be bare, or deflated and nothing more.
    """
    ways = FILTERS.findall(own)
    refuse_if(len(ways) != len(FILTER.findall(own)), Trouble.LOCKED)
    packed = [PACKED.fullmatch(way) for way in ways]
    as_text = {bool(way and way["as_text"]) for way in packed}
    refuse_if(not all(packed) or len(as_text) > 1, Trouble.LOCKED)
    refuse_if(ENCODED.search(own) and not OF_PLACES.search(own), Trouble.LOCKED)
    return as_text == {True}


def _from_text(written: memoryview) -> memoryview:
    """Return the bytes that ASCII85 stands for."""
    words = bytes(written).strip()
    refuse_if(not words.endswith(b"~>"), Trouble.DAMAGED)
    try:
        return memoryview(a85decode(words[:-2]))
    except ValueError as error:
        raise Refused(Trouble.DAMAGED) from error


def _refuse_pixels(own: bytes) -> None:
    sides = dict(SIDES.findall(own))
    width, height = (int(sides.get(side, b"1")[:9]) for side in (b"Width", b"Height"))
    refuse_if(width * height > MOST_PIXELS, Trouble.TOO_MUCH)


def _unpack_deflated(packed: memoryview, most: int) -> int:
    """Look for the names in what unpacks, and return its size; a stream of another kind does not unpack."""
    size, before = 0, b""
    try:
        for piece in _unpacked(packed):
            size += len(piece)
            refuse_if(size > most, Trouble.TOO_MUCH)
            _refuse_names(before + piece)
            before = piece[-OVERLAP:]
    except zlib.error:
        pass
    return size


def _objects_in(packed: memoryview, most: int) -> bytes:
    """Return the objects that a stream unpacks to, none of them with a forbidden name."""
    objects = bytearray()
    try:
        for piece in _unpacked(packed):
            objects += piece
            refuse_if(len(objects) > most, Trouble.TOO_MUCH)
    except zlib.error as error:
        raise Refused(Trouble.DAMAGED) from error
    _refuse_names(bytes(objects))
    return bytes(objects)


def _unpacked(packed: memoryview) -> Iterator[bytes]:
    """Yield what a stream unpacks to, a piece at a time, as far as it does. Raise zlib.error where it does not."""
    unpacking = zlib.decompressobj()
    for start in range(0, len(packed), PIECE):
        waiting: bytes | memoryview = packed[start : start + PIECE]
        while waiting and not unpacking.eof:
            yield unpacking.decompress(waiting, PIECE)
            waiting = unpacking.unconsumed_tail


def _refuse_names(words: bytes) -> None:
    for trouble, names in LONG_NAMES.items():
        refuse_if(names.search(words), trouble)


def _refuse_short_names(words: bytes) -> None:
    refuse_if(SHORT_NAMES.search(words), Trouble.ACTIVE)
