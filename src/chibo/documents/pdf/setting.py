"""The typst compiler, kept from paper to paper: our fonts only, no files, no packages."""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from chibo.documents.pdf.faces import FOLDER

if TYPE_CHECKING:
    import typst

STANDARD: Final = "a-2b"  # PDF/A-2b: for keeping
_held = threading.local()


@lru_cache(maxsize=1)
def prelude() -> str:
    """The functions that lay a paper out."""
    return (Path(__file__).parent / "paper.typ").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Our faces, read once."""
    import typst  # noqa: PLC0415 - large, and many a day nobody asks for a PDF

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])


class CannotLayOut(Exception):
    """The source cannot be laid out; the text is the compiler's."""


def compiled(source: str) -> bytes:
    """Lay a source out; each thread has a compiler of its own. Raises :class:`CannotLayOut`."""
    import typst  # noqa: PLC0415 - see fonts

    compiler = getattr(_held, "compiler", None)
    if compiler is None:
        # The root is the folder of the fonts: a source could read nothing else, and ours reads nothing.
        compiler = typst.Compiler(root=str(FOLDER), font_paths=fonts(), ignore_system_fonts=True)
        _held.compiler = compiler
    try:
        content = compiler.compile(input=source.encode(), format="pdf", pdf_standards=STANDARD)
    except typst.TypstError as error:
        raise CannotLayOut(str(error)) from error
    assert isinstance(content, bytes)
    return content
