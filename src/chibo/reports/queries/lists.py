"""The lists behind the figures: exactly the people or records that a figure counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from chibo.base.dates import say_date
from chibo.development.queries import newcomers
from chibo.documents.wording import capital
from chibo.register.models import Admission, Employment
from chibo.register.queries import admissions_in, members_on, staff_on, stated_staff, term_on
from chibo.reports.queries.figures import say_share
from chibo.reviews.models import Classification, Target
from chibo.reviews.queries import targets, titles_by_year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from django.db.models import QuerySet

    from chibo.register.models import Organisation, Person
    from chibo.register.staffing import Unnamed
    from chibo.reviews.queries import ReviewResult

Grade = Classification.Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One line: a person (with the uid of the page) or a record, and what is said beside it."""

    name: str
    person_uid: str = ""
    cells: tuple[str | date | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureList:
    """A list with its heading, its columns and a sentence on how it was counted.

    ``count`` is what the figure says; it differs from the number of rows only for years known only as totals, and
    then ``note`` says so. ``unit`` names what is counted where it is neither people nor mere entries.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[ListRow, ...]
    count: int
    note: str = ""
    unit: str = ""


def term_admissions(organisation: Organisation, on: date) -> QuerySet[Admission]:
    """Return the admissions by this organisation from the start of the term of ``on`` up to and including ``on``."""
    term = term_on(organisation, on)
    if term is None:
        return Admission.objects.none()
    return admissions_in(organisation, term.starts_on, on + timedelta(days=1))


def _members(organisation: Organisation, on: date) -> FigureList:
    rows = tuple(
        ListRow(
            name=str(one),
            person_uid=str(one.uid),
            cells=("chính thức" if is_official else "dự bị", since),
        )
        for one, is_official, since in _told(organisation, on)
    )
    return _people(f"Đảng viên của chi bộ ngày {say_date(on)}", ("Diện", "Thuộc chi bộ từ"), rows)


def _told(organisation: Organisation, on: date) -> Iterator[tuple[Person, bool, date]]:
    for one in members_on(organisation, on):
        yield one, bool(getattr(one, "is_official_on", False)), getattr(one, "member_since", on)


def _staff(organisation: Organisation, on: date) -> FigureList:
    members = set(members_on(organisation, on).values_list("pk", flat=True))
    named = _staff_rows(
        f"Cán bộ của cơ quan ngày {say_date(on)}",
        organisation,
        on,
        staff_on(organisation, on),
        lambda one: "đảng viên" if one.pk in members else "chưa là đảng viên",
    )
    return with_unnamed(named, organisation, on, lambda one: one.staff)


def _staff_members(organisation: Organisation, on: date) -> FigureList:
    both = staff_on(organisation, on).filter(pk__in=members_on(organisation, on).order_by().values("pk"))
    named = _staff_rows(f"Cán bộ là đảng viên ngày {say_date(on)}", organisation, on, both, lambda _: "đảng viên")
    return with_unnamed(named, organisation, on, lambda one: one.members)


def with_unnamed(named: FigureList, organisation: Organisation, on: date, many: Callable[[Unnamed], int]) -> FigureList:
    """Say of a list of staff how many more only a count tells, and by what source. One query."""
    told = [(one, many(one)) for one in stated_staff(organisation, on) if many(one)]
    if not told:
        return named
    more = "; ".join(f"{count} người theo số ngày {say_date(one.on)} ({one.source})" for one, count in told)
    note = f"Danh sách ghi tên {len(named.rows)} người; sổ chưa ghi tên {more}."
    return replace(named, count=named.count + sum(count for _, count in told), note=note)


def with_unseen(listed: FigureList, count: int) -> FigureList:
    """Let a list say what its figure says where not everything counted may be shown to who asks."""
    if count == len(listed.rows):
        return listed
    note = f"Danh sách ghi {len(listed.rows)} dòng; số còn lại ở đơn vị cấp dưới, đồng chí chưa được giao quyền xem."
    return replace(listed, count=count, note=note)


def _not_sources(organisation: Organisation, on: date) -> FigureList:
    title = f"Cán bộ chưa vào nguồn ngày {say_date(on)}"
    people = newcomers(organisation, on)
    return _staff_rows(title, organisation, on, people, lambda _: "chưa vào nguồn")


def _staff_rows(
    title: str, organisation: Organisation, on: date, people: QuerySet[Person], said: Callable[[Person], str]
) -> FigureList:
    jobs = Employment.objects.filter(workplace__organisation=organisation, starts_on__lte=on).order_by("starts_on")
    held = {
        person: (position, since) for person, position, since in jobs.values_list("person_id", "position", "starts_on")
    }
    rows = tuple(
        ListRow(name=str(one), person_uid=str(one.uid), cells=(*held.get(one.pk, ("", None)), said(one)))
        for one in people
    )
    return _people(title, ("Chức danh", "Vào làm từ", "Diện"), rows)


def _admitted(organisation: Organisation, on: date) -> FigureList:
    return _admission_rows(f"Kết nạp từ đầu nhiệm kỳ đến {say_date(on)}", list(term_admissions(organisation, on)), on)


def _admitted_last(organisation: Organisation, on: date) -> FigureList:
    found = list(term_admissions(organisation, on))
    last = [one for one in found if one.ceremony_on == found[-1].ceremony_on]
    return _admission_rows(f"Lần kết nạp gần nhất đến {say_date(on)}", last, on)


def _admission_rows(title: str, found: list[Admission], on: date) -> FigureList:
    """What was not yet so on the day of the figure is not shown."""
    rows = tuple(
        ListRow(
            name=str(one.person),
            person_uid=str(one.person.uid),
            cells=(
                one.decided_on,
                one.ceremony_on,
                one.official_on if one.official_on and one.official_on <= on else None,
            ),
        )
        for one in found
    )
    return _people(title, ("Quyết định", "Lễ kết nạp", "Chính thức"), rows)


def _share_target(organisation: Organisation, on: date) -> FigureList:
    return _target_rows(organisation, on, Target.Metric.MEMBER_SHARE)


def _admission_target(organisation: Organisation, on: date) -> FigureList:
    return _target_rows(organisation, on, Target.Metric.ADMISSIONS)


def _target_rows(organisation: Organisation, on: date, metric: Target.Metric) -> FigureList:
    term = term_on(organisation, on)
    found = [target for target in targets(term) if target.metric == metric] if term else []
    rows = tuple(
        ListRow(
            name=capital(target.get_metric_display()),
            cells=(
                f"{target.value}%" if target.metric == Target.Metric.MEMBER_SHARE else str(target.value),
                target.ground,
            ),
        )
        for target in found
    )
    title = f"Chỉ tiêu nhiệm kỳ {term.name}" if term else "Chỉ tiêu nhiệm kỳ"
    return FigureList(title=title, columns=("Chỉ tiêu", "Số", "Căn cứ"), rows=rows, count=len(rows))


def _good(result: ReviewResult) -> FigureList:
    title = f"Hoàn thành tốt nhiệm vụ trở lên năm {result.year}"
    note = f"{result.good_or_better} trên {result.rated} đảng viên được xếp loại"
    return _graded(result, title, note, result.good_or_better, Grade.EXCELLENT, Grade.GOOD)


def _excellent(result: ReviewResult) -> FigureList:
    title = f"Hoàn thành xuất sắc nhiệm vụ năm {result.year}"
    share = f", {say_share(result.excellent_share)}" if result.excellent_share is not None else ""
    note = f"{result.excellent} trên {result.good_or_better} người hoàn thành tốt trở lên{share}"
    return _graded(result, title, note, result.excellent, Grade.EXCELLENT)


def _rated(result: ReviewResult) -> FigureList:
    title = f"Đảng viên được xếp loại năm {result.year}"
    return _graded(result, title, f"{result.rated} đảng viên được xếp loại", result.rated)


def _graded(result: ReviewResult, title: str, note: str, count: int, *grades: Grade) -> FigureList:
    rows = tuple(
        ListRow(name=str(one.person), person_uid=str(one.person.uid), cells=(one.grade.label,))
        for one in result.graded(*grades)
    )
    only = ". Năm này chỉ ghi tổng số, không có danh sách từng người." if result.is_totals_only else "."
    return FigureList(title=title, columns=("Họ tên", "Xếp loại"), rows=rows, count=count, note=note + only)


def titles_list(organisation: Organisation, year: int, on: date) -> FigureList | None:
    """The titles of one year that were known on a day, or nothing where there is none."""
    found = titles_by_year(organisation, on).get(year)
    if not found:
        return None
    rows = tuple(ListRow(name=str(organisation), cells=(one.name, one.decided_on)) for one in found)
    title = f"Danh hiệu năm {year}"
    return FigureList(title=title, columns=("Tổ chức", "Danh hiệu", "Ngày công nhận"), rows=rows, count=len(rows))


def _people(title: str, columns: tuple[str, ...], rows: tuple[ListRow, ...]) -> FigureList:
    return FigureList(title=title, columns=("Họ tên", *columns), rows=rows, count=len(rows))


BY_DAY: dict[str, Callable[[Organisation, date], FigureList]] = {
    "dang-vien": _members,
    "can-bo": _staff,
    "can-bo-la-dang-vien": _staff_members,
    "chua-vao-nguon": _not_sources,
    "ket-nap": _admitted,
    "ket-nap-gan-nhat": _admitted_last,
    "chi-tieu-ket-nap": _admission_target,
    "chi-tieu-ty-le": _share_target,
}
BY_YEAR: dict[str, Callable[[ReviewResult], FigureList]] = {
    "xep-loai": _rated,
    "hoan-thanh-tot": _good,
    "hoan-thanh-xuat-sac": _excellent,
}
