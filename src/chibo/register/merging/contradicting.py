"""What two records of one person cannot both say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.db import models
from django.db.models import Count, Q

from chibo.register.life import TRACKS
from chibo.register.merging.comparing import SAME_ROWS, SET_ASIDE, alike
from chibo.register.merging.links import called, label_of, links
from chibo.register.models import (
    Admission,
    Background,
    Employment,
    Exemption,
    GroupPlace,
    MassPlace,
    Membership,
    OfficeHolding,
    PersonApart,
    PersonFact,
    Transfer,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chibo.register.merging.links import Link
    from chibo.register.models import Person

_TWO_SIDES: Final = (
    ("development.mentorship", "mentor", "case__person", "là người giúp đỡ của bản ghi kia"),
    ("development.casetask", "mentor", "case__person", "đã giao nhiệm vụ cho bản ghi kia"),
    ("development.paper", "author", "case__person", "đã viết giấy tờ trong hồ sơ của bản ghi kia"),
)
HISTORY: Final = frozenset({"register.personmerge", "register.personapart"})
"""Records about the joining itself: they never speak against it."""


def contradictions(kept: Person, dropped: Person) -> Iterator[tuple[str, str]]:
    """Everything that two records of one person cannot both say: what, and what to do about it."""
    if PersonApart.objects.filter(Q(person=kept, other=dropped) | Q(person=dropped, other=kept)).exists():
        yield (
            "Đã ghi đây là hai người khác nhau.",
            "Mở Gộp bản ghi trùng ở trang của một trong hai người, bỏ ghi nhận ấy trước.",
        )
    for one in (kept, dropped):
        if one.organisation_id is None:
            yield f"{one.full_name}: không tổ chức nào đang giữ bản ghi này.", "Không gộp được bản ghi đã xóa dữ liệu."
    twins = alike(kept, dropped)
    yield from _memberships(kept, dropped, twins)
    yield from _admissions(kept, dropped, twins)
    yield from _spells(kept, dropped, twins)
    yield from _histories(kept, dropped, twins)
    yield from _two_sides(kept, dropped)
    yield from _only_one(kept, dropped, twins)


def _both(
    model: type[models.Model], kept: Person, dropped: Person, twins: Mapping[Link, list[int]], *order: str
) -> list[Any]:
    rows = model._default_manager.filter(person__in=[kept, dropped]).exclude(pk__in=twins.get((model, "person"), ()))  # noqa: SLF001 - any model
    return list(rows.order_by(*order, "pk"))


def _memberships(kept: Person, dropped: Person, twins: Mapping[Link, list[int]]) -> Iterator[tuple[str, str]]:
    rows: list[Membership] = _both(Membership, kept, dropped, twins, "starts_on")
    for earlier, later in _overlapping(rows):
        yield (
            "Hai thời gian sinh hoạt đảng trùng nhau: "
            + " và ".join(f"{_span(one)} ở {one.organisation}" for one in (earlier, later))
            + ".",
            "Ghi ngày rời, hoặc rút lại đảng tịch ghi nhầm ở một bản ghi, rồi gộp.",
        )


def _admissions(kept: Person, dropped: Person, twins: Mapping[Link, list[int]]) -> Iterator[tuple[str, str]]:
    rows: list[Admission] = _both(Admission, kept, dropped, twins, "ceremony_on")
    again = [row for row in rows[1:] if not row.is_readmission]
    if again:
        days = ", ".join(_day(row.ceremony_on) for row in rows)
        yield (
            f"Hai bản ghi có hai lần kết nạp khác nhau (lễ kết nạp: {days}).",
            "Xem lại quyết định kết nạp; bản ghi nào sai thì rút lại việc kết nạp ở đó trước.",
        )
    first = rows[0].ceremony_on if rows else None
    for spell in _both(Membership, kept, dropped, twins, "starts_on") if first else ():
        if first is not None and spell.starts_on < first:
            yield (
                f"Vào {spell.organisation} ngày {_day(spell.starts_on)}, trước lễ kết nạp ngày {_day(first)}.",
                "Sửa một trong hai ngày, rồi gộp.",
            )


def _spells(kept: Person, dropped: Person, twins: Mapping[Link, list[int]]) -> Iterator[tuple[str, str]]:
    """Times that one person has only once: at one workplace, in one tổ đảng, in one office, exempted, away."""
    asked: tuple[tuple[type[models.Model], tuple[str, ...]], ...] = (
        (Employment, ("workplace_id",)),
        (Exemption, ("organisation_id",)),
        (GroupPlace, ()),
        (OfficeHolding, ("organisation_id", "office")),
        (Transfer, ("organisation_id", "sort", "direction")),
        (MassPlace, ("sort", "place")),
    )
    for model, keys in asked:
        groups: dict[tuple[Any, ...], list[Any]] = {}
        for row in _both(model, kept, dropped, twins, "starts_on"):
            if not (isinstance(row, Transfer) and row.sort == Transfer.Sort.PERMANENT):
                groups.setdefault(tuple(getattr(row, key) for key in keys), []).append(row)
        for rows in groups.values():
            for earlier, later in _overlapping(rows):
                yield (
                    f"{called((model, 'person'))}: hai thời gian trùng nhau, {_span(earlier)} và {_span(later)}.",
                    "Rút lại dòng ghi nhầm ở một bản ghi, hoặc ghi ngày hết cho khớp giấy tờ, rồi gộp.",
                )


def _histories(kept: Person, dropped: Person, twins: Mapping[Link, list[int]]) -> Iterator[tuple[str, str]]:
    """One fact holds at a time: two histories of it are not shuffled into one."""
    mine, theirs = dated_fields(kept), dated_fields(dropped, besides=twins.get((PersonFact, "person"), ()))
    for field in TRACKS:
        if field in mine and field in theirs:
            yield (
                f"Cả hai bản ghi đều có các lần thay đổi của mục “{field.label}”.",
                "Rút lại các lần thay đổi ghi ở một bản ghi, rồi gộp.",
            )


def dated_fields(person: Person, *, besides: Iterable[int] = ()) -> frozenset[str]:
    """The facts of which somebody has a history with days."""
    rows = PersonFact.objects.filter(person=person, field__in=TRACKS).exclude(pk__in=list(besides))
    return frozenset(rows.values_list("field", flat=True))


def _overlapping(rows: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Pairs of times of different records that cover a common day; the rows come in order of their first day."""
    for place, earlier in enumerate(rows):
        for later in rows[place + 1 :]:
            if later.person_id != earlier.person_id and (earlier.ends_on is None or later.starts_on < earlier.ends_on):
                yield earlier, later


