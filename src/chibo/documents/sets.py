"""Several papers in one archive. Whoever unpacks it gets files below one folder and nothing anywhere else."""

from __future__ import annotations

import io
import zipfile
from typing import IO, TYPE_CHECKING

from chibo.documents import naming

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Entry = tuple[str, bytes]
_DAY = (1980, 1, 1, 0, 0, 0)  # the archive does not tell when; its papers bear their own dates
_READABLE = 0o644
_STORED = frozenset({".pdf", ".docx", ".xlsx", ".png", ".jpg", ".zip"})  # packed already: packing again gains nothing


def archive(entries: Iterable[Entry]) -> bytes:
    """Pack papers in memory; ``entries`` are paths inside the archive and contents."""
    out = io.BytesIO()
    write(entries, out)
    return out.getvalue()


def write(entries: Iterable[Entry], out: IO[bytes]) -> int:
    """Pack papers as they come into something that only has to be written to; give their number."""
    taken: set[str] = set()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for path, content in entries:
            name = naming.unused(naming.within(*path.split("/")), taken)
            taken.add(name)
            info = zipfile.ZipInfo(name, _DAY)
            info.external_attr = _READABLE << 16
            info.compress_type = zipfile.ZIP_STORED if name[name.rfind(".") :] in _STORED else zipfile.ZIP_DEFLATED
            target.writestr(info, content)
    return len(taken)


def told(lines: Sequence[str]) -> bytes:
    """A sheet of plain text that Notepad shows as it is."""
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()
