"""Named styles: what a paragraph, a run or a table has before anything is set on it directly."""

from __future__ import annotations

from typing import Any

from chibo.documents.pdf import properties
from chibo.documents.pdf.properties import VAL, Props, w

_DEEPEST = 20  # styles that rest on each other; a circle ends here


class Styles:
    """The styles of one file, each resolved once over those it rests on."""

    def __init__(self, root: Any) -> None:
        self._elements: dict[str, Any] = {}
        self._defaults: dict[str, str] = {}
        self._resolved: dict[str, tuple[Props, Props]] = {}
        self.run_defaults: Props = {}
        self.paragraph_defaults: Props = {}
        if root is not None:
            self._read(root)

    def _read(self, root: Any) -> None:
        defaults = root.find(w("docDefaults"))
        if defaults is not None:
            self.run_defaults = properties.run(defaults.find(f"{w('rPrDefault')}/{w('rPr')}"))
            self.paragraph_defaults = properties.paragraph(defaults.find(f"{w('pPrDefault')}/{w('pPr')}"))
        for style in root.iterchildren(w("style")):
            name = style.get(w("styleId")) or ""
            self._elements[name] = style
            if style.get(w("default")) in {"1", "true"}:
                self._defaults[style.get(w("type")) or ""] = name

    def paragraph(self, name: str | None) -> tuple[Props, Props]:
        """Give the properties of a paragraph style, and of the text in it, over the defaults of the file."""
        known = name if name in self._elements else self._defaults.get("paragraph", "")
        held = self._resolved.get(known)
        if held is None:
            paragraphs, runs = self._chain(known)
            held = ({**self.paragraph_defaults, **paragraphs}, {**self.run_defaults, **runs})
            self._resolved[known] = held
        return held

    def character(self, name: str | None) -> Props:
        """Give what a character style sets."""
        return self._chain(name)[1] if name else {}

    def table(self, name: str | None) -> tuple[dict[str, Any], dict[str, float]]:
        """Give the lines and the cell margins of a table style."""
        lines: dict[str, Any] = {}
        margins: dict[str, float] = {}
        for style in self._line(name or self._defaults.get("table", "")):
            drawn = style.find(f"{w('tblPr')}/{w('tblBorders')}")
            if drawn is not None:
                lines.update(properties.edges(drawn))
            kept = style.find(f"{w('tblPr')}/{w('tblCellMar')}")
            if kept is not None:
                margins.update(sides(kept))
        return lines, margins

    def table_text(self, name: str | None) -> Props:
        """Give the paragraph properties a table style sets for its cells."""
        props: Props = {}
        for style in self._line(name or self._defaults.get("table", "")):
            props = properties.paragraph(style.find(w("pPr")), props)
        return props

    def _chain(self, name: str | None) -> tuple[Props, Props]:
        paragraphs: Props = {}
        runs: Props = {}
        for style in self._line(name or ""):
            paragraphs = properties.paragraph(style.find(w("pPr")), paragraphs)
            runs.update(properties.run(style.find(w("rPr"))))
        return paragraphs, runs

    def _line(self, name: str) -> list[Any]:
        """The style and those it rests on, the lowest first."""
        line: list[Any] = []
        while name in self._elements and len(line) < _DEEPEST:
            style = self._elements[name]
            line.append(style)
            below = style.find(w("basedOn"))
            name = (below.get(VAL) or "") if below is not None else ""
        return line[::-1]


def sides(element: Any) -> dict[str, float]:
    """Read cell margins: side → points."""
    found: dict[str, float] = {}
    for side in element:
        name = side.tag.rpartition("}")[2]
        value = properties.number(side.get(w("w")))
        if value is not None and (side.get(w("type")) or "dxa") == "dxa":
            found[{"start": "left", "end": "right"}.get(name, name)] = value
    return found
