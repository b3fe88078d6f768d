"""Pictures of a paper: PNG and JPEG stand as they are, in place of any other kind an empty frame of its size."""

from __future__ import annotations

import base64
import re
import struct
from typing import TYPE_CHECKING, Any

from chibo.documents.pdf.properties import R

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V = "{urn:schemas-microsoft-com:vml}"
_EMU = 12700.0  # in a point
_LARGEST = 1500.0  # points
_MOST_DOTS = 40_000_000  # a small file may claim a picture that fills the memory
_STYLE = re.compile(r"(width|height):\s*([\d.]+)(pt|in|cm|mm|px)?")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, None: 0.75}
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_SIZES = frozenset({*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})


def drawn(element: Any, targets: Mapping[str, str], media: Callable[[str], bytes]) -> str:
    """Give the code of a picture in its size; empty for a drawing that is none."""
    blip = next(element.iter(_A + "blip"), None)
    if blip is not None:
        extent = next(element.iter(_WP + "extent"), None)
        sizes = [_points(extent.get(side)) for side in ("cx", "cy")] if extent is not None else [0.0, 0.0]
        return _code(media(targets.get(blip.get(R + "embed") or "", "")), *sizes)
    image = next(element.iter(_V + "imagedata"), None)
    if image is not None:
        shape = image.getparent()
        found = {side: float(size) * _POINTS[unit or None] for side, size, unit in _STYLE.findall(_style(shape))}
        sizes = [found.get("width", 0.0), found.get("height", 0.0)]
        return _code(media(targets.get(image.get(R + "id") or "", "")), *sizes)
    return ""


def _style(shape: Any) -> str:
    return (shape.get("style") or "") if shape is not None else ""


def _points(text: str | None) -> float:
    return int(text) / _EMU if text and text.isdigit() else 0.0


def _code(content: bytes, width: float, height: float) -> str:
    if width <= 0 or height <= 0:
        return ""
    width, height = min(width, _LARGEST), min(height, _LARGEST)
    size = f"{width:.2f}pt, {height:.2f}pt"
    kind = _kind(content)
    if not kind:
        return f"picture({size}, none)"
    data = base64.b64encode(content).decode("ascii")
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{width:.2f}' height='{height:.2f}'>"
        f"<image width='{width:.2f}' height='{height:.2f}' preserveAspectRatio='none' "
        f"href='data:image/{kind};base64,{data}'/></svg>"
    )
    return f'picture({size}, "{svg}")'


def _kind(content: bytes) -> str:
    """Which kind a picture is by its bytes; empty for others, and for one that claims to be huge."""
    try:
        if content.startswith(_PNG):
            wide, high = struct.unpack_from(">II", content, 16)
            return "png" if 0 < wide * high <= _MOST_DOTS else ""
        if content.startswith(_JPEG):
            return "jpeg" if 0 < _jpeg_dots(content) <= _MOST_DOTS else ""
    except struct.error:
        pass
    return ""


def _jpeg_dots(content: bytes) -> int:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:  # noqa: PLR2004 - every segment begins so
        if content[at + 1] in _SIZES:
            high, wide = struct.unpack_from(">HH", content, at + 5)
            return int(high * wide)
        at += 2 + int(struct.unpack_from(">H", content, at + 2)[0])
    return 0
