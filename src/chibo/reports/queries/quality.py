"""Chất lượng dữ liệu: what is missing or contradicts itself, worst first, with the page that mends it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Any, Final

from chibo.base.refusal import NotYoursError
from chibo.law.calendar import add_months
from chibo.register.models import Organisation, Person
from chibo.register.queries import below, head_count, term_on
from chibo.reports.queries.figures import ensure_readable
from chibo.reports.queries.naming import People, named
from chibo.reports.queries.statistics.dimensions import FULL, eye
from chibo.reports.queries.statistics.standing import census_of
from chibo.reviews.queries import targets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from chibo.base.access import Actor
    from chibo.reports.queries.statistics.census import Road, Row, Seen
    from chibo.reports.queries.statistics.dimensions import Eye

_DATES: Final = "dinh-chinh/ngay-vao-dang/"
_YEAR_AND_MONTH = 13  # months after which a probation without recognition is told


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What a fault is judged by besides the record: who looks, units that are no more, people counted twice."""

    eye: Eye
    gone: frozenset[str]
    twice: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One kind of fault: what it is called, what it spoils, and the page that mends it below the person's address.

    ``column`` is the column of the census, ``judge`` tells of one of its values whether it is at fault.
    """

    key: str
    name: str
    spoils: str
    column: str
    judge: Callable[[_Look], Callable[[Any], bool]]
    page: str = ""

    def repair(self, person: Person) -> str:
        """Where the fault of one person is mended."""
        return f"/nguoi/{person.uid}/{self.page}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fault with the number of people it was found at."""

    fault: Fault
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """What was found at a unit: ``missing`` are sentences about the unit itself, each with the page that mends it."""

    unit: Organisation
    on: date
    members: int
    findings: tuple[Finding, ...]
    missing: tuple[tuple[str, str], ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found."""
        return not self.findings and not self.missing


def _late(look: _Look) -> Callable[[Road], bool]:
    limit = add_months(look.eye.on, -_YEAR_AND_MONTH).isoformat()

    def judge(road: Road) -> bool:
        last = look.eye.last(road)
        is_known = not last or last.ceremony > limit or last.recognised or last.official or road.openings
        return not is_known

    return judge


def _is_empty(_look: _Look) -> Callable[[str], bool]:
    return lambda value: not value


def _is_vague(_look: _Look) -> Callable[[str], bool]:
    return lambda birth: len(birth) != FULL


def _has_no_joining(look: _Look) -> Callable[[Road], bool]:
    return lambda road: look.eye.last(road) is None


def _has_no_decision(look: _Look) -> Callable[[Road], bool]:
    return lambda road: (last := look.eye.last(road)) is not None and not last.decided


FAULTS: Final[tuple[Fault, ...]] = (
    Fault(
        key="hai-noi",
        name="Đang ở hai đơn vị cùng một ngày",
        spoils="Bị đếm hai lần trong mọi thống kê và mẫu số biểu quyết.",
        column="person",
        judge=lambda look: look.twice.__contains__,
        page="chuyen/",
    ),
    Fault(
        key="don-vi-da-het",
        name="Đang ở đơn vị đã kết thúc, sáp nhập",
        spoils="Có trong tổng của cấp trên mà không thuộc đơn vị nào đang hoạt động; biến động của kỳ lệch theo.",
        column="key",
        judge=lambda look: look.gone.__contains__,
        page="chuyen-di/",
    ),
    Fault(
        key="qua-han-du-bi",
        name="Vào Đảng quá 13 tháng mà chưa ghi ngày công nhận chính thức",
        spoils="Không được tính vào mẫu số biểu quyết, dù có thể đã là đảng viên chính thức.",
        column="road",
        judge=_late,
        page=f"{_DATES}#id_recognised_on",
    ),
    Fault(
        key="ngay-vao-dang",
        name="Chưa ghi ngày vào Đảng",
        spoils="Không tính được hạn dự bị, tuổi đảng và số kết nạp.",
        column="road",
        judge=_has_no_joining,
        page=f"{_DATES}#id_ceremony_on",
    ),
    Fault(
        key="ngay-quyet-dinh",
        name="Chưa ghi ngày quyết định kết nạp",
        spoils="Tuổi đảng tính từ ngày này.",
        column="road",
        judge=_has_no_decision,
        page=f"{_DATES}#id_decided_on",
    ),
    Fault(
        key="ngay-sinh",
        name="Ngày sinh chưa ghi hoặc chưa đủ ngày, tháng, năm",
        spoils="Không có trong tháp tuổi và biểu theo tuổi.",
        column="birth",
        judge=_is_vague,
        page="dinh-chinh/birth/",
    ),
    *(
        Fault(key=key, name=name, spoils=spoils, column=column, judge=_is_empty, page=f"dinh-chinh/{field}/")
        for key, name, spoils, column, field in (
            ("gioi-tinh", "Chưa ghi giới tính", "Biểu theo giới tính thiếu người.", "sex", "sex"),
            ("dan-toc", "Chưa ghi dân tộc", "Biểu theo dân tộc thiếu người.", "ethnicity", "ethnicity"),
            ("trinh-do", "Chưa ghi trình độ", "Biểu theo trình độ thiếu người.", "schooling", "schooling"),
            (
                "ly-luan",
                "Chưa ghi trình độ lý luận chính trị",
                "Biểu theo lý luận chính trị thiếu người.",
                "theory",
                "theory_level",
            ),
        )
    ),
)
"""What spoils most comes first."""


def is_thin(row: Row, seen_from: Eye) -> bool:
    """Whether something is missing of a member that tables ask for."""
    is_known = row.sex and row.ethnicity and row.schooling and row.theory and len(row.birth) == FULL
    return not is_known or seen_from.last(row.road) is None


def quality(actor: Actor, unit: Organisation, on: date) -> Quality:
    """Look over the members of a unit and of everything under it. Raises :class:`NotYoursError`.

    The queries are the same for five people and for a province.
    """
    ensure_readable(actor, unit)
    seen = census_of(unit).on(unit, on.isoformat())
    look = _look(unit, on, seen)
    counts = {fault.key: len(set(_at_fault(seen, look, fault))) for fault in FAULTS}
    found = tuple(Finding(fault=fault, count=counts[fault.key]) for fault in FAULTS if counts[fault.key])
    members = len(set(seen.column("person")))
    return Quality(unit=unit, on=on, members=members, findings=found, missing=_missing(unit, on))


def people_with(actor: Actor, unit: Organisation, on: date, key: str) -> tuple[Fault, People]:
    """Give a fault and the people it was found at; too many are counted only, and so is who may not be seen.

    Raises :class:`NotYoursError`.
    """
    ensure_readable(actor, unit)
    fault = next((one for one in FAULTS if one.key == key), None)
    if fault is None:
        raise NotYoursError
    seen = census_of(unit).on(unit, on.isoformat())
    return fault, named(actor, set(_at_fault(seen, _look(unit, on, seen), fault)), on)


def _look(unit: Organisation, on: date, seen: Seen) -> _Look:
    gone = Organisation.objects.filter(below(unit, field="scope_key"), ends_on__lte=on)
    many = Counter(seen.column("person"))
    return _Look(
        eye=eye(unit, on),
        gone=frozenset(gone.values_list("scope_key", flat=True)),
        twice=frozenset(person for person, spells in many.items() if spells > 1),
    )


def _at_fault(seen: Seen, look: _Look, fault: Fault) -> Iterator[int]:
    """The numbers of the people at fault; each value of the column is judged once."""
    told, judge = list(seen.column(fault.column)), fault.judge(look)
    known = {value: judge(value) for value in set(told)}
    return compress(seen.column("person"), map(known.__getitem__, told))


def _missing(unit: Organisation, on: date) -> tuple[tuple[str, str], ...]:
    term = term_on(unit, on)
    checks = (
        (term is None, "Chưa ghi nhiệm kỳ: không tính được số kết nạp trong nhiệm kỳ và dự báo."),
        (term is not None and not targets(term), "Chưa nhập chỉ tiêu của nghị quyết đại hội: không so được kết quả."),
        (
            unit.kind.is_cell and not head_count(unit, on).staff,
            "Chưa ghi cán bộ của cơ quan: không tính được tỷ lệ đảng viên.",
        ),
    )
    return tuple((said, "/cai-dat/") for is_missing, said in checks if is_missing)
