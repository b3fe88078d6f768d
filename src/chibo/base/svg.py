"""Small helpers for charts that the server draws: numbers and texts that are safe inside an SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString


def number(value: float) -> str:
    """Write a coordinate: a point, at most one decimal, never an exponent."""
    return f"{value:.1f}".removesuffix(".0")


def stepped_path(points: Iterable[tuple[float, float]]) -> str:
    """Give the path of a stepped line: each value holds until the next point's x, then jumps."""
    parts: list[str] = []
    for x, y in points:
        parts.append(f"H{number(x)}V{number(y)}" if parts else f"M{number(x)},{number(y)}")
    return "".join(parts)


def element(tag: str, content: SafeString | str = "", **attributes: str | float) -> SafeString:
    """Give one element; texts are escaped, ``stroke_width`` becomes ``stroke-width``, ``class_`` becomes ``class``."""
    said = format_html_join(
        "",
        ' {}="{}"',
        ((name.rstrip("_").replace("_", "-"), _written(value)) for name, value in attributes.items()),
    )
    return format_html("<{}{}>{}</{}>", tag, said, content, tag)


def picture(content: SafeString, *, width: float, height: float, title: str, description: str, uid: str) -> SafeString:
    """Give the whole drawing with its title and its sentence for those who listen; ``uid`` makes the ids unique."""
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{uid}-ten {uid}-mo-ta">'
        '<title id="{uid}-ten">{}</title><desc id="{uid}-mo-ta">{}</desc>{}</svg>',
        number(width),
        number(height),
        title,
        description,
        content,
        uid=uid,
    )


def _written(value: str | float) -> str:
    return value if isinstance(value, str) else number(value)
