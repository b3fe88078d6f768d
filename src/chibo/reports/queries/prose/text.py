"""Sentences with fields: «số_đảng_viên» inside ordinary words. Read, checked and filled in one place."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.base.refusal import Fault
from chibo.base.vietnamese import fold
from chibo.reports.queries.figures import Words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from chibo.reports.queries.figures import Figure
    from chibo.reports.queries.prose.fields import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence as the program writes it, with its fields between « and »."""

    key: str
    text: str


_FIELD = re.compile(r"«\s*([^«»]*?)\s*»")
_LOOSE = re.compile(r"[«»]")


def names_in(text: str) -> tuple[str, ...]:
    """The fields that a text names, in their order."""
    return tuple(_FIELD.findall(text))


def filled(text: str, fields: Mapping[str, Field]) -> tuple[Words | Figure, ...]:
    """The pieces of a text. A field that this report no longer has stays as it was written, for all to see."""
    return tuple(_pieces(text, fields))


def _pieces(text: str, fields: Mapping[str, Field]) -> Iterator[Words | Figure]:
    at = 0
    for found in _FIELD.finditer(text):
        if found.start() > at:
            yield Words(text=text[at : found.start()])
        field = fields.get(found[1])
        yield field.figure if field else Words(text=found[0])
        at = found.end()
    if at < len(text):
        yield Words(text=text[at:])


def faults_in(text: str, known: Collection[str], *, where: str, field: str) -> list[Fault]:
    """What is wrong with the fields of a text that somebody wrote: unknown names, and marks that do not close."""
    faults = [_unknown(name, known, where, field) for name in names_in(text) if name not in known]
    if _LOOSE.search(_FIELD.sub("", text)):
        what = f"{where}: có dấu « hoặc » chưa đi thành đôi."
        faults.append(Fault(what=what, next="Viết tên số liệu giữa « và », ví dụ «số_đảng_viên».", field=field))
    return faults


def _unknown(name: str, known: Collection[str], where: str, field: str) -> Fault:
    folded = {fold(one).replace(" ", "_"): one for one in known}
    near = difflib.get_close_matches(fold(name).replace(" ", "_"), folded, n=1, cutoff=0.6)
    how = f"Có thể muốn viết «{folded[near[0]]}»." if near else "Chọn một tên trong bảng Số liệu dùng được."
    return Fault(what=f"{where}: báo cáo này không có số liệu «{name}».", next=how, field=field)
