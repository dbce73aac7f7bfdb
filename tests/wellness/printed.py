"""What a PDF file says, read back."""

import io
from typing import Any

from django.http import HttpResponse
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

BREAK_HERE = "\N{ZERO WIDTH SPACE}"


def pages_of(content: bytes) -> list[str]:
    """Return the words of each page, line ends and gaps as single blanks."""
    pages = PdfReader(io.BytesIO(content)).pages
    return [" ".join(page.extract_text().replace(BREAK_HERE, "").split()) for page in pages]


def lines_of(content: bytes) -> list[str]:
    """Return the words of all pages line by line."""
    pages = PdfReader(io.BytesIO(content)).pages
    return [line for page in pages for line in page.extract_text().splitlines()]


def placed_words(content: bytes) -> list[tuple[str, float, float]]:
    """Return pieces of text of the first page and where they stand, in points from the left and lower edges."""
    found: list[tuple[str, float, float]] = []

    def note(text: str, frame: list[float], place: list[float], *_font: Any) -> None:
        if text.strip():
            across, down = frame[0] * place[4] + frame[4], frame[3] * place[5] + frame[5]
            found.append((text.strip(), across, down))

    PdfReader(io.BytesIO(content)).pages[0].extract_text(visitor_text=note)
    return found


def text_of(content: bytes) -> str:
    """Return the words of a file."""
    return " ".join(pages_of(content))


def letters_of(text: str) -> str:
    """Return a text without any gap, as lines may be broken anywhere."""
    return "".join(text.replace(BREAK_HERE, "").split())


def words_of(response: HttpResponse) -> str:
    """Return the words of an answer, a file's too."""
    if response.headers.get("Content-Type") == "application/pdf":
        return text_of(response.content)
    return response.content.decode()


def facts_of(content: bytes) -> dict[str, Any]:
    """Return what a file says of itself: title, language, whether it is tagged and keeps to PDF/UA, its typefaces."""
    reader = PdfReader(io.BytesIO(content))
    root = reader.root_object
    return {
        "title": reader.metadata.title if reader.metadata else None,
        "language": root.get("/Lang"),
        "tagged": bool(root["/MarkInfo"]["/Marked"]) and "/StructTreeRoot" in root,
        "read aloud": b"pdfuaid" in content,
        "width": int(reader.pages[0].mediabox.width),
        "typefaces": _typefaces(reader),
    }


def tags_of(content: bytes) -> set[str]:
    """Return the kinds of tags in a file's structure."""
    found: set[str] = set()
    waiting: list[Any] = [PdfReader(io.BytesIO(content)).root_object["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, DictionaryObject):
            found |= {str(node["/S"])} if "/S" in node else set()
            waiting += [node["/K"]] if "/K" in node else []
    return found


def _typefaces(reader: PdfReader) -> set[str]:
    """Return the typefaces whose letters are embedded."""
    found = set()
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            for descendant in font.get_object().get("/DescendantFonts", []):
                described = descendant.get_object()["/FontDescriptor"].get_object()
                if {"/FontFile2", "/FontFile3"} & set(described):
                    found.add(str(described["/FontName"]).partition("+")[2])
    return found
