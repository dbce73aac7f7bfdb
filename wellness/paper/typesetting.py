"""Sheets made into PDF files by typst, in memory.

What a person wrote reaches typst as JSON, never as source, so it stays text; typst may read only the files of its own
folder. Files are tagged and keep to PDF/UA-1, except where a letter stands in them that no typeface of ours has.
"""

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import fontpkg_atkinson_hyperlegible
import manimgx_fonts
import manimgx_fonts_cjk
import typst

from wellness.paper.card import Cards
from wellness.paper.sheet import Piece, Sheet, Together
from wellness.paper.texts import settable

LOOKS = Path(__file__).parent / "typst"
FOLDERS = (
    Path(fontpkg_atkinson_hyperlegible.__file__).parent / "files",
    Path(manimgx_fonts.__file__).parent,
    Path(manimgx_fonts_cjk.__file__).parent,
)

# After so many runs without using it, typst forgets what it worked out before.
KEPT_BY_TYPST = 10


def sheet_pdf(sheet: Sheet) -> bytes:
    """Return a sheet as a PDF file."""
    pieces = [_told(piece) for piece in sheet.pieces]
    return _pdf("sheet.typ", {**_facts(sheet), "day": sheet.day, "page": sheet.page, "pieces": pieces})


def cards_pdf(cards: Cards) -> bytes:
    """Return cards to cut out as a PDF file."""
    faces = [asdict(face) for face in cards.faces]
    return _pdf("card.typ", {**_facts(cards), "how": cards.how, "faces": faces})


@cache
def typefaces() -> typst.Fonts:
    """Return the typefaces that come with the packages we install; those of the machine are never used."""
    return typst.Fonts(include_system_fonts=False, font_paths=list(FOLDERS))


def _told(piece: Piece) -> dict[str, Any]:
    if isinstance(piece, Together):
        return {"kind": piece.kind, "pieces": [_told(each) for each in piece.pieces]}
    return {"kind": piece.kind, **asdict(piece)}


def _facts(sheet: Sheet | Cards) -> dict[str, str]:
    return {
        "title": sheet.title,
        "size": sheet.paper.size,
        "language": sheet.paper.language,
        "direction": "rtl" if sheet.paper.is_right_to_left else "ltr",
    }


def _pdf(look: str, data: dict[str, Any]) -> bytes:
    inputs = {"data": json.dumps(_settable(data))}
    try:
        return _compiled(look, inputs, to_standard=True)
    except typst.TypstError:
        # A letter that no typeface has: it is drawn as an empty box, and the file is tagged all the same.
        return _compiled(look, inputs, to_standard=False)
    finally:
        _forget()


def _forget() -> None:
    """Set nothing often enough for typst to let go of what it set last, which it keeps in memory to be quick."""
    for _number in range(KEPT_BY_TYPST + 1):
        typst.compile(b"", format="svg", ignore_system_fonts=True, font_paths=typefaces())


def _compiled(look: str, inputs: dict[str, str], *, to_standard: bool) -> bytes:
    return typst.compile(
        LOOKS / look,
        root=LOOKS,
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=["ua-1"] if to_standard else [],
        ignore_system_fonts=True,
        font_paths=typefaces(),
    )


def _settable(value: Any) -> Any:
    """Return data with every text in it settable, whoever put it there."""
    if isinstance(value, str):
        return settable(value)
    if isinstance(value, dict):
        return {key: _settable(each) for key, each in value.items()}
    return [_settable(each) for each in value] if isinstance(value, list | tuple) else value
