"""By what members can be counted: each dimension knows its column, how its values are said, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, F, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, ExtractYear, Length, Substr
from django.db.models.lookups import Exact, GreaterThanOrEqual, LessThanOrEqual

from chibo.register.models import Organisation, Person
from chibo.register.queries import last_admission, official_since
from chibo.reports.bands import bands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from chibo.reports.bands import Band

UNKNOWN = ""
_LABEL = 4  # letters of a scope key for each level of the tree
_FULL = 10  # letters of a date known to the day
_PERSON = "person_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One way of dividing the members of a unit on a day.

    ``column`` gives the expression over membership spells; ``names`` gives, for the values found, what a table calls
    them, in the order of the table. A value that nobody recorded is the empty text.
    """

    key: str
    name: str
    column: Callable[[Organisation, date], Any]
    names: Callable[[Organisation, Iterable[str]], Mapping[str, str]]


# --- columns


def _field(path: str) -> Callable[[Organisation, date], Any]:
    return lambda _unit, _on: Cast(F(path), CharField())


def _flag(path: str) -> Callable[[Organisation, date], Any]:
    return lambda _unit, _on: Case(When(**{path: True}, then=Value("yes")), default=Value("no"))


def _unit_below(unit: Organisation, _on: date) -> Any:
    return Substr("organisation__scope_key", 1, len(unit.scope_key) + _LABEL)


def _standing(unit: Organisation, on: date) -> Any:
    is_official = LessThanOrEqual(official_since(unit, on, person=_PERSON), on)
    return Case(When(is_official, then=Value("official")), default=Value("probationary"))


def _age(_unit: Organisation, on: date) -> Any:
    born = Cast(F("person__birth"), CharField())
    cases = [_when_between(born, band, on, lambda day: Value(day.isoformat())) for band in bands()["age"]]
    return Case(When(~Q(Exact(Length(born), _FULL)), then=Value(UNKNOWN)), *cases, default=Value(UNKNOWN))


def _party_age(unit: Organisation, on: date) -> Any:
    """From the date of the admission decision, and only of official members (Charter art. 5)."""
    decided = Subquery(last_admission(on, person=_PERSON).values("decided_on")[:1])
    is_official = LessThanOrEqual(official_since(unit, on, person=_PERSON), on)
    cases = [_when_between(decided, band, on, lambda day: day, is_official) for band in bands()["party_age"]]
    return Case(*cases, default=Value(UNKNOWN))


def _when_between(column: Any, band: Band, on: date, said: Callable[[date], Any], *others: Any) -> When:
    first = band.first_day(on)
    within = LessThanOrEqual(column, said(band.last_day(on)))
    conditions = [within, *others, *([GreaterThanOrEqual(column, said(first))] if first else [])]
    return When(Q(*conditions), then=Value(band.key))


def _year_joined(_unit: Organisation, on: date) -> Any:
    joined = Subquery(last_admission(on, person=_PERSON).values("ceremony_on")[:1])
    return Coalesce(Cast(ExtractYear(joined), CharField()), Value(UNKNOWN))


# --- words


def _as_said(_unit: Organisation, values: Iterable[str]) -> dict[str, str]:
    return {value: value for value in sorted(values)}


def _fixed(pairs: Iterable[tuple[str, str]]) -> Callable[[Organisation, Iterable[str]], Mapping[str, str]]:
    known = {str(key): str(name) for key, name in pairs}
    return lambda _unit, _values: known


def _in_bands(what: str, unit: str) -> Callable[[Organisation, Iterable[str]], Mapping[str, str]]:
    return _fixed((band.key, f"{band.name} {unit}") for band in bands()[what])


def _names_below(unit: Organisation, values: Iterable[str]) -> dict[str, str]:
    known = Organisation.objects.filter(scope_key__in=list(values)).order_by("scope_key")
    names = {one.scope_key: one.short_name or one.name for one in known}
    if unit.scope_key in names and len(names) > 1:
        names[unit.scope_key] = f"{names[unit.scope_key]} (trực tiếp)"
    return names


_YES_NO = {"yes": "là đoàn viên", "no": "không"}
_STANDINGS = {"official": "chính thức", "probationary": "dự bị"}

DIMENSIONS: Mapping[str, Dimension] = {
    one.key: one
    for one in (
        Dimension(key="don-vi", name="Đơn vị", column=_unit_below, names=_names_below),
        Dimension(key="dien", name="Chính thức, dự bị", column=_standing, names=_fixed(_STANDINGS.items())),
        Dimension(key="gioi-tinh", name="Giới tính", column=_field("person__sex"), names=_fixed(Person.Sex.choices)),
        Dimension(key="tuoi-doi", name="Tuổi đời", column=_age, names=_in_bands("age", "tuổi")),
        Dimension(key="tuoi-dang", name="Tuổi đảng", column=_party_age, names=_in_bands("party_age", "năm")),
        Dimension(key="dan-toc", name="Dân tộc", column=_field("person__ethnicity"), names=_as_said),
        Dimension(key="trinh-do", name="Trình độ", column=_field("person__schooling"), names=_as_said),
        Dimension(key="ly-luan", name="Lý luận chính trị", column=_field("person__theory_level"), names=_as_said),
        Dimension(
            key="doan",
            name="Đoàn Thanh niên",
            column=_flag("person__is_youth_union_member"),
            names=_fixed(_YES_NO.items()),
        ),
        Dimension(key="nam-vao-dang", name="Năm vào Đảng", column=_year_joined, names=_as_said),
    )
}
