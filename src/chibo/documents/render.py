"""A template and plain values in, a DOCX out. Templates are code: they run in a sandbox and get no objects."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict, dataclass, is_dataclass
from typing import TYPE_CHECKING, Any

from chibo.base import vault
from chibo.base.refusal import Fault, FaultyError
from chibo.documents.office.catalogue import ours
from chibo.documents.office.narrow import GAP
from chibo.documents.office.trial import FAULTS, rendered
from chibo.documents.queries.templates import version_in_force

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from chibo.documents.regimes import Regime

__all__ = ["GAP", "MEDIA_TYPE", "Filled", "MadePaper", "docx", "fill", "fill_from", "make", "plain"]

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NAME = re.compile(r"[a-z0-9-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A rendered paper; ``gaps`` are the names of values that were missing and show as ``……``, in order."""

    content: bytes
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePaper:
    """A paper made from records: its file name, its bytes, what it could not say, and the facts that it says."""

    name: str
    content: bytes
    gaps: tuple[str, ...]
    facts: Mapping[str, object]


def docx(template: str, context: Mapping[str, object], *, regime: Regime) -> bytes:
    """Render one of our templates in the form of ``regime`` and return the DOCX; see :func:`fill`."""
    return fill(template, context, regime=regime).content


def fill(
    template: str,
    context: Mapping[str, object],
    *,
    regime: Regime,
    scope_key: str = "",
    dated: date | None = None,
) -> Filled:
    """Render ``template`` (its name without ending) with plain values: text, whole numbers, yes or no, lists, tables.

    A value that is missing, empty or ``None`` shows as ``……`` and is named in the result's gaps. With ``scope_key``
    (the organisation's) and ``dated`` (the paper's day) the office's template in force that day is taken before ours.
    Raises ``FaultyError`` when the template cannot be used, ``TypeError`` for a value that is not plain.
    """
    return fill_from(_source(template, regime, scope_key, dated), context, name=template)


def fill_from(source: bytes, context: Mapping[str, object], *, name: str) -> Filled:
    """Render a template given as bytes; ``name`` is how it is called when it fails. Raises as :func:`fill`."""
    values = plain(context)
    gaps: dict[str, None] = {}
    try:
        content = rendered(source, values, gaps)
    except FAULTS as error:
        raise FaultyError(
            [
                Fault(
                    what=f'Mẫu văn bản "{name}" có chỗ viết sai nên chưa soạn được.',
                    why=f"Chỗ sai: {error}",
                    next="Mở Cài đặt, Mẫu văn bản: sửa mẫu trong Word rồi tải lên lại, hoặc dùng lại mẫu gốc.",
                )
            ]
        ) from error
    return Filled(content=content, gaps=tuple(gaps))


def make(
    name: str,
    template: str,
    context: Mapping[str, object],
    *,
    regime: Regime,
    scope_key: str = "",
    dated: date | None = None,
) -> MadePaper:
    """Render and name a paper; ``name`` without its ending. The facts are the plain values it was made of."""
    filled = fill(template, context, regime=regime, scope_key=scope_key, dated=dated)
    safe = " ".join(re.sub(r'[\\/:*?"<>|\r\n\t]', " ", name).split())
    return MadePaper(name=f"{safe}.docx", content=filled.content, gaps=filled.gaps, facts=plain(context))


def plain(context: Mapping[str, object]) -> dict[str, Any]:
    """Return the values as plain ones, composed (NFC) and fit for XML; what is empty is left out.

    Raises ``TypeError``: a date or an object has no one way to be written, so the caller words it.
    """
    read = {unicodedata.normalize("NFC", str(key)): _plain(value) for key, value in context.items()}
    return {key: value for key, value in read.items() if value is not None}


def _plain(value: object) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", _NOT_XML.sub("", str(value))).strip() or None
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return plain(value)
    if isinstance(value, list | tuple):
        return [each for each in map(_plain, value) if each is not None]
    message = f"a paper takes plain values, not {type(value).__name__}"
    raise TypeError(message)


def _source(template: str, regime: Regime, scope_key: str, dated: date | None) -> bytes:
    if not _NAME.fullmatch(template):
        message = f"not a template's name: {template}"
        raise ValueError(message)
    if scope_key and dated is not None:
        own = version_in_force(scope_key, dated, regime=regime.slug, template=template)
        if own is not None:
            return vault.read(own.file.digest)
    return ours(regime.slug, template)
