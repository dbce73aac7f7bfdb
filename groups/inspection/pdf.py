"""PDF files: whole, open, and nothing in them that acts.

An action can hide in a packed object, under a name written in hexadecimal, or between the objects. So the forbidden
names (ISO 32000-2, tables 201 and 209 and the parts that hold files) are looked for in every spelling, in every byte
of the file and in all that unpacks, rather than in what one reader would make of it.
"""

import re
import zlib
from collections.abc import Iterator

from groups.inspection.found import MOST_PIXELS, Refused, Trouble, refuse_if

PIECE = 1 << 18
OVERLAP = 128
MOST_UNPACKED = 120_000_000
MOST_STREAMS = 60_000
ACTING = ["JavaScript", "Launch", "SubmitForm", "ImportData", "RichMedia", "Rendition"]
REACHING = ["GoToR", "GoToE"]
HOLDING = ["EmbeddedFile", "FileAttachment", "AdditionalStreams"]
LOCKING = ["Encrypt"]
# Too short to be looked for where bytes are as good as random.
SHORT = ["JS", "XFA", "EF"]

HEADER = re.compile(rb"%PDF-[12]\.\d")
ENDING = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
XREF = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)")
STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
# The stream that says where the objects are.
OF_PLACES = re.compile(rb"/Type\s*/XRef")
OF_A_PICTURE = re.compile(rb"/Subtype\s*/Image")
SIDES = re.compile(rb"/(Width|Height)\s+(\d+)")


def _spelled(names: list[str], after: bytes = b"") -> re.Pattern[bytes]:
    """Return what finds any of the names, each letter as itself or in hexadecimal."""
    spelled = (
        b"".join(b"(?:%c|#%s)" % (letter, _either_case(f"{letter:02x}")) for letter in name.encode())
        for name in names
    )
    return re.compile(b"/(?:" + b"|".join(spelled) + b")" + after)


def _either_case(digits: str) -> bytes:
    return "".join(f"[{digit}{digit.upper()}]" if digit.isalpha() else digit for digit in digits).encode()


LONG_NAMES = {
    Trouble.LOCKED: _spelled(LOCKING),
    Trouble.ACTIVE: _spelled(ACTING),
    Trouble.REACHES_OUT: _spelled(REACHING),
    Trouble.HOLDS_FILES: _spelled(HOLDING),
}
SHORT_NAMES = _spelled(SHORT, after=rb"(?=[\s/<(\[])")


OF_OBJECTS, FIRST = _spelled(["ObjStm"]), _spelled(["First"])
FILTER = _spelled(["Filter"])
FILTERS = _spelled(["Filter"], after=rb"\s*(/\w+|\[[^\]]*\])")
ENCODED = _spelled(["DecodeParms", "Predictor"])


def inspect_pdf(data: bytes) -> None:
    """Raise Refused unless the bytes are one whole PDF file, open to read, that only shows pages."""
    ending = ENDING.search(data, max(0, len(data) - 2048))
    if ending is None:
        raise Refused(Trouble.JOINED_ON if data.find(b"%%EOF", 0, -64) >= 0 else Trouble.DAMAGED)
    start = int(ending[1])
    refuse_if(not HEADER.match(data) or not XREF.match(data, start), Trouble.DAMAGED)
    _refuse_names(data)
    unpacked, last = 0, 0
    for number, (begin, end) in enumerate(_streams(data)):
        refuse_if(number > MOST_STREAMS, Trouble.TOO_MUCH)
        words = data[last:begin]
        _refuse_short_names(words)
        unpacked += _unpack(words, data, begin, end, MOST_UNPACKED - unpacked)
        last = end
    _refuse_short_names(data[last:])


def _streams(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where each stream of the file begins and ends."""
    at = 0
    while found := STREAM.search(data, at):
        end = data.find(b"endstream", found.end())
        refuse_if(end < 0, Trouble.DAMAGED)
        yield found.end(), end
        at = end


def _unpack(words: bytes, data: bytes, begin: int, end: int, most: int) -> int:
    """Look for the names in what a stream unpacks to, and return its size; pictures stay packed."""
    own = words[max(words.rfind(b"endobj"), 0) :]
    holds_objects = bool(OF_OBJECTS.search(words) or FIRST.search(own))
    if OF_A_PICTURE.search(own) and not holds_objects:
        _refuse_pixels(own)
        return 0
    _refuse_odd_packing(own)
    if holds_objects:
        _refuse_short_names(data[begin:end])
    return _unpack_deflated(memoryview(data)[begin:end], most, holds_objects=holds_objects)


def _refuse_odd_packing(own: bytes) -> None:
    """Refuse a stream packed in a way that could hide names from us: it must be bare, or deflated and nothing more."""
    ways = FILTERS.findall(own)
    refuse_if(len(ways) != len(FILTER.findall(own)), Trouble.LOCKED)
    refuse_if(any(way.strip(b"[] \r\n\t") != b"/FlateDecode" for way in ways), Trouble.LOCKED)
    refuse_if(ENCODED.search(own) and not OF_PLACES.search(own), Trouble.LOCKED)


def _refuse_pixels(own: bytes) -> None:
    sides = dict(SIDES.findall(own))
    width, height = (int(sides.get(side, b"1")[:9]) for side in (b"Width", b"Height"))
    refuse_if(width * height > MOST_PIXELS, Trouble.TOO_MUCH)


def _unpack_deflated(packed: memoryview, most: int, *, holds_objects: bool) -> int:
    """Look for the names in what unpacks; a stream of another kind does not unpack, and holds no objects."""
    size, before = 0, b""
    try:
        for piece in _unpacked(packed):
            size += len(piece)
            refuse_if(size > most, Trouble.TOO_MUCH)
            _refuse_names(before + piece)
            if holds_objects:
                _refuse_short_names(before + piece)
            before = piece[-OVERLAP:]
    except zlib.error as error:
        if holds_objects:
            raise Refused(Trouble.DAMAGED) from error
    return size


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
