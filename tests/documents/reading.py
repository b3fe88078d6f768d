"""Read a DOCX as a person does: its text in order, tables included."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx import Document
from docx.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as Opened
    from docx.table import _Cell


def opened(content: bytes) -> Opened:
    """The document; python-docx refuses what is broken."""
    return Document(io.BytesIO(content))


def lines(content: bytes) -> list[str]:
    """Every line that says something, from the top of the paper to its end."""
    document = opened(content)
    head = [paragraph.text for paragraph in document.sections[0].first_page_header.paragraphs]
    return [line for line in (*head, *_of(document)) if line.strip()]


def text(content: bytes) -> str:
    """All lines, one under the other."""
    return "\n".join(lines(content))


def _of(part: Opened | _Cell) -> Iterator[str]:
    for block in part.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from _of(cell)
        else:
            yield block.text
