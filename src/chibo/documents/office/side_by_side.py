"""Two papers as a person compares them: line beside line, what differs marked."""

from __future__ import annotations

import io
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from docx import Document
from docx.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as Opened
    from docx.table import _Cell

MOST_LINES: Final = 600  # shown of one paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A line of each paper; ``is_same`` where both say the same. An empty side has no such line."""

    left: str
    right: str
    is_same: bool


def lines(content: bytes) -> list[str]:
    """Every line of a Word file that says something, head first, tables cell by cell."""
    document = Document(io.BytesIO(content))
    head = [paragraph.text for paragraph in document.sections[0].first_page_header.paragraphs]
    return [line.strip() for line in (*head, *_of(document)) if line.strip()][:MOST_LINES]


def _of(part: Opened | _Cell) -> Iterator[str]:
    for block in part.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from _of(cell)
        else:
            yield block.text


def pairs(left: bytes, right: bytes) -> tuple[Pair, ...]:
    """Both papers line beside line."""
    ours, theirs = lines(left), lines(right)
    found: list[Pair] = []
    for tag, a, b, c, d in SequenceMatcher(a=ours, b=theirs, autojunk=False).get_opcodes():
        for one, other in zip_longest(ours[a:b], theirs[c:d], fillvalue=""):
            found.append(Pair(left=one, right=other, is_same=tag == "equal"))
    return tuple(found)
