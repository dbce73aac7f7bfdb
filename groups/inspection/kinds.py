"""Which kind a file is: by its first bytes, then by reading it through. Its name must say the same."""

from collections.abc import Callable
from typing import IO

from groups.inspection.decks import inspect_deck
from groups.inspection.found import Kind, Trouble, refuse_if
from groups.inspection.pdf import inspect_pdf
from groups.inspection.pictures import inspect_jpeg, inspect_png

# An old Office file, or a new one that is locked with a password.
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENDINGS = {kind.value: kind for kind in Kind} | {"jpeg": Kind.JPEG}


def inspect(file: IO[bytes], name: str) -> Kind:
    """Return what a file is, read from its beginning to its end.

    Raise Refused where it is not one of the kinds we take, not what its name says, damaged, or more than a picture
    or slides to look at.
    """
    file.seek(0)
    start = file.read(16)
    read = next((reader for sign, reader in READERS.items() if start.startswith(sign)), None)
    refuse_if(start.startswith(OLD_OFFICE), Trouble.LOCKED)
    if read is None:
        refuse_if(ending_of(name) is None, Trouble.NOT_TAKEN)
    refuse_if(read is None, Trouble.OTHER_NAME)
    kind = read(file) if read else None
    refuse_if(kind is None or ending_of(name) is not kind, Trouble.OTHER_NAME)
    return Kind(str(kind))


def ending_of(name: str) -> Kind | None:
    """Return the kind that a name ends in; None for one we do not take."""
    return ENDINGS.get(name.rsplit(".", 1)[-1].lower()) if "." in name else None


def _pdf(file: IO[bytes]) -> Kind:
    inspect_pdf(_whole(file))
    return Kind.PDF


def _png(file: IO[bytes]) -> Kind:
    inspect_png(_whole(file))
    return Kind.PNG


def _jpeg(file: IO[bytes]) -> Kind:
    inspect_jpeg(_whole(file))
    return Kind.JPEG


def _whole(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


READERS: dict[bytes, Callable[[IO[bytes]], Kind]] = {
    b"%PDF-": _pdf,
    b"PK\x03\x04": inspect_deck,
    b"\x89PNG\r\n\x1a\n": _png,
    b"\xff\xd8\xff": _jpeg,
}
