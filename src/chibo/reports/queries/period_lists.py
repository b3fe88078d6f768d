"""The lists behind the figures of a report in words: who or what was counted on a day, or from one day to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from chibo.base.access import Permission, within
from chibo.base.dates import say_date
from chibo.base.words.findings import STEPS
from chibo.development.queries import durations
from chibo.law.vocabulary import StepKind
from chibo.meetings.models import Concern
from chibo.register.facts import covering
from chibo.register.models import Admission, Membership, Person
from chibo.register.queries import began_by_admission, members_on, staff_on
from chibo.reports.queries.forecasting.roads import ENTRIES
from chibo.reports.queries.lists import FigureList, ListRow, with_unnamed, with_unseen
from chibo.reports.queries.naming import may_be_named
from chibo.reports.queries.prose.facts import (
    THEMATIC,
    during,
    resolutions,
    sessions,
    steps,
    walking,
)
from chibo.reports.queries.prose.fields import STAGE_FIELDS, STEP_FIELDS
from chibo.reports.queries.prose.members import MAJORITY, recognitions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase
    from chibo.meetings.models import Meeting
    from chibo.register.models import Organisation

JoinedBy, LeftBy = Membership.JoinedBy, Membership.LeftBy
_CASE = ("case__person", "case__organisation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who asks of which unit, from which day to which; of a stock only the last day counts."""

    actor: Actor
    organisation: Organisation
    since: date
    on: date

    @property
    def days(self) -> str:
        """The time in words."""
        return f"từ {say_date(self.since)} đến {say_date(self.on)}"

    def may_name(self, organisation: Organisation) -> bool:
        """Whether who asks may see people of an organisation: below the unit they may be counted only."""
        return self.actor.may(Permission.VIEW_PEOPLE, organisation.scope_key)


def period_list(actor: Actor, organisation: Organisation, what: str, since: date, on: date) -> FigureList | None:
    """The list of a figure that counts within a time, or nothing for a list that does not exist."""
    make = _LISTS.get(what)
    return make(Asked(actor=actor, organisation=organisation, since=since, on=on)) if make else None


# ---------------------------------------------------------------------- members of a day


def _members(title: str, which: Callable[[Person], bool]) -> Callable[[Asked], FigureList]:
    def make(asked: Asked) -> FigureList:
        people = [one for one in members_on(asked.organisation, asked.on) if which(one)]
        rows = ((one, _standing(one), getattr(one, "member_since", None)) for one in people)
        return _people(f"{title} ngày {say_date(asked.on)}", ("Diện", "Thuộc chi bộ từ"), rows)

    return make


def _standing(person: Person) -> str:
    return "chính thức" if getattr(person, "is_official_on", False) else "dự bị"


def _is_minority(person: Person) -> bool:
    return person.ethnicity.casefold() not in {"", MAJORITY.casefold()}


def _staff_outside(asked: Asked) -> FigureList:
    inside = Membership.objects.filter(covering(asked.on), organisation=asked.organisation)
    people = staff_on(asked.organisation, asked.on).exclude(pk__in=inside.values("person_id"))
    named = _people(f"Cán bộ chưa là đảng viên ngày {say_date(asked.on)}", (), ((one,) for one in people))
    return with_unnamed(named, asked.organisation, asked.on, lambda one: one.staff - one.members)


# ---------------------------------------------------------------------- who came and left


def _by_list() -> Q:
    return Q(joined_by=JoinedBy.OPENING) & ~began_by_admission()


def _came(title: str, which: Callable[[], Q]) -> Callable[[Asked], FigureList]:
    def make(asked: Asked) -> FigureList:
        first = Q(starts_on=asked.since) & _by_list()  # part of the opening stock
        spells = _spells(asked).filter(during(asked.since, asked.on, "starts_on"), which()).exclude(first)
        rows = (
            (one.person, one.starts_on, one.get_joined_by_display(), one.joined_from)
            for one in spells.order_by("starts_on", "person__sort_key")
        )
        return _people(f"{title} {asked.days}", ("Ngày", "Cách vào", "Chuyển từ"), rows)

    return make


def _left(title: str, which: Q) -> Callable[[Asked], FigureList]:
    def make(asked: Asked) -> FigureList:
        spells = _spells(asked).filter(during(asked.since, asked.on, "ends_on"), which)
        rows = (
            (one.person, one.ends_on, one.get_left_by_display() or "chưa ghi lý do", one.left_to)
            for one in spells.order_by("ends_on", "person__sort_key")
        )
        return _people(f"{title} {asked.days}", ("Ngày", "Lý do", "Chuyển đến"), rows)

    return make


