"""The sheets of a paper: their size, their margins, what stands in the margins, section by section."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from chibo.documents.pdf.blocks import Blocks
from chibo.documents.pdf.properties import VAL, R, number, w
from chibo.documents.pdf.runs import length
from chibo.documents.pdf.tables import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chibo.documents.pdf.package import Package

_SHEET: Final = {"w": 595.3, "h": 841.9}  # A4
_MARGINS: Final = {"top": 56.7, "bottom": 56.7, "left": 85.05, "right": 42.5, "header": 28.35, "footer": 28.35}
_SECT, _PPR = w("sectPr"), w("pPr")
_DOCUMENT = "word/document.xml"
_WRAPPED = frozenset(map(w, ("sdt", "sdtContent", "ins", "customXml")))
_LEAST, _MOST = 72.0, 4000.0  # points; a sheet's sides


@dataclass(slots=True)
class _Section:
    blocks: list[Any] = field(default_factory=list)
    props: Any = None


def written(package: Package) -> list[str]:
    """Give the code of every section."""
    blocks = Blocks(package, _DOCUMENT, package.numbering.fresh())
    targets: Mapping[str, str] | None = None
    heads: dict[tuple[str, str], str] = {}
    code = []
    for section in _sections(package.body):
        props = section.props
        for kind in ("header", "footer") if props is not None else ():
            for each in props.iterchildren(w(f"{kind}Reference")):
                targets = package.targets(_DOCUMENT) if targets is None else targets
                heads[kind, each.get(w("type")) or "default"] = targets.get(each.get(R + "id") or "", "")
        code.append(_page(package, blocks, section, heads))
    return code


def _sections(body: Any) -> list[_Section]:
    """Part the body; a section that goes on on the same page is one with the next."""
    sections = [_Section()]
    for element in body:
        if element.tag == _SECT:
            sections[-1].props = element
            continue
        sections[-1].blocks.append(element)
        ends = element.find(f"{_PPR}/{_SECT}")
        if ends is not None:
            sections[-1].props = ends
            sections.append(_Section())
    if len(sections) > 1 and not sections[-1].blocks:
        sections.pop()
    joined: list[_Section] = []
    for section in sections:
        if joined and _goes_on(section.props) and _size(section.props) == _size(joined[-1].props):
            joined[-1].blocks += section.blocks
        else:
            joined.append(section)
    return joined


def _goes_on(props: Any) -> bool:
    kind = props.find(w("type")) if props is not None else None
    return kind is not None and kind.get(VAL) == "continuous"


def _size(props: Any) -> tuple[float, float]:
    found = props.find(w("pgSz")) if props is not None else None
    width, height = (_measure(found, side) or _SHEET[side] for side in ("w", "h"))
    return min(max(width, _LEAST), _MOST), min(max(height, _LEAST), _MOST)


def _measure(element: Any, name: str) -> float | None:
    return number(element.get(w(name))) if element is not None else None


def _page(package: Package, blocks: Blocks, section: _Section, heads: dict[tuple[str, str], str]) -> str:
    props = section.props
    sheet_width, sheet_height = _size(props)
    found = props.find(w("pgMar")) if props is not None else None
    margins = {
        name: abs(known) if (known := _measure(found, name)) is not None else usual for name, usual in _MARGINS.items()
    }
    width = sheet_width - margins["left"] - margins["right"]
    if width < _LEAST / 2:
        margins["left"] = margins["right"] = sheet_width / 10
        width = sheet_width * 0.8
    is_titled = props is not None and props.find(w("titlePg")) is not None
    said = [
        f"width: {length(sheet_width)}",
        f"height: {length(sheet_height)}",
        "margin: ("
        + ", ".join(f"{side}: {length(margins[side])}" for side in ("top", "bottom", "left", "right"))
        + ")",
    ]
    for kind, side in (("header", "top"), ("footer", "bottom")):
        margin = _margin(package, kind, heads, width, is_titled)
        if margin:
            said.append(f"{kind}: margin-text({length(margins[side])}, {side}, {length(margins[kind])}, {margin})")
            said.append("header-ascent: 0pt" if kind == "header" else "footer-descent: 0pt")
    body = "\n".join(blocks.write(section.blocks, Place(width=width)))
    start = _start(props)
    return f"page({', '.join(said)}, {{[#metadata(none)<part>]\n{start}{body}\n}})"


def _start(props: Any) -> str:
    kind = props.find(w("pgNumType")) if props is not None else None
    start = kind.get(w("start")) if kind is not None else None
    return f"counter(page).update({int(start)})\n" if start and start.isdigit() and len(start) < 5 else ""  # noqa: PLR2004


def _margin(package: Package, kind: str, heads: dict[tuple[str, str], str], width: float, is_titled: bool) -> str:  # noqa: FBT001
    """What stands in the margin of the first page, of even ones, of all others; empty for nothing at all."""
    first = _part(package, heads.get((kind, "first"), ""), width) if is_titled else None
    even = _part(package, heads.get((kind, "even"), ""), width) if package.even_and_odd else None
    every = _part(package, heads.get((kind, "default"), ""), width)
    if not every and not first and not even:
        return ""
    return f"{_or_none(first)}, {_or_none(even)}, {every or '[]'}"


def _or_none(code: str | None) -> str:
    return "none" if code is None else code or "[]"


def _part(package: Package, name: str, width: float) -> str:
    """A header or footer as code. One that points to nothing, such as a picture, is read once for all papers."""
    if not name:
        return ""

    def made(root: Any) -> str:
        if root is None:
            return ""
        code = "; ".join(Blocks(package, name, package.numbering.fresh()).write(root, Place(width=width)))
        return f"{{{code}}}" if code else ""

    if package.has_targets(name):
        return made(package.tree(name))
    return package.once(name, made, package.mark("word/styles.xml"), package.mark("word/numbering.xml"), width)
