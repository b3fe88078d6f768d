"""An uploaded template taken apart, put into braces, read, and filled once with the sample: all or nothing."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile

from jinja2 import TemplateError
from lxml import etree

from chibo.base.refusal import Fault, FaultyError
from chibo.documents.office.fields import fields_of, unreadable
from chibo.documents.office.language import with_braces
from chibo.documents.office.narrow import Environment, Meter, Template, TooMuch, counted
from chibo.documents.office.side_by_side import lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chibo.documents.office.fields import Path

# What a template can do wrong, in the words of the libraries that read it.
FAULTS: Final = (
    TemplateError,
    TypeError,
    ValueError,
    LookupError,
    ArithmeticError,
    AttributeError,
    SyntaxError,
    RecursionError,
    BadZipFile,
    etree.LxmlError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A template that works: its bytes as they are kept, and the fields it asks for."""

    content: bytes
    fields: Mapping[Path, str]


def tried(content: bytes, facts: Mapping[str, Any]) -> Tried:
    """Check a template and fill it with ``facts``; raises ``FaultyError`` with the places that are wrong."""
    try:
        kept = with_braces(content)
        found = fields_of(kept)
        lines(rendered(kept, facts, {}))  # as the page of the trial will read it
    except FaultyError:
        raise
    except TooMuch as error:
        raise FaultyError([_too_much(str(error))]) from error
    except FAULTS as error:
        raise FaultyError([_cannot_open(error)]) from error
    return Tried(content=kept, fields=found)


def rendered(template: bytes, facts: Mapping[str, Any], gaps: dict[str, None]) -> bytes:
    """Fill a template with plain values; the names of what was missing are added to ``gaps``."""
    document = Template(io.BytesIO(template))
    document.render(counted(dict(facts), Meter()), Environment(gaps), autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _too_much(said: str) -> Fault:
    return Fault(
        what=said,
        why="Các phần lặp lồng nhau nhân số dòng lên, giấy tờ dài hơn mọi giấy tờ của chi bộ.",
        next="Bỏ bớt phần «mỗi … trong …» lồng nhau.",
        field="file",
    )


def _cannot_open(error: Exception) -> Fault:
    if isinstance(error, TemplateError):
        return unreadable(error, "")
    return Fault(
        what="Không điền thử được mẫu này.",
        why="Cấu trúc tệp không như Word lưu ra, hoặc lồng quá nhiều lớp.",
        next="Mở mẫu trong Word, lưu lại dạng .docx; nếu vẫn vậy, bắt đầu từ mẫu của chương trình.",
        field="file",
    )