def _spells(asked: Asked) -> QuerySet[Membership]:
    return Membership.objects.filter(organisation=asked.organisation).select_related("person")


def _readmitted(asked: Asked) -> FigureList:
    again = Admission.objects.filter(during(asked.since, asked.on, "ceremony_on"), is_readmission=True)
    here = again.filter(person__memberships__organisation=asked.organisation).distinct()
    rows = ((one.person, one.ceremony_on) for one in here.select_related("person"))
    return _people(f"Kết nạp lại {asked.days}", ("Lễ kết nạp",), rows)


def _recognised(asked: Asked) -> FigureList:
    every = recognitions(asked.organisation, asked.since, asked.on)
    found = recognitions(asked.organisation, asked.since, asked.on, among=may_be_named(asked.actor))
    rows = ((one.person, one.recognised_on, one.official_on) for one in found)
    title = f"Công nhận đảng viên chính thức {asked.days}"
    return with_unseen(_people(title, ("Quyết định công nhận", "Chính thức từ"), rows), every.count())


# ---------------------------------------------------------------------- the road


def _taken(kind: StepKind) -> Callable[[Asked], FigureList]:
    def make(asked: Asked) -> FigureList:
        taken = steps(asked.organisation, asked.on).filter(during(asked.since, asked.on, "on"), kind=kind)
        found = list(taken.select_related(*_CASE).order_by("on", "pk"))
        rows = ((one.case.person, one.on) for one in found if asked.may_name(one.case.organisation))
        return with_unseen(_people(f"{STEPS[kind]} {asked.days}", ("Ngày",), rows), len(found))

    return make


def _reached(kind: StepKind | None) -> Callable[[Asked], FigureList]:
    def make(asked: Asked) -> FigureList:
        latest: dict[int, tuple[DevelopmentCase, StepKind, date]] = {}
        found = walking(asked.organisation, asked.on).select_related(*_CASE)
        for step in found.order_by("case__person__sort_key", "case", "on", "pk"):
            now = StepKind(step.kind)
            held = latest.get(step.case_id)
            if held is None or ENTRIES.index(now) >= ENTRIES.index(held[1]):
                latest[step.case_id] = (step.case, now, step.on)
        there = [one for one in latest.values() if kind in {None, one[1]}]
        rows = ((case.person, STEPS[at], day) for case, at, day in there if asked.may_name(case.organisation))
        title = f"Đang phấn đấu vào Đảng ngày {say_date(asked.on)}"
        return with_unseen(_people(title, ("Bước gần nhất", "Từ ngày"), rows), len(there))

    return make


def _durations(asked: Asked) -> FigureList:
    ways = durations(asked.organisation, asked.on)
    rows = ((one.person, one.source_on, one.ceremony_on, str(one.days)) for one in ways)
    title = f"Thời gian từ nguồn đến lễ kết nạp, đến {say_date(asked.on)}"
    return _people(title, ("Đưa vào nguồn", "Lễ kết nạp", "Số ngày"), rows)


# ---------------------------------------------------------------------- sessions


def _held(title: str, *, is_thematic: bool = False) -> Callable[[Asked], FigureList]:
    def make(asked: Asked) -> FigureList:
        found = sessions(asked.organisation, asked.since, asked.on).order_by("on", "pk")
        rows = tuple(
            ListRow(name=one.get_kind_display(), cells=(one.on, _there(one)))
            for one in (found.filter(kind__in=THEMATIC) if is_thematic else found)
        )
        columns = ("Cuộc họp", "Ngày", "Có mặt")
        return FigureList(title=f"{title} {asked.days}", columns=columns, rows=rows, count=len(rows))

    return make


def _there(meeting: Meeting) -> str:
    if meeting.present_total is None or meeting.members_total is None:
        return ""
    return f"{meeting.present_total} trên {meeting.members_total}"


