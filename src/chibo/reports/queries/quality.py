"""Chất lượng dữ liệu: what is missing or contradicts itself, worst first, with the page that mends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import CharField, Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce, Length

from chibo.base.refusal import NotYoursError
from chibo.law.calendar import add_months
from chibo.register.facts import covering
from chibo.register.models import Admission, Membership, Person
from chibo.register.queries import below, head_count, last_admission, term_on
from chibo.reports.queries.figures import ensure_readable
from chibo.reviews.queries import targets

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.register.models import Organisation

SHOWN = 200  # people listed under one fault; the rest come up as these are mended
_FULL = 10  # letters of a date known to the day
_YEAR_AND_MONTH = 13  # months after which a probation without recognition is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One kind of fault: what it is called, what it spoils, and the field whose page mends it (empty: the person's)."""

    key: str
    name: str
    spoils: str
    is_at_fault: Callable[[date], Q]
    field: str = ""

    def repair(self, person: Person) -> str:
        """Where the fault of one person is mended."""
        return f"/nguoi/{person.uid}/dinh-chinh/{self.field}/" if self.field else f"/nguoi/{person.uid}/"


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


def _late(on: date) -> Q:
    return Q(joined__lte=add_months(on, -_YEAR_AND_MONTH), recognised__isnull=True, was_official=False)


FAULTS: Final[tuple[Fault, ...]] = (
    Fault(
        key="hai-noi",
        name="Đang ở hai đơn vị cùng một ngày",
        spoils="Bị đếm hai lần trong mọi thống kê và mẫu số biểu quyết.",
        is_at_fault=lambda _: Q(spells__gt=1),
    ),
    Fault(
        key="qua-han-du-bi",
        name="Vào Đảng quá 13 tháng mà chưa ghi ngày công nhận chính thức",
        spoils="Không được tính vào mẫu số biểu quyết, dù có thể đã là đảng viên chính thức.",
        is_at_fault=_late,
    ),
    Fault(
        key="ngay-vao-dang",
        name="Chưa ghi ngày vào Đảng",
        spoils="Không tính được hạn dự bị, tuổi đảng và số kết nạp.",
        is_at_fault=lambda _: Q(joined__isnull=True),
    ),
    Fault(
        key="ngay-quyet-dinh",
        name="Chưa ghi ngày quyết định kết nạp",
        spoils="Tuổi đảng tính từ ngày này.",
        is_at_fault=lambda _: Q(joined__isnull=False, decided__isnull=True),
    ),
    Fault(
        key="ngay-sinh",
        name="Ngày sinh chưa ghi hoặc chưa đủ ngày, tháng, năm",
        spoils="Không có trong tháp tuổi và biểu theo tuổi.",
        is_at_fault=lambda _: ~Q(birth_letters=_FULL),
        field="birth",
    ),
    Fault(
        key="gioi-tinh",
        name="Chưa ghi giới tính",
        spoils="Biểu theo giới tính thiếu người.",
        is_at_fault=lambda _: Q(sex=""),
        field="sex",
    ),
    Fault(
        key="dan-toc",
        name="Chưa ghi dân tộc",
        spoils="Biểu theo dân tộc thiếu người.",
        is_at_fault=lambda _: Q(ethnicity=""),
        field="ethnicity",
    ),
    Fault(
        key="trinh-do",
        name="Chưa ghi trình độ",
        spoils="Biểu theo trình độ thiếu người.",
        is_at_fault=lambda _: Q(schooling=""),
        field="schooling",
    ),
    Fault(
        key="ly-luan",
        name="Chưa ghi trình độ lý luận chính trị",
        spoils="Biểu theo lý luận chính trị thiếu người.",
        is_at_fault=lambda _: Q(theory_level=""),
        field="theory_level",
    ),
)


def quality(actor: Actor, unit: Organisation, on: date) -> Quality:
    """Look over the members of a unit and of everything under it. Raises :class:`NotYoursError`.

    One query counts every fault, however many people there are.
    """
    ensure_readable(actor, unit)
    counts = _members(unit, on).aggregate(
        members=Count("pk"), **{fault.key: Count("pk", filter=fault.is_at_fault(on)) for fault in FAULTS}
    )
    found = tuple(Finding(fault=fault, count=counts[fault.key]) for fault in FAULTS if counts[fault.key])
    return Quality(unit=unit, on=on, members=counts["members"], findings=found, missing=_missing(unit, on))


def people_with(actor: Actor, unit: Organisation, on: date, key: str) -> tuple[Fault, tuple[Person, ...]]:
    """Give a fault and the first people it was found at, by name. Raises :class:`NotYoursError`."""
    ensure_readable(actor, unit)
    fault = next((one for one in FAULTS if one.key == key), None)
    if fault is None:
        raise NotYoursError
    rows = _members(unit, on).filter(fault.is_at_fault(on)).order_by("sort_key", "pk")
    return fault, tuple(rows[:SHOWN])


def _members(unit: Organisation, on: date) -> QuerySet[Person]:
    spells = Membership.objects.filter(covering(on), below(unit), person=OuterRef("pk"))
    many = spells.order_by().values("person").annotate(many=Count("pk")).values("many")
    admission: QuerySet[Admission] = last_admission(on)
    return Person.objects.filter(Exists(spells)).annotate(
        spells=Subquery(many),
        joined=Subquery(admission.values("ceremony_on")[:1]),
        decided=Subquery(admission.values("decided_on")[:1]),
        recognised=Subquery(admission.annotate(since=Coalesce("recognised_on", "official_on")).values("since")[:1]),
        was_official=Exists(Membership.objects.filter(person=OuterRef("pk"), was_official=True)),
        birth_letters=Length(Cast("birth", CharField())),
    )


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
