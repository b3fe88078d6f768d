"""Scans and photographs as people, or somebody worse, would send them."""

from __future__ import annotations

import io

import typst
from PIL import Image


def photograph(width: int = 40, height: int = 60, *, turned: bool = False, colour: str = "#c8b89a") -> bytes:
    """A photograph; ``turned``: the camera lay on its side and says so, and says where it was."""
    picture = Image.new("RGB", (width, height), colour)
    exif = Image.Exif()
    if turned:
        exif[0x0112] = 6
    exif[0x010F] = "Mẫu Camera"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def picture(mode: str = "RGBA") -> bytes:
    """A PNG."""
    out = io.BytesIO()
    Image.new(mode, (50, 50)).save(out, "PNG")
    return out.getvalue()


def pdf(pages: int = 2) -> bytes:
    """A true PDF."""
    text = "\n#pagebreak()\n".join(f"Trang {number + 1}" for number in range(pages))
    made: bytes = typst.compile(text.encode(), format="pdf")
    return made


def bomb() -> bytes:
    """A picture of 900 million dots in some kilobytes."""
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG", compress_level=9)
    return out.getvalue()
