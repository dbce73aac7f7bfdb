"""XML read element by element, without a document type and without entities, so that it names no other file."""

from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

from groups.inspection.found import Refused, Trouble, refuse_if

PIECE = 1 << 16
DEEPEST = 256


class Element:
    """An element as it opens: its name and its attributes' by their local part, and the spaces left out."""

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = _local(name)
        self.attributes = {_local(key): value for key, value in attributes.items()}

    def get(self, name: str) -> str:
        """Return an attribute's text; empty where there is none."""
        return self.attributes.get(name, "")


def elements(file: IO[bytes]) -> Iterator[Element]:
    """Yield the elements of an XML file as they open. Raise Refused for what is no XML, or has a document type."""
    opened: list[Element] = []
    depth = 0

    def open_one(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        refuse_if(depth > DEEPEST, Trouble.TOO_MUCH)
        opened.append(Element(name, attributes))

    def close_one(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = open_one
    parser.EndElementHandler = close_one
    parser.StartDoctypeDeclHandler = _refuse_document_type
    is_last = False
    while not is_last:
        piece = file.read(PIECE)
        is_last = not piece
        try:
            parser.Parse(piece, is_last)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise Refused(Trouble.DAMAGED) from error
        yield from opened
        opened.clear()


def _refuse_document_type(*_declared: object) -> None:
    raise Refused(Trouble.REACHES_OUT)


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