def _span(row: Any) -> str:
    return f"từ {_day(row.starts_on)}" + (f" đến trước {_day(row.ends_on)}" if row.ends_on else "")


def _day(day: Any) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def _two_sides(kept: Person, dropped: Person) -> Iterator[tuple[str, str]]:
    for record, doer, other, said in _TWO_SIDES:
        rows = apps.get_model(record)._default_manager  # noqa: SLF001 - any model
        for one, two in ((kept, dropped), (dropped, kept)):
            if rows.filter(**{doer: one, other: two}).exists():
                yield f"{one.full_name} {said}.", "Không ai tự giúp đỡ mình: kiểm tra xem có đúng là một người."
                break


def _only_one(kept: Person, dropped: Person, twins: Mapping[Link, list[int]]) -> Iterator[tuple[str, str]]:
    """Rows of which a person has one at a time, by the database's own rules: two accounts, two reviews of a year."""
    explained = {label_of(model) for model in (*SAME_ROWS, Background)} | SET_ASIDE | HISTORY
    for link in links():
        if label_of(link[0]) in explained:
            continue
        for condition, others in _unique_with(link):
            rows = link[0]._default_manager.filter(condition, **{f"{link[1]}__in": [kept, dropped]})  # noqa: SLF001 - any model
            rows = rows.exclude(pk__in=twins.get(link, ()))
            for name in others:
                rows = rows.exclude(**{f"{name}__isnull": True})
            counted = rows.values(*others).annotate(rows=Count("pk")) if others else [{"rows": rows.count()}]
            if any(one["rows"] > 1 for one in counted):
                same = ", cùng một việc hoặc một năm" if others else ""
                yield (
                    f"Cả hai bản ghi đều có {called(link).lower()}{same}; một người chỉ có một.",
                    "Xem hai trang cá nhân; rút lại hoặc kết thúc phần ghi nhầm trước khi gộp.",
                )
                break


def _unique_with(link: Link) -> Iterator[tuple[Q, tuple[str, ...]]]:
    model, key = link
    meta = model._meta  # noqa: SLF001 - Django's documented model API
    if getattr(meta.get_field(key), "unique", False):
        yield Q(), ()
    for one in meta.constraints:
        if isinstance(one, models.UniqueConstraint) and key in one.fields:
            yield one.condition or Q(), tuple(name for name in one.fields if name != key)
    for names in meta.unique_together:
        if key in names:
            yield Q(), tuple(name for name in names if name != key)
