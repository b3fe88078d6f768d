"""The ages of the members in the bands of the quick report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from chibo.base.svg import element, picture
from chibo.reports.charts.common import INK, LINE, MEN, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chibo.reports.queries.ledger import AgeBand


def age_chart(bands: Sequence[AgeBand], title: str) -> SafeString:
    """Draw men to the left, women to the right, the oldest on top."""
    most = max((max(band.men, band.women) for band in bands), default=0)
    if not most:
        return SafeString("")
    rows = [_heading(bands), *(_band(band, 28 + 35 * index, most) for index, band in enumerate(reversed(bands)))]
    said = "; ".join(f"{band.first}-{band.last} tuổi: {band.men} nam, {band.women} nữ" for band in bands)
    content = element("g", joined(rows), font_size=15, fill=INK)
    return picture(content, width=300, height=36 + 35 * len(bands), title=title, description=said, uid="thap-tuoi")


def _heading(bands: Sequence[AgeBand]) -> SafeString:
    men, women = sum(band.men for band in bands), sum(band.women for band in bands)
    left = element("text", f"Nam ({men})", x=116, y=18, text_anchor="end", font_weight=600)
    return left + element("text", f"Nữ ({women})", x=184, y=18, font_weight=600)


def _band(band: AgeBand, y: float, most: int) -> SafeString:
    men, women = 76 * band.men / most, 76 * band.women / most
    parts = [
        element("text", f"{band.first}-{band.last}", x=150, y=y + 19, text_anchor="middle"),
        element("rect", x=116 - men, y=y, width=men, height=28, fill=MEN),
        element("text", str(band.men), x=109 - men, y=y + 19, text_anchor="end"),
        element("rect", x=184, y=y, width=women, height=28, fill=LINE),
        element("text", str(band.women), x=191 + women, y=y + 19),
    ]
    return joined(parts)