def _resolutions(asked: Asked) -> FigureList:
    every = resolutions(asked.organisation, asked.since, asked.on)
    seen = within(asked.actor, Permission.VIEW_MEETINGS, field="organisation__scope_key")  # a title may name somebody
    found = every.filter(seen).order_by("on", "number", "pk")
    rows = tuple(
        ListRow(name=one.title, cells=(f"{one.number:02d}-{one.symbol}" if one.number else "", one.on)) for one in found
    )
    title = f"Nghị quyết {asked.days}"
    listed = FigureList(title=title, columns=("Về việc", "Số", "Ngày"), rows=rows, count=len(rows))
    return with_unseen(listed, every.count())


def _concerns(title: str, which: Callable[[Asked], Q]) -> Callable[[Asked], FigureList]:
    """What was raised, never by whom (decision 7)."""

    def make(asked: Asked) -> FigureList:
        found = Concern.objects.filter(which(asked), organisation=asked.organisation).select_related("meeting")
        rows = tuple(
            ListRow(name=one.topic, cells=(one.meeting.on, one.due_on, one.answered_on)) for one in found.order_by("pk")
        )
        columns = ("Nội dung", "Nêu ngày", "Hạn trả lời", "Trả lời ngày")
        return FigureList(title=f"{title} {asked.days}", columns=columns, rows=rows, count=len(rows))

    return make


def _raised(asked: Asked) -> Q:
    return during(asked.since, asked.on, "meeting__on")


def _answered(asked: Asked) -> Q:
    return during(asked.since, asked.on, "answered_on")


def _open(asked: Asked) -> Q:
    return Q(meeting__on__lte=asked.on) & (Q(answered_on__isnull=True) | Q(answered_on__gt=asked.on))


def _overdue(asked: Asked) -> Q:
    return _open(asked) & Q(due_on__lte=asked.on)


def _people(title: str, columns: tuple[str, ...], rows: Iterable[tuple[Person | str | date | None, ...]]) -> FigureList:
    told = []
    for person, *cells in rows:
        uid = str(person.uid) if isinstance(person, Person) else ""
        told.append(ListRow(name=str(person), person_uid=uid, cells=tuple(cells)))  # type: ignore[arg-type]
    return FigureList(title=title, columns=("Họ tên", *columns), rows=tuple(told), count=len(told))


_LISTS: Mapping[str, Callable[[Asked], FigureList]] = {
    "chinh-thuc": _members("Đảng viên chính thức", lambda one: bool(getattr(one, "is_official_on", False))),
    "du-bi": _members("Đảng viên dự bị", lambda one: not getattr(one, "is_official_on", False)),
    "nu": _members("Đảng viên nữ", lambda one: one.sex == Person.Sex.FEMALE),
    "dan-toc-thieu-so": _members("Đảng viên dân tộc thiểu số", _is_minority),
    "can-bo-chua-vao-dang": _staff_outside,
    "ket-nap-trong-ky": _came("Kết nạp", began_by_admission),
    "ket-nap-lai": _readmitted,
    "chuyen-den": _came("Chuyển đến", lambda: Q(joined_by__in=[JoinedBy.TRANSFER_IN, JoinedBy.REORGANISED])),
    "mo-so": _came("Ghi khi mở sổ", _by_list),
    "tang": _came("Tăng", Q),
    "chuyen-di": _left("Chuyển đi", Q(left_by__in=[LeftBy.TRANSFER_OUT, LeftBy.REORGANISED])),
    "tu-tran": _left("Từ trần", Q(left_by=LeftBy.DEATH)),
    "giam-khac": _left("Giảm vì lý do khác", ~Q(left_by__in=[LeftBy.TRANSFER_OUT, LeftBy.REORGANISED, LeftBy.DEATH])),
    "giam": _left("Giảm", Q()),
    "cong-nhan": _recognised,
    **{what: _taken(kind) for kind, what, _ in STEP_FIELDS.values()},
    "dang-phan-dau": _reached(None),
    **{what: _reached(kind) for kind, what, _ in STAGE_FIELDS.values()},
    "thoi-gian-ket-nap": _durations,
    "ky-hop": _held("Sinh hoạt chi bộ"),
    "ky-chuyen-de": _held("Sinh hoạt chuyên đề", is_thematic=True),
    "nghi-quyet": _resolutions,
    "kien-nghi": _concerns("Ý kiến, kiến nghị đã nêu", _raised),
    "kien-nghi-tra-loi": _concerns("Kiến nghị đã trả lời", _answered),
    "kien-nghi-cho": _concerns("Kiến nghị còn chờ", _open),
    "kien-nghi-qua-han": _concerns("Kiến nghị chờ quá hạn", _overdue),
}
