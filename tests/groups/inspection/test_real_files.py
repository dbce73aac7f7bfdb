"""Files of other programs are taken, and pictures lose what a camera wrote into them, but not a pixel."""

import struct
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from groups.inspection import Kind, bare, inspect
from groups.inspection.pictures import chunks, segments
from tests.groups.inspection.good_files import GOOD, chunk, jpeg, png, segment

pytestmark = pytest.mark.without_database

REAL = Path(__file__).parent / "real"
NAMES = sorted(path.name for path in REAL.iterdir() if path.suffix != ".md")
SIDEWAYS = 6
EXIF_SEGMENT, COMMENT = 0xE1, 0xFE


def bared(data, name):
    return bare(BytesIO(data), inspect(BytesIO(data), name)).read()


def notes_of(way, *, order=">"):
    """Return notes of a camera that say which way up, and who made it."""
    start = b"MM\0*" if order == ">" else b"II*\0"
    entries = [(0x010F, 2, 4, int.from_bytes(b"Cam\0")), (0x0112, 3, 1, way << 16 if order == ">" else way)]
    return (
        start
        + struct.pack(f"{order}IH", 8, 2)
        + b"".join(struct.pack(f"{order}HHII", *entry) for entry in entries)
    )


def ways_up(data, kind):
    """Return what a picture says of which way up, as bytes of its notes."""
    if kind is Kind.PNG:
        return [bytes(body) for name, body in chunks(data) if name == b"eXIf"]
    return [body[6:] for code, body, _whole in segments(data) if code == EXIF_SEGMENT]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_another_program_is_taken(name):
    assert inspect(BytesIO((REAL / name).read_bytes()), name) is Kind(name.rsplit(".", 1)[-1])


@pytest.mark.parametrize("name", ["phone.jpg", "phone.png"])
def test_a_picture_of_a_phone_loses_its_notes_and_keeps_its_way_up(name):
    data = (REAL / name).read_bytes()
    assert b"Canary" in data

    kept = bared(data, name)

    kind = inspect(BytesIO(kept), name)
    assert b"Canary" not in kept
    [way] = ways_up(kept, kind)
    assert struct.unpack(">4sIHHHIHHI", way) == (b"MM\0*", 8, 1, 0x0112, 3, 1, SIDEWAYS, 0, 0)
    assert bared(kept, name) == kept


def test_not_a_pixel_of_a_jpeg_changes():
    data = (REAL / "phone.jpg").read_bytes()
    drawn = [
        [bytes(whole) for code, _body, whole in segments(one) if code not in {EXIF_SEGMENT, COMMENT}]
        for one in (data, bared(data, "phone.jpg"))
    ]

    assert drawn[0] == drawn[1]
    assert len(drawn[0]) > 5


def test_not_a_pixel_of_a_png_changes():
    data = (REAL / "phone.png").read_bytes()
    drawn = [
        [(name, bytes(body)) for name, body in chunks(one) if name in {b"IHDR", b"IDAT", b"IEND"}]
        for one in (data, bared(data, "phone.png"))
    ]

    assert drawn[0] == drawn[1]


def test_colours_stay_and_other_notes_go():
    noted = (
        segment(0xE2, b"ICC_PROFILE\0\1\1 colours")
        + segment(0xED, b"Photoshop Canary")
        + segment(0xFE, b"Canary")
    )
    coloured = (
        chunk(b"gAMA", b"\0\0\xb1\x8f")
        + chunk(b"tEXt", b"Author\0Canary")
        + chunk(b"tIME", b"\7\xea\x0b\x19\0\0\0")
    )

    kept = [bared(jpeg(more=noted), "a.jpg"), bared(png(more=coloured), "a.png")]

    assert kept == [
        jpeg(more=segment(0xE2, b"ICC_PROFILE\0\1\1 colours")),
        png(more=chunk(b"gAMA", b"\0\0\xb1\x8f")),
    ]


@pytest.mark.parametrize("sign", [b"Adobe", b"JFIF\0", b"ICC_PROFILE\0"])
@pytest.mark.parametrize("code", [0xE3, 0xED, COMMENT])
def test_words_that_begin_like_colours_go_too(sign, code):
    assert bared(jpeg(more=segment(code, sign + b" by Canary")), "a.jpg") == jpeg()


def test_no_small_copy_stays_behind_the_shape_of_a_pixel():
    shape, small = b"JFIF\0\x01\x01\0\0\x01\0\x01", b"\x02\x02" + b"Canary" * 2
    adobe = b"Adobe\0\x64\0\0\0\0\1"
    made = jpeg(more=segment(0xEE, adobe + b"Canary"))
    first = segment(0xE0, shape + b"\0\0")

    kept = bared(made.replace(first, segment(0xE0, shape + small)), "a.jpg")

    assert kept == jpeg(more=segment(0xEE, adobe))


def test_of_two_pictures_in_a_file_of_a_phone_the_first_is_kept():
    second = (REAL / "phone.jpg").read_bytes()

    assert bared(jpeg() + second + b"more", "a.jpg") == jpeg()


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("way", range(10))
def test_an_upright_picture_needs_no_note(way, order):
    notes = b"Exif\0\0" + notes_of(way, order=order)

    kept = bared(jpeg(more=segment(EXIF_SEGMENT, notes)), "a.jpg")

    assert len(ways_up(kept, Kind.JPEG)) == (way in range(2, 9))
    assert b"Cam" not in kept


@given(notes=st.binary(max_size=80))
@example(notes=b"MM\0*\xff\xff\xff\xff")
@example(notes=b"II*\0\x08\0\0\0\xff\xff")
@example(notes=b"")
def test_notes_that_make_no_sense_are_left_out(notes):
    kept = [
        bared(jpeg(more=segment(EXIF_SEGMENT, b"Exif\0\0" + notes)), "a.jpg"),
        bared(png(more=chunk(b"eXIf", notes)), "a.png"),
    ]

    assert kept == [GOOD["board.jpg"], GOOD["board.png"]]


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("phone")])
def test_other_files_stay_as_they_are(name):
    file = BytesIO((REAL / name).read_bytes())

    assert bare(file, inspect(file, name)) is file
