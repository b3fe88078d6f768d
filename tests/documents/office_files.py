"""Word files as an office, or somebody worse, would send them."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from docx import Document

from chibo.documents.office import catalogue
from chibo.documents.office.language import with_marks

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document as Opened

REGIME, FORM = "hd36-2018", "13-knd"


def word(*paragraphs: str) -> bytes:
    """A Word file with these paragraphs."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def saved(document: Opened) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def downloaded(template: str = FORM, regime: str = REGIME) -> bytes:
    """Our template as an office gets it, to start from."""
    return with_marks(catalogue.ours(regime, template))


def edited(change: Callable[[Opened], None], template: str = FORM, regime: str = REGIME) -> bytes:
    """The downloaded template after somebody worked on it in Word."""
    document = Document(io.BytesIO(downloaded(template, regime)))
    change(document)
    return saved(document)


def with_part(content: bytes, name: str, part: bytes | None = None, **changed: Callable[[bytes], bytes]) -> bytes:
    """The same file with a part added; ``changed`` rewrites the part whose name ends so (dots as underlines)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            key = re.sub(r"\W", "_", entry.rpartition("/")[2]).strip("_").replace("__", "_")
            new.writestr(entry, changed[key](old.read(entry)) if key in changed else old.read(entry))
        if part is not None:
            new.writestr(name, part)
    return out.getvalue()
