"""Lists as papers to be signed: sent to a class, the letter with it, card requests, the member register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chibo.base.access import Permission
from chibo.base.refusal import Fault, FaultyError
from chibo.desk.lists.members import COLUMNS, WIDTHS, member_rows
from chibo.desk.lists.sheets import AWARENESS, NEW_MEMBER, to_card, to_send
from chibo.documents import render, sheets, wording
from chibo.documents.regimes import regime_on
from chibo.meetings import papers as meeting_papers
from chibo.register.queries import head_count

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from chibo.base.access import Actor
    from chibo.desk.lists.people import Told
    from chibo.documents.render import MadePaper
    from chibo.law.vocabulary import DutyKind
    from chibo.register.models import Organisation

Values = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPaper:
    """One paper made of a list: its template, its title, who may take it out."""

    template: str
    title: str
    permission: Permission
    values: Callable[[Actor, Organisation, date], Values]


def list_paper(actor: Actor, organisation: Organisation, on: date, kind: str) -> MadePaper:
    """Make one of ``LIST_PAPERS`` as DOCX in the form of the day.

    Raises ``KeyError`` for another kind, ``FaultyError`` where nobody stands on the list.
    """
    paper = LIST_PAPERS[kind]
    name = f"{paper.title} {on:%d-%m-%Y}"
    return render.make(name, paper.template, paper.values(actor, organisation, on), regime=regime_on(on))


def register_workbook(organisation: Organisation, on: date) -> bytes:
    """Make 7-HSĐV as a workbook: fourteen columns, numbered as in the form."""
    above = ("SỔ DANH SÁCH ĐẢNG VIÊN (mẫu 7-HSĐV)", f"{organisation.name}, tính đến {wording.short_day(on)}")
    return sheets.register("Sổ danh sách đảng viên", above, COLUMNS, WIDTHS, member_rows(organisation, on))


def shared_values(organisation: Organisation, on: date) -> Values:
    """Give heading, signature and recipients of a paper of the cell."""
    return {
        **meeting_papers.heading(organisation, on),
        **meeting_papers.signing(organisation, on),
        "nơi_nhận": meeting_papers.recipients(organisation),
    }


def _register(actor: Actor, organisation: Organisation, on: date) -> Values:
    del actor
    counted = head_count(organisation, on)
    lines = member_rows(organisation, on)
    return {
        **shared_values(organisation, on),
        "mẫu": "7-HSĐV",
        "ngày_tính": wording.day(on),
        "đảng_viên": [{f"cột_{place}": text for place, text in enumerate(line, start=1)} for line in lines],
        "đang_sinh_hoạt": counted.members,
        "chính_thức": counted.official,
        "dự_bị": counted.probationary,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Class:
    kinds: frozenset[DutyKind]
    name: str
    who: str


_AWARENESS_CLASS = _Class(kinds=AWARENESS, name="bồi dưỡng nhận thức về Đảng", who="quần chúng")
_NEW_MEMBER_CLASS = _Class(kinds=NEW_MEMBER, name="bồi dưỡng đảng viên mới", who="đảng viên dự bị")


def _sent(to: _Class) -> Callable[[Actor, Organisation, date], Values]:
    def values(actor: Actor, organisation: Organisation, on: date) -> Values:
        people = to_send(actor, organisation, on, to.kinds)
        if not people:
            raise FaultyError([_nobody(f"cần cử học lớp {to.name}")])
        about = f"cử {to.who} học lớp {to.name}"
        return {
            **shared_values(organisation, on),
            "ký_hiệu": "CV/CB",
            "về_việc": about,
            "trích_yếu": f"{to.who} được cử học lớp {to.name}",
            "tên_lớp": to.name,
            "đối_tượng": to.who if to is _AWARENESS_CLASS else f"đồng chí {to.who}",
            "danh_sách": people_values(people),
            "số_người": len(people),
        }

    return values


def _cards(actor: Actor, organisation: Organisation, on: date) -> Values:
    del actor
    people = to_card(organisation, on)
    if not people:
        raise FaultyError([_nobody("được công nhận chính thức ở chi bộ này mà chưa có số thẻ")])
    is_base = organisation.kind.is_grassroots
    above = meeting_papers.superior_of(organisation)
    signer = meeting_papers.signing(organisation, on) if is_base else {}
    return {
        **shared_values(organisation, on),
        "mẫu": "1-TĐV",
        "nơi_lập": organisation.name.upper() if is_base else wording.as_chapter(above).upper(),
        "cấp_trên": wording.as_chapter(above).upper() if is_base else None,
        "CẤP_ỦY": "CHI BỘ" if is_base else "ĐẢNG ỦY",
        "BAN_TỔ_CHỨC": "BAN TỔ CHỨC",
        "chức_vụ_ký": signer.get("chức_vụ_ký"),
        "người_ký": signer.get("người_ký"),
        "danh_sách": people_values(people),
        "số_người": len(people),
        "nơi_nhận": [],
    }


def _cards_of_board(actor: Actor, organisation: Organisation, on: date) -> Values:
    """The same people as the organising board of the level above sends them on; that board signs."""
    above = wording.as_committee(meeting_papers.superior_of(organisation)).upper()
    return {
        **_cards(actor, organisation, on),
        "mẫu": "1A-TĐV",
        "cấp_trên": above,
        "nơi_lập": "BAN TỔ CHỨC",
        "chức_vụ_ký": None,
        "người_ký": None,
    }


def people_values(people: tuple[Told, ...]) -> list[Values]:
    """Say of each person what a signed list says."""
    return [
        {
            "số": f"{place}.",
            "họ_tên": one.person.full_name,
            "ngày_sinh": one.birth,
            "giới": one.sex,
            "dân_tộc": one.person.ethnicity,
            "quê_quán": one.person.native_place,
            "trình_độ": one.person.schooling,
            "công_tác": one.work,
            "ngày_vào_Đảng": one.joined,
            "ngày_chính_thức": one.official,
        }
        for place, one in enumerate(people, start=1)
    ]


def _nobody(who: str) -> Fault:
    return Fault(what=f"Hôm nay không có ai {who}.", next="Danh sách sẽ có khi có người đến hạn.")


LIST_PAPERS: Final[dict[str, ListPaper]] = {
    "7-hsdv": ListPaper(
        template="7-hsdv", title="7-HSĐV Sổ danh sách đảng viên", permission=Permission.VIEW_SENSITIVE, values=_register
    ),
    "cong-van-lop-nhan-thuc": ListPaper(
        template="cong-van-cu-hoc",
        title="Công văn cử học lớp nhận thức về Đảng",
        permission=Permission.MAKE_PAPERS,
        values=_sent(_AWARENESS_CLASS),
    ),
    "lop-nhan-thuc": ListPaper(
        template="danh-sach-cu-hoc",
        title="Danh sách cử học lớp nhận thức về Đảng",
        permission=Permission.MAKE_PAPERS,
        values=_sent(_AWARENESS_CLASS),
    ),
    "cong-van-lop-dang-vien-moi": ListPaper(
        template="cong-van-cu-hoc",
        title="Công văn cử học lớp đảng viên mới",
        permission=Permission.MAKE_PAPERS,
        values=_sent(_NEW_MEMBER_CLASS),
    ),
    "lop-dang-vien-moi": ListPaper(
        template="danh-sach-cu-hoc",
        title="Danh sách cử học lớp đảng viên mới",
        permission=Permission.MAKE_PAPERS,
        values=_sent(_NEW_MEMBER_CLASS),
    ),
    "1-tdv": ListPaper(
        template="1-tdv", title="1-TĐV Danh sách đề nghị phát thẻ", permission=Permission.MAKE_PAPERS, values=_cards
    ),
    "1a-tdv": ListPaper(
        template="1a-tdv",
        title="1A-TĐV Danh sách đề nghị phát thẻ",
        permission=Permission.MAKE_PAPERS,
        values=_cards_of_board,
    ),
}
"""By their address."""
