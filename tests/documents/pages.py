"""Read a PDF as a person does: its text page by page, and which letters were put into it."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
VOWELS = "aăâeêioôơuưy"


@dataclass(frozen=True, slots=True)
class Face:
    """A font in a PDF: its name without the mark of a subset, and whether it lies in the file."""

    name: str
    is_embedded: bool


def texts(content: bytes) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_bounded() for page in document]


def tight(text: str) -> str:
    """A text without gaps: a line may break anywhere."""
    return "".join(text.split())


def body(content: bytes) -> str:
    """The whole text without gaps and without the numbers at the head of the second page and those after it."""
    first, *others = map(tight, texts(content))
    return first + "".join(text.removeprefix(str(number)) for number, text in enumerate(others, start=2))


def faces(content: bytes) -> set[Face]:
    """Every font that some text of the file is set in."""
    found = set()
    for page in pypdfium2.PdfDocument(content):
        for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            font = raw.FPDFTextObj_GetFont(thing)
            name = ctypes.create_string_buffer(200)
            raw.FPDFFont_GetBaseFontName(font, name, 200)
            found.add(Face(name.value.decode().rpartition("+")[2], raw.FPDFFont_GetIsEmbedded(font) == 1))
    return found
