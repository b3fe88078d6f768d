"""A template without what Word puts into every file and no paper of ours uses: half of the time it took to fill one.

Word's own copy of the styles for Word 2010, and the styles that neither a part of the file nor another style names.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLES: Final = "word/styles.xml"
_DROPPED: Final = "word/stylesWithEffects.xml"
_NAMED: Final = re.compile(rb'<w:(?:pStyle|rStyle|tblStyle|styleLink|numStyleLink)\s+w:val="([^"]*)"')
_LEANS_ON: Final = ("basedOn", "next", "link")
# What somebody who edits the paper in Word reaches for first.
_KEPT: Final = frozenset({"Normal", "Header", "Footer", "TableNormal", "TableGrid", "ListParagraph", "NoList"})
_DAY: Final = (1980, 1, 1, 0, 0, 0)


def slim(content: bytes) -> bytes:
    """Give the same template, saying and looking the same; the same bytes in give the same bytes out."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts.pop(_DROPPED, None)
    for name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
        if name in parts:
            parts[name] = _without(parts[name], "stylesWithEffects.xml")
    if _STYLES in parts:
        parts[_STYLES] = _named_only(parts[_STYLES], _names(parts))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name, data in parts.items():
            target.writestr(zipfile.ZipInfo(name, _DAY), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _without(listing: bytes, ending: str) -> bytes:
    root = etree.fromstring(listing, _PARSER)
    for entry in list(root):
        if (entry.get("PartName") or entry.get("Target") or "").endswith(ending):
            root.remove(entry)
    return _written(root)


def _names(parts: Mapping[str, bytes]) -> set[str]:
    found = {name for part, data in parts.items() if part != _STYLES for name in _NAMED.findall(data)}
    return {name.decode() for name in found} | _KEPT


def _named_only(styles: bytes, names: set[str]) -> bytes:
    root = etree.fromstring(styles, _PARSER)
    known = {style.get(f"{_W}styleId"): style for style in root.iterchildren(f"{_W}style")}
    wanted = [name for name, style in known.items() if name in names or style.get(f"{_W}default") == "1"]
    kept: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name in kept or name not in known:
            continue
        kept.add(name)
        wanted += [each for tag in _LEANS_ON if (each := _value(known[name], tag))]
    for name, style in known.items():
        if name not in kept:
            root.remove(style)
    return _written(root)


def _value(style: Any, tag: str) -> str:
    found = style.find(f"{_W}{tag}")
    return found.get(f"{_W}val") or "" if found is not None else ""


def _written(root: Any) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
