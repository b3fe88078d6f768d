"""A DOCX opened for reading: its parts, what they point to, its styles and lists. Nothing outside the file is read."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, TypeVar

from lxml import etree

from chibo.base.refusal import Fault, FaultyError
from chibo.documents.pdf.lists import Numbering, numbering_of
from chibo.documents.pdf.properties import VAL, number, w
from chibo.documents.pdf.styles import Styles

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

Made = TypeVar("Made")
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
)
_LARGEST_PART = 50 * 1024 * 1024
_HELD_MOST = 512
_DEFAULT_TAB = 36.0  # points
_BAD = (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, KeyError, EOFError, NotImplementedError, RuntimeError)
# Styles, lists, settings and headers are the same in all papers of a template: read once, known by size and checksum.
_held: dict[tuple[Hashable, ...], Any] = {}


class Package:
    """One DOCX. Raises ``FaultyError`` when the file cannot be read as one."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            self._infos = {info.filename: info for info in self._zip.infolist()}
            root = self.tree("word/document.xml")
            self.body = None if root is None else root.find(w("body"))
            self.styles: Styles = self.once("word/styles.xml", Styles)
            self.numbering: Numbering = self.once("word/numbering.xml", numbering_of)
            self.default_tab, self.even_and_odd = self.once("word/settings.xml", _settings)
        except _BAD as error:
            raise _broken() from error
        if self.body is None:
            raise _broken()

    def tree(self, name: str) -> Any:
        """Parse one part; ``None`` where the file has none of that name."""
        info = self._infos.get(name)
        return None if info is None else etree.fromstring(self._read(info), _PARSER)

    def once(self, name: str, make: Callable[[Any], Made], *also: Hashable) -> Made:
        """Give what is made of a part; of the same bytes (and the same ``also``) it is made once."""
        info = self._infos.get(name)
        if info is None:
            return make(None)
        key = (make.__qualname__, info.CRC, info.file_size, info.compress_size, *also)
        if key not in _held:
            if len(_held) >= _HELD_MOST:
                _held.clear()
            _held[key] = make(self.tree(name))
        made: Made = _held[key]
        return made

    def mark(self, name: str) -> tuple[int, ...]:
        """What tells the bytes of a part from others; empty where there is none."""
        info = self._infos.get(name)
        return (info.CRC, info.file_size) if info is not None else ()

    def targets(self, part: str) -> Mapping[str, str]:
        """What a part points to inside the file: relation id → name of the part."""
        folder = posixpath.dirname(part)
        root = self.tree(_relations(part))
        found: dict[str, str] = {}
        for relation in root if root is not None else ():
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or ""))
                found[relation.get("Id") or ""] = target.lstrip("/")
        return found

    def has_targets(self, part: str) -> bool:
        """Whether a part points to anything."""
        return _relations(part) in self._infos

    def media(self, name: str) -> bytes:
        """The bytes of a picture; empty where it is missing or too large."""
        info = self._infos.get(name)
        if info is None or info.file_size > _LARGEST_PART:
            return b""
        return self._read(info)

    def _read(self, info: zipfile.ZipInfo) -> bytes:
        if info.file_size > _LARGEST_PART:
            message = f"{info.filename} is too large"
            raise KeyError(message)
        return self._zip.read(info)


def _relations(part: str) -> str:
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def _settings(root: Any) -> tuple[float, bool]:
    if root is None:
        return _DEFAULT_TAB, False
    tab, pages = root.find(w("defaultTabStop")), root.find(w("evenAndOddHeaders"))
    step = number(tab.get(VAL)) if tab is not None else None
    return max(step or _DEFAULT_TAB, 1.0), pages is not None


def _broken() -> FaultyError:
    return FaultyError(
        [
            Fault(
                what="Không đọc được tệp Word nên chưa chuyển sang PDF được.",
                why="Tệp không phải dạng .docx, đã hỏng, hoặc có phần quá lớn.",
                next="Mở tệp trong Word, lưu lại dạng .docx rồi thử lại.",
            )
        ]
    )
