"""Parts of a list whose titles say that nobody there is an ordinary member: asked once, and what follows of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique
from typing import TYPE_CHECKING, Final

from chibo.base.vietnamese import fold
from chibo.exchange.lists.cells import date_of, is_blank
from chibo.exchange.lists.composite import parts_of, status_of
from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.kinds import Makes
from chibo.exchange.lists.leaving import HOW_LEFT, says_how
from chibo.exchange.lists.row import RowFault
from chibo.exchange.lists.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from chibo.exchange.lists.kinds import Kind
    from chibo.exchange.lists.row import Row
    from chibo.exchange.lists.standing import Group


@unique
class Answer(StrEnum):
    """What those of one part are."""

    HERE = "here"
    OUT = "out"
    EACH = "each"
    DIED = "died"
    MOVED = "moved"
    REMOVED = "removed"
    EXPELLED = "expelled"
    RESIGNED = "resigned"


_WAYS: Final = {
    Answer.DIED: "từ trần",
    Answer.MOVED: "chuyển đi",
    Answer.REMOVED: "xóa tên",
    Answer.EXPELLED: "khai trừ",
    Answer.RESIGNED: "xin ra khỏi Đảng",
}
_SAID: Final[dict[Standing, dict[Answer, str]]] = {
    Standing.LEFT: {
        Answer.EACH: "Đã rời chi bộ, mỗi người một cách: ghi ở từng dòng",
        **{way: f"Tất cả đã {said}: nhập kèm ngày" for way, said in _WAYS.items()},
        Answer.OUT: "Không nhập",
        Answer.HERE: "Vẫn đang sinh hoạt: nhập như mọi người",
    },
    Standing.EXEMPT: {
        Answer.HERE: "Đảng viên của chi bộ: nhập, rồi ghi việc miễn ở trang Miễn công tác, sinh hoạt",
        Answer.OUT: "Không nhập",
    },
    Standing.GUEST: {
        Answer.OUT: "Đảng viên nơi khác sinh hoạt tạm thời ở đây: không nhập, ghi ở Chuyển sinh hoạt đến",
        Answer.HERE: "Đảng viên của chi bộ: nhập như mọi người",
    },
}
_ASKS: Final = {
    Standing.LEFT: "Tiêu đề nói về người đã rời chi bộ, mà dòng không ghi cách và ngày.",
    Standing.EXEMPT: "Tiêu đề nói về người được miễn công tác, sinh hoạt; danh sách không ghi được việc miễn.",
    Standing.GUEST: "Tiêu đề nói về sinh hoạt tạm thời: người ở nơi khác đến không thành đảng viên của chi bộ.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One such part: its title, how many rows of it do not tell by themselves, what was answered."""

    group: Group
    rows: int
    answer: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def why(self) -> str:
        """Why it is asked."""
        return _ASKS[self.group.standing]


def settle_groups(rows: Sequence[Row], kind: Kind, answers: Mapping[str, str], on: date) -> tuple[Asked, ...]:
    """Ask once about each part of a list of people, and put what was answered into its rows.

    Until somebody answers its rows stay out: nobody who left, or is a guest, comes in as an ordinary member unseen.
    """
    parts: dict[str, list[Row]] = {}
    for row in rows if kind.makes is Makes.PERSON else ():
        if row.group is not None and not _tells(row, row.group.standing):
            parts.setdefault(row.group.mark, []).append(row)
    return tuple(_asked(those, kind, answers, on) for those in parts.values())


def _tells(row: Row, standing: Standing) -> bool:
    """Whether a row tells by itself how its person stands."""
    otherwise = any(not is_blank(row.raw.get(column, "")) for column in (Column.MOVED_IN_ON, Column.STATUS))
    return says_how(row) or (standing is Standing.LEFT and otherwise)


def _asked(rows: Sequence[Row], kind: Kind, answers: Mapping[str, str], on: date) -> Asked:
    group = rows[0].group
    assert group is not None
    said = _SAID[group.standing]
    if kind.opens_case:  # nobody there is a member: none can move as one
        said = {answer: said[answer] for answer in (Answer.OUT, Answer.HERE)}
    answer = answers.get(group.mark, "")
    answer = answer if answer in said else ""
    for row in rows:
        _put(row, group, answer, on)
    choices = tuple((str(one), text) for one, text in said.items())
    return Asked(group=group, rows=len(rows), answer=answer, choices=choices)


def _put(row: Row, group: Group, answer: str, on: date) -> None:
    """Put into a row what was answered of its part."""
    if answer == Answer.HERE:
        return
    if not answer or answer == Answer.OUT:
        what = f"thuộc phần “{group.title}”"
        then = "Không nhập." if answer else "Trả lời ở mục “Phần cần hỏi”; chưa trả lời thì chưa nhập."
        row.faults.append(RowFault(column=Column.IGNORE, what=what, next=then, must=not answer, stops=True))
        return
    row.is_member = row.is_member or "dang vien" in fold(group.title)
    if answer == Answer.EACH:
        what = f"thuộc phần “{group.title}” mà chưa ghi rời chi bộ bằng cách nào"
        row.faults.append(RowFault(column=Column.LEFT_WHY, what=what, next=HOW_LEFT, stops=True))
        return
    words = _WAYS[Answer(answer)]
    column = status_of(words)
    assert column is not None
    row.raw[Column.LEFT_WHY] = words
    row.is_member = row.is_member or column is not Column.DIED_ON
    if column is Column.ENDED_ON:
        row.texts[Column.ENDED_HOW] = words
    _put_day(row, column, on)


def _put_day(row: Row, column: Column, on: date) -> None:
    """Put the day of leaving where it counts: that of the row's own column, else of what was noted in the row."""
    known, said = row.days.get(Column.LEFT_ON), row.raw.get(Column.LEFT_ON, "")
    if known is None and row.group is not None and row.group.is_noted:
        said = parts_of(Column.LEFT_WHY, row.group.title).get(Column.LEFT_ON, "")
        known = date_of(said, on)
    if known is not None and known.earliest <= on and is_blank(row.raw.get(column, "")):
        row.days[column], row.raw[column] = known, said
