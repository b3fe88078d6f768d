"""Marks of state secrets in typed texts and files: what bears one may not be on this machine (decision 8).

A help, no guarantee: only a mark that stands alone in a line is known for sure; pictures are not read. Where the site
has stated that it is an independent LAN, a mark is a warning instead, and the line of the act says so.
"""

from __future__ import annotations

import unicodedata
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chibo.base.models import NetworkStatement

STAMPS: Final = frozenset({"MẬT", "TỐI MẬT", "TUYỆT MẬT"})
_EDGES: Final = " .:;*_-–()[]"
SAID_IN_LOG: Final = "secrecy"
"""Under which name the line of an act says which marks were taken with a warning."""


@dataclass(slots=True)
class Noted:
    """Marks that were taken with a warning in one request, and whether an act has put them down."""

    marks: list[str] = field(default_factory=list)
    is_recorded: bool = False


_noted: ContextVar[Noted | None] = ContextVar("secrecy", default=None)


def stamp_in(text: str) -> str:
    """Give the mark that stands alone in a line of a text; empty where none does."""
    lines = (" ".join(line.strip(_EDGES).split()).upper() for line in unicodedata.normalize("NFC", text).splitlines())
    return next((line for line in lines if line in STAMPS), "")


def refused(stamp: str) -> str:
    """Why a text with a mark is not kept."""
    return (
        f"Không nhận đoạn có dòng {stamp}. Bí mật nhà nước chỉ được soạn và giữ trên máy dành riêng; "
        "để bản giấy đúng nơi quy định. Nếu không phải dấu mật, viết khác đi."
    )


def statement_now() -> NetworkStatement | None:
    """The statement of an independent LAN that holds; none in most installations."""
    from chibo.base.models import NetworkStatement  # noqa: PLC0415 — the workshop reads marks without any data

    return NetworkStatement.objects.filter(ended_on=None).order_by("-id").first()


@contextmanager
def noting() -> Iterator[Noted]:
    """Note the marks that a request takes with a warning; without this around it every mark is refused."""
    held = Noted()
    token = _noted.set(held)
    try:
        yield held
    finally:
        _noted.reset(token)


def is_taken(mark: str) -> bool:
    """Whether what bears a mark is taken with a warning: in a request, where an independent LAN is stated."""
    held = _noted.get()
    if not mark or held is None or statement_now() is None:
        return False
    held.marks.append(mark)
    return True


def taken() -> dict[str, object]:
    """Give what the line of an act says of marks taken with a warning; nothing in most acts."""
    held = _noted.get()
    if held is None or not held.marks:
        return {}
    held.is_recorded = True
    return {SAID_IN_LOG: [None, ", ".join(sorted(set(held.marks)))]}


def warned(held: Noted) -> str:
    """What the page says after marks were taken and put down; empty where none were."""
    if not held.is_recorded:
        return ""
    marks = ", ".join(sorted(set(held.marks)))
    return (
        f"Đã nhận nội dung có dấu {marks} vì đơn vị khai đây là mạng LAN độc lập; nhật ký đã ghi. "
        "Máy không tự xác định độ mật: hãy xem lại có đúng được giữ ở đây không."
    )
