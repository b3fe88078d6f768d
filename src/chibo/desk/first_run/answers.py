"""The answers of the first run as they wait in the session: plain values, nothing secret."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from chibo.base.vietnamese import normalise_name
from chibo.documents.wording import capital

if TYPE_CHECKING:
    from collections.abc import Mapping

STEPS: Final[dict[str, str]] = {
    "ten-chi-bo": "Tên chi bộ",
    "cap-tren": "Cấp trên trực tiếp",
    "nhiem-ky": "Nhiệm kỳ",
    "chi-tieu": "Chỉ tiêu",
    "tai-khoan": "Tài khoản",
}
LAST: Final = "tai-khoan"
IMPORT: Final = "Nhập danh sách"
_OF_THE_PARTY: Final = re.compile(r"^(chi bộ|đảng bộ|đảng ủy)\s+(cơ sở\s+|bộ phận\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Everything that was asked before the account."""

    name: str
    superior_name: str
    kind: str
    starts_on: date
    ends_on: date
    place: str = ""
    admissions: int | None = None
    member_share: int | None = None
    ground: str = ""

    @classmethod
    def of(cls, kept: Mapping[str, Mapping[str, Any]]) -> Answers:
        """Read the session; raises ``KeyError`` or ``TypeError`` while a question is still open."""
        said = {name: value for step in STEPS if step != LAST for name, value in kept[step].items()}
        for day in ("starts_on", "ends_on"):
            said[day] = date.fromisoformat(said[day])
        return cls(**said)


def to_keep(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """Turn the answers of one page into values that a session keeps."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in cleaned.items()}


def open_step(kept: Mapping[str, Any]) -> str:
    """Give the first question without an answer."""
    return next((step for step in STEPS if step not in kept), LAST)


def office_named(cell: str) -> str:
    """The office whose staff a cell is of, as its name tells: nobody works at a chi bộ."""
    name = normalise_name(cell)
    rest = _OF_THE_PARTY.sub("", name)
    return capital(rest) if len(rest.split()) > 1 and rest[0].isalpha() else name
