"""Zip files as the formats of slides use them: one archive from the first byte to the last, and nothing odd in it."""

import re
import zlib
from itertools import pairwise
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from groups.inspection.found import Refused, Trouble, refuse_if

MOST_MEMBERS = 4_000
MOST_UNPACKED = 200_000_000
MOST_MARKUP = 30_000_000
PIECE = 1 << 18
END_SIGN, END_LENGTH = b"PK\x05\x06", 22
LOCAL_LENGTH = 30
LOCKED = 0x1 | 0x40
LINK, KIND_OF_NODE = 0o120000, 0o170000
# Plain names inside the archive: no way up or out, no other drive, nothing that a reader might take for another.
PLAIN_NAME = re.compile(r"(?!/)(?!.*(?:^|/)\.{1,2}(?:/|$))[^\\:\x00-\x1f\x7f]{1,240}")


def open_archive(file: IO[bytes]) -> ZipFile:
    """Return a zip file whose members are of a bearable number and size and may be read. Raise Refused otherwise."""
    _refuse_joined_on(file)
    try:
        archive = ZipFile(file)
    except (BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise Refused(Trouble.DAMAGED) from error
    members = archive.infolist()
    refuse_if(len(members) > MOST_MEMBERS, Trouble.TOO_MUCH)
    refuse_if(sum(member.file_size for member in members) > MOST_UNPACKED, Trouble.TOO_MUCH)
    for member in members:
        _refuse_odd(member)
    refuse_if(len({member.filename.lower() for member in members}) != len(members), Trouble.DAMAGED)
    _refuse_overlapping(members)
    return archive


def read_through(archive: ZipFile, member: ZipInfo) -> None:
    """Unpack a member piece by piece, so that it is what it says: whole, and of the size that it tells."""
    try:
        with archive.open(member) as opened:
            while opened.read(PIECE):
                pass
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error) as error:
        raise Refused(Trouble.DAMAGED) from error


def _refuse_joined_on(file: IO[bytes]) -> None:
    """Refuse an archive with something before or behind it, a comment included."""
    size = file.seek(0, 2)
    file.seek(max(0, size - END_LENGTH))
    end = file.read()
    if not end.startswith(END_SIGN):
        file.seek(max(0, size - 66_000))
        raise Refused(Trouble.JOINED_ON if END_SIGN in file.read() else Trouble.DAMAGED)
    directory = int.from_bytes(end[12:16], "little") + int.from_bytes(end[16:20], "little")
    refuse_if(directory != size - END_LENGTH, Trouble.JOINED_ON)


def _refuse_odd(member: ZipInfo) -> None:
    refuse_if(member.flag_bits & LOCKED, Trouble.LOCKED)
    refuse_if(member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}, Trouble.DAMAGED)
    refuse_if(member.orig_filename != member.filename, Trouble.DAMAGED)
    refuse_if(not PLAIN_NAME.fullmatch(member.filename), Trouble.DAMAGED)
    refuse_if((member.external_attr >> 16) & KIND_OF_NODE == LINK, Trouble.DAMAGED)


def _refuse_overlapping(members: list[ZipInfo]) -> None:
    """Refuse members that share bytes: a small file could unpack to a vast one that way."""
    ordered = sorted(members, key=lambda member: member.header_offset)
    for member, following in pairwise(ordered):
        ends = member.header_offset + LOCAL_LENGTH + len(member.filename) + member.compress_size
        refuse_if(ends > following.header_offset, Trouble.TOO_MUCH)
    refuse_if(not ordered or ordered[0].header_offset, Trouble.JOINED_ON)
