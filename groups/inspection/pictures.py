"""PNG and JPEG files, walked from their first byte to their last: whole, of a size one can show, nothing behind."""

import re
import struct
import zlib
from collections.abc import Iterator

from groups.inspection.found import MOST_PIXELS, Refused, Trouble, refuse_if

MOST_ON_A_SIDE = 20_000
MOST_PROFILE = 4_000_000
MOST_SCANS = 60
PIECE = 1 << 16
HEAD = 8
CRITICAL = {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
DEPTHS = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}
# The seven passes of an interlaced PNG: first column and row, then steps (PNG specification, 8.2).
PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
# A marker inside the compressed part that is not one of its own.
NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
END, SCAN = 0xD9, 0xDA
NEXT_PICTURE = b"\xff\xd8\xff"
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


def inspect_png(data: bytes) -> None:
    """Raise Refused unless the bytes are one whole PNG picture."""
    read = list(chunks(data))
    names = [name for name, _body in read]
    refuse_if(names[0] != b"IHDR" or names[-1] != b"IEND" or b"IDAT" not in names, Trouble.DAMAGED)
    refuse_if(any(name[:1].isupper() and name not in CRITICAL for name in names), Trouble.DAMAGED)
    refuse_if(names.count(b"IHDR") > 1, Trouble.DAMAGED)
    for name, body in read:
        if name == b"iCCP":
            _refuse_bomb(body)
    _read_pixels([body for name, body in read if name == b"IDAT"], _size_of_rows(read[0][1]))


def chunks(data: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """Yield the name of each chunk and what is in it, up to the end of the file. Raise Refused where they do not add up."""
    view, at, name = memoryview(data), HEAD, b""
    while name != b"IEND":
        refuse_if(at + 12 > len(data), Trouble.DAMAGED)
        length, name = struct.unpack(">I4s", view[at : at + HEAD])
        end = at + HEAD + length
        refuse_if(end + 4 > len(data) or not name.isalpha(), Trouble.DAMAGED)
        refuse_if(zlib.crc32(view[at + 4 : end]) != int.from_bytes(view[end : end + 4]), Trouble.DAMAGED)
        yield name, view[at + HEAD : end]
        at = end + 4
    refuse_if(at != len(data), Trouble.JOINED_ON)


def _size_of_rows(header: memoryview) -> int:
    """Return how many bytes the pixels take once unpacked, by the header."""
    refuse_if(len(header) != 13, Trouble.DAMAGED)  # noqa: PLR2004 - the length that the format gives it
    width, height, depth, colour, packing, filtering, interlaced = struct.unpack(">IIBBBBB", header)
    refuse_if(depth not in DEPTHS.get(colour, set()), Trouble.DAMAGED)
    refuse_if(packing or filtering or interlaced > 1, Trouble.DAMAGED)
    _refuse_pixels(width, height)
    passes = PASSES if interlaced else [(0, 0, 1, 1)]
    bits = depth * CHANNELS[colour]
    return sum(
        _size_of_pass(-(-(width - x) // across), -(-(height - y) // down), bits)
        for x, y, across, down in passes
    )


def _size_of_pass(columns: int, rows: int, bits: int) -> int:
    if columns <= 0 or rows <= 0:
        return 0
    return rows * (1 + -(-columns * bits // 8))


def _read_pixels(bodies: list[memoryview], told: int) -> None:
    """Unpack the pixels piece by piece: as many as the header tells, not one more."""
    unpacking, size = zlib.decompressobj(), 0
    for piece in _pieces(bodies):
        waiting: bytes | memoryview = piece
        while waiting:
            size += len(_unpacked(unpacking, waiting))
            waiting = unpacking.unconsumed_tail
            refuse_if(size > told, Trouble.TOO_MUCH)
    refuse_if(not unpacking.eof or size != told or unpacking.unused_data, Trouble.DAMAGED)


def _pieces(bodies: list[memoryview]) -> Iterator[memoryview]:
    for body in bodies:
        for start in range(0, len(body), PIECE):
            yield body[start : start + PIECE]


def _unpacked(unpacking: "zlib._Decompress", packed: bytes | memoryview) -> bytes:
    try:
        return unpacking.decompress(packed, PIECE)
    except zlib.error as error:
        raise Refused(Trouble.DAMAGED) from error


def _refuse_bomb(profile: memoryview) -> None:
    packed = bytes(profile).partition(b"\0")[2][1:]
    unpacking = zlib.decompressobj()
    try:
        unpacking.decompress(packed, MOST_PROFILE)
    except zlib.error as error:
        raise Refused(Trouble.DAMAGED) from error
    refuse_if(unpacking.unconsumed_tail, Trouble.TOO_MUCH)


def inspect_jpeg(data: bytes) -> None:
    """Raise Refused unless the bytes are one whole JPEG picture."""
    markers = list(segments(data))
    frames = [body for code, body, _whole in markers if code in FRAMES]
    refuse_if(len(frames) != 1 or len(frames[0]) < 6, Trouble.DAMAGED)  # noqa: PLR2004 - as far as the sides
    height, width = struct.unpack(">HH", frames[0][1:5])
    _refuse_pixels(width, height)
    scans = sum(code == SCAN for code, _body, _whole in markers)
    refuse_if(not scans, Trouble.DAMAGED)
    refuse_if(scans > MOST_SCANS, Trouble.TOO_MUCH)


def segments(data: bytes) -> Iterator[tuple[int, bytes, memoryview]]:
    """Yield each marker, what it tells, and all that belongs to it from its first byte on, up to the end of the picture.

    Raise Refused where they do not add up, or where something other than the next picture comes after: many phones
    put a second one behind the first.
    """
    view, at, code = memoryview(data), 2, 0
    while code != END:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        refuse_if(at + 2 > len(data) or data[at] != 0xFF, Trouble.DAMAGED)  # noqa: PLR2004 - what markers begin with
        start, code, at = at, data[at + 1], at + 2
        if code == END:
            break
        length = int.from_bytes(data[at : at + 2])
        refuse_if(length < 2 or at + length > len(data), Trouble.DAMAGED)  # noqa: PLR2004 - it counts itself
        body, at = data[at + 2 : at + length], at + length
        if code == SCAN:
            following = NEXT_MARKER.search(data, at)
            refuse_if(following is None, Trouble.DAMAGED)
            at = following.start() if following else at
        yield code, body, view[start:at]
    refuse_if(at != len(data) and not data.startswith(NEXT_PICTURE, at), Trouble.JOINED_ON)


def _refuse_pixels(width: int, height: int) -> None:
    refuse_if(not width or not height, Trouble.DAMAGED)
    refuse_if(max(width, height) > MOST_ON_A_SIDE or width * height > MOST_PIXELS, Trouble.TOO_MUCH)
