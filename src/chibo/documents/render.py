"""A template and plain values in, a DOCX out. Templates are code: they run in a sandbox and get no objects."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import asdict, dataclass, is_dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from django.conf import settings
from docxtpl import DocxTemplate
from jinja2 import ChainableUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from chibo.base.refusal import Fault, FaultyError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chibo.documents.regimes import Regime

GAP = "……"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FAULTS = (TemplateError, TypeError, ValueError, LookupError, ArithmeticError, SyntaxError, BadZipFile)  # of a template
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


class _Template(DocxTemplate):  # type: ignore[misc]
    """docxtpl, with placeholders composed: some systems type ``ọ`` as three signs."""

    def patch_xml(self, src_xml: str) -> str:
        patched: str = super().patch_xml(src_xml)
        return unicodedata.normalize("NFC", patched)


def docx(template: str, context: Mapping[str, object], *, regime: Regime) -> bytes:
    """Render one of our templates in the form of ``regime`` and return the DOCX; see :func:`fill`."""
    return fill(template, context, regime=regime).content


def fill(template: str, context: Mapping[str, object], *, regime: Regime) -> Filled:
    """Render ``template`` (its name without ending) with plain values: text, whole numbers, yes or no, lists, tables.

    A value that is missing, empty or ``None`` shows as ``……`` and is named in the result's gaps. The office's own copy
    of a template, in the folder ``mau-van-ban`` beside the data, is taken before ours.
    Raises ``FaultyError`` when the template cannot be used, ``TypeError`` for a value that is not plain.
    """
    values = plain(context)
    gaps: dict[str, None] = {}
    document = _Template(io.BytesIO(_source(template, regime)))
    try:
        document.render(values, _environment(gaps), autoescape=True)
    except _FAULTS as error:
        raise FaultyError(
            [
                Fault(
                    what=f'Mẫu văn bản "{template}" có chỗ viết sai nên chưa soạn được.',
                    why=f"Chỗ sai: {error}",
                    next="Mở mẫu trong Word, sửa phần trong dấu {{ }} hoặc {% %}; hoặc xóa bản sửa để dùng mẫu gốc.",
                )
            ]
        ) from error
    out = io.BytesIO()
    document.save(out)
    return Filled(content=out.getvalue(), gaps=tuple(gaps))


def make(name: str, template: str, context: Mapping[str, object], *, regime: Regime) -> MadePaper:
    """Render and name a paper; ``name`` without its ending. The facts are the plain values it was made of."""
    filled = fill(template, context, regime=regime)
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


def _environment(gaps: dict[str, None]) -> SandboxedEnvironment:
    class Gap(ChainableUndefined):
        """A missing value: seen on the paper, and counted."""

        __slots__ = ()

        def __str__(self) -> str:
            gaps[self._undefined_name or "?"] = None
            return GAP

        __html__ = __str__

    return SandboxedEnvironment(undefined=Gap, autoescape=True)


def _source(template: str, regime: Regime) -> bytes:
    if not _NAME.fullmatch(template):
        message = f"not a template's name: {template}"
        raise ValueError(message)
    own = Path(settings.DATA_DIR) / "mau-van-ban" / regime.slug / f"{template}.docx"
    if own.is_file():
        return own.read_bytes()
    folder = resources.files("chibo.documents").joinpath("templates_docx")
    return folder.joinpath(regime.slug, f"{template}.docx").read_bytes()
