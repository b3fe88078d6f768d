"""Every list that goes out as a workbook ready for Word's mail merge: one heading row, one line a person, all text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.once import once
from chibo.base.words.lists import PAPERS, STAGES
from chibo.desk.lists.national import CLEAN_UP
from chibo.desk.lists.people import told
from chibo.desk.lists.rooms import ROOMS
from chibo.desk.lists.shape import ListKind, SheetList
from chibo.desk.queries.filters import STANDINGS
from chibo.desk.queries.filters import Wanted as Filtered
from chibo.desk.queries.people import people_list
from chibo.development.queries import board, duties
from chibo.development.queries.cases import cases
from chibo.development.queries.outlook import outlooks
from chibo.documents.wording import capital, short_day
from chibo.law.vocabulary import DutyKind, Stage
from chibo.meetings.queries import roll_of
from chibo.register.queries import members_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from chibo.base.access import Actor
    from chibo.desk.lists.people import Told
    from chibo.desk.lists.shape import Wanted
    from chibo.meetings.models import Meeting
    from chibo.register.models import Organisation, Person

    Gather = Callable[[Actor, Organisation, date, Wanted], SheetList]


_WHO: Final = ("TT", "Họ và tên", "Tên gọi", "Nam, nữ", "Ngày sinh", "Dân tộc", "Quê quán", "Nơi ở")
_WORK: Final = ("Chức danh", "Nơi công tác")


def _who(place: int, one: Told) -> tuple[str, ...]:
    person = one.person
    return (
        str(place),
        person.full_name,
        one.given_name,
        one.sex,
        one.birth,
        person.ethnicity,
        person.native_place,
        person.residence,
    )


def people_sheet(actor: Actor, organisation: Organisation, on: date, view: str) -> SheetList:
    """The people of one saved view, each with standing, stage and next date."""
    found = people_list(actor, organisation, on, wanted=Filtered(loc=view), limit=0)
    rows = tuple(
        (
            *_who(place, one),
            *(one.job, one.workplace, row.standing, row.stage, one.joined, one.official),
            *(row.next_said, short_day(row.next_due) or ""),
        )
        for place, (row, one) in enumerate(
            zip(found.rows, told((row.person for row in found.rows), on), strict=True), start=1
        )
    )
    columns = (*_WHO, *_WORK, "Diện", "Bước", "Ngày vào Đảng", "Ngày chính thức", "Việc tiếp theo", "Hạn")
    people = tuple(row.person.pk for row in found.rows)
    return SheetList(title=f"Người – {found.wanted.label}", columns=columns, rows=rows, people=people)


def _view(view: str) -> Gather:
    def gather(actor: Actor, organisation: Organisation, on: date, wanted: Wanted) -> SheetList:
        del wanted
        return people_sheet(actor, organisation, on, view)

    return gather


def road_sheet(actor: Actor, organisation: Organisation, on: date, wanted: Wanted) -> SheetList:
    """Everybody on the road with stage, since when, and what comes next."""
    del wanted
    shown = [
        (column, card) for column, card in board(actor, organisation, on).followed() if column.stage is not Stage.NONE
    ]
    people = told((card.person for _, card in shown), on)
    rows = tuple(
        (
            *_who(place, one),
            *(one.job, one.workplace, column.title, short_day(card.since) or ""),
            *(capital(card.said), short_day(card.next_due) or ""),
        )
        for place, ((column, card), one) in enumerate(zip(shown, people, strict=True), start=1)
    )
    columns = (*_WHO, *_WORK, "Bước", "Từ ngày", "Việc tiếp theo", "Hạn")
    whose = tuple(one.person.pk for one in people)
    return SheetList(title="Phát triển đảng viên", columns=columns, rows=rows, people=whose)


def dossier_sheet(actor: Actor, organisation: Organisation, on: date, wanted: Wanted) -> SheetList:
    """Every open dossier with the papers it still lacks."""
    del wanted
    found = list(cases(actor, organisation))
    seen = outlooks(found, on)
    people = told((case.person for case in found), on)
    rows = tuple(
        (
            *(str(place), case.person.full_name, one.given_name, one.birth, *(one.job, one.workplace)),
            *(STAGES[Stage(case.stage)], str(len(outlook.missing))),
            "; ".join(PAPERS[missing.paper] for missing in outlook.missing),
        )
        for place, (case, outlook, one) in enumerate(zip(found, seen, people, strict=True), start=1)
    )
    columns = ("TT", "Họ và tên", "Tên gọi", "Ngày sinh", *_WORK, "Bước", "Số giấy còn thiếu", "Giấy còn thiếu")
    whose = tuple(case.person.pk for case in found)
    return SheetList(title="Hồ sơ và giấy tờ còn thiếu", columns=columns, rows=rows, people=whose)


def meeting_sheet(meeting: Meeting, on: date) -> SheetList:
    """The members called to one meeting, with the day, time and place for the invitation."""
    del on
    roll = roll_of(meeting)
    audit.mention(row.uid for row in roll.rows)
    at = f"{meeting.starts_at:%H:%M}" if meeting.starts_at else ""
    rows = tuple(
        (
            *(str(place), row.name, row.name.rpartition(" ")[2], row.standing),
            *(meeting.get_kind_display(), short_day(meeting.on) or "", at, meeting.place, row.reason),
        )
        for place, row in enumerate(roll.rows, start=1)
    )
    columns = ("TT", "Họ và tên", "Tên gọi", "Diện", "Cuộc họp", "Ngày", "Giờ", "Nơi họp", "Lý do vắng")
    return SheetList(title=f"Mời họp {short_day(meeting.on)}", columns=columns, rows=rows, people=None)


# --- who is sent to a class, who is to get a card ---

AWARENESS: Final = frozenset({DutyKind.SEND_TO_AWARENESS_CLASS, DutyKind.RENEW_AWARENESS_CERTIFICATE})
NEW_MEMBER: Final = frozenset({DutyKind.SEND_TO_NEW_MEMBER_CLASS})


def persons_to_send(actor: Actor, organisation: Organisation, on: date, kinds: frozenset[DutyKind]) -> list[Person]:
    """Return who has to go to a class, in the order of names."""
    due = once(("duties", actor.uid, organisation.pk, on), lambda: duties(actor, organisation, on))
    return _by_name({each.person.pk: each.person for each in due if each.duty.kind in kinds}.values())


def persons_without_card(organisation: Organisation, on: date) -> list[Person]:
    """Return the official members without a card number, in the order of names."""
    return [one for one in members_on(organisation, on) if vars(one)["is_official_on"] and not one.card_number]


def persons_to_card(organisation: Organisation, on: date) -> list[Person]:
    """Return those of them who became official here: of the others only the number of the card is not known."""
    return [
        one for one in persons_without_card(organisation, on) if vars(one)["official_since"] > vars(one)["member_since"]
    ]


def to_send(actor: Actor, organisation: Organisation, on: date, kinds: frozenset[DutyKind]) -> tuple[Told, ...]:
    """Return the same with what lists tell of them."""
    return told(persons_to_send(actor, organisation, on, kinds), on)


def to_card(organisation: Organisation, on: date) -> tuple[Told, ...]:
    """Return the same with what lists tell of them."""
    return told(persons_to_card(organisation, on), on)


def _by_name(persons: Iterable[Person]) -> list[Person]:
    return sorted(persons, key=lambda one: (bytes(one.sort_key), one.pk))


def class_columns() -> tuple[str, ...]:
    """The columns of a list of people sent to a class."""
    return (*_WHO, "Trình độ", *_WORK)


def class_row(place: int, one: Told) -> tuple[str, ...]:
    """One line of such a list."""
    return (*_who(place, one), one.person.schooling, one.job, one.workplace)


def _class_sheet(title: str, kinds: frozenset[DutyKind]) -> Gather:
    def gather(actor: Actor, organisation: Organisation, on: date, wanted: Wanted) -> SheetList:
        del wanted
        people = to_send(actor, organisation, on, kinds)
        rows = tuple(class_row(place, one) for place, one in enumerate(people, start=1))
        whose = tuple(one.person.pk for one in people)
        return SheetList(title=title, columns=class_columns(), rows=rows, people=whose)

    return gather


def _card_sheet(actor: Actor, organisation: Organisation, on: date, wanted: Wanted) -> SheetList:
    del actor, wanted
    return _carded("Đề nghị phát thẻ", to_card(organisation, on))


def _unnumbered_sheet(actor: Actor, organisation: Organisation, on: date, wanted: Wanted) -> SheetList:
    del actor, wanted
    due = {one.pk for one in persons_to_card(organisation, on)}
    others = [one for one in persons_without_card(organisation, on) if one.pk not in due]
    return _carded("Chưa ghi số thẻ", told(others, on))


def _carded(title: str, people: tuple[Told, ...]) -> SheetList:
    rows = tuple((*_who(place, one), one.joined, one.official) for place, one in enumerate(people, start=1))
    columns = (*_WHO, "Ngày vào Đảng", "Ngày chính thức")
    return SheetList(title=title, columns=columns, rows=rows, people=tuple(one.person.pk for one in people))


LISTS: Final[dict[str, ListKind]] = {
    **{
        f"nguoi-{view}": ListKind(
            title=f"Người: {label.lower()}", permission=Permission.VIEW_PEOPLE, gather=_view(view)
        )
        for view, (label, _) in STANDINGS.items()
    },
    "phat-trien": ListKind(title="Phát triển đảng viên", permission=Permission.VIEW_CASES, gather=road_sheet),
    "ho-so": ListKind(title="Hồ sơ và giấy tờ còn thiếu", permission=Permission.VIEW_CASES, gather=dossier_sheet),
    "lop-nhan-thuc": ListKind(
        title="Cử học lớp bồi dưỡng nhận thức về Đảng",
        permission=Permission.VIEW_CASES,
        gather=_class_sheet("Cử học lớp nhận thức về Đảng", AWARENESS),
    ),
    "lop-dang-vien-moi": ListKind(
        title="Cử học lớp bồi dưỡng đảng viên mới",
        permission=Permission.VIEW_CASES,
        gather=_class_sheet("Cử học lớp đảng viên mới", NEW_MEMBER),
    ),
    "phat-the": ListKind(title="Đề nghị phát thẻ đảng viên", permission=Permission.VIEW_SENSITIVE, gather=_card_sheet),
    "chua-ghi-so-the": ListKind(
        title="Đảng viên chính thức từ trước chưa ghi số thẻ",
        permission=Permission.VIEW_SENSITIVE,
        gather=_unnumbered_sheet,
    ),
    "ra-soat-2025": CLEAN_UP,
    **ROOMS,
}
"""By their address. The list of one meeting has an address of its own below the meeting."""
