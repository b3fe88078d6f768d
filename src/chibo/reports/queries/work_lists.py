"""The lists behind the figures on the rest of a unit's work: classes, tasks, awareness, promises, honours."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from chibo.base.dates import say_date
from chibo.base.numbers import whole_number
from chibo.development.models import CaseTask, Certificate, ClassKind, ClassPlace, TrainingClass
from chibo.register.queries import members_on
from chibo.register.tree import under_way_then
from chibo.reports.queries.lists import FigureList, ListRow, with_unseen
from chibo.reports.queries.naming import may_be_named
from chibo.reports.queries.prose.facts import during
from chibo.reviews.models import AwarenessActivity, Commitment, PartyBadge
from chibo.reviews.queries import commendations_decided

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation, Person

    Cells = tuple[str | date | None, ...]

BADGE = "huy-hieu-"
"""Before the years of one kind of badge."""


def work_list(actor: Actor, organisation: Organisation, what: str, since: date, on: date) -> FigureList | None:
    """The list of a figure on the rest of the work, from one day to another; nothing where there is no such list."""
    if what.startswith(BADGE) and (years := whole_number(what.removeprefix(BADGE))) is not None:
        return _badges(actor, organisation, since, on, years)
    if what == "huy-hieu":
        return _badges(actor, organisation, since, on)
    make = _LISTS.get(what)
    return make(organisation, since, on) if make else None


def _days(since: date, on: date) -> str:
    return f"từ {say_date(since)} đến {say_date(on)}"


def _people(
    title: str, columns: tuple[str, ...], rows: Iterable[tuple[Person, Cells]], unit: str = "lượt người"
) -> FigureList:
    told = tuple(ListRow(name=str(one), person_uid=str(one.uid), cells=cells) for one, cells in rows)
    return FigureList(title=title, columns=("Họ tên", *columns), rows=told, count=len(told), unit=unit)


# ---------------------------------------------------------------------- awareness, classes, tasks


def _activities(organisation: Organisation, since: date, on: date) -> FigureList:
    found = AwarenessActivity.objects.filter(during(since, on, "on"), organisation=organisation).order_by("on", "pk")
    rows = tuple(ListRow(name=str(one), cells=(one.get_sort_display(), one.on)) for one in found)
    title = f"Tuyên truyền, giác ngộ quần chúng {_days(since, on)}"
    return FigureList(
        title=title, columns=("Chủ đề", "Hình thức", "Ngày"), rows=rows, count=len(rows), unit="hoạt động"
    )


def _classes(kind: ClassKind) -> Callable[[Organisation, date, date], FigureList]:
    def make(organisation: Organisation, since: date, on: date) -> FigureList:
        held = TrainingClass.objects.filter(during(since, on, "starts_on"), organisation=organisation, kind=kind)
        found = held.filter(cancelled_on__isnull=True).order_by("starts_on", "pk")
        rows = tuple(ListRow(name=str(one), cells=(one.organiser, one.starts_on, one.last_on)) for one in found)
        columns = ("Lớp", "Nơi mở lớp", "Khai giảng", "Bế giảng")
        title = f"{kind.label}: lớp khai giảng {_days(since, on)}"
        return FigureList(title=title, columns=columns, rows=rows, count=len(rows), unit="lớp")

    return make


def _sent(kind: ClassKind) -> Callable[[Organisation, date, date], FigureList]:
    def make(organisation: Organisation, since: date, on: date) -> FigureList:
        places = ClassPlace.objects.exclude(state=ClassPlace.State.LEFT).filter(
            during(since, on, "training_class__starts_on"),
            training_class__organisation=organisation,
            training_class__kind=kind,
            training_class__cancelled_on__isnull=True,
        )
        found = places.select_related("person", "training_class").order_by(
            "training_class__starts_on", "person__sort_key"
        )
        rows = ((one.person, (one.training_class.starts_on, one.get_state_display())) for one in found)
        return _people(f"{kind.label}: người được cử {_days(since, on)}", ("Khai giảng", "Tình trạng"), rows)

    return make


def _certified(kind: ClassKind) -> Callable[[Organisation, date, date], FigureList]:
    def make(organisation: Organisation, since: date, on: date) -> FigureList:
        issued = Certificate.objects.filter(during(since, on, "issued_on"), organisation=organisation, kind=kind)
        found = issued.filter(voided_on__isnull=True).select_related("person").order_by("issued_on", "person__sort_key")
        rows = ((one.person, (one.issued_on, one.number, one.issued_by)) for one in found)
        title = f"{kind.label}: giấy chứng nhận cấp {_days(since, on)}"
        return _people(title, ("Ngày cấp", "Số", "Nơi cấp"), rows, "giấy chứng nhận")

    return make


def _tasks(title: str, field: str) -> Callable[[Organisation, date, date], FigureList]:
    def make(organisation: Organisation, since: date, on: date) -> FigureList:
        given = CaseTask.objects.filter(during(since, on, field), case__organisation=organisation)
        found = given.filter(withdrawn_on__isnull=True).select_related("case__person").order_by(field, "pk")
        rows = ((one.case.person, (one.title, one.given_on, one.done_on)) for one in found)
        return _people(f"{title} {_days(since, on)}", ("Việc được giao", "Ngày giao", "Ngày xong"), rows, "việc")

    return make


# ---------------------------------------------------------------------- promises, honours


def _commitments(organisation: Organisation, _: date, on: date) -> FigureList:
    """Those in by the day, of the members of the day, in the rounds of its year, from its first day on."""
    rounds = {"round__organisation": organisation, "round__year": on.year, "round__opened_on__lte": on}
    members = members_on(organisation, on).order_by().values("pk")
    found = Commitment.objects.filter(**rounds, handed_on__lte=on, person__in=members)
    ordered = found.select_related("person", "round").order_by("person__sort_key", "person_id", "round_id")
    rows = ((one.person, (one.round.name, one.handed_on)) for one in ordered)
    return _people(f"Cam kết năm {on.year} đã nộp đến {say_date(on)}", ("Đợt", "Ngày nộp"), rows, "bản cam kết")


def _commended(title: str, *, of_people: bool) -> Callable[[Organisation, date, date], FigureList]:
    def make(organisation: Organisation, since: date, on: date) -> FigureList:
        decided = commendations_decided(organisation, since, on + timedelta(days=1))
        found = decided.filter(person__isnull=not of_people).order_by("decided_on", "pk")
        rows = tuple(
            ListRow(
                name=str(one.person or organisation),
                person_uid=str(one.person.uid) if one.person else "",
                cells=(one.get_form_display(), one.merit, one.decided_on),
            )
            for one in found
        )
        columns = ("Được khen", "Hình thức", "Thành tích", "Ngày quyết định")
        said = f"{title} {_days(since, on)}"
        return FigureList(title=said, columns=columns, rows=rows, count=len(rows), unit="lượt khen thưởng")

    return make


def _badges(actor: Actor, organisation: Organisation, since: date, on: date, years: int | None = None) -> FigureList:
    """Here and below; of units below only those are named whom the actor may see there."""
    given = PartyBadge.objects.filter(under_way_then(organisation, on), during(since, on, "given_on"), closed_on=None)
    found = given.filter(years=years) if years else given
    seen = found.filter(may_be_named(actor)).select_related("person")
    ordered = seen.order_by("given_on", "years", "person__sort_key", "pk")
    rows = ((one.person, (f"{one.years} năm", one.given_on)) for one in ordered)
    kind = f"Huy hiệu {years} năm tuổi Đảng" if years else "Huy hiệu Đảng"
    listed = _people(f"{kind} trao {_days(since, on)}", ("Loại", "Ngày trao"), rows, "huy hiệu")
    return with_unseen(listed, found.count())


OF_CASES: Mapping[str, Callable[[Organisation, date, date], FigureList]] = {
    "lop-mo-nhan-thuc": _classes(ClassKind.AWARENESS),
    "cu-hoc-nhan-thuc": _sent(ClassKind.AWARENESS),
    "chung-nhan-nhan-thuc": _certified(ClassKind.AWARENESS),
    "lop-mo-dang-vien-moi": _classes(ClassKind.NEW_MEMBER),
    "cu-hoc-dang-vien-moi": _sent(ClassKind.NEW_MEMBER),
    "chung-nhan-dang-vien-moi": _certified(ClassKind.NEW_MEMBER),
    "nhiem-vu-giao": _tasks("Nhiệm vụ rèn luyện, thử thách giao riêng", "given_on"),
    "nhiem-vu-xong": _tasks("Nhiệm vụ rèn luyện, thử thách đã làm xong", "done_on"),
}
"""What only those see who may see the cases."""

_LISTS: Mapping[str, Callable[[Organisation, date, date], FigureList]] = {
    **OF_CASES,
    "tuyen-truyen": _activities,
    "cam-ket-da-nop": _commitments,
    "khen-ca-nhan": _commended("Cá nhân được khen thưởng", of_people=True),
    "khen-tap-the": _commended("Tập thể được khen thưởng", of_people=False),
}
