"""Several papers in one archive. Whoever unpacks it gets files below one folder and nothing anywhere else."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Protocol, cast

from chibo.documents import naming

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Writable(Protocol):
    """What an archive is written to: no more is asked of it than to take what comes."""

    def write(self, content: bytes, /) -> int:
        """Take more."""

    def flush(self) -> None:
        """Hand on what was taken."""


Entry = tuple[str, bytes]
_DAY = (1980, 1, 1, 0, 0, 0)  # the archive does not tell when; its papers bear their own dates
_READABLE = 0o644
_STORED = frozenset({".pdf", ".docx", ".xlsx", ".png", ".jpg", ".zip"})  # packed already: packing again gains nothing


def archive(entries: Iterable[Entry]) -> bytes:
    """Pack papers in memory; ``entries`` are paths inside the archive and contents."""
    out = io.BytesIO()
    write(entries, out)
    return out.getvalue()


def write(entries: Iterable[Entry], out: Writable) -> int:
    """Pack papers as they come into something that only has to be written to; give their number."""
    names = _Names()
    with zipfile.ZipFile(cast("IO[bytes]", out), "w", zipfile.ZIP_DEFLATED) as target:
        for path, content in entries:
            name = names.take(path)
            info = zipfile.ZipInfo(name, _DAY)
            info.external_attr = _READABLE << 16
            info.compress_type = zipfile.ZIP_STORED if name[name.rfind(".") :] in _STORED else zipfile.ZIP_DEFLATED
            target.writestr(info, content)
    return len(names.files)


class _Names:
    """The names given so far: no file twice, and none that is a folder too."""

    def __init__(self) -> None:
        self.files: set[str] = set()
        self._folders: set[str] = set()

    def take(self, path: str) -> str:
        """Give a path its name in the archive."""
        name = naming.within(*path.split("/"))
        if any(str(above) in self.files for above in PurePosixPath(name).parents):
            name = naming.safe(name.replace("/", " - "))
        name = naming.unused(name, self.files | self._folders if name in self._folders else self.files)
        self.files.add(name)
        self._folders.update(str(above) for above in PurePosixPath(name).parents)
        return name


def told(lines: Sequence[str]) -> bytes:
    """A sheet of plain text that Notepad shows as it is."""
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()
