"""The pages of a paper as one picture, drawn in the workshop."""

from __future__ import annotations

import io
from typing import Final

import pypdfium2
from PIL import Image

from chibo.documents.pdf import pdf

WIDTH: Final = 720
MOST_PAGES: Final = 6
_GAP: Final = 12


def pictured(content: bytes) -> bytes:
    """Lay a DOCX out and give its pages, one under the other, as PNG. Raises ``FaultyError`` as ``pdf``."""
    document = pypdfium2.PdfDocument(pdf(content))
    try:
        pages = [
            document[number].render(scale=WIDTH / document[number].get_width()).to_pil().convert("RGB")
            for number in range(min(len(document), MOST_PAGES))
        ]
    finally:
        document.close()
    height = sum(page.height + _GAP for page in pages) - _GAP
    sheet = Image.new("RGB", (WIDTH, max(height, 1)), "#d9d6cc")
    top = 0
    for page in pages:
        sheet.paste(page, (0, top))
        top += page.height + _GAP
    out = io.BytesIO()
    sheet.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()
