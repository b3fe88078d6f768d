"""The bodies that issue papers on one road: the section committee, the base committee, the one that decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chibo.base.dates import say_date
from chibo.documents import wording
from chibo.meetings import papers as meeting_papers
from chibo.register.facts import rulebook_of
from chibo.register.kinds import Kind
from chibo.register.tree import whose_then

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.development.models import DevelopmentCase, Step
    from chibo.development.papers.records import Values
    from chibo.register.models import Organisation

CELL: Final = "CHI BỘ"
COMMITTEE: Final = "ĐẢNG ỦY"
STANDING: Final = "BAN THƯỜNG VỤ"
_STANDING = "Ban Thường vụ "
_PROVINCES = ("Tỉnh ủy", "Thành ủy")
_IMPLEMENTING = ("qd45-2011", "qd29-2016", "qd24-2021", "qd232-2025", "qd294-2025", "qd20-2026", "qd208-2026")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One body: its name as people wrote it (empty: nobody did), its row where this installation keeps it."""

    name: str = ""
    row: Organisation | None = None
    organ: str = COMMITTEE

    @property
    def said(self) -> str | None:
        """How a sentence names it: ``Ban Thường vụ Đảng ủy xã …``, ``Chi bộ …``."""
        if self.organ == CELL:
            return self.name or None
        named = wording.as_committee(self.name)
        return f"{_STANDING}{named}" if named and self.organ == STANDING else named or None

    @property
    def letters(self) -> str:
        """What follows the slash of its numbers: ``CB``, ``ĐU``, ``TU``."""
        if self.organ == CELL:
            return "CB"
        return "TU" if wording.as_committee(self.name).startswith(_PROVINCES) else "ĐU"


def named(text: str, row: Organisation | None = None) -> Body:
    """Give the body of a name as decisions bear it: a standing committee signs for its committee."""
    if text.startswith(_STANDING):
        return Body(name=text.removeprefix(_STANDING), row=row, organ=STANDING)
    return Body(name=text, row=row)


def _above(organisation: Organisation) -> Iterator[Organisation]:
    """The organisation and those above it, as far as this installation keeps them."""
    seen: Organisation | None = organisation
    while seen is not None:
        yield seen
        seen = seen.parent


def cell_on(case: DevelopmentCase, on: date) -> Organisation:
    """The cell that had a road on a day, as it was called that day: a merger may have moved the road since."""
    return whose_then(case.uid, case.organisation, on)


def section(case: DevelopmentCase) -> Body:
    """The section committee over the cell."""
    row = next((one for one in _above(case.organisation) if one.kind_id == Kind.SECTION_CHAPTER), None)
    if row is not None:
        return Body(name=row.name, row=row)
    named_above = case.organisation.superior_name if case.organisation.kind.has_section_committee else ""
    return Body(name=named_above)


def base(case: DevelopmentCase) -> Body:
    """The base organisation: the committee over the cell, or the cell itself where no base committee stands over it."""
    cell = case.organisation
    if not cell.kind.has_base_committee:
        return Body(name=cell.name, row=cell, organ=CELL)
    row = next((one for one in _above(cell) if one.kind.is_grassroots), None)
    if row is not None:
        return Body(name=row.name, row=row)
    return Body(name="" if cell.kind.has_section_committee else meeting_papers.superior_of(cell))


def competent(case: DevelopmentCase, on: date, step: Step | None = None) -> Body:
    """The body that decides on a day: as the recorded decision names it, else by the law of the day.

    Since 208-QĐ/TW the standing committee of a base committee decides; before, that of the body above the base.
    """
    foot = base(case)
    if step is not None and step.issued_by:
        return named(step.issued_by)
    authority = rulebook_of(case.organisation, on).find("decide.authority", on)
    if authority is not None and "base_committee" in authority.mapping and foot.organ != CELL:
        return Body(name=foot.name, row=foot.row, organ=STANDING)
    if foot.row is None:
        return Body(organ=STANDING)
    row = foot.row.parent
    return Body(name=row.name if row else foot.row.superior_name, row=row, organ=STANDING)


def issuer_values(body: Body, on: date, kind: str, *, cell: Organisation, step: Step | None = None) -> Values:
    """Heading, number and signature of a paper that a body issues; ``kind`` is the type's symbol, ``QĐ``.

    What a recorded step says of the paper (number, who signed) is printed; else both are gaps.
    """
    number, _, symbol = (step.number if step else "").partition("-")
    above = meeting_papers.superior_of(body.row) if body.row is not None else ""
    name = body.name if body.organ == CELL else wording.as_committee(body.name)
    is_own = body.row is not None and body.row.pk == cell.pk
    return {
        "cấp_trên": wording.as_chapter(above).upper(),
        "nơi_ban_hành": name.upper(),
        "tên_nơi_ban_hành": body.said,
        "CƠ_QUAN": body.organ,
        "thay_mặt": f"T/M {body.organ}",
        "số": number,
        "ký_hiệu": symbol or f"{kind or '……'}/{body.letters}",
        "địa_danh": body.row.place if body.row is not None else None,
        "nơi_nhận": meeting_papers.recipients(cell) if is_own else _recipients(body, cell),
        **_signing(body, on, step),
    }


def _signing(body: Body, on: date, step: Step | None) -> Values:
    if step is not None and step.signed_by:
        return {"người_ký": step.signed_by, "chức_vụ_ký": None}
    return meeting_papers.signing(body.row, on) if body.row is not None else {"chức_vụ_ký": "BÍ THƯ"}


def _recipients(body: Body, cell: Organisation) -> list[str]:
    above = wording.as_committee(meeting_papers.superior_of(body.row)) if body.row is not None else ""
    return [*([f"{above} (để báo cáo),"] if above else []), f"{cell.name},", "Lưu."]


def implementing(case: DevelopmentCase, on: date) -> str | None:
    """The regulation on carrying out the Charter that is in force on a day, as papers cite it."""
    instruments = rulebook_of(case.organisation, on).instruments
    for name in reversed(_IMPLEMENTING):
        one = instruments[name]
        if one.in_force_from <= on and not one.is_superseded(on):
            return f"{one.kind} số {one.number} ngày {say_date(one.signed_on)} của {one.issuer}"
    return None
