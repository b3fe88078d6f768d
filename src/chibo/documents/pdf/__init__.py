"""A paper as PDF, made from its DOCX: an office's edited template gives the same paper in both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chibo.base.refusal import Fault, FaultyError
from chibo.documents.pdf.package import Package
from chibo.documents.pdf.pages import written
from chibo.documents.pdf.runs import quoted
from chibo.documents.pdf.setting import CannotLayOut, compiled, prelude

if TYPE_CHECKING:
    from chibo.documents.render import MadePaper

__all__ = ["as_pdf", "pdf", "source"]
_DOCX = ".docx"


def source(content: bytes, *, title: str = "") -> str:
    """Turn a DOCX into typst source that needs nothing but our font. Raises ``FaultyError`` for a broken file."""
    named = f"#set document(title: {quoted(title)})\n" if title else ""
    return f"{prelude()}\n{named}#{{\n" + "\n".join(written(Package(content))) + "\n}\n"


def pdf(content: bytes, *, title: str = "") -> bytes:
    """Turn a DOCX into PDF/A-2b. Raises ``FaultyError`` when the file is broken or cannot be laid out."""
    try:
        return compiled(source(content, title=title))
    except CannotLayOut as error:
        raise FaultyError(
            [
                Fault(
                    what="Chưa chuyển được văn bản này sang PDF.",
                    why=f"Bộ dàn trang báo: {error}",
                    next="Tải bản Word (DOCX) để in, hoặc bỏ phần trình bày đặc biệt trong mẫu rồi thử lại.",
                )
            ]
        ) from error


def as_pdf(made: MadePaper) -> MadePaper:
    """Give the same paper as PDF, under the same name; a paper that is no DOCX (a workbook) stays what it is."""
    if not made.name.endswith(_DOCX):
        return made
    name = made.name.removesuffix(_DOCX)
    return replace(made, name=f"{name}.pdf", content=pdf(made.content, title=name))
