"""Tìm kiếm: people, papers, meetings, rules and pages, each with why it was found; only what one may see."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse

from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.vietnamese import fold, initials, normalise_name
from chibo.desk import addresses
from chibo.desk.queries.law import rules_named
from chibo.desk.queries.numbers import number_book
from chibo.desk.queries.people import search_elsewhere, search_people, standing_of
from chibo.development.queries.boxes import labels_for
from chibo.meetings.queries import meetings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.base.access import Actor
    from chibo.meetings.models import Meeting
    from chibo.register.models import Organisation, Person

_MEETINGS = 200
_MOST = 20
_MOST_RULES = 5
_SHORTEST = 4
_NUMBER = re.compile(r"0*(\d{1,5})\s*[-/]\s*(\w{2,4})(?:/\w+)?")
_LABEL = re.compile(r"\bHS[- ]?(\d{1,6})\b", re.IGNORECASE)

PAGES: Final = (
    ("Việc cần làm", "/viec-can-lam/", "hạn nhắc việc tuần", Permission.VIEW_CASES),
    ("Tờ việc tuần để in", "/viec-can-lam/in/", "in giấy", Permission.VIEW_CASES),
    ("Người", "/nguoi/", "danh sách đảng viên cán bộ quần chúng", Permission.VIEW_PEOPLE),
    ("Nhập danh sách", "/nhap-danh-sach/", "excel xlsx csv", Permission.IMPORT),
    ("Phát triển đảng viên", "/phat-trien/", "nguồn đối tượng dự bị các bước bảng", Permission.VIEW_CASES),
    ("Họp", "/hop/", "sinh hoạt chi bộ biên bản nghị quyết biểu quyết", Permission.VIEW_MEETINGS),
    ("Danh sách và sổ", "/danh-sach/", "trộn thư mẫu 7-hsđv cử đi học phát thẻ 1-tđv", Permission.VIEW_PEOPLE),
    ("Nhãn hộp hồ sơ", "/ho-so/nhan/", "mã vạch qr số hồ sơ", Permission.VIEW_CASES),
    ("Sổ số văn bản", "/van-ban/so/", "lấy số nghị quyết công văn ký hiệu", Permission.VIEW_MEETINGS),
    ("Đánh giá", "/danh-gia/", "xếp loại danh hiệu hằng năm", Permission.VIEW_REPORTS),
    ("Báo cáo nhanh", "/bao-cao/nhanh/", "số liệu thống kê", Permission.VIEW_REPORTS),
    ("Chỉ tiêu và dự báo", "/bao-cao/du-bao/", "tỷ lệ mục tiêu nhiệm kỳ", Permission.VIEW_REPORTS),
    ("Dữ liệu cá nhân", "/du-lieu/", "đề nghị đính chính xóa hạn chế sự cố lưu trữ", Permission.VIEW_SENSITIVE),
    ("Cây tổ chức", "/to-chuc/", "đơn vị sáp nhập chia tách đổi tên giải thể lập chi bộ", Permission.VIEW_PEOPLE),
    ("Cài đặt", "/cai-dat/", "tổ chức nhiệm kỳ quy tắc ngày nghỉ tài khoản", Permission.CHANGE_SETTINGS),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing found: its name, where it is, and why it matched."""

    sort: str
    text: str
    why: str
    address: str


def search(actor: Actor, organisation: Organisation, on: date, asked: str) -> tuple[Found, ...]:
    """Search people, papers, meetings, rules and pages for a text typed with or without marks; people come first.

    People of other organisations in reach follow those of one's own. A label of a box is read back by its number
    (HS-0007), as a scanner types it; a paper by the number it bears (7-NQ). Seven queries at most.
    """
    text = normalise_name(asked)
    if not text:
        return ()
    people = search_people(actor, organisation, on, text, limit=_MOST)
    found = [*_labelled(actor, organisation, asked), *(_person(one, text) for one in people)]
    found.extend(_elsewhere(one) for one in search_elsewhere(actor, organisation, text, limit=_MOST))
    found.extend(_papers(actor, organisation, on, text))
    found.extend(_meetings(actor, organisation, text))
    found.extend(_rules(actor, on, text))
    found.extend(_pages(actor, text))
    return tuple(found)


def _person(one: Person, text: str) -> Found:
    letters = "".join(fold(text).split())
    by_initials = fold(text) not in one.name_key and initials(one.full_name) == letters
    why = "chữ cái đầu của họ tên" if by_initials else standing_of(one)
    return Found(sort="Người", text=one.full_name, why=why, address=addresses.person(one))


def _elsewhere(one: Person) -> Found:
    return Found(
        sort="Người ở đơn vị khác", text=one.full_name, why=str(one.organisation), address=addresses.person(one)
    )


def _papers(actor: Actor, organisation: Organisation, on: date, text: str) -> Iterator[Found]:
    """The paper of the present term that bears a number: 7-NQ, 07-NQ/CB."""
    number = _NUMBER.fullmatch(text.upper())
    if number is None or not actor.may(Permission.VIEW_MEETINGS, organisation.scope_key):
        return
    for section in number_book(actor, organisation, on).sections:
        for line in section.lines:
            if section.symbol.startswith(number[2]) and line.line.first <= int(number[1]) <= line.line.last:
                said = f"{line.numbers}-{section.symbol} {line.line.title}".strip()
                yield Found(sort="Văn bản", text=said, why="theo số văn bản", address=line.address or addresses.NUMBERS)


def _rules(actor: Actor, on: date, text: str) -> Iterator[Found]:
    if len(text) < _SHORTEST:
        return
    for page in rules_named(actor, on, text, limit=_MOST_RULES):
        address = reverse("law_figure", args=[page.key])
        yield Found(sort="Quy định", text=page.name, why=page.sentence, address=address)


def _labelled(actor: Actor, organisation: Organisation, asked: str) -> Iterator[Found]:
    number = _LABEL.search(asked)
    if number is None:
        return
    for label in labels_for(actor, organisation, [int(number[1])]):
        why = f"số hồ sơ {label}"
        yield Found(sort="Hồ sơ", text=label.case.person.full_name, why=why, address=addresses.case(label.case))


def _meetings(actor: Actor, organisation: Organisation, text: str) -> Iterator[Found]:
    """Meetings by their day as it is said (5-6, 5-6-2018, 2018), or by the name of their kind."""
    wanted = fold(text)
    days = re.sub(r"[/.]", "-", wanted)
    shown = 0
    for meeting in meetings(actor, organisation)[:_MEETINGS]:
        if shown < _MOST and (why := _why(meeting, wanted, days)):
            shown += 1
            text = f"{meeting.get_kind_display()} ngày {say_date(meeting.on)}"
            yield Found(sort="Cuộc họp", text=text, why=why, address=f"/hop/{meeting.uid}/")


def _why(meeting: Meeting, wanted: str, days: str) -> str:
    said = say_date(meeting.on)
    if days.removeprefix("hop ") in (said, said.rpartition("-")[0], str(meeting.on.year)):
        return "theo ngày họp"
    return "theo loại cuộc họp" if wanted in fold(meeting.get_kind_display()) else ""


def _pages(actor: Actor, text: str) -> Iterator[Found]:
    words = fold(text).split()
    for title, address, also, permission in PAGES:
        told = fold(f"{title} {also}")
        if actor.holds(permission) and all(word in told for word in words):
            yield Found(sort="Trang", text=title, why="trang của chương trình", address=address)
