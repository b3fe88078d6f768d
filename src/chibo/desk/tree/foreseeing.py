"""What a change of the tree would do: the act itself, done and taken back at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction

from chibo.register.business import GOING, STAYING
from chibo.register.models import Organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from chibo.register.models import OrganisationChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """One thing that a change does: how many of what, whether it goes along or stays, and what to know about it."""

    count: int
    words: str
    goes: bool
    note: str = ""


def foresee(
    act: Callable[[], OrganisationChange | Organisation], sources: Sequence[Organisation]
) -> tuple[Consequence, ...]:
    """Do an act and take it back at once: what it would do is told by itself. Raises what the act raises."""
    with transaction.atomic():
        staying = tuple(_staying(sources))
        told = (*_going(act()), *staying)
        transaction.set_rollback(True)
    for one in sources:
        one.refresh_from_db()
    return told


_PEOPLE: Final = (
    (
        "members",
        "đảng viên",
        "Đảng tịch cũ đóng và đảng tịch mới mở đúng ngày có hiệu lực; số liệu trước ngày đó giữ nguyên.",
    ),
    ("staff", "cán bộ trong biên chế", "Công tác ghi tiếp ở cơ quan cùng tên của nơi nhận."),
    ("people", "người trong danh sách quản lý", "Cả quần chúng, người đã rời Đảng và hồ sơ lưu của họ."),
    ("exempt", "lần miễn công tác, sinh hoạt", "Còn hạn thì nơi nhận theo dõi tiếp, giữ ngày hết hạn."),
    ("away", "lần chuyển sinh hoạt tạm thời", "Còn hạn thì nơi nhận theo dõi tiếp, giữ ngày trở về."),
    ("units", "tổ chức đổi vị trí trong cây", "Người được giao quyền theo tổ chức vẫn thấy tổ chức đó."),
)


def _going(change: OrganisationChange | Organisation) -> Iterator[Consequence]:
    if isinstance(change, Organisation):
        return  # founded or renamed: nobody moves
    for key, words, note in _PEOPLE:
        if change.counts.get(key):
            yield Consequence(count=change.counts[key], words=words, goes=True, note=note)
    for business in GOING:
        if change.counts.get(business.record):
            count = change.counts[business.record]
            yield Consequence(count=count, words=business.words, goes=True, note=business.note)


def _staying(sources: Sequence[Organisation]) -> Iterator[Consequence]:
    """What is under way and stays with organisations that end."""
    for business in STAYING:
        of_these = {f"{business.organisation}__in": list(sources)}
        count = business.rows.filter(business.is_open, **of_these).count() if sources else 0
        if count:
            yield Consequence(count=count, words=business.words, goes=False, note=business.note)
